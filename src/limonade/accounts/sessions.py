from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from limonade.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """Who is signed in; refuses the request when nobody is."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied
