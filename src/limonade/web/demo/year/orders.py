"""What a partner orders: one order that went from the question to the payment, one quoted, and one just asked."""

from typing import Any

from limonade.company.invoice_steps import INVOICE
from limonade.company.models import Invoice, Order, OrderCost
from limonade.company.steps import COST, NEW, ORDER
from limonade.web.demo.year.stage import Stage
from limonade.web.demo.year.working import agree, job_told, pay_out, play
from limonade.work.models import HoursEntry, Job

PARTNER = "Woningcorporatie De Linde"
TITLE = "De portieken van de Bergstraat opknappen"
TEXT = (
    "Vier portieken: schuren, schilderen en de lampen vernieuwen. Het is goed als de bewoners van elk portiek "
    "tevreden zijn en onze opzichter geen gebreken ziet."
)
PRICE, HOURS, MATERIALS, RATE = 480_000, 12_000, 60_000, 1_950
FORMS = "paid allowance hours gift"
# Three days of five people, eight hours each: 120 hours.
DAYS = ((348, "Schuren en gaten vullen", "heavy"), (342, "Muren en plafonds schilderen", "paint"),
        (335, "Deuren en leuningen schilderen", "paint"))  # fmt: skip
CREW = ("Marek", "Andriy", "Nadia"), "Robbert", "Kees"
GIFT_DAY = 335
BOUGHT = ((350, "Verf en grondlak, 60 liter", 31_245, "bon 2204"), (343, "Kwasten, rollers en afdekfolie", 18_780,
           "bon 2211"), (336, "Twaalf lampen voor de portieken", 9_975, "factuur 771"))  # fmt: skip
# Invented, as the neighbours are.
ON_PAPER = {
    "own_address": "Voorbeeldplein 1, 6800 AA Arnhem", "own_kvk": "12345678",
    "client_address": "Voorbeeldkade 2, 6800 AB Arnhem", "client_kvk": "87654321",
}  # fmt: skip
LATER = (
    (5, "Snoeien en opruimen in de binnentuin van de Kastanjehof",
     "Vier middagen werk. Het snoeiafval gaat op de hoop van de tuingroep."),
    (1, "Lampen en bellen nakijken in twaalf portieken", "Aan het Tuinpad en de Molenweg. Het liefst deze maand."),
)  # fmt: skip
QUOTE_TEXT = "De prijs is met gereedschap en opruimen. Nieuwe planten zitten er niet bij."


def work_for_partners(stage: Stage) -> None:
    order = _accepted(stage)
    for ago, what, cents, document in BOUGHT:
        _bought(stage, order, ago, what, cents, document)
    for ago, title, skill in DAYS:
        _worked(stage, order, ago, title, skill)
    for name in CREW[0]:
        earned = sum(HoursEntry.objects.filter(maker=stage.party(name)).values_list("cents", flat=True))
        pay_out(stage, 325, name, earned, f"Loon uitbetaald: {TITLE.lower()}")
    _settled(stage, order)
    _later(stage)


def _placed(stage: Stage, ago: int, title: str, text: str) -> Order:
    with stage.on(ago, 10):
        return stage.make(Order, "Wim", NEW, "opdracht", partner=stage.party(PARTNER), title=title, text=text)


def _quoted(stage: Stage, order: Order, ago: int, *, hours: int, materials: int, cents: int, **told: Any) -> None:
    with stage.on(ago, 16):
        stage.take(
            "Bram", ORDER, "offerte", order, hours=hours, materials_cents=materials, cents=cents, vat_permille=0,
            administration=stage.books, **told,
        )  # fmt: skip


def _accepted(stage: Stage) -> Order:
    order = _placed(stage, 363, TITLE, TEXT)
    _quoted(stage, order, 360, hours=HOURS, materials=MATERIALS, cents=PRICE)
    with stage.on(357, 11):
        stage.take("Wim", ORDER, "aanvaard", order, reference="DL-4711")
    return stage.move(order, quote_until=stage.day(330))


def _bought(stage: Stage, order: Order, ago: int, what: str, cents: int, document: str) -> None:
    with stage.on(ago, 12) as day:
        told = {"what": what, "cents": cents, "document": document, "day": day}
        cost = stage.make(OrderCost, "Bram", ORDER, "materiaal", order, **told)
    with stage.on(ago - 1):
        stage.take("Tom", COST, "keur-goed", cost)


def _worked(stage: Stage, order: Order, ago: int, title: str, skill: str) -> None:
    paid, allowance, saves = CREW
    workers = [*((name, "paid") for name in paid), (allowance, "allowance")]
    workers.append((saves, "gift" if ago == GIFT_DAY else "hours"))
    with stage.on(ago + 4):
        told = job_told(title, skill, hours=800, places=5, forms=FORMS, rate_cents=RATE, where="Bergstraat 30")
        job = stage.make(Job, "Bram", ORDER, "klus", order, day=stage.today, **told)
        matches = agree(stage, job, workers)
    play(stage, job, ago, matches)


def _settled(stage: Stage, order: Order) -> None:
    with stage.on(331):
        stage.take("Bram", ORDER, "klaar", order)
    with stage.on(329, 10):
        stage.take("Wim", ORDER, "keur-goed", order)
    with stage.on(328, 9) as day:
        invoice = stage.make(Invoice, "Bram", ORDER, "factuur", order, day=day, **ON_PAPER)
    with stage.on(306, 9) as day:
        stage.take("Tom", INVOICE, "betaald", invoice, day=day)


def _later(stage: Stage) -> None:
    """For Wim to answer, and for Bram to quote."""
    for at, (ago, title, text) in enumerate(LATER):
        order = _placed(stage, ago, title, text)
        if at == 0:
            _quoted(stage, order, ago - 2, hours=3_600, materials=12_000, cents=145_000,
                    quote_until=stage.day(ago - 32), quote_text=QUOTE_TEXT)  # fmt: skip
