"""The organisations whose own sign-in may be used: var/sign-in.toml, or the file that LIMONADE_SIGN_IN names.

[[organisation]]
id = "arnhem"                              # part of the web address
name = "Gemeente Arnhem"
server = "https://login.arnhem.example"    # its OpenID Connect address
client_id = "limonade"
client_secret = "..."
domains = ["arnhem.example"]               # it may only vouch for addresses of these domains
"""

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ID = re.compile(r"[a-z0-9-]{2,40}")
HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")  # nothing else, because it goes into the content security policy
NEEDED = ("id", "name", "server", "client_id", "client_secret", "domains")


def read_organisations(file: Path, *, may_be_plain: bool = False) -> list[dict[str, Any]]:
    """As apps for allauth. Without the file there are none; with a fault in it the start ends with help."""
    if not file.exists():
        return []
    try:
        listed = tomllib.loads(file.read_text(encoding="utf-8")).get("organisation", [])
    except tomllib.TOMLDecodeError as error:
        raise SystemExit(f"{file} cannot be read: {error}. See limonade/accounts/sign_in_file.py.") from error
    return [_app(file, number, one, may_be_plain) for number, one in enumerate(listed, start=1)]


def _app(file: Path, number: int, one: dict[str, Any], may_be_plain: bool) -> dict[str, Any]:
    if missing := [name for name in NEEDED if not one.get(name)]:
        raise SystemExit(f"{file}: organisation {number} lacks {', '.join(missing)}.")
    if not ID.fullmatch(one["id"]):
        raise SystemExit(f"{file}: the id of organisation {number} must be small letters, digits and dashes.")
    server = urlsplit(one["server"])
    if server.scheme not in (("https", "http") if may_be_plain else ("https",)) or not HOST.fullmatch(server.netloc):
        raise SystemExit(
            f"{file}: the server of organisation {number} must begin with https:// and the name of a host."
        )
    return {
        "provider_id": one["id"],
        "name": one["name"],
        "client_id": one["client_id"],
        "secret": one["client_secret"],
        "settings": {
            "server_url": one["server"],
            "domains": [domain.lower() for domain in one["domains"]],
            "oauth_pkce_enabled": True,
        },
    }


def origins(apps: list[dict[str, Any]]) -> list[str]:
    """Where a form may lead to: the browser follows the sign-in there."""
    parts = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return [f"{one.scheme}://{one.netloc}" for one in parts]
