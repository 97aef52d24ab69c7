"""Every address of the site with its doors. An address that is not here fails the build."""

from collections.abc import Callable, Mapping
from typing import Any

from limonade.people.roles import May
from tests.access.doors_of_books import LEDGER, PLACE
from tests.access.doors_of_together import TOGETHER
from tests.access.matrix import (
    FAILED,
    LOGIN,
    METHOD,
    NOT_FOUND,
    OK,
    ONWARD,
    STRONG,
    UNDONE,
    Door,
    Lock,
    Means,
    button,
    each,
    form,
    fresh,
    needs,
    nowhere,
    open_page,
    page,
    public,
    resident,
    signed_in,
    site_admin,
)
from tests.access.stage import Whose
from tests.access.who import HERE, SIGNED_IN, Who

PK: Mapping[str, str] = {**PLACE, "pk": "{it.pk}"}
EDITION: Mapping[str, str] = {**PLACE, "edition": "2023-jaarrekening"}
TOLD: Mapping[str, str] = {**PLACE, "path": "straks"}
ONE_TOLD: Mapping[str, str] = {**TOLD, "pk": "{it.pk}"}
CHECK = needs(May.CHECK_FIGURES, Means.ANY)
TELLING = {
    "title": "Het riool",
    "function": "water",
    "payer": "unknown",
    "reserved": "no",
    "evidence": "Een brief",
    "key": "k",
}
LETTER: Mapping[str, str] = {"addressee": "De raad", "name": "Aisha"}
BUURT = "b=BU02020845"
YES: Mapping[str, str] = {"bevestig": "ja"}


def own_object(lock: Lock, make: Callable[..., Door], thing: str, **more: Any) -> tuple[Door, ...]:
    """Only for whose it is: what is of a neighbour, or of another neighbourhood, is not there."""
    return (
        make(lock, thing=thing, parts=PK, **more),
        nowhere(lock, thing=thing, parts=PK, whose=Whose.NEIGHBOUR, **more),
        nowhere(lock, thing=thing, parts=PK, whose=Whose.FAR, **more),
    )


def object_here(lock: Lock, make: Callable[..., Door], thing: str, **more: Any) -> tuple[Door, ...]:
    """Of anybody in this neighbourhood; what is of another neighbourhood is not there."""
    return (
        make(lock, thing=thing, parts=PK, whose=Whose.NEIGHBOUR, **more),
        nowhere(lock, thing=thing, parts=PK, whose=Whose.FAR, **more),
    )


