"""The provider's own door, with a button per person, and what OpenID Connect asks for."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.urls import include, path

from limonade.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DOOR = Engine().from_string(
    """<!DOCTYPE html><html lang="nl"><title>Gemeente Arnhem</title><link rel="icon" href="data:,">
    <h1>Gemeente Arnhem</h1>
    <form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">
    {% for one in people %}<p><button name="email" value="{{ one.email }}">{{ one.email }}</button></p>{% endfor %}
    </form></html>"""
)


def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        login(request, User.objects.get(email=request.POST["email"]), backend=BACKEND)
        return HttpResponseRedirect(request.GET["next"])
    return HttpResponse(DOOR.render(Context({"people": User.objects.all(), "token": get_token(request)})))


urlpatterns = [path("deur/", sign_in, name="account_login"), path("", include("allauth.idp.urls"))]
