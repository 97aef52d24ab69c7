"""The money of several years beside each other; never a difference across a year in which the counting changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.design.templatetags.design import text
from limonade.economy.keys import Cluster, clusters
from limonade.economy.money import Line, Money, Sum
from limonade.facts.task_fields import TaskField, task_fields

TOWN, NEIGHBOURHOOD, HOUSEHOLD = "gemeente", "wijk", "huishouden"
SCALES = {
    TOWN: gettext_lazy("De hele gemeente"),
    NEIGHBOURHOOD: gettext_lazy("Deze wijk"),
    HOUSEHOLD: gettext_lazy("Per huishouden"),
}


@dataclass(frozen=True)
class Row:
    """One group of tasks, one task field, or all together, through the years of a stretch."""

    of: Cluster | TaskField | None
    """None for the total."""
    amounts: tuple[int | None, ...]

    @property
    def difference(self) -> int | None:
        """From the first year to the last; None where one of them is unknown or there is only one."""
        first, last = self.amounts[0], self.amounts[-1]
        return None if len(self.amounts) < 2 or first is None or last is None else last - first


@dataclass(frozen=True)
class Stretch:
    """Years that may be compared, oldest first."""

    moneys: tuple[Money, ...]
    why_apart: str
    """Why it may not be compared with what came before; empty for the first."""

    @property
    def years(self) -> list[int]:
        return [one.edition.accounts.year for one in self.moneys]

    def total(self, scale: str) -> Row:
        return Row(None, tuple(_shown(one, one, scale) for one in self.moneys))

    def by_cluster(self, scale: str) -> list[Row]:
        found = [{one.cluster.key: one for one in money.clusters} for money in self.moneys]
        return [
            Row(cluster, self._amounts([one.get(key) for one in found], scale))
            for key, cluster in clusters().items()
            if any(key in one for one in found)
        ]

    def by_field(self, cluster: str, scale: str) -> list[Row]:
        """The task fields of a cluster: within a stretch every year has the same list."""
        found = [_fields_of(money, cluster) for money in self.moneys]
        return [
            Row(line.field, self._amounts([one.get(code) for one in found], scale)) for code, line in found[0].items()
        ]

    def _amounts(self, sums: Sequence[Sum | Line | None], scale: str) -> tuple[int | None, ...]:
        pairs = zip(self.moneys, sums, strict=True)
        return tuple(None if one is None else _shown(money, one, scale) for money, one in pairs)


def _fields_of(money: Money, cluster: str) -> dict[str, Line]:
    return {line.field.code: line for line in money.lines if line.rule.cluster == cluster}


def _shown(money: Money, one: Sum | Line, scale: str) -> int | None:
    if scale == TOWN:
        return one.town_total
    return one.euros if scale == NEIGHBOURHOOD else money.here.per_household(one.euros)


def stretches(moneys: Sequence[Money]) -> list[Stretch]:
    """The years of one stage, oldest first, cut wherever what is counted changed."""
    ordered = sorted(moneys, key=lambda one: one.edition.accounts.year)
    reasons = ["", *(_why_apart(before, after) for before, after in pairwise(ordered))]
    starts = [at for at, reason in enumerate(reasons) if reason or at == 0]
    ends = [*starts[1:], len(ordered)]
    return [
        Stretch(tuple(ordered[start:end]), reasons[start]) for start, end in zip(starts, ends, strict=True) if ordered
    ]


def _why_apart(before: Money, after: Money) -> str:
    last, year = before.edition.accounts.year, after.edition.accounts.year
    if before.municipality != after.municipality:
        return _("Tussen %(last)s en %(year)s werd de gemeente een andere gemeente.") % {"last": last, "year": year}
    changed = [one for one in range(last + 1, year + 1) if tuple(task_fields(one)) != tuple(task_fields(one - 1))]
    if not changed:
        return ""
    return _(
        "In %(changed)s veranderde de indeling van taken. Werk verhuisde naar een andere taak. Een verschil met "
        "%(last)s zegt daarom niets over meer of minder geld. We trekken hier geen lijn."
    ) % {"changed": changed[-1], "last": last}


def by_stage(moneys: Sequence[Money]) -> dict[str, list[Money]]:
    """Accounts and budgets apart: one is what it became, the other a plan."""
    found: dict[str, list[Money]] = {}
    for one in sorted(moneys, key=lambda money: money.edition.accounts.stage):
        found.setdefault(one.edition.accounts.stage, []).append(one)
    return found


@dataclass(frozen=True)
class Shown:
    """A stretch at one scale, as the page shows it."""

    stretch: Stretch
    scale: str
    cluster: Cluster | None

    @property
    def years(self) -> list[int]:
        return self.stretch.years

    @property
    def name(self) -> str:
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else _("%(first)s tot en met %(last)s") % {"first": first, "last": last}

    @property
    def fields_name(self) -> str:
        """Of the table of tasks, which stands on the page beside the one of groups."""
        return f"{text(self.cluster)} {self.name}" if self.cluster else self.name

    @property
    def why_apart(self) -> str:
        return self.stretch.why_apart

    @property
    def total(self) -> Row:
        return self.stretch.total(self.scale)

    @property
    def bars(self) -> list[tuple[int, int | None]]:
        return list(zip(self.years, self.total.amounts, strict=True))

    @property
    def rows(self) -> list[Row]:
        return self.stretch.by_cluster(self.scale)

    @property
    def fields(self) -> list[Row]:
        return self.stretch.by_field(self.cluster.key, self.scale) if self.cluster else []
