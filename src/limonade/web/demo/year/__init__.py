"""A lived year in Paasberg, all invented: sixty neighbours who ask, bake, decide, work, eat and tell.

It shows every stop of the loop, also what failed and what is stuck, and leaves something to do for every role.
"""

from django.db import transaction
from django_scopes import scope

from limonade.community.models import Initiative
from limonade.ledger.models import Administration
from limonade.neighbourhoods.models import Neighbourhood
from limonade.web.demo.year.beginning import ask_and_intend
from limonade.web.demo.year.cooking import cook_together
from limonade.web.demo.year.eating import eat_together
from limonade.web.demo.year.gutters import clean_gutters
from limonade.web.demo.year.neighbours import settle
from limonade.web.demo.year.now import leave_things_to_do
from limonade.web.demo.year.orders import work_for_partners
from limonade.web.demo.year.spending import spend_the_budget
from limonade.web.demo.year.stage import Stage
from limonade.web.demo.year.talents import tell_talents
from limonade.web.demo.year.telling import tell
from limonade.web.demo.year.tools import share_tools


@transaction.atomic
def lay_out_year() -> None:
    """Does nothing where something was begun already, or where there are no books."""
    paasberg = Neighbourhood.objects.get(slug="paasberg")
    with scope(neighbourhood=paasberg):
        if Initiative.objects.exists() or not Administration.objects.exists():
            return
        settle(paasberg)
        stage = Stage(paasberg)
        tell_talents(stage)
        ask_and_intend(stage)
        work_for_partners(stage)
        eating = eat_together(stage)
        share_tools(stage)
        clean_gutters(stage)
        spend_the_budget(stage, eating)
        cook_together(stage)
        tell(stage, eating)
        leave_things_to_do(stage)
