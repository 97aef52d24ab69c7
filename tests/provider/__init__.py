"""Plays the sign-in of a municipality: our own project as an OpenID Connect provider, in a process of its own.

    python -m tests.provider PORT CALLBACK

serves on 127.0.0.1, a name whose cookies a browser keeps apart from those of localhost.
"""

HOST = "127.0.0.1"
CLIENT, SECRET = "limonade", "only-for-tests"
PEOPLE = {
    "corrie@limonade.example": True,
    "nina@limonade.example": True,
    "jan@elders.example": True,
    "wim@limonade.example": False,
}
"""Who can sign in there, and whether the provider looked after their address."""
