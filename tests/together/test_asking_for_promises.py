"""The group of a plan asks neighbours and organisations to promise something; each answers for oneself."""

import pytest
from django.test import Client

from limonade.bakery import steps as bakery
from limonade.bakery.commitment_steps import REQUEST, CommitForm
from limonade.bakery.models import Case, Commitment, CommitmentRequest
from limonade.notices.asked import Asked, asked_of
from limonade.people.errors import PeopleError
from limonade.steps.step import Refused
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, an_initiative, promise

LINDE = "Woningcorporatie De Linde"


@pytest.fixture
def case(street: Street) -> Case:
    return a_case(street, an_initiative(street))


def ask(street: Street, who: str, case: Case, party: str, text: str = "Je keuken, twee avonden") -> CommitmentRequest:
    street.take(who, bakery.CASE, "vraag-toe", case, party=street.party(party), text=text)
    with street.inside():
        return CommitmentRequest.objects.select_related("case", "party").get(party__name=party)


def asked(street: Street, name: str, words: str) -> Asked | None:
    with street.inside():
        return next((one for one in asked_of(street.here(name).standing) if words in one.title), None)


def page_of(client: Client, street: Street, name: str, case: Case) -> str:
    sign_in(client, street.cast.user(name))
    return client.get(f"/wijk/paasberg/bakkerij/plan/{case.pk}/").content.decode()


def test_an_organisation_is_asked_and_who_works_for_it_promises(street: Street, case: Case, client: Client) -> None:
    ask(street, "Farah", case, LINDE)
    line = asked(street, "Wim", f"Zegt {LINDE} iets toe")
    assert line and line.why == "Farah vraagt: Je keuken, twee avonden"
    assert line.due == case.decide_on
    assert asked(street, "Corrie", "iets toe voor") is None
    page = page_of(client, street, "Wim", case)
    assert f"Farah vraagt {LINDE} om iets toe te zeggen" in " ".join(page.split())
    assert f"zeg-toe/?party={street.party(LINDE).pk}" in page
    promise(street, "Wim", case, Commitment.INTENTION, LINDE)
    assert asked(street, "Wim", "iets toe voor") is None


def test_a_no_stays_a_no_and_only_the_group_reads_it(street: Street, case: Case, client: Client) -> None:
    request = ask(street, "Bram", case, "Ines")
    assert asked(street, "Ines", "Zeg je iets toe voor")
    with pytest.raises(Refused, match="aan een ander"):
        street.take("Vera", REQUEST, "liever-niet", request)
    street.take("Ines", REQUEST, "liever-niet", request)
    assert asked(street, "Ines", "Zeg je iets toe voor") is None
    with pytest.raises(Refused, match="al gedaan"):
        ask(street, "Farah", case, "Ines")
    assert "<dt>Liever niet</dt>" in page_of(client, street, "Farah", case)
    assert "<dt>Liever niet</dt>" not in page_of(client, street, "Tom", case)
    promise(street, "Ines", case, Commitment.INTEREST)
    assert "<dt>Liever niet</dt>" not in page_of(client, street, "Farah", case), "a promise may always come later"


def test_only_the_group_asks_and_only_for_a_fixed_rule_that_is_not_decided(street: Street, case: Case) -> None:
    with pytest.raises(PeopleError, match="Doe eerst mee"):
        ask(street, "Tom", case, "Ines")
    with street.inside():
        Case.objects.filter(pk=case.pk).update(fixed_at=None, fixed_by=None)
    with pytest.raises(Refused, match="als de regel vaststaat"):
        ask(street, "Farah", case, "Ines")


