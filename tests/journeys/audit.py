"""What a browser finds wrong with one page."""

import json
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
OPTIONS = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
# Half of its time goes into the colours, which another language does not change.
WITHOUT_COLOURS = {**OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
LONGEST_SNIPPET = 160


MEASURE = """() => {
    const page = document.documentElement;
    return {
        language: page.lang,
        headings: document.querySelectorAll("h1").length,
        content: page.scrollWidth,
        screen: page.clientWidth,
    };
}"""


def faults_of(page: Page, language: str) -> Iterator[str]:
    """Of the page that is open now."""
    found = page.evaluate(MEASURE)
    if found["language"] != language:
        yield f"says that its language is {found['language']}"
    if found["headings"] != 1:
        yield f"has {found['headings']} headings of level one"
    if found["content"] != found["screen"]:
        yield f"is {found['content']} wide on a screen of {found['screen']}"
    yield from accessibility_faults(page, OPTIONS if language == "nl" else WITHOUT_COLOURS)


def accessibility_faults(page: Page, options: dict[str, Any] = OPTIONS) -> Iterator[str]:
    for violation in Axe().run(page, options=options).response["violations"]:
        for node in violation["nodes"]:
            place = json.dumps(node["target"])
            yield f"axe {violation['id']} at {place}: {node['html'][:LONGEST_SNIPPET]}"