SITE: dict[str, tuple[Door, ...]] = {
    "web:home": (open_page(public()),),
    "web:choose_language": (button(public(), data={"taal": "en"}),),
    "web:about": (open_page(public()),),
    "web:accessibility": (open_page(public()),),
    "web:privacy": (open_page(public()),),
    "web:sources": (open_page(public()),),
    "web:try_out": (form(public(), data={"naam": "Farah"}),),
    "web:mine": (page(signed_in(), look_but=each(HERE | {Who.ELSEWHERE}, ONWARD)),),
    "web:begin": (page(public()),),
    "web:begin_choose": (page(public(), parts={"code": "BU02020845"}),),
    "web:begin_found": (
        form(
            signed_in(Means.STRONG),
            query=BUURT,
            data={"b": "BU02020845", "name": "Nieuwe wijk", "own_name": "Iemand", "emails": "een@voorbeeld.example"},
        ),
    ),
    "web:neighbourhood": (open_page(public(), parts=PLACE),),
    "web:figures": (open_page(public(), parts=PLACE),),
    "web:log": (page(needs(May.READ_AUDIT), parts=PLACE, query="nakijken=1"),),
    "web:log_file": (page(needs(May.READ_AUDIT), parts=PLACE),),
    "economy:keys": (open_page(public()),),
    "economy:assumptions": (open_page(public()),),
    "economy:household": (open_page(public(), parts=PLACE),),
    "economy:multiplier": (open_page(public(), parts=PLACE, query="income=100&people=200"),),
    "economy:ways": (page(public(), parts=PLACE),),
    "economy:my_household": (
        form(resident(), parts=PLACE, data={"adults": "2", "children": "0"}, write_but={Who.ACTING: UNDONE}),
    ),
    "economy:my_household_file": (page(resident(), parts=PLACE),),
    "economy:throw_away_household": (
        form(resident(), thing="household", parts=PLACE, data={}, write_but={Who.ACTING: UNDONE}),
    ),
    "economy:told_list": (open_page(public(), parts=TOLD),),
    "economy:tell": (
        form(resident(), parts=TOLD, data=TELLING),
        form(resident(), parts={**PLACE, "path": "beter"}, query="over=anders", data=TELLING),
    ),
    "economy:told": (
        page(resident(), thing="told", parts=ONE_TOLD, whose=Whose.NEIGHBOUR),
        Door(resident(), NOT_FOUND, METHOD, thing="told", parts=ONE_TOLD, whose=Whose.FAR),
    ),
    "economy:review_told": (
        form(CHECK, thing="told", parts=ONE_TOLD, whose=Whose.NEIGHBOUR, data={"answer": "Ja"}),
        Door(
            CHECK,
            OK,
            UNDONE,
            thing="told",
            parts=ONE_TOLD,
            whose=Whose.NEIGHBOUR,
            data={"why": "Oud", "beeindigen": "1"},
        ),
        nowhere(CHECK, thing="told", parts=ONE_TOLD, whose=Whose.FAR, data={"answer": "Ja"}),
    ),
    "economy:withdraw_told": (
        button(resident(), thing="told", parts=ONE_TOLD),
        Door(resident(), METHOD, NOT_FOUND, thing="told", parts=ONE_TOLD, whose=Whose.NEIGHBOUR),
        Door(resident(), METHOD, NOT_FOUND, thing="told", parts=ONE_TOLD, whose=Whose.FAR),
    ),
    "economy:household_csv": (open_page(public(), parts=PLACE),),
    "economy:compare_households": (open_page(public(), parts=PLACE, query="met=geitenkamp"),),
    "economy:compare_households_csv": (open_page(public(), parts=PLACE),),
    "economy:papers": (open_page(public(), parts=PLACE),),
    "economy:council_pdf": (open_page(public(), parts=PLACE),),
    "economy:infographic_pdf": (open_page(public(), parts=PLACE),),
    "economy:data_package": (open_page(public(), parts=PLACE),),
    "economy:letter": (open_page(public(), parts=PLACE, data=LETTER),),
    "economy:years": (open_page(public(), parts=PLACE),),
    "economy:function": (open_page(public(), parts={**PLACE, "path": "eten-en-drinken"}),),
    "economy:ask": (Door(public(), ONWARD, UNDONE, parts=PLACE),),
    "economy:newest": (Door(public(), ONWARD, UNDONE, parts=PLACE),),
    "economy:money": (open_page(public(), parts=EDITION),),
    "economy:municipality": (open_page(public(), parts=EDITION),),
    "economy:compare": (open_page(public(), parts=EDITION),),
    "economy:what_costs": (open_page(public(), parts=EDITION, query="vraag=afval"),),
    "economy:csv": (open_page(public(), parts=EDITION),),
    "economy:xlsx": (open_page(public(), parts=EDITION),),
    "economy:task_field": (open_page(public(), parts={**EDITION, "code": "6.3"}),),
    "economy:cluster": (open_page(public(), parts={**EDITION, "cluster": "zorg"}),),
    "design:components": (open_page(public()),),
    "security_txt": (page(public()),),
}

