"""The invented books of Paasberg: a year of a small foundation, in euros and hours."""

import datetime as dt

from django.utils import timezone
from django_scopes import scope

from limonade.audit.actor import Actor
from limonade.ledger import desk
from limonade.ledger.actions import Line, post, reverse
from limonade.ledger.models import Account, Administration, Earmark, Entry, Unit
from limonade.ledger.setting_up import make_earmark, open_period
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.actions import confirm_bank_account, propose_bank_account
from limonade.people.models import Party

NAME = "Stichting Paasberg"
GARDEN = "Buurttuin"
IBAN = "NL91ABNA0417164300"
"""The example of the standard; nobody's."""
# Days ago, from, to, amount in the smallest part, what for, number of the paper, earmark.
BOOKED = (
    (365, "05253", "10201", 1_248_000, "Wat er op de bank stond bij het begin", "afschrift 1", ""),
    (365, "05253", "10101", 15_000, "Wat er in de kas zat bij het begin", "", ""),
    (160, "82325", "10201", 800_000, "Subsidie voor de buurttuin", "beschikking 2291", GARDEN),
    (150, "10201", "45105", 45_000, "Huur van de buurtkamer", "factuur 1001", ""),
    (144, "82301", "10101", 18_450, "Soepavond: wat er in de pot zat", "kasstaat 1", ""),
    (143, "10101", "45620", 7_235, "Groente en brood voor de soepavond", "bon 1", ""),
    (130, "10201", "45125", 212_500, "Aarde, bakken en planten", "factuur 88", GARDEN),
    (120, "10201", "45105", 45_000, "Huur van de buurtkamer", "factuur 1002", ""),
    (112, "82305", "10201", 96_000, "Bijdragen van leden", "afschrift 3", ""),
    (95, "10201", "46301", 21_780, "Verzekering van de vrijwilligers", "polis 77", ""),
    (90, "10201", "45105", 45_000, "Huur van de buurtkamer", "factuur 1003", ""),
    (75, "10201", "45125", 68_950, "Regenton en slangen", "factuur 131", GARDEN),
    (60, "10201", "45105", 45_000, "Huur van de buurtkamer", "factuur 1004", ""),
    (52, "82101", "10201", 50_000, "Sponsor van het zomerfeest", "afschrift 5", ""),
    (50, "10201", "45620", 61_315, "Zomerfeest: eten, drinken en muziek", "factuur 410", ""),
    (30, "10201", "45105", 45_000, "Huur van de buurtkamer", "factuur 1005", ""),
    (20, "10101", "10201", 10_000, "Kasgeld naar de bank gebracht", "stortbewijs 1", ""),
    (6, "10201", "46415", 1_485, "Kosten van de bankrekening", "afschrift 6", ""),
)
HOURS = (
    (140, "Farah", 350, "Koken voor de soepavond"),
    (138, "Bram", 200, "Tafels en banken gezet"),
    (128, "Aisha", 425, "Bakken gevuld in de buurttuin"),
    (126, "Farah", 300, "Planten gezet in de buurttuin"),
    (48, "Vera", 550, "Verhalen opgehaald op het zomerfeest"),
    (47, "Farah", 600, "Zomerfeest opgebouwd en opgeruimd"),
    (10, "Aisha", 150, "Tuin winterklaar gemaakt"),
)
EXPENSES = ((70, "Farah", 1_250, "Zaden voorgeschoten"), (40, "Bram", 3_495, "Boormachine gehuurd, voorgeschoten"))


def lay_out_books() -> None:
    """Does nothing where there are books already."""
    paasberg = Neighbourhood.objects.get(slug="paasberg")
    with scope(neighbourhood=paasberg):
        tom = Party.objects.filter(name="Tom").first()
        if tom and not Administration.objects.exists():
            _books(paasberg, Actor(tom.user_id, tom.pk, origin="demo"))


def _books(place: Neighbourhood, tom: Actor) -> None:
    today = timezone.localdate()
    account = propose_bank_account(place, holder=NAME, iban=IBAN, by=tom)
    board = Party.objects.get(name="Els")
    confirm_bank_account(account, iban=IBAN, by=Actor(board.user_id, board.pk, origin="demo"))
    books = desk.open_books(place, name=NAME, kind="foundation", year=today.year - 1, by=tom)
    open_period(books, first_day=dt.date(today.year, 1, 1), last_day=dt.date(today.year, 12, 31), by=tom)
    garden = make_earmark(
        books, name=GARDEN, by=tom, conditions="Voor aarde, planten en gereedschap van de buurttuin.",
        giver_id=Party.objects.get(name="Gemeente Arnhem").pk,
    )  # fmt: skip
    desk_of = _Desk(books, garden, tom, today)
    for ago, source, target, amount, text, document, mark in BOOKED:
        desk_of.book(ago, source, target, amount, text, document, mark)
    for ago, name, amount, text in HOURS:
        desk_of.book(ago, desk_of.wallet(name, "UUR"), "90001", amount, text)
    for ago, name, amount, text in EXPENSES:
        desk_of.book(ago, desk_of.wallet(name, "EUR"), "45125", amount, text)
        desk_of.book(ago - 3, "10201", desk_of.wallet(name, "EUR"), amount, f"Terugbetaald: {text.lower()}")
    wrong = desk_of.book(12, desk_of.wallet("Farah", "UUR"), "90001", 4_000, "Kerstborrel voorbereid")
    reverse(wrong, key="demo-wrong", day=wrong.day, by=tom, why="Moest 4 uur zijn, niet 40", by_hand=True)
    desk_of.book(12, desk_of.wallet("Farah", "UUR"), "90001", 400, "Kerstborrel voorbereid")
    rent = Entry.objects.filter(text="Huur van de buurtkamer").order_by("-number").first()
    if rent:
        desk.save_template(rent, name="Huur van de buurtkamer")


class _Desk:
    def __init__(self, books: Administration, garden: Earmark, by: Actor, today: dt.date) -> None:
        self.books, self.garden, self.by, self.today = books, garden, by, today
        self.count = 0

    def wallet(self, name: str, unit: str) -> str:
        party = Party.objects.get(name=name)
        return desk.open_wallet(self.books, party, Unit.objects.get(pk=unit), by=self.by).number

    def book(  # noqa: PLR0913 - a row of the tables above
        self, ago: int, source: str, target: str, amount: int, text: str, document: str = "", mark: str = ""
    ) -> Entry:
        self.count += 1
        accounts = {one.number: one for one in Account.objects.filter(administration=self.books)}
        line = Line(accounts[source], accounts[target], amount, self.garden if mark else None)
        return post(
            self.books, key=f"demo-{self.count}", day=self.today - dt.timedelta(days=ago), transfers=[line], text=text,
            document=document, by=self.by, by_hand=True,
        )  # fmt: skip
