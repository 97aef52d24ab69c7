"""The sum that ties every act to the one before it. No Django."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

START = "0" * 64  # the hash before the first act

_encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(previous_hash: str, facts: Mapping[str, Any]) -> str:
    """SHA-256 in 64 hex digits, over the previous hash and the facts in one fixed spelling."""
    spelled = {name: _spell(value) if isinstance(value, dt.datetime) else value for name, value in facts.items()}
    return hashlib.sha256((previous_hash + _encoder.encode(spelled)).encode()).hexdigest()


def _spell(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")