CAME_IN = each(SIGNED_IN, ONWARD)
ONLY_VISITOR: Any = {"look_but": CAME_IN, "write_but": each(SIGNED_IN, UNDONE)}
PASSKEY: Mapping[str, str] = {"pk": "{it.pk}"}
ARNHEM: Mapping[str, str] = {"provider_id": "arnhem"}
# The second of two steps without the first: back to where they begin.
HALFWAY = Door(public(), LOGIN, LOGIN, look_but=CAME_IN, write_but=each(SIGNED_IN, UNDONE))
# allauth notes that the codes were seen.
CODES: Any = {"thing": "emergency codes", "look_changes": frozenset({"mfa_authenticator"})}


def _enter() -> tuple[Door, ...]:
    return (form(public(), data={"email": "buur@voorbeeld.example"}, **ONLY_VISITOR),)


def _passkey(**write: str) -> tuple[Door, ...]:
    lock = signed_in(Means.FRESH)
    of_others = (Whose.NEIGHBOUR, Whose.FAR)
    return (
        form(lock, thing="passkey", parts=PASSKEY, data=write),
        *(nowhere(lock, thing="passkey", parts=PASSKEY, whose=one, data=write) for one in of_others),
    )


ACCOUNTS: dict[str, tuple[Door, ...]] = {
    "account_login": _enter(),
    "account_signup": _enter(),
    "account_request_login_code": _enter(),
    "account_confirm_login_code": (HALFWAY,),
    "mfa_login_webauthn": (HALFWAY,),
    "mfa_authenticate": (HALFWAY,),
    "account_inactive": (page(public()),),
    "openid_connect_login": (
        form(public(), parts=ARNHEM),
        nowhere(public(), parts={"provider_id": "onbekend"}),
    ),
    "openid_connect_callback": (
        # Without what the organisation sends along.
        Door(public(), FAILED, FAILED, parts=ARNHEM),
        nowhere(public(), parts={"provider_id": "onbekend"}),
    ),
    "socialaccount_login_cancelled": (page(public()),),
    "socialaccount_login_error": (Door(public(), FAILED, METHOD),),
    "socialaccount_signup": (Door(public(), LOGIN, LOGIN),),
    "account_logout": (form(public(), look_but={Who.VISITOR: ONWARD}, write_but={Who.VISITOR: UNDONE}),),
    "account_reauthenticate": (Door(signed_in(), STRONG, STRONG),),
    "mfa_reauthenticate": (open_page(signed_in(), data={"code": "000000"}),),
    "mfa_reauthenticate_webauthn": (Door(signed_in(), STRONG, STRONG),),
    "account": (page(signed_in()),),
    "account_email": (
        form(
            signed_in(Means.FRESH),
            thing="passkey",
            data={"email": "nieuw@voorbeeld.example", "action_add": "1"},
        ),
    ),
    "account_email_verification_sent": (HALFWAY,),
    "socialaccount_connections": (open_page(signed_in()),),
    "mfa_index": (page(signed_in()),),
    "mfa_activate_totp": (
        open_page(signed_in(Means.FRESH), thing="passkey without app", data={"code": "000000"}),
        # Who has no means yet makes the first one after a mailed code.
        open_page(signed_in(), thing="no means", data={"code": "000000"}),
    ),
    "mfa_deactivate_totp": (form(signed_in(Means.FRESH)),),
    "mfa_view_recovery_codes": (
        page(signed_in(Means.FRESH), **CODES),
        Door(signed_in(), NOT_FOUND, METHOD),
    ),
    "mfa_generate_recovery_codes": (form(signed_in(Means.FRESH)),),
    "mfa_download_recovery_codes": (
        page(signed_in(Means.FRESH), **CODES),
        nowhere(signed_in()),
    ),
    "mfa_list_webauthn": (page(signed_in()),),
    "mfa_add_webauthn": (open_page(signed_in(Means.FRESH)), open_page(signed_in(), thing="no means")),
    "mfa_remove_webauthn": _passkey(),
    "mfa_edit_webauthn": _passkey(name="Nieuwe naam"),
    "account_end_sessions": (button(signed_in()),),
    "account_close": (form(signed_in(Means.FRESH), thing="passkey", data=YES),),
    "test_mail": (form(site_admin()),),
}

