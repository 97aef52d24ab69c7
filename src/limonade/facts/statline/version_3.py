"""One table over OData version 3: a row per region, a column per topic.

The Feed gives everything in pages; the Api has the same but at most 10,000 records at once, and is asked when the
Feed does not answer.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from limonade.facts import cbs
from limonade.facts.cbs import KeyFigures, Meaning, Table
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.statline.client import Client, NotThere, TryLater
from limonade.facts.statline.described import Described, described, period_of, year_of
from limonade.facts.statline.pages import Tick
from limonade.facts.statline.resources import Resources
from limonade.facts.statline.tables import KnownTable
from limonade.facts.statline.wide import Wide
from limonade.facts.topics import columns_by_topic, described_columns

FEED, API = "/ODataFeed/odata/", "/ODataApi/odata/"
DATA, PROPERTIES, PERIODS = "TypedDataSet", "DataProperties", "Perioden"
INFO_FIELDS = ("Title", "Period", "Modified")
PROPERTY_FIELDS = ("ID", "ParentID", "Type", "Key", "Title", "Unit")
MAY_LACK = ("ParentID", "Key", "Unit")


def server_of(table: KnownTable) -> str:
    return table.server


def describe(client: Client, table: KnownTable) -> Described:
    return describe_number(client, table.number)


def describe_number(client: Client, number: str) -> Described:
    """From the Feed, or else from the Api."""
    try:
        return _describe(client, FEED + number)
    except (NotThere, TryLater):
        return _describe(client, API + number)


def _describe(client: Client, path: str) -> Described:
    where = client.address(path)
    address = f"{where}/TableInfos?$format=json"
    return described(client.get(address), address, where, INFO_FIELDS)


def read(source: Resources, table: KnownTable, told: Described, wished: int | None, tick: Tick) -> KeyFigures:
    """The whole table. Raises FileRefused when something in it is not as the publisher delivers."""
    filters = {name: padded(source, name, code) for name, code in table.only.items()}
    if table.has_periods:
        filters[PERIODS], year = period_of(told, [row["Key"] for row in source.rows(PERIODS, ("Key",))], wished)
    else:
        year = year_of(told, table, wished)
    columns = described_columns(source.rows(PROPERTIES, PROPERTY_FIELDS, MAY_LACK))
    meaning = cbs.read_meaning(
        f"{told.address}/{PROPERTIES}",
        table.figures,
        columns,
        title=told.title if str(year) in told.title else f"{told.title} {year}",
        year=year,
        names=source.names(table.region, "Key"),
    )
    only = {name: code.strip() for name, code in filters.items()}
    meaning = replace(meaning, region=table.region, only=only)
    if table.spread:
        categories = {category: key for key, (_name, category) in columns_by_topic(columns, table.figures).items()}
        return _spread(source, meaning, (table.spread, categories), _filter(filters), tick)
    wanted = {*meaning.columns.values(), meaning.postcode, meaning.boundary_change}
    # In the order of the table: then the reader finds every next field at once.
    fields = (*only, meaning.region, *(column.name for column in columns if column.name in wanted))
    data = source.columns(DATA, fields, _filter(filters), tick)
    return cbs.key_figures(Table(f"{source.table}/{DATA}", data), meaning)


def _spread(
    source: Resources, meaning: Meaning, spread: tuple[str, Mapping[str, str]], only: str, tick: Tick
) -> KeyFigures:
    """A table where the categories of one dimension are our indicators, the values all in one column."""
    dimension, categories = spread
    (value,) = set(meaning.columns.values())
    wanted = tuple(meaning.only.values())
    wide = Wide(f"{source.table}/{DATA}", categories)
    for page in source.pages(DATA, (meaning.region, dimension, value, *meaning.only), only, tick):
        regions, codes, values, *others = page.cells
        mine = [wanted == tuple(str(cell).strip() for cell in row) for row in zip(*others, strict=True)]
        wide.add(regions, codes, values, mine)
    plain = {key: key for key in categories.values()}
    return cbs.key_figures(wide.table(meaning.region), replace(meaning, columns=plain, only={}))


def padded(source: Resources, dimension: str, code: str) -> str:
    """The code as the table writes it: with the spaces that a filter needs. Raises FileRefused when it is gone."""
    for row in source.rows(dimension, ("Key",)):
        if row["Key"].strip() == code:
            return row["Key"]
    what = _("De tabel heeft bij %(dimension)s geen %(code)s meer.") % {"dimension": dimension, "code": code}
    remedy = _("Meld dit aan de makers van Limonade.")
    raise FileRefused([Problem(f"{source.table}/{dimension}", None, what, remedy)])


def _filter(codes: Mapping[str, str]) -> str:
    return " and ".join(f"{name} eq '{code.replace(chr(39), chr(39) * 2)}'" for name, code in codes.items())
