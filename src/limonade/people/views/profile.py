"""What the neighbourhood says of itself, and who stands behind it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_scopes import scope

from limonade.neighbourhoods.actions import write_profile
from limonade.neighbourhoods.errors import NeighbourhoodError
from limonade.neighbourhoods.models import Neighbourhood, ProfileVersion
from limonade.neighbourhoods.queries import current_profile
from limonade.people.access import Here, here_if_resident, resident
from limonade.people.actions import stand_behind
from limonade.people.forms import PROFILE_QUESTIONS, ProfileForm
from limonade.people.queries import backing
from limonade.people.roles import May

ICONS = {"voice": "message-circle", "face": "smile", "interest": "scale", "desire": "sparkles"}
VERSIONS_PER_PAGE = 20


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """For everyone to read; names of who stands behind it only for who takes part."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        versions = Paginator(ProfileVersion.objects.order_by("-number"), VERSIONS_PER_PAGE).get_page(
            request.GET.get("pagina")
        )
        wanted = request.GET.get("versie", "")
        newest = current_profile(place)
        shown = newest
        if newest and wanted:
            number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else -1
            shown = get_object_or_404(ProfileVersion, number=number)
        here = here_if_resident(request, place)
        context = {
            "neighbourhood": place,
            "shown": shown,
            "is_newest": shown == newest,
            "parts": _parts(shown) if shown else [],
            "backing": backing(shown, here.who if here else None) if shown else None,
            "versions": list(versions),
            "page": versions,
            "here": here,
            "can_write": bool(here and here.can(May.WRITE_PROFILE)),
            "section": "profile",
        }
        return render(request, "people/profile.html", context)


def _parts(version: ProfileVersion) -> list[tuple[str, str, str, str]]:
    """Icon, name, question and text of each of the four fields."""
    return [
        (ICONS[name], str(ProfileForm.base_fields[name].label), str(question), getattr(version, name))
        for name, question in PROFILE_QUESTIONS.items()
    ]


@resident(may=May.WRITE_PROFILE)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, here: Here) -> HttpResponse:
    newest = current_profile(here.place)
    now = {name: getattr(newest, name, "") for name in ProfileVersion.FIELDS}
    form = ProfileForm(request.POST or None, initial={**now, "after": newest.number if newest else 0})
    if request.method == "POST" and form.is_valid():
        texts = {name: form.cleaned_data[name] for name in ProfileVersion.FIELDS}
        try:
            version = write_profile(here.place, texts, after=form.cleaned_data["after"], by=here.actor)
        except NeighbourhoodError as error:
            form.add_error(None, str(error))
        else:
            stand_behind(version, here.me, by=here.actor, stands=True)
            messages.success(request, _("De nieuwe versie staat er. Vraag anderen of ze erachter staan."))
            return redirect("profile", slug=here.place.slug)
    context = {"neighbourhood": here.place, "form": form, "newest": newest, "section": "profile"}
    return render(request, "people/write_profile.html", context)


@resident()
@require_POST
def support(request: HttpRequest, here: Here) -> HttpResponse:
    """Stand behind the newest version, or no longer."""
    number = request.POST.get("versie", "")
    version = get_object_or_404(ProfileVersion, number=int(number) if number.isdecimal() and len(number) < 7 else -1)
    stands = request.POST.get("sta") == "erachter"
    stand_behind(version, here.who, by=here.actor, stands=stands)
    told = _("%(name)s staat achter deze versie.") if stands else _("%(name)s staat niet meer achter deze versie.")
    messages.success(request, told % {"name": here.who.name})
    return redirect("profile", slug=here.place.slug)
