"""What a browser finds wrong with one page."""

import json
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
OPTIONS = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
LONGEST_SNIPPET = 160


def faults_of(page: Page, language: str) -> Iterator[str]:
    """Of the page that is open now."""
    if (found := page.locator("html").get_attribute("lang")) != language:
        yield f"says that its language is {found}"
    if (headings := page.locator("h1").count()) != 1:
        yield f"has {headings} level-one headings"
    if overflow := overflow_of(page):
        yield overflow
    yield from accessibility_faults(page)


def overflow_of(page: Page) -> str:
    """Says by how much the page is wider than the screen; empty when it fits."""
    measure = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    content, screen = page.evaluate(measure)
    return "" if content == screen else f"is {content} wide on a screen of {screen}"


def accessibility_faults(page: Page) -> Iterator[str]:
    for violation in Axe().run(page, options=OPTIONS).response["violations"]:
        for node in violation["nodes"]:
            place = json.dumps(node["target"])
            yield f"axe {violation['id']} at {place}: {node['html'][:LONGEST_SNIPPET]}"
