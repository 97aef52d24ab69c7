"""Something on every page of what people do together, for the tests that open all pages."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import CharField

from limonade.community import steps as community
from limonade.company import steps as company
from limonade.governance.budget_steps import BUDGET
from limonade.governance.steps import NEW as GOVERNANCE
from limonade.learning import steps as learning
from limonade.steps.made import Made
from limonade.work import job_steps, table_steps
from limonade.work.models import Meal
from tests.cast import Cast
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, a_decision, a_job, an_initiative, told
from tests.together.test_maintenance_by_neighbours import an_accepted_order


def furnish_street(cast: Cast) -> None:
    """Needs the books of the neighbourhood."""
    street = Street(cast)
    initiative = an_initiative(street)
    budget = a_decision(street, a_case(street, initiative))
    street.take("Farah", BUDGET, "vraag-aan", budget, what="Pannen", cents=5_000, payee="De winkel", document="bon 4")
    told(street, initiative)
    street.take(
        "Vera", learning.NEW, "verhaal", title="De soep van Farah", text="Er was soep.", initiative=None,
        shown=[street.party("Farah"), street.party("Coby")],
    )  # fmt: skip
    street.take("Coby", community.NEW, "bedoeling", question="Wat is hier nu de bedoeling?")
    street.take("Farah", community.NEW, "vraag", door="resident", title="Wie helpt mij met de heg?", text="")
    street.take(
        "Farah", community.NEW, "opgave", title="Alleen eten", text="Veel mensen eten alleen.", horizon="now",
        task_field="6.2", now_by="Niemand", could_by="De straat",
    )  # fmt: skip
    street.take("Coby", GOVERNANCE, "voorstel", title="Een bankje", text="Op de hoek.", cents=0, review_on=street.today)
    _work(street)
    _table(street)
    order = an_accepted_order(street)
    street.take("Bram", company.ORDER, "materiaal", order, what="Verf", cents=900, document="bon 5", day=street.today)
    street.take("Bram", company.ORDER, "klaar", order)
    street.take("Wim", company.ORDER, "keur-goed", order)
    with street.inside():
        cost = order.costs.get()
    street.take("Tom", company.COST, "keur-goed", cost)
    street.take("Bram", company.ORDER, "factuur", order, day=street.today)


def _work(street: Street) -> None:
    parts = [f"{day}-{part}" for day in range(7) for part in ("morning", "afternoon", "evening")]
    for name in ("Farah", "Ines"):
        street.take(
            name, job_steps.NEW, "talent", skills=["cook"], also="", parts=parts, forms_=["hours"], hours_a_week=400,
            is_under_21=False, benefit="unsaid",
        )  # fmt: skip
    street.take("Bram", job_steps.NEW, "klus", **a_job(street, places=1))
    street.take("Bram", job_steps.NEW, "plan")


def _table(street: Street) -> None:
    street.take(
        "Farah", table_steps.NEW, "portie", what="Stamppot", diet="vlees", count=2, day=street.today, at="zes uur",
        brings=True,
    )  # fmt: skip
    crew = street.take("Farah", table_steps.NEW, "ploeg", name="Koken op woensdag", text="Wie alleen eet, eet alleen.")
    street.take("Farah", table_steps.CREW, "maaltijd", crew, day=street.today, what="Soep")
    street.take("Farah", table_steps.CREW, "voorraad", crew, what="Rijst", is_low=True)
    with street.inside():
        meal = Meal.objects.get()
    street.take("Farah", table_steps.MEAL, "eet-mee", meal)
    street.take("Farah", table_steps.MEAL, "taak", meal, task="cook")


def written_by_people() -> Iterator[str]:
    """All that people typed in these rooms, within the scope of the neighbourhood."""
    for model in apps.get_models():
        if issubclass(model, Made):
            fields = [one.name for one in model._meta.fields if isinstance(one, CharField) and not one.choices]
            for row in model.objects.values_list(*fields):
                yield from (text for text in row if text)
