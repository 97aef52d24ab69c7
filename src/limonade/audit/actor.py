"""Who acts, for whom, and from where."""

import ipaddress
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

# So much of an address tells places apart and no households.
NETWORK_BITS = {4: 24, 6: 48}


@dataclass(frozen=True)
class Actor:
    """`user_id` None is the system itself. `for_party_id` is the Party that a helper acts for."""

    user_id: int | None
    party_id: int | None = None
    for_party_id: int | None = None
    origin: str = "command"


SYSTEM = Actor(None, origin="job")


def origin_of(request: HttpRequest) -> str:
    """Such as "web 192.0.2.0/24": the network of the client, by the proxies we trust; "web" when nobody knows."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "web"
    address = getattr(address, "ipv4_mapped", None) or address
    network = ipaddress.ip_network((address.packed, NETWORK_BITS[address.version]), strict=False)
    return f"web {network}"