DETAILS: Mapping[str, str] = {"name": "Andere naam", "phone": "026 1234567", "address": "Bergstraat 1"}
LETTERS: Mapping[str, str] = {"kind": "letter", "batch": "brieven", "number": "2", "days": "30"}
JOINS: Mapping[str, str] = {"name": "Nieuw"}
CODE: Mapping[str, str] = {**PLACE, "code": "{it.code}"}

PEOPLE: dict[str, tuple[Door, ...]] = {
    "join": (open_page(public(), parts=PLACE, thing="code", data={"code": "{it.code}"}),),
    "join_with_code": (
        Door(
            public(),
            OK,
            OK,
            look_but=each(HERE, ONWARD),
            write_but={**each(HERE, UNDONE), Who.VISITOR: UNDONE},
            parts=CODE,
            thing="code",
            data=JOINS,
        ),
        Door(
            public(),
            NOT_FOUND,
            NOT_FOUND,
            look_but=each(HERE, ONWARD),
            write_but=each(HERE, UNDONE),
            parts=CODE,
            thing="code",
            whose=Whose.FAR,
            data=JOINS,
        ),
    ),
    "codes": (form(needs(May.ADD_PEOPLE), parts=PLACE, data=LETTERS),),
    "codes_print": (
        page(needs(May.ADD_PEOPLE), parts=PLACE, thing="code", query="serie={it.pk}"),
        Door(
            needs(May.ADD_PEOPLE),
            NOT_FOUND,
            METHOD,
            parts=PLACE,
            thing="code",
            whose=Whose.FAR,
            query="serie={it.pk}",
        ),
    ),
    "codes_withdraw": (
        button(needs(May.ADD_PEOPLE), parts=PLACE, thing="code", data={"waarvoor": "{it.batch}"}),
        Door(
            needs(May.ADD_PEOPLE),
            METHOD,
            UNDONE,
            parts=PLACE,
            thing="code",
            whose=Whose.FAR,
            data={"waarvoor": "{it.batch}"},
        ),
    ),
    "invite": (button(needs(May.ADD_PEOPLE), parts=PLACE, data={"email": "een@voorbeeld.example"}),),
    "about_me": (page(resident(), parts=PLACE),),
    "change_details": (form(resident(), parts=PLACE, data=DETAILS),),
    "leave": (form(resident(), parts=PLACE, data=YES),),
    "my_data": (page(resident(), parts=PLACE),),
    "answer_role": (
        *own_object(resident(), form, "offer", data={"antwoord": "ja"}),
        *own_object(resident(), form, "grant", data={"antwoord": "nee"}),
    ),
    "people": (page(needs(May.SEE_PEOPLE), parts=PLACE),),
    "newcomers": (page(needs(May.ADD_PEOPLE), parts=PLACE),),
    "welcome": object_here(needs(May.ADD_PEOPLE), form, "person", data={"text": "Kom je ook?"}),
    "let_in": (form(needs(May.ADD_PEOPLE), parts=PLACE, data={"name": "Oma", "agreed": "aan tafel"}),),
    "add_organisation": (form(needs(May.ADD_PEOPLE), parts=PLACE, data={"name": "Buurthuis", "sort": "foundation"}),),
    "person": (
        page(needs(May.SEE_PEOPLE), parts=PK, thing="person", whose=Whose.NEIGHBOUR),
        Door(needs(May.SEE_PEOPLE), NOT_FOUND, METHOD, parts=PK, thing="person", whose=Whose.FAR),
    ),
    "offer_role": (
        *object_here(fresh(May.GIVE_ROLES), form, "person", data={"role": "treasurer"}),
        # Nobody gives themselves a role.
        open_page(fresh(May.GIVE_ROLES), parts=PK, thing="person", data={"role": "treasurer"}),
    ),
    "add_helper": object_here(
        needs(May.ADD_PEOPLE),
        form,
        "paper person",
        data={"helper": "{stage.neighbour.pk}", "bond": "relative", "agreed": "aan tafel"},
    ),
    "role_review": (page(needs(May.GIVE_ROLES), parts=PLACE),),
    "end_role": (
        *object_here(fresh(May.GIVE_ROLES), form, "grant", data={"besluit": "stop"}),
        *object_here(fresh(May.GIVE_ROLES), form, "grant", data={"besluit": "door"}),
        # Nobody renews their own role.
        open_page(fresh(May.GIVE_ROLES), parts=PK, thing="grant", data={"besluit": "door"}),
    ),
    "stop_help": (
        button(needs(May.ADD_PEOPLE), parts=PK, thing="hand", whose=Whose.NEIGHBOUR),
        Door(needs(May.ADD_PEOPLE), METHOD, NOT_FOUND, parts=PK, thing="hand", whose=Whose.FAR),
    ),
    "helping_list": (page(resident(), parts=PLACE),),
    "act_for_myself": (Door(resident(), METHOD, UNDONE, write_but={Who.ACTING: OK}, parts=PLACE),),
    "stop_help_with_code": (
        form(public(), parts=PLACE, thing="hand", whose=Whose.NEIGHBOUR, data={"code": "{it.stop_code}"}),
        open_page(public(), parts=PLACE, thing="hand", whose=Whose.FAR, data={"code": "{it.stop_code}"}),
    ),
    "act_for": tuple(
        Door(resident(), METHOD, OK if whose is Whose.OWN else NOT_FOUND, parts=PK, thing="hand", whose=whose)
        for whose in Whose
    ),
    "help_overview": tuple(
        Door(resident(), OK if whose is Whose.OWN else NOT_FOUND, METHOD, parts=PK, thing="hand", whose=whose)
        for whose in Whose
    ),
    "stop_own_help": tuple(
        Door(resident(), METHOD, OK if whose is Whose.OWN else NOT_FOUND, parts=PK, thing="hand", whose=whose)
        for whose in Whose
    ),
    "profile": (page(public(), parts=PLACE),),
    "write_profile": (
        form(
            needs(May.WRITE_PROFILE, Means.ANY),
            parts=PLACE,
            data={"voice": "Rustig", "face": "Bomen", "interest": "Samen", "desire": "Zon", "after": "1"},
        ),
    ),
    "support_profile": (button(resident(), parts=PLACE, thing="no support", data={"versie": "1", "sta": "erachter"}),),
    "treasury": (page(needs(May.SEE_TREASURY), parts=PLACE, thing="proposal"),),
    "propose_account": (
        form(fresh(May.CHANGE_TREASURY), parts=PLACE, data={"holder": "Wijk", "iban": "NL91ABNA0417164300"}),
    ),
    "confirm_account": (
        *object_here(
            fresh(May.CONFIRM_TREASURY), form, "proposal", data={"besluit": "ja", "iban": "NL91ABNA0417164300"}
        ),
        *object_here(fresh(May.CONFIRM_TREASURY), form, "proposal", data={"besluit": "nee"}),
        # Nobody confirms what they proposed themselves.
        open_page(
            fresh(May.CONFIRM_TREASURY),
            parts=PK,
            thing="own proposal",
            data={"besluit": "ja", "iban": "NL91ABNA0417164300"},
        ),
    ),
    "today": (page(resident(), parts=PLACE),),
    "choose_rhythm": (form(resident(), parts=PLACE, data={"rhythm": "daily"}),),
    "stop_digest": (
        form(public(), parts={"token": "{it.token}"}, thing="stop token", whose=Whose.NEIGHBOUR),
        nowhere(public(), parts={"token": "{it.token}x"}, thing="stop token"),
    ),
}

MATRIX: dict[str, tuple[Door, ...]] = {**SITE, **ACCOUNTS, **PEOPLE, **LEDGER, **TOGETHER}
