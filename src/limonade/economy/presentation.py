"""Figures of `queries` in the form in which pages show them: the flow chart and the labels."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.design import charts
from limonade.design.numbers import euros_short
from limonade.design.sankey import Band, Node, lay_out
from limonade.design.templatetags.design import language, text
from limonade.economy import income_kinds
from limonade.economy.flows import Flow, Flows, flows
from limonade.economy.keys import Cluster, Destination, clusters
from limonade.economy.money import Line, Money
from limonade.facts.actions import ACCOUNTS
from limonade.facts.store import Dataset
from limonade.units.apportion import apportion

CHART_WIDTH, CHART_HEIGHT, CHART_GAP = 1080, 760, 22

SOURCE_NAMES = {
    income_kinds.GENERAL_GRANT: gettext_lazy("Gemeentefonds van het Rijk"),
    income_kinds.OWN_INCOME: gettext_lazy("Opbrengst bij het werk zelf"),
    income_kinds.SPECIFIC_GRANTS: gettext_lazy("Rijksgeld voor één doel"),
    income_kinds.LEVIES: gettext_lazy("Heffingen en leges"),
    income_kinds.TAXES: gettext_lazy("Belastingen van de gemeente"),
    income_kinds.RESERVES: gettext_lazy("Reserves van de gemeente"),
    income_kinds.OTHER: gettext_lazy("Ander geld"),
}
GRADE_NAMES = {1: gettext_lazy("gemeten"), 2: gettext_lazy("geschat"), 3: gettext_lazy("grof geschat")}
DESTINATION_NAMES = {
    Destination.HERE: gettext_lazy("Hier uitgegeven"),
    Destination.PEOPLE: gettext_lazy("Voor mensen hier"),
    Destination.ALL: gettext_lazy("Voor ons allemaal"),
    Destination.OVERHEAD: gettext_lazy("Overhead"),
}
DESTINATION_MEANINGS = {
    Destination.HERE: gettext_lazy("De plek van het werk ligt in de wijk."),
    Destination.PEOPLE: gettext_lazy("Het gaat naar mensen die hier wonen."),
    Destination.ALL: gettext_lazy(
        "Het is voor de hele gemeente, of een betere sleutel ontbreekt. Meestal telt elke inwoner even zwaar."
    ),
    Destination.OVERHEAD: gettext_lazy("Het kantoor achter het werk: personeelszaken, computers, gebouwen."),
}


def book_name(accounts: Dataset) -> str:
    """`Jaarrekening 2023` or `Begroting 2025`"""
    year = {"year": accounts.year}
    return _("Jaarrekening %(year)s") % year if accounts.stage == ACCOUNTS else _("Begroting %(year)s") % year


@dataclass(frozen=True)
class FlowChart:
    svg: SafeString
    flows: Flows
    paid: tuple[tuple[str, int], ...]
    """Per source its name and euros, for the table."""


def flow_chart(money: Money) -> FlowChart:
    """Who pays, for what, for whom; every cluster is a link to its page."""
    by_key = {one.cluster.key: one for one in money.clusters}
    found = flows(by_key, money.general_money)
    shown = {flow.target for flow in found.paid}
    paid = _sums(found.paid, "source")
    arriving = _sums(found.spent, "target")
    nodes = [
        *(Node(kind, 0, str(SOURCE_NAMES[kind]), _short(paid[kind])) for kind in SOURCE_NAMES if kind in paid),
        *(
            Node(key, 1, text(one.cluster), _short(one.euros), f"{key}/", "cluster")
            for key, one in by_key.items()
            if key in shown
        ),
        *(
            Node(kind.value + "-end", 2, str(name), _short(arriving[kind.value]), look=kind.value)
            for kind, name in DESTINATION_NAMES.items()
            if kind.value in arriving
        ),
    ]
    bands = [_paid_band(flow) for flow in found.paid] + [_spent_band(flow) for flow in found.spent]
    drawing = lay_out(nodes, bands, width=CHART_WIDTH, height=CHART_HEIGHT, gap=CHART_GAP)
    svg = charts.sankey_svg(drawing, title=_("Wie betaalt, waarvoor, en voor wie"), last_column=2)
    return FlowChart(svg, found, tuple((str(SOURCE_NAMES[kind]), paid[kind]) for kind in SOURCE_NAMES if kind in paid))


def _short(amount: int) -> str:
    return euros_short(amount, language())


def _sums(flows_: tuple[Flow, ...], end: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for flow in flows_:
        found[getattr(flow, end)] = found.get(getattr(flow, end), 0) + flow.euros
    return found


def _paid_band(flow: Flow) -> Band:
    title = f"{SOURCE_NAMES[flow.source]}: {text(clusters()[flow.target])}, {_short(flow.euros)}"
    return Band(flow.source, flow.target, flow.euros, title)


def _spent_band(flow: Flow) -> Band:
    kind = Destination(flow.target)
    title = f"{text(clusters()[flow.source])}: {DESTINATION_NAMES[kind]}, {_short(flow.euros)}"
    return Band(flow.source, kind.value + "-end", flow.euros, title, kind.value)


@dataclass(frozen=True)
class Card:
    """One of the three things that may not be mixed up."""

    kind: Destination
    name: str
    meaning: str
    euros: int
    low: int
    high: int
    percent: int


def destination_cards(money: Money) -> tuple[Card, ...]:
    """People first, then all of us, then what is spent here; overhead last."""
    order = (Destination.PEOPLE, Destination.ALL, Destination.HERE, Destination.OVERHEAD)
    found = []
    sizes = [max(money.by_destination[kind], 0) for kind in order]
    percents = apportion(100, sizes) if any(sizes) else [0] * len(order)
    for kind, percent in zip(order, percents, strict=True):
        euros = money.by_destination[kind]
        margin = sum(line.margin_by_destination[kind] for line in money.lines)
        name, meaning = str(DESTINATION_NAMES[kind]), str(DESTINATION_MEANINGS[kind])
        found.append(Card(kind, name, meaning, euros, euros - margin, euros + margin, percent))
    return tuple(found)


def destinations_of(line: Line) -> list[tuple[str, int]]:
    """For whom a line is, with the euros of each."""
    return [(str(DESTINATION_NAMES[kind]), euros) for kind, euros in line.by_destination.items() if euros]


@dataclass(frozen=True)
class Gap:
    """From the sum on a napkin (everything per head) to ours, in three steps."""

    per_head: int
    not_divided: int
    by_keys: int
    largest: tuple[tuple[Cluster, int], ...]
    """The clusters where the keys make the largest difference."""


MOST_IN_GAP = 4


def gap_to_per_head(money: Money) -> Gap:
    differences = [(one.cluster, one.euros - one.per_head) for one in money.clusters]
    differences.sort(key=lambda item: -abs(item[1]))
    return Gap(
        per_head=money.if_per_head,
        not_divided=money.per_head - money.if_per_head,
        by_keys=money.euros - money.per_head,
        largest=tuple(differences[:MOST_IN_GAP]),
    )
