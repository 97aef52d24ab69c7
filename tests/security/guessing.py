"""Guessing at somebody's codes through the real pages, and counting what was truly compared.

    python -m tests.security.guessing 10000

makes that many guesses of every kind and prints the figures; the tests make fewer, because one takes some 12 ms.
"""

import logging
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import time_machine
from django.test import Client

WINDOW_SECONDS, MOST_GUESSES, FOR_RACES = 5 * 60, 5, 2
ENTER, CONFIRM, SECOND, AGAIN = "/binnen/", "/binnen/code/", "/binnen/tweede-stap/", "/ben-jij-het/code/"
WRONG, WRONG_APP = "BBBB-BBBB", "000000"
START = 1_800_000_000
ASK_SECONDS = 21
"""A code may be asked three times a minute for an address; whoever asks faster gets no session at all."""


@dataclass
class Watch:
    """When a wrong code was truly compared, on the patched clock; who types the right one does not guess."""

    moments: list[float] = field(default_factory=list)

    def note(self, right: bool) -> bool:
        if not right:
            self.moments.append(time.time())
        return right

    @property
    def most_in_a_window(self) -> int:
        starts = sorted(self.moments)
        return max((sum(start <= one < start + WINDOW_SECONDS for one in starts) for start in starts), default=0)


@contextmanager
def watching() -> Iterator[Watch]:
    """Every comparison of a mailed code, a code of an app, or an emergency code; each still happens."""
    from allauth.account import forms
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    watch = Watch()
    compare, app, emergency = forms.compare_user_code, TOTP.validate_code, RecoveryCodes.validate_code

    def compare_noted(**codes: Any) -> bool:
        return watch.note(bool(compare(**codes)))

    def app_noted(self: Any, code: str) -> bool:
        return watch.note(bool(app(self, code)))

    def emergency_noted(self: Any, code: str) -> bool:
        right = bool(emergency(self, code))
        has_app = self.instance.user.authenticator_set.filter(type="totp").exists()
        return right if has_app else watch.note(right)  # with an app it is the same guess, noted there

    with (
        patch.object(forms, "compare_user_code", compare_noted),
        patch.object(TOTP, "validate_code", app_noted),
        patch.object(RecoveryCodes, "validate_code", emergency_noted),
    ):
        yield watch


@dataclass
class Attack:
    """One attacker at one account, from as many addresses as they have. Each session is a browser without memory."""

    email: str
    clock: time_machine.Traveller
    addresses: int = 1
    client: Client = field(default_factory=Client)
    sessions: int = 0
    answers: Counter[int] = field(default_factory=Counter)

    @property
    def whereabouts(self) -> dict[str, str]:
        number = self.sessions % self.addresses
        return {"REMOTE_ADDR": f"198.18.{number // 250}.{number % 250 + 1}"}

    def new_session(self) -> bool:
        """Asks for its own code; False when that is refused."""
        self.sessions += 1
        self.clock.shift(ASK_SECONDS)
        self.client.cookies.clear()
        response = self.client.post(ENTER, {"email": self.email}, **self.whereabouts)
        return response.status_code == 302

    def guess(self, address: str, code: str) -> int:
        """The status: 302 when the session is over, or when the guess was right."""
        response = self.client.post(address, {"code": code}, **self.whereabouts)
        self.answers[response.status_code] += 1
        return response.status_code

    def at_the_mailed_code(self, number: int) -> None:
        made = 0
        while made < number:
            if self.new_session():
                is_open = True
                while is_open and made < number:
                    made += 1
                    is_open = self.guess(CONFIRM, WRONG) == 200

    def at_the_second_step(self, number: int) -> None:
        """By somebody who also reads the owner's mail, so that every session gets past the mailed code."""
        made = 0
        while made < number:
            if not (self.new_session() and self.guess(CONFIRM, last_code()) == 302):
                self.clock.shift(WINDOW_SECONDS)
                continue
            is_open = True
            while is_open and made < number:
                self.clock.shift(1)
                made += 1
                is_open = self.guess(SECOND, WRONG_APP) == 200

    def at_being_asked_again(self, number: int) -> None:
        """By somebody at a computer that was left signed in."""
        for _one in range(number):
            self.clock.shift(1)
            self.guess(AGAIN, WRONG_APP)


def last_code() -> str:
    from django.core import mail

    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    mail.outbox.clear()
    assert found
    return found[0]


def main(number: int) -> None:
    from django.db import transaction

    from tests.cast import lay_out_cast, sign_in

    cast = lay_out_cast()
    tom = cast.user("Tom")
    kinds = (
        ("mailed code, 1 address", 1, Attack.at_the_mailed_code),
        ("mailed code, 500 addresses", 500, Attack.at_the_mailed_code),
        ("second step, 500 addresses", 500, Attack.at_the_second_step),
        ("ben jij het, 1 address", 1, Attack.at_being_asked_again),
    )
    for name, addresses, kind in kinds:
        with transaction.atomic(), time_machine.travel(START, tick=False) as clock, watching() as watch:
            attack = Attack(tom.email, clock, addresses)
            if kind is not Attack.at_the_mailed_code:
                sign_in(attack.client, tom)
            started = time.perf_counter()
            kind(attack, number)
            seconds = time.perf_counter() - started
            days = (time.time() - START) / 86_400
            transaction.set_rollback(True)
        told = f"{number} guesses in {attack.sessions} sessions, {days:.2f} days on the clock, {seconds:.0f} s of work"
        most = f"{len(watch.moments)} compared, at most {watch.most_in_a_window} in 5 minutes"
        sys.stdout.write(f"{name}: {told}; {most}; answers {dict(attack.answers)}\n")


if __name__ == "__main__":
    from tests.own_place import make_own_place

    make_own_place()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    logging.disable(logging.WARNING)  # a line for every refusal
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
