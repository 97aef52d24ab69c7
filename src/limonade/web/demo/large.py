"""The large example: 50 neighbourhoods, 10,000 invented people and 100,000 transfers, to measure with."""

import csv
import datetime as dt
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from limonade.accounts.models import User
from limonade.audit.actor import Actor
from limonade.facts.places import buurten_of
from limonade.ledger import desk
from limonade.ledger.bulk import HEADER, import_csv
from limonade.ledger.models import Administration, Unit
from limonade.ledger.setting_up import open_period
from limonade.neighbourhoods.actions import found_neighbourhood
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people import actions, joining
from limonade.people.actions import Contact
from limonade.people.models import Party

MUNICIPALITY = "GM0202"
NEIGHBOURHOODS, PEOPLE, TRANSFERS = 50, 200, 2_000
FIRST_NAMES = [
    "Aad",
    "Amina",
    "Anouk",
    "Bas",
    "Chantal",
    "Dewi",
    "Driss",
    "Emine",
    "Esra",
    "Femke",
    "Fleur",
    "Gijs",
    "Hicham",
    "Ilse",
    "Imane",
    "Jaap",
    "Jelle",
    "Joke",
    "Kees",
    "Khadija",
    "Lars",
    "Lotte",
    "Maarten",
    "Mees",
    "Merel",
    "Mo",
    "Nadia",
    "Niels",
    "Noortje",
    "Omar",
    "Petra",
    "Pim",
    "Quinten",
    "Ravi",
    "Roos",
    "Sanne",
    "Sjoerd",
    "Tessa",
    "Wout",
    "Yara",
]
STREETS = ("Appellaan", "Bakkerstraat", "Citroenhof", "Dennenweg", "Eikenplein", "Fazantstraat")
MONEY = (
    ("82301", "10201", "Gift"),
    ("82305", "10201", "Bijdrage van een lid"),
    ("10201", "45105", "Huur van de buurtkamer"),
    ("10201", "45620", "Eten en drinken"),
    ("10201", "45125", "Onderhoud"),
    ("10201", "46101", "Drukwerk"),
)
WORK = ("Koken", "Tuin", "Klussen", "Vervoer", "Bezoek", "Buurtkamer open")
HOURS_SHARE = 0.7


def lay_out_large(tell: Callable[[str], None], count: int = NEIGHBOURHOODS) -> None:
    """A neighbourhood at a time, each whole or not at all; what is there already is passed over."""
    areas = [place.code for place in buurten_of(MUNICIPALITY)]
    for number in range(1, count + 1):
        name = f"Proefwijk {number:02}"
        with transaction.atomic():
            place = found_neighbourhood(
                name=name,
                municipality_code=MUNICIPALITY,
                buurten=[areas[number % len(areas)]],
                division_year=2020,
                valid_from=dt.date(2020, 1, 1),
            )
            with scope(neighbourhood=place):
                if not Administration.objects.exists():
                    _fill(place, number)
        tell(name)


def _fill(place: Neighbourhood, number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - an invented example, the same every time
    users = _accounts(number)
    by = Actor(users[0].pk, origin="demo")
    board = joining.begin(place, users[0], name=_name(chance), by=by)
    by = Actor(board.user_id, board.pk, origin="demo")
    people = [board]
    for user in users[1:]:
        street = f"{chance.choice(STREETS)} {chance.randint(1, 200)}"
        contact = Contact(address=street)
        people.append(actions.add_person(place, name=_name(chance), contact=contact, by=by, through="code", user=user))
    grant = actions.offer_role(people[1], "treasurer", by=by)
    actions.accept_role(grant, by=Actor(people[1].user_id, people[1].pk, origin="demo"))
    _books(place, people, Actor(people[1].user_id, people[1].pk, origin="demo"), chance)


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST_NAMES)} {chr(chance.randint(65, 90))}."


def _accounts(number: int) -> list[User]:
    """Their addresses count as confirmed, and no mail ever reaches them."""
    emails = [f"proef-{number}-{at}@limonade.example" for at in range(1, PEOPLE + 1)]
    users = User.objects.bulk_create(User(email=email) for email in emails)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return users


def _books(place: Neighbourhood, people: list[Party], treasurer: Actor, chance: random.Random) -> None:
    today = timezone.localdate()
    books = desk.open_books(place, name=place.name, kind="association", year=today.year - 1, by=treasurer)
    open_period(books, first_day=dt.date(today.year, 1, 1), last_day=dt.date(today.year, 12, 31), by=treasurer)
    hours = Unit.objects.get(pk="UUR")
    wallets = [desk.open_wallet(books, one, hours, by=treasurer).number for one in people]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "boekingen.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            rows = csv.writer(opened)
            rows.writerow(HEADER)
            for at in range(TRANSFERS):
                day = today - dt.timedelta(days=364 - at * 365 // TRANSFERS)
                rows.writerow(_row(at, day, wallets, chance))
        import_csv(books, file, by=treasurer)


def _row(at: int, day: dt.date, wallets: list[str], chance: random.Random) -> list[str]:
    if chance.random() < HOURS_SHARE:
        source, target, text = chance.choice(wallets), "90001", chance.choice(WORK)
        amount = chance.randrange(25, 600, 25)
    else:
        source, target, text = chance.choices(MONEY, weights=(4, 4, 1, 1, 1, 1))[0]
        amount = chance.randint(500, 12_000)
    return [f"demo-{at}", day.isoformat(), source, target, str(amount), text, f"bon {at}", ""]
