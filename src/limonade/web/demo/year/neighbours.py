"""The invented neighbours of Paasberg, house by house, about as households are in an ordinary Dutch neighbourhood.

Of 37 households 14 are of one person, 10 of two without children, 9 with children, 3 of one parent, and 1 of students.
Who is marked with a star has no account: Coby let them in at the kitchen table and does it for them.
"""

import datetime as dt

from django.utils import timezone

from limonade.audit.actor import Actor
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import current_profile
from limonade.people import actions, helping
from limonade.people.actions import Contact
from limonade.people.models import HelpingHand, Party
from limonade.web.demo.people import account_of

ONE, TWO, FAMILY, ONE_PARENT, STUDENTS = "alone", "couple", "family", "one parent", "students"
# Street and number, kind of household, who of it take part.
HOUSEHOLDS = (
    ("Bergstraat 2", ONE, "Truus*"),
    ("Bergstraat 6", ONE, "Mehmet"),
    ("Bergstraat 7", TWO, "Joke Henk"),
    ("Bergstraat 11", FAMILY, "Samira Youssef"),
    ("Bergstraat 12", ONE, "Gerda*"),
    ("Bergstraat 15", FAMILY, "Femke Jeroen"),
    ("Bergstraat 18", TWO, "Wilma Sjaak"),
    ("Bergstraat 23", ONE, "Marek"),
    ("Bergstraat 27", ONE_PARENT, "Chantal"),
    ("Tuinpad 1", TWO, "Riet* Piet*"),
    ("Tuinpad 4", FAMILY, "Esra Murat"),
    ("Tuinpad 5", ONE, "Hanneke"),
    ("Tuinpad 8", TWO, "Lotte Daan"),
    ("Tuinpad 9", STUDENTS, "Sanne Jip Noor Tijn Priya"),
    ("Tuinpad 14", ONE, "Willem*"),
    ("Tuinpad 17", FAMILY, "Anouk Bas"),
    ("Tuinpad 20", ONE_PARENT, "Fatima"),
    ("Lindelaan 1", TWO, "Ton Marijke"),
    ("Lindelaan 5", FAMILY, "Nadia Rachid"),
    ("Lindelaan 6", ONE, "Corina"),
    ("Lindelaan 10", FAMILY, "Iris Maarten"),
    ("Lindelaan 12", ONE, "Soraya"),
    ("Lindelaan 17", ONE, "Annie*"),
    ("Lindelaan 19", TWO, "Ruud Astrid"),
    ("Lindelaan 22", FAMILY, "Linh Duc"),
    ("Kastanjehof 1", ONE, "Dorine"),
    ("Kastanjehof 3", TWO, "Abdel Malika"),
    ("Kastanjehof 4", ONE, "Kees"),
    ("Kastanjehof 6", FAMILY, "Eline Joost"),
    ("Kastanjehof 8", TWO, "Gre* Arie*"),
    ("Kastanjehof 9", ONE_PARENT, "Shanaya"),
    ("Molenweg 2", ONE, "Robbert"),
    ("Molenweg 5", TWO, "Ellen Mieke"),
    ("Molenweg 7", FAMILY, "Olena Andriy"),
    ("Molenweg 10", ONE, "Giorgio"),
    ("Molenweg 13", TWO, "Selma Goran"),
    ("Molenweg 16", ONE, "Tamara"),
)
NEW_HERE = {"Tamara": 6, "Giorgio": 11}
FIRST, A_DAY = 364, 3
STAND_BEHIND = "Mehmet Samira Femke Joke Lotte Esra Hanneke Nadia Ton Kees Abdel Sanne"


def settle(place: Neighbourhood) -> None:
    coby = Party.objects.get(name="Coby")
    by = Actor(coby.user_id, coby.pk, origin="demo")
    order = 0
    for address, _kind, names in HOUSEHOLDS:
        for name in names.split():
            plain = name.strip("*")
            order += 1
            _let_in(coby, plain, address, by=by, with_account=plain == name)
            _joined(plain, NEW_HERE.get(plain, FIRST - order // A_DAY))
    _joined_first()
    profile = current_profile(place)
    if profile is None:
        return
    for party in Party.objects.filter(name__in=STAND_BEHIND.split()):
        actions.stand_behind(profile, party, by=Actor(party.user_id, party.pk, origin="demo"), stands=True)


def _let_in(coby: Party, name: str, address: str, *, by: Actor, with_account: bool) -> None:
    if not with_account:
        told = "aan de keukentafel, alles voorgelezen"
        helping.let_in(coby, name=name, contact=Contact(address=address), agreed=told, by=by)
        return
    user = account_of(name)
    own = Actor(user.pk, origin="demo")
    actions.add_person(
        coby.neighbourhood, name=name, by=own, through="code", user=user, contact=Contact(address=address)
    )


def _joined(name: str, ago: int) -> None:
    then = timezone.now() - dt.timedelta(days=ago)
    Party.objects.filter(name=name).update(joined_at=then)
    HelpingHand.objects.filter(person__name=name).update(started_at=then)


def _joined_first() -> None:
    """Who began it were there a year ago."""
    lately = timezone.now() - dt.timedelta(days=1)
    Party.objects.filter(joined_at__gte=lately).update(joined_at=timezone.now() - dt.timedelta(days=FIRST + 20))
