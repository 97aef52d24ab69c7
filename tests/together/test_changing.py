"""What people made can be changed by them, as long as nobody relies on what it says."""

from typing import Any

import pytest
from django.test import Client

from limonade.bakery import steps as bakery
from limonade.bakery.models import Case
from limonade.community import steps as community
from limonade.community.models import Initiative, Invitation, Joined
from limonade.notices.asked import asked_of
from limonade.steps.step import Refused
from limonade.work import job_steps
from limonade.work.models import Job, Match
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, a_job, an_initiative


def come_in(street: Street, client: Client, name: str) -> Client:
    sign_in(client, street.cast.user(name))
    return client


def titles(street: Street, name: str) -> list[str]:
    with street.inside():
        return [str(one.title) for one in asked_of(street.here(name).standing)]


def test_a_neighbour_who_is_asked_along_says_yes_on_their_own_page(street: Street, client: Client) -> None:
    initiative = an_initiative(street)
    ines = street.party("Ines")
    with pytest.raises(Refused, match="in de groep"):
        street.take("Els", community.INITIATIVE, "vraag-mee", initiative, party=ines, text="")
    street.take("Farah", community.INITIATIVE, "vraag-mee", initiative, party=ines, text="Jij kookt zo lekker")
    question = f"Doe je mee met “{initiative.title}”?"
    assert question in titles(street, "Ines")
    with pytest.raises(Refused, match="net voor"):
        street.take("Bram", community.INITIATIVE, "vraag-mee", initiative, party=ines, text="")
    page = come_in(street, client, "Ines").get(f"/wijk/paasberg/initiatieven/{initiative.pk}/").content.decode()
    assert "Liever niet" in page
    street.take("Ines", community.INITIATIVE, "doe-mee", initiative, brings="Een pan")
    assert question not in titles(street, "Ines")
    with street.inside():
        assert Joined.objects.filter(initiative=initiative, maker=ines, left_at=None).exists()


def test_a_no_stays_a_no(street: Street) -> None:
    initiative = an_initiative(street)
    ines = street.party("Ines")
    street.take("Farah", community.INITIATIVE, "vraag-mee", initiative, party=ines, text="")
    street.take("Ines", community.INITIATIVE, "liever-niet", initiative)
    with pytest.raises(Refused, match="net voor"):
        street.take("Farah", community.INITIATIVE, "vraag-mee", initiative, party=ines, text="")
    with street.inside():
        assert Invitation.objects.get().answered_at is not None
        assert not Joined.objects.filter(initiative=initiative, maker=ines).exists()


def test_the_form_begins_with_what_stands_there(street: Street, client: Client) -> None:
    initiative = an_initiative(street)
    address = f"/wijk/paasberg/samen/initiatief/{initiative.pk}/pas-aan/"
    page = come_in(street, client, "Farah").get(address).content.decode()
    assert initiative.text in page
    answer = client.post(address, {"title": "Samen eten op donderdag", "text": "Elke donderdag."})
    assert answer.status_code == 302
    with street.inside():
        changed = Initiative.objects.get(pk=initiative.pk)
    assert (changed.title, changed.text) == ("Samen eten op donderdag", "Elke donderdag.")
    assert changed.question_id is None


def test_a_question_is_changed_by_who_asked_until_it_is_answered(street: Street) -> None:
    question = street.take("Farah", community.NEW, "vraag", door="resident", title="Wie veegt?", text="")
    with pytest.raises(Refused, match="wie het vroeg"):
        street.take("Coby", community.QUESTION, "pas-aan", question, title="Wie harkt?", text="")
    changed = street.take("Farah", community.QUESTION, "pas-aan", question, title="Wie harkt?", text="")
    assert changed.title == "Wie harkt?"
    street.take("Coby", community.QUESTION, "neem", changed)
    street.take("Coby", community.QUESTION, "antwoord", changed, answer="Ik")
    with pytest.raises(Refused, match="al een antwoord"):
        street.take("Farah", community.QUESTION, "pas-aan", changed, title="Wie schrobt?", text="")


def test_a_plan_does_not_change_after_its_rule_is_fixed(street: Street) -> None:
    case: Case = a_case(street, an_initiative(street))
    with pytest.raises(Refused, match="regel staat vast"):
        street.take("Farah", bakery.CASE, "pas-aan", case, title="Anders", text="Anders")


def test_what_somebody_said_yes_to_stays(street: Street, client: Client) -> None:
    job: Job = street.take("Bram", job_steps.NEW, "klus", **a_job(street, places=2))
    address = f"/wijk/paasberg/werk/klus/{job.pk}/pas-aan/"
    page = come_in(street, client, "Bram").get(address).content.decode()
    assert "Welke dag?" in page
    street.take("Farah", job_steps.JOB, "ik-wil", job, form="gift")
    page = client.get(address).content.decode()
    assert "Welke dag?" not in page
    assert "Er zijn al mensen bij deze klus" in page
    told = {"title": "Koken voor twintig", "text": "", "where": "De Linde", "places": 3}
    assert client.post(address, {**told, "hours": "9", "day": "2030-01-01"}).status_code == 302
    with street.inside():
        changed = Job.objects.get()
    assert (changed.title, changed.places, changed.hours, changed.day) == ("Koken voor twintig", 3, 200, job.day)
    with pytest.raises(Refused, match="net iemand"):
        street.take("Bram", job_steps.JOB, "pas-aan", changed, **told, hours=100, forms_=["gift"])


def cooks(street: Street, *names: str) -> None:
    told: dict[str, Any] = {"skills": ["cook"], "also": "", "forms_": ["hours"], "hours_a_week": 400}
    parts = [f"{day}-evening" for day in range(7)]
    for name in names:
        street.take(name, job_steps.NEW, "talent", **told, parts=parts, is_under_21=False, benefit="unsaid")


def test_the_company_looks_at_the_plan_and_asks_whom_it_ticks(street: Street, client: Client) -> None:
    cooks(street, "Farah", "Ines")
    job: Job = street.take("Bram", job_steps.NEW, "klus", **a_job(street, places=2))
    address = "/wijk/paasberg/werk/nieuw/plan/"
    page = come_in(street, client, "Bram").get(address).content.decode()
    farah, ines = (f"{job.pk}-{street.party(name).pk}" for name in ("Farah", "Ines"))
    assert f'value="{farah}"' in page
    assert f'value="{ines}"' in page
    with street.inside():
        assert not Match.objects.exists(), "looking asks nobody"
    assert "Vul dit nog in" in client.post(address, {}).content.decode()
    assert client.post(address, {"asked": [ines]}).status_code == 302
    with street.inside():
        assert Match.objects.get().maker == street.party("Ines")
    assert "Het plan is net veranderd" in client.post(address, {"asked": [ines]}).content.decode()


def test_the_plan_does_not_ask_again_who_said_no(street: Street, client: Client) -> None:
    cooks(street, "Farah")
    job: Job = street.take("Bram", job_steps.NEW, "klus", **a_job(street, places=1))
    street.take("Bram", job_steps.NEW, "plan")
    with street.inside():
        match = Match.objects.get()
    street.take("Farah", job_steps.MATCH, "nee", match)
    client = come_in(street, client, "Bram")
    assert "past nu niemand" in client.get("/wijk/paasberg/werk/nieuw/plan/").content.decode()
    farah = street.party("Farah").pk
    told = client.get(f"/wijk/paasberg/werk/{job.pk}/waarom-niet/{farah}/").content.decode()
    assert "Zei eerder nee tegen deze klus" in told
