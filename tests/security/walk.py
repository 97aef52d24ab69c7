"""Every address of the site, with a thing of the example in each place where one belongs."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django_scopes import scope

from limonade.audit.actor import Actor
from limonade.ledger.models import Account
from limonade.notices.actions import stop_token
from limonade.people import actions
from limonade.people.joining import make_codes
from limonade.people.models import BankAccount, HelpingHand, JoinCode, Party, RoleGrant
from tests.cast import Cast
from tests.security.walk_of_together import things_of_together
from tests.some_books import some_books
from tests.told import tell_something

EDITION = "2023-jaarrekening"


def patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", one
        else:
            yield from patterns(one, f"{space}{one.namespace}:" if one.namespace else space)


def every_address(cast: Cast) -> dict[str, str]:
    """By name. What is asked for and not known here fails, so that a new address cannot be forgotten."""
    things = things_of(cast)
    found = {}
    for name, pattern in patterns():
        parts = {part: _fitting(things, name, part) for part in pattern.pattern.converters}
        found[name] = reverse(name, kwargs=parts)
    return found


def _fitting(things: dict[str, Any], name: str, part: str) -> Any:
    return things[key] if (key := f"{name}.{part}") in things else things[part]


def things_of(cast: Cast) -> dict[str, Any]:
    """What stands in an address, by the part, or by the name of the page and the part."""
    place = cast.paasberg
    with scope(neighbourhood=place):
        aisha, coby, tom = (Party.objects.get(name=name) for name in ("Aisha", "Coby", "Tom"))
        hand = HelpingHand.objects.get(person=aisha)
        by = Actor(tom.user_id, tom.pk)
        waiting = BankAccount.objects.filter(confirmed_at=None, ended_at=None).first()
        account = waiting or actions.propose_bank_account(
            place, holder="Wijkbedrijf Paasberg", iban="NL91ABNA0417164300", by=by
        )
        code = make_codes(place, kind=JoinCode.POSTER, batch="buurthuis", number=50, days=30, by=by)[0]
        grant = RoleGrant.objects.filter(party=coby, ended_at=None).first() or RoleGrant.objects.all()[0]
        token = stop_token(tom)
        books = some_books(place)
        told = tell_something(tom)
        wallet = Account.objects.get(administration=books.pk, party__isnull=False)
        together = things_of_together(tom)
    return {
        "slug": place.slug,
        **together,
        **{f"{name}.pk": books.pk for name, _one in patterns() if name.startswith("ledger:")},
        "account": books.account,
        "ledger:my_account.account": wallet.pk,
        "ledger:my_account_file.account": wallet.pk,
        "number": books.number,
        "attachment": books.paper,
        "earmark": books.earmark,
        "period": books.period,
        "template": books.template,
        "kind": "csv",
        "code": code.code,
        "web:begin_choose.code": "GM0202",
        "token": token,
        "provider_id": "arnhem",
        "pk": aisha.pk,
        "welcome.pk": tom.pk,
        "answer_role.pk": grant.pk,
        "end_role.pk": grant.pk,
        "stop_help.pk": hand.pk,
        "act_for.pk": hand.pk,
        "help_overview.pk": hand.pk,
        "stop_own_help.pk": hand.pk,
        "confirm_account.pk": account.pk,
        "mfa_remove_webauthn.pk": 1,
        "mfa_edit_webauthn.pk": 1,
        "edition": EDITION,
        "cluster": "zorg",
        "economy:task_field.code": "6.3",
        "economy:function.path": "eten-en-drinken",
        "path": "straks",
        **{f"economy:{name}.pk": told.pk for name in ("told", "review_told", "withdraw_told")},
    }
