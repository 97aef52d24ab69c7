"""What the tests need besides Python packages: a browser, and PostgreSQL's server programs.

    python -m tests.tools

installs what is missing where it can (as root on Debian and Ubuntu), and else says what to install.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SERVER_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


def system_browser() -> str | None:
    """The Chromium of this machine; LIMONADE_CHROMIUM names another one."""
    names = (os.environ.get("LIMONADE_CHROMIUM", ""), *BROWSERS)
    return next((found for name in names if name and (found := shutil.which(name))), None)


def has_browser() -> bool:
    if system_browser():
        return True
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def postgres_folder() -> Path | None:
    """Where initdb and postgres are; the newest of several versions."""
    if sys.platform == "win32":  # ours listens on a Unix socket only
        return None
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [folder for pattern in SERVER_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    return max((folder for folder in folders if (folder / "initdb").exists()), key=_major_version, default=None)


def _major_version(folder: Path) -> int:
    return int(re.sub(r"\D", "", folder.parent.name) or 0)


def missing_tools() -> list[str]:
    present = {"chromium": has_browser(), "postgresql": postgres_folder() is not None}
    return [name for name, found in present.items() if not found]


def bring_tools(missing: list[str]) -> None:
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        _ = succeeds(["apt-get", "update", "-qq"]) and succeeds(install)
    elif "chromium" in missing:
        succeeds([sys.executable, "-m", "playwright", "install", "chromium"])


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0


def main() -> None:
    missing = missing_tools()
    if not missing:
        return
    print(f"Installing for the tests: {' and '.join(missing)} ...", flush=True)
    bring_tools(missing)
    if still_missing := missing_tools():
        print(f"Could not install {' and '.join(still_missing)}: do that by hand to run every test.", flush=True)


if __name__ == "__main__":
    main()
