"""Makes the provider's own database with its people and its one client, and serves."""

import os
import sys


def main(port: int, callback: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.provider.settings"
    os.environ["LIMONADE_TEST_CALLBACK"] = callback
    os.environ["LIMONADE_TEST_KEY"] = _new_key()
    import django

    django.setup()
    _make_database(callback)
    from django.core.servers.basehttp import run
    from django.core.wsgi import get_wsgi_application

    from tests.provider import HOST

    run(HOST, port, get_wsgi_application(), threading=True)


def _new_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()


def _make_database(callback: str) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.core.management import call_command

    from limonade.accounts.models import User
    from tests.provider import CLIENT, PEOPLE, SECRET

    call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)
    for email, is_verified in PEOPLE.items():
        user = User.objects.create(email=email)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=is_verified)
    client = Client(id=CLIENT, name="Limonade", redirect_uris=callback, skip_consent=True)
    client.set_scopes(["openid", "profile", "email"])
    client.set_secret(SECRET)
    client.save()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
