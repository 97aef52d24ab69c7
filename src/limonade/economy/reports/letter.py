"""The letter that asks the municipality to say where its money goes. Made while somebody looks; nothing is kept."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.design.templatetags.design import crowd, day, euro_range, euro_short, number, percent
from limonade.economy.household.views import Page
from limonade.economy.reports import words


@dataclass(frozen=True)
class Sender:
    """What somebody typed into the letter; all of it may be empty."""

    addressee: str = ""
    name: str = ""
    role: str = ""
    own: str = ""

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.own.splitlines() if line.strip()]


@dataclass(frozen=True)
class Letter:
    subject: str
    day: str
    greeting: str
    opening: tuple[str, ...]
    asking: str
    asks: tuple[str, ...]
    closing: tuple[str, ...]
    """With the sender's own words before the last line."""
    regards: str
    signature: tuple[str, ...]

    @property
    def as_text(self) -> str:
        """To copy into a mail."""
        asks = "\n".join(f"{at}. {one}" for at, one in enumerate(self.asks, start=1))
        parts = [self.greeting, *self.opening, f"{self.asking}\n{asks}", *self.closing, self.regards]
        return "\n\n".join([*parts, "\n".join(self.signature)])


def letter(page: Page, sender: Sender, address: str) -> Letter:
    name = page.neighbourhood.name
    return Letter(
        subject=_("Zet de wijkboekhouding aan voor %(name)s") % {"name": name},
        day=day(timezone.localdate()),
        greeting=_("Beste %(addressee)s,") % {"addressee": sender.addressee or _default_addressee(page)},
        opening=(_whole(page), *_municipal(page), _why()),
        asking=_("Daarom vragen wij drie dingen:"),
        asks=tuple(_asks()),
        closing=(*sender.paragraphs, _("Elk cijfer met zijn bron staat op %(address)s") % {"address": address}),
        regards=_("Met vriendelijke groet,"),
        signature=tuple(part for part in (sender.name or "…", sender.role, name) if part),
    )


def _default_addressee(page: Page) -> str:
    return _("gemeente %(town)s") % {"town": words.town(page)}


def _whole(page: Page) -> str:
    accounts = page.accounts
    return _(
        "In %(name)s woonden in %(year)s %(total)s huishoudens. Samen zijn we één groot huishouden. In een jaar gaat "
        "hier naar schatting %(euros)s rond, en werken wij %(hours)s uur zonder loon."
    ) % {
        "name": page.neighbourhood.name,
        "year": accounts.key_figures.year,
        "total": crowd(accounts.homes.households),
        "euros": euro_short(accounts.euros),
        "hours": number(accounts.hours),
    }


def _municipal(page: Page) -> tuple[str, ...]:
    accounts = page.accounts
    if accounts.money is None:
        return (_("Wat de gemeente daarvan betaalt, weten wij niet: uw bedragen zijn hier nog niet geladen."),)
    spends = _(
        "Van dat geld geeft de gemeente naar schatting %(euros)s uit (%(range)s). "
        "Bij %(share)s daarvan weten wij de plek. De rest verdelen wij met sleutels, zoals het aantal inwoners. "
        "De bedragen komen uit: %(figures)s."
    ) % {
        "euros": euro_short(accounts.by_municipality),
        "range": euro_range(accounts.money),
        "share": percent(accounts.money.measured_percent),
        "figures": words.edition_name(accounts),
    }
    return (spends,)


def _why() -> str:
    return _(
        "U weet het beter dan onze sleutels. In uw boekhouding staat bij elke uitgave een kostenplaats of een project. "
        "Zien u en wij dezelfde cijfers, dan zien we samen welk werk hier nodig is, en wie dat kan doen."
    )


def _asks() -> list[str]:
    return [
        _(
            "Zet in uw Iv3-bestand (JSON) bij elk bedrag ook de kostenplaats en het project, en deel dat bestand met "
            "ons. In het bestand heet dat deel “details”. Namen van mensen horen er niet in."
        ),
        _("Noem één mens bij de gemeente die uw cijfers kent en die wij mogen bellen."),
        _("Kom een halve dag langs. Dan zetten we samen de kostenplaatsen op de kaart van de wijk."),
    ]


def letter_paper(page: Page, sender: Sender, address: str) -> dict[str, object]:
    found = letter(page, sender, address)
    return words.head(page, address) | {
        "title": found.subject,
        "to": sender.addressee or _default_addressee(page),
        "day": found.day,
        "greeting": found.greeting,
        "opening": found.opening,
        "asking": found.asking,
        "asks": found.asks,
        "closing": found.closing,
        "regards": found.regards,
        "signature": found.signature,
    }
