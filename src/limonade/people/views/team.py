"""For who brings people together: everyone who takes part, and their roles."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from limonade.people import actions, helping, welcoming
from limonade.people.access import Here, resident
from limonade.people.errors import PeopleError
from limonade.people.forms import HelperForm, LetInForm, OfferRoleForm, OrganisationForm, WelcomeForm
from limonade.people.invitations import send_role_question
from limonade.people.models import HelpingHand, Party, RoleGrant, Welcome
from limonade.people.queries import hands_of, people, role_lines
from limonade.people.roles import ALL_ROLES, May

PER_PAGE = 50


@resident(may=May.SEE_PEOPLE)
@require_safe
def people_list(request: HttpRequest, here: Here) -> HttpResponse:
    text = request.GET.get("zoek", "").replace("\x00", "").strip()[:80]
    role = request.GET.get("rol", "")
    page = Paginator(people(text, role), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"neighbourhood": here.place, "here": here, "page": page, "text": text, "role": role, "roles": ALL_ROLES}
    return render(request, "people/people_list.html", {**context, "May": May, "section": "people"})


@resident(may=May.ADD_PEOPLE)
@require_safe
def newcomers(request: HttpRequest, here: Here) -> HttpResponse:
    said = Prefetch("welcomes", Welcome.objects.select_related("welcomer"))
    rows = welcoming.newcomers(here.me).prefetch_related(said)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"neighbourhood": here.place, "page": page, "days": welcoming.NEWCOMER_DAYS, "section": "people"}
    return render(request, "people/newcomers.html", context)


@resident(may=May.ADD_PEOPLE)
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    party = get_object_or_404(welcoming.newcomers(here.me), pk=pk)
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            welcoming.welcome(party, here.me, text=form.cleaned_data["text"], by=here.actor)
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s ziet je welkom bij Vandaag.") % {"name": party.name})
            return redirect("newcomers", slug=here.place.slug)
    context = {"neighbourhood": here.place, "party": party, "form": form, "section": "people"}
    return render(request, "people/welcome.html", context)


@resident(may=May.SEE_PEOPLE)
@require_safe
def person(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    party = get_object_or_404(Party.objects.select_related("user"), pk=pk)
    grants = RoleGrant.objects.filter(party=party).select_related("organisation").order_by("-offered_at")
    represented = RoleGrant.objects.filter(organisation=party, ended_at=None).select_related("party")
    context = {
        "neighbourhood": here.place,
        "here": here,
        "party": party,
        "grants": grants,
        "represented": represented,
        "hands": hands_of(party),
        "ended_hands": HelpingHand.objects.filter(person=party, ended_at__isnull=False)
        .select_related("helper")
        .order_by("-ended_at")[:5],
        "can_give_roles": here.can(May.GIVE_ROLES) and party.pk != here.me.pk,
        "can_add_people": here.can(May.ADD_PEOPLE),
        "section": "people",
    }
    return render(request, "people/person.html", context)


@resident(may=May.ADD_PEOPLE)
@require_http_methods(["GET", "POST"])
def let_in(request: HttpRequest, here: Here) -> HttpResponse:
    """Somebody without e-mail comes in; the one who lets them in becomes their helping hand."""
    form = LetInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        contact = actions.Contact(told["phone"], told["address"])
        try:
            hand = helping.let_in(
                here.me, name=told["name"], contact=contact, agreed=told["agreed"], text=told["code"], by=here.actor
            )
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            told_back = _("%(name)s doet mee. Print het overzicht en geef het mee.") % {"name": hand.person.name}
            messages.success(request, told_back)
            return redirect("help_overview", slug=here.place.slug, pk=hand.pk)
    return render(request, "people/let_in.html", {"neighbourhood": here.place, "form": form, "section": "people"})


@resident(may=May.ADD_PEOPLE)
@require_http_methods(["GET", "POST"])
def add_helper(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    party = get_object_or_404(Party, pk=pk, kind=Party.PERSON, left_at=None)
    helpers = Party.objects.filter(kind=Party.PERSON, left_at=None, user__isnull=False).exclude(pk=pk)
    form = HelperForm(request.POST or None, helpers=helpers)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            hand = helping.start_helping(party, told["helper"], bond=told["bond"], agreed=told["agreed"], by=here.actor)
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("help_overview", slug=here.place.slug, pk=hand.pk)
    context = {"neighbourhood": here.place, "party": party, "form": form, "section": "people"}
    return render(request, "people/add_helper.html", context)


@resident(may=May.ADD_PEOPLE)
@require_http_methods(["GET", "POST"])
def add_organisation(request: HttpRequest, here: Here) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "sort", "kvk", "rsin")}
        try:
            party = actions.add_organisation(here.place, **told, by=here.actor)
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s staat erbij.") % {"name": party.name})
            return redirect("person", slug=here.place.slug, pk=party.pk)
    return render(
        request, "people/add_organisation.html", {"neighbourhood": here.place, "form": form, "section": "people"}
    )


@resident(may=May.GIVE_ROLES, fresh=True)
@require_http_methods(["GET", "POST"])
def offer_role(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    party = get_object_or_404(Party.objects.select_related("user"), pk=pk, kind=Party.PERSON, left_at=None)
    organisations = Party.objects.filter(kind=Party.ORGANISATION, left_at=None)
    form = OfferRoleForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            grant = actions.offer_role(party, told["role"], organisation=told["organisation"], by=here.actor)
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            address = request.build_absolute_uri(reverse("answer_role", args=[here.place.slug, grant.pk]))
            is_mailed = send_role_question(grant, name=here.me.name, address=address)
            told_back = (
                _("De vraag ligt bij %(name)s, ook per mail.") if is_mailed else _("De vraag ligt bij %(name)s.")
            )
            messages.success(request, told_back % {"name": party.name})
            return redirect("person", slug=here.place.slug, pk=party.pk)
    context = {"neighbourhood": here.place, "party": party, "form": form, "section": "people"}
    return render(request, "people/offer_role.html", context)


@resident(may=May.GIVE_ROLES, fresh=True)
@require_http_methods(["GET", "POST"])
def end_role(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """End a role, or give it a new term after the yearly look."""
    grant = get_object_or_404(RoleGrant.objects.select_related("party__user"), pk=pk, ended_at=None)
    if request.method == "POST":
        act = actions.renew_role if request.POST.get("besluit") == "door" else actions.end_role
        try:
            act(grant, by=here.actor)
        except PeopleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Het is vastgelegd."))
        return redirect("role_review", slug=here.place.slug)
    context = {"neighbourhood": here.place, "grant": grant, "here": here, "section": "roles"}
    return render(request, "people/end_role.html", context)


@resident(may=May.GIVE_ROLES)
@require_safe
def role_review(request: HttpRequest, here: Here) -> HttpResponse:
    """All roles at a glance, those that need a look first."""
    page = Paginator(role_lines(), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"neighbourhood": here.place, "page": page, "here": here, "section": "roles"}
    return render(request, "people/role_review.html", context)


@resident(may=May.ADD_PEOPLE)
@require_POST
def stop_help(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Somebody of the team ends a helping hand on behalf of the neighbourhood."""
    hand = get_object_or_404(HelpingHand.objects.select_related("person"), pk=pk)
    try:
        helping.stop_helping(hand, by=here.actor)
    except PeopleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De hulp is gestopt."))
    return redirect("person", slug=here.place.slug, pk=hand.person_id)
