"""The one lock on every page of a neighbourhood. Views say who may come in; the matrix in tests/access proves it.

Whoever is not of this neighbourhood gets 404, as if the page were not there. Whoever is, but may not see it, gets 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_scopes import scope

from limonade.accounts.asking_again import GOES_ON, ask_again
from limonade.accounts.models import User
from limonade.accounts.strength import is_fresh, is_strong
from limonade.audit.actor import Actor, origin_of
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.models import HelpingHand, Party
from limonade.people.queries import party_of
from limonade.people.roles import ALL_ROLES, LIGHT, May
from limonade.people.rules import Standing, standing_of

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Here:
    """Who is asking, and where."""

    place: Neighbourhood
    standing: Standing
    actor: Actor
    helped: Party | None
    """For whom the helper acts just now."""

    @property
    def me(self) -> Party:
        return self.standing.party

    @property
    def who(self) -> Party:
        """About whom: the helped person, else the one who signed in."""
        return self.helped or self.me

    @property
    def rights(self) -> dict[str, bool]:
        """For templates: each right by its name."""
        return {one.value: self.can(one) for one in May}

    def can(self, may: May) -> bool:
        """Rights of a helper never pass to the person they act for, nor the other way."""
        return self.helped is None and may in self.standing.may


def _refusal(here: Here, may: May) -> str:
    if here.helped:
        return _("Je doet nu alles voor %(name)s. Dit is je eigen taak: kies eerst “Klaar”.") % {
            "name": here.helped.name
        }
    names = ", ".join(str(role.name).lower() for role in ALL_ROLES if may in role.may)
    return _("Deze bladzijde is voor: %(names)s. Hoor jij daarbij? Vraag het bestuur om die rol.") % {"names": names}


def session_key(place: Neighbourhood) -> str:
    return f"acts-for-{place.pk}"


def resident(*, may: May | None = None, fresh: bool = False) -> Callable[[View], View]:
    """Only for who takes part here; with `may`, only for roles that may do that.

    `fresh`: a passkey or app was used within a quarter of an hour. The view gets a Here instead of the slug, runs
    within the scope of the neighbourhood, and must render before it returns.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def locked(request: HttpRequest, slug: str, **parts: Any) -> HttpResponse:
            place = get_object_or_404(Neighbourhood, slug=slug)
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            with scope(neighbourhood=place):
                here = _here(request, place)
                if here is None:
                    raise Http404
                if may is not None and not here.can(may):
                    raise PermissionDenied(_refusal(here, may))
                if (fresh and not is_fresh(request)) or (may not in (None, *LIGHT) and not is_strong(request)):
                    return ask_again(request)
                if GOES_ON in request.session:
                    del request.session[GOES_ON]
                request.here = here  # type: ignore[attr-defined]
                return view(request, here, **parts)

        locked.access = ("resident", may, fresh)  # type: ignore[attr-defined]
        return locked

    return decorate


def here_if_resident(request: HttpRequest, place: Neighbourhood) -> Here | None:
    """For a page that everyone may read, within the scope: who is asking, when they take part here."""
    if here := _here(request, place):
        request.here = here  # type: ignore[attr-defined]
    return here


def _here(request: HttpRequest, place: Neighbourhood) -> Here | None:
    user = request.user
    party = party_of(user, place) if isinstance(user, User) else None
    if party is None or not isinstance(user, User):
        return None
    party.neighbourhood, party.user = place, user  # known already, so nobody asks for them again
    helped = _helped(request, party, place)
    actor = Actor(party.user_id, party.pk, helped.pk if helped else None, origin_of(request))
    return Here(place, standing_of(party), actor, helped)


def _helped(request: HttpRequest, helper: Party, place: Neighbourhood) -> Party | None:
    """For whom this session acts, as long as the helping hand runs."""
    chosen = request.session.get(session_key(place))
    if chosen is None:
        return None
    hand = HelpingHand.objects.filter(helper=helper, person_id=chosen, ended_at=None).select_related("person").first()
    if hand is None:
        del request.session[session_key(place)]  # refused once, so that nothing said in the other's name slips through
        raise PermissionDenied(_("De hulp is gestopt. Hier is niets gedaan. Je doet nu weer alles voor jezelf."))
    return hand.person
