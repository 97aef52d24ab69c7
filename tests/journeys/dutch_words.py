"""Dutch that was left in an English page."""

import re

from limonade.facts import store
from limonade.neighbourhoods.models import Neighbourhood

# Common in our Dutch texts, and no English word.
WORDS = (
    *("de", "het", "een", "van", "voor", "niet", "deze", "zijn", "wordt", "naar", "bij", "ook", "geen", "nog"),
    *("wie", "waar", "hoe", "uit", "wijk", "buurt", "buurten", "gemeente", "geld", "jaar", "inwoners", "geschat"),
)
# Not a part of a compound with hyphens, such as the name of a file.
DUTCH = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"https?://\S+")
AROUND = 30


def proper_names() -> list[str]:
    """Official titles and names stay as they are in any language; the longest first."""
    datasets = store.datasets()
    names = {one.title for one in datasets} | {one.publisher for one in datasets}
    names |= set(Neighbourhood.objects.values_list("name", flat=True))
    return sorted(names, key=len, reverse=True)


def dutch_in(text: str, names: list[str]) -> list[str]:
    """Every Dutch word outside the names and web addresses, with what stands around it."""
    text = WEB_ADDRESS.sub("*", " ".join(text.split()))
    for name in names:
        text = text.replace(name, "*")
    return [text[max(match.start() - AROUND, 0) : match.end() + AROUND].strip() for match in DUTCH.finditer(text)]
