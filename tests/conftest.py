"""Fixtures for every test. The place and the key of this process come from tests/__init__.py."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.own_place import empty_shelf
from tests.tools import system_browser


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    """Every test starts with nothing loaded."""
    empty_shelf()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with the open data that is too large to lie in this repository."""
    shared = os.environ.get("LIMONADE_SHARED")
    if not shared:
        pytest.skip("LIMONADE_SHARED does not name the folder with open data")
    folder = Path(shared) / "data"
    if not folder.is_dir():
        pytest.fail(f"LIMONADE_SHARED is {shared}, but there is no folder data in it")
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], playwright: Playwright) -> dict[str, Any]:
    found = system_browser()
    if not found and not Path(playwright.chromium.executable_path).exists():
        reason = "no Chromium found: install it, or name it in LIMONADE_CHROMIUM"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {**browser_type_launch_args, "args": arguments, **({"executable_path": found} if found else {})}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "nl-NL", "reduced_motion": "reduce"}