def test_in_the_list_stands_only_who_can_answer(street: Street, case: Case) -> None:
    """De Linde has an intention, and may be asked to make it binding."""
    promise(street, "Corrie", case, Commitment.BINDING, "Gemeente Arnhem")
    promise(street, "Wim", case, Commitment.INTENTION, LINDE)
    ask(street, "Bram", case, "Ines")
    with street.inside():
        form = bakery.CASE["vraag-toe"].form(street.here("Farah"), Case.objects.get(pk=case.pk))
        names = {one.name for one in form.fields["party"].queryset}  # type: ignore[attr-defined]
    assert {"Bram", "Coby", LINDE} <= names
    assert not {"Farah", "Ines", "Gemeente Arnhem", "Aisha"} & names


def the_form(street: Street, name: str, case: Case, **address: str) -> CommitForm:
    with street.inside():
        return CommitForm(street.here(name), Case.objects.get(pk=case.pk), initial=address)


def test_the_form_begins_with_what_was_promised_and_asked(street: Street, case: Case) -> None:
    """Wim is asked for De Linde to make an intention of 8,000.00 binding."""
    wim, linde = street.party("Wim"), street.party(LINDE)
    assert the_form(street, "Wim", case).initial == {"party": wim.pk}
    promise(street, "Wim", case, Commitment.INTENTION, LINDE, cents=800_000, what="Geld en de keuken")
    ask(street, "Farah", case, LINDE, "Kan dit bindend, voor vrijdag?")
    form = the_form(street, "Wim", case)
    told = {"party": linde.pk, "grade": "intention", "what": "Geld en de keuken", "cents": 800_000, "hours": None}
    assert form.initial == told
    assert f"Farah vraagt {LINDE}: “Kan dit bindend, voor vrijdag?”" in form.note
    assert "komt daarvoor in de plaats" in form.note
    assert the_form(street, "Wim", case, party=str(wim.pk)).initial == {"party": wim.pk}
    assert the_form(street, "Wim", case, party="9" * 5000).initial == told


def test_who_promised_bindingly_is_left_out_and_without_a_party_the_step_is_closed(street: Street, case: Case) -> None:
    promise(street, "Wim", case, Commitment.BINDING, LINDE)
    form = the_form(street, "Wim", case)
    with street.inside():
        assert [one.name for one in form.fields["party"].queryset] == ["Wim"]  # type: ignore[attr-defined]
    assert not form.note
    with pytest.raises(Refused, match="Je zegde al bindend toe"):
        promise(street, "Wim", case, Commitment.BINDING, LINDE)
    promise(street, "Wim", case, Commitment.BINDING)
    with street.inside():
        step = bakery.CASE["zeg-toe"]
        assert not step.is_open(street.here("Wim"), Case.objects.get(pk=case.pk))
        assert step.is_open(street.here("Farah"), Case.objects.get(pk=case.pk))


def test_a_promise_is_taken_back_after_a_page_that_asks(street: Street, case: Case, client: Client) -> None:
    promise(street, "Wim", case, Commitment.INTENTION, LINDE)
    with street.inside():
        made = Commitment.objects.get()
    address = f"/wijk/paasberg/bakkerij/toezegging/{made.pk}/trek-in/"
    assert f'href="{address}"' in page_of(client, street, "Wim", case)
    assert "rekent er dan niet meer op" in client.get(address).content.decode()
    client.post(address, {})
    with street.inside():
        assert Commitment.objects.get().ended_at


def test_who_bakes_it_reads_how_many_answered(street: Street, case: Case) -> None:
    def line() -> Asked:
        found = asked(street, "Farah", "Vraag wie wat toezegt")
        assert found
        return found

    assert line().url.endswith(f"/plan/{case.pk}/vraag-toe/")
    assert "nog niemand gevraagd" in line().why
    ask(street, "Farah", case, LINDE)
    request = ask(street, "Bram", case, "Ines")
    street.take("Ines", REQUEST, "liever-niet", request)
    assert "Gevraagd: 2. Antwoord: 1." in line().why
    assert line().url.endswith(f"/plan/{case.pk}/")
    promise(street, "Wim", case, Commitment.BINDING, LINDE)
    assert line().url.endswith("/vraag-toe/")
