"""Work that comes back by itself, and the commands with which an operator lets the first people in."""

import datetime as dt
from io import StringIO

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_scopes import scope

from limonade.accounts.actions import start_account
from limonade.accounts.limits import may_guess
from limonade.accounts.models import Guesses, User
from limonade.people.joining import invite_by_mail
from limonade.people.models import JoinCode
from limonade.people.rules import standing_of
from limonade.web.rounds import forget_people, send_mails
from tests.cast import lay_out_cast
from tests.people.conftest import acting

pytestmark = pytest.mark.django_db


def on_the_clock(hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time(hour)))


def test_no_mail_at_night() -> None:
    lay_out_cast()
    with time_machine.travel(on_the_clock(3), tick=False):
        assert send_mails() == 0
    with time_machine.travel(on_the_clock(9), tick=False):
        assert send_mails() == len(mail.outbox) > 0
        assert send_mails() == 0


def test_an_address_that_nobody_confirmed_is_forgotten_after_a_day() -> None:
    cast = lay_out_cast()
    start_account("wie@limonade.example")
    assert forget_people() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert forget_people() == 1
    assert not User.objects.filter(email="wie@limonade.example").exists()
    assert cast.user("Bram")


def test_addresses_of_old_invitations_and_counts_of_guesses_are_forgotten() -> None:
    cast = lay_out_cast()
    coby = cast.party("Coby")
    with scope(neighbourhood=cast.paasberg):
        invite_by_mail(cast.paasberg, email="noor@limonade.example", by=acting(coby))
    may_guess(cast.user("Tom"))
    forget_people()
    assert Guesses.objects.count() == 1, "the window still runs"
    with time_machine.travel(timezone.now() + dt.timedelta(days=46)):
        forget_people()
    with scope(neighbourhood=cast.paasberg):
        assert JoinCode.objects.get().email == ""
    assert Guesses.objects.count() == 0


def test_an_operator_makes_a_site_admin_and_takes_it_back() -> None:
    call_command("site_admin", "Beheer@limonade.example", stdout=StringIO())
    user = User.objects.get(email="beheer@limonade.example")
    assert user.is_site_admin and EmailAddress.objects.get(user=user).verified
    call_command("site_admin", "beheer@limonade.example", "--remove", stdout=StringIO())
    user.refresh_from_db()
    assert (user.is_site_admin, user.session_epoch) == (False, 1)
    with pytest.raises(CommandError, match="geen beheerder"):
        call_command("site_admin", "beheer@limonade.example", "--remove")
    with pytest.raises(CommandError, match="geen e-mailadres"):
        call_command("site_admin", "beheer")


def test_an_operator_gives_a_neighbourhood_its_first_person_once() -> None:
    from limonade.web.demo.load import lay_out_neighbourhoods

    lay_out_neighbourhoods()
    call_command("first_person", "geitenkamp", "dirk@limonade.example", "Dirk", stdout=StringIO())
    from limonade.neighbourhoods.models import Neighbourhood
    from limonade.people.models import Party

    place = Neighbourhood.objects.get(slug="geitenkamp")
    with scope(neighbourhood=place):
        assert standing_of(Party.objects.get()).roles == {"board", "wijkondernemer"}
    with pytest.raises(CommandError, match="doen al mensen mee"):
        call_command("first_person", "geitenkamp", "kaper@limonade.example", "Kaper")
    with pytest.raises(CommandError, match="geen wijk"):
        call_command("first_person", "nergens", "dirk@limonade.example", "Dirk")


def test_a_neighbourhood_with_people_is_not_removed() -> None:
    lay_out_cast()
    with pytest.raises(CommandError, match="doen mensen mee"):
        call_command("remove_neighbourhood", "paasberg")
