"""Coming in, codes and invitations."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_scopes import scope

from limonade.accounts.actions import can_mail
from limonade.accounts.models import User
from limonade.audit.actor import Actor, origin_of
from limonade.design.qr import qr_svg
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people import joining
from limonade.people.access import Here, resident
from limonade.people.errors import PeopleError
from limonade.people.forms import CodesForm, InviteForm, JoinForm, NameForm
from limonade.people.invitations import join_address, send_invitation
from limonade.people.models import JoinCode
from limonade.people.queries import party_of, usable_code
from limonade.people.roles import May

BATCHES_PER_PAGE = 20


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Type the code of the letter or poster."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with scope(neighbourhood=place):
            code = _usable_code(request, form.cleaned_data["code"])
        if code:
            return redirect("join_with_code", slug=slug, code=code.code)
        form.add_error("code", _("Deze code werkt niet (meer). Kijk of je hem goed overtypt, of vraag een nieuwe."))
    return render(request, "people/join.html", {"neighbourhood": place, "form": form, "section": "join"})


def _usable_code(request: HttpRequest, text: str) -> JoinCode | None:
    """Nothing at all for a network that tries too many codes. Opening an address is a try too, and a GET."""
    limit = {"app": "allauth.account", "action": "join_code", "limit_get": True}
    if not ratelimit.consume(request, **limit, dry_run=True):
        return None
    found = usable_code(text)
    if found is None:  # only what does not work counts: a whole school may join over one network
        ratelimit.consume(request, **limit)
    return found


@require_http_methods(["GET", "POST"])
def join_with_code(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Where the QR leads: who you become, and your name."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    user = request.user if isinstance(request.user, User) else None
    with scope(neighbourhood=place):
        found = _usable_code(request, code)
        if user and (party := party_of(user, place)):
            messages.info(request, _("Je doet al mee als %(name)s.") % {"name": party.name})
            return redirect("today", slug=slug)
        form = NameForm(request.POST or None)
        if found and user and request.method == "POST" and form.is_valid():
            by = Actor(user.pk, origin=origin_of(request))
            try:
                joining.join(place, user, text=code, name=form.cleaned_data["name"], by=by)
            except PeopleError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Welkom in %(place)s! Fijn dat je er bent.") % {"place": place.name})
                return redirect("today", slug=slug)
    context = {"neighbourhood": place, "code": found, "form": form, "section": "join"}
    return render(request, "people/join_with_code.html", context, status=200 if found else 404)


@resident(may=May.ADD_PEOPLE)
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest, here: Here) -> HttpResponse:
    """Codes made so far, and a form for new ones."""
    form = CodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = joining.make_codes(here.place, **form.asked, by=here.actor)
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{reverse('codes_print', args=[here.place.slug])}?soort={made[0].kind}&serie={made[0].pk}")
    batches = (
        JoinCode.objects.values("batch", "kind", "email")
        .annotate(
            number=Count("pk"),
            used=Sum("uses"),
            most=Sum("most_uses"),
            newest=Max("made_at"),
            first=Min("pk"),
            open=Count("pk", filter=Q(withdrawn_at=None, until__gte=timezone.localdate())),
            last_day=Max("until"),  # not called until, or the line above would count by it
        )
        .order_by("-newest")
    )
    page = Paginator(batches, BATCHES_PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"neighbourhood": here.place, "form": form, "page": page, "section": "codes", "can_mail": can_mail()}
    return render(request, "people/codes.html", {**context, "invite": InviteForm()})


@resident(may=May.ADD_PEOPLE)
@require_safe
def codes_print(request: HttpRequest, here: Here) -> HttpResponse:
    """One sheet per letter, or one poster, with the code, the address and a QR."""
    number = request.GET.get("serie", "")
    first = JoinCode.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if first is None or first.kind == JoinCode.MAIL:
        raise Http404
    working = JoinCode.objects.filter(batch=first.batch, kind=first.kind, withdrawn_at=None)
    working = working.filter(until__gte=timezone.localdate()).order_by("code")
    page = Paginator(working, joining.MOST_LETTERS).get_page(request.GET.get("pagina"))
    sheets = [(code, qr_svg(join_address(request, here.place, code))) for code in page]
    address = request.build_absolute_uri(reverse("join", args=[here.place.slug]))
    context = {"neighbourhood": here.place, "sheets": sheets, "page": page, "first": first, "address": address}
    return render(request, "people/codes_print.html", {**context, "section": "codes"})


@resident(may=May.ADD_PEOPLE)
@require_POST
def codes_withdraw(request: HttpRequest, here: Here) -> HttpResponse:
    count = joining.withdraw_batch(
        here.place,
        request.POST.get("waarvoor", "").replace("\x00", ""),
        email=request.POST.get("mail", "").replace("\x00", ""),
        by=here.actor,
    )
    messages.success(request, _("%(count)s codes werken niet meer.") % {"count": count})
    return redirect("codes", slug=here.place.slug)


@resident(may=May.ADD_PEOPLE)
@require_POST
def invite(request: HttpRequest, here: Here) -> HttpResponse:
    form = InviteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Dit is geen e-mailadres. Kijk het na en probeer het opnieuw."))
        return redirect("codes", slug=here.place.slug)
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, app="allauth.account", action="invite"):
        messages.error(request, _("Dit is te vaak geprobeerd. Wacht even en probeer het dan opnieuw."))
        return redirect("codes", slug=here.place.slug)
    code = joining.invite_by_mail(here.place, email=email, by=here.actor)
    if send_invitation(request, code, name=here.me.name):
        messages.success(request, _("De uitnodiging is weg naar %(email)s.") % {"email": email})
    else:
        messages.error(request, _("De mail ging niet weg. Probeer het straks opnieuw, of geef een brief."))
    return redirect("codes", slug=here.place.slug)
