"""One table over OData version 4: all values below each other, one row per region and measure."""

from django.utils.translation import gettext as _

from limonade.facts import cbs
from limonade.facts.cbs import KeyFigures
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.statline.client import Client
from limonade.facts.statline.described import Described, described, year_of
from limonade.facts.statline.pages import Tick
from limonade.facts.statline.resources import Resources
from limonade.facts.statline.tables import KnownTable
from limonade.facts.statline.wide import Wide
from limonade.facts.topics import Column, described_columns

SERVER, PATH = "https://datasets.cbs.nl", "/odata/v1/CBS/"
MEASURES, GROUPS, OBSERVATIONS = "MeasureCodes", "MeasureGroups", "Observations"
INFO_FIELDS = ("Title", "TemporalCoverage", "Modified")
MEASURE_FIELDS = ("Identifier", "Title", "MeasureGroupId", "Unit")


def server_of(table: KnownTable) -> str:
    return SERVER


def describe(client: Client, table: KnownTable) -> Described:
    """Raises FileRefused for a table that we only read over version 3."""
    where = client.address(PATH + table.number)
    if table.only or table.spread or table.has_periods:
        what, remedy = _("Deze tabel lezen we niet over versie 4."), _("Laat --odata weg.")
        raise FileRefused([Problem(where, None, what, remedy)])
    address = f"{where}/Properties"
    return described(client.get(address), address, where, INFO_FIELDS)


def read(source: Resources, table: KnownTable, told: Described, wished: int | None, tick: Tick) -> KeyFigures:
    """The whole table. Raises FileRefused when something in it is not as the publisher delivers."""
    year = year_of(told, table, wished)
    region = table.region
    meaning = cbs.read_meaning(
        f"{source.table}/{MEASURES}",
        table.figures,
        _columns(source),
        title=told.title,
        year=year,
        names=source.names(f"{region}Codes", "Identifier"),
    )
    wide = Wide(f"{source.table}/{OBSERVATIONS}", {code: code for code in meaning.columns.values()})
    for page in source.pages(OBSERVATIONS, (region, "Measure", "Value"), "", tick):
        regions, measures, values = page.cells
        wide.add(regions, measures, values)
    return cbs.key_figures(wide.table(region), meaning)


def _columns(source: Resources) -> list[Column]:
    """The measures, with the titles of the groups above them."""
    groups = source.rows(GROUPS, ("Id", "Title", "ParentId"), ("ParentId",))
    measures = source.rows(MEASURES, MEASURE_FIELDS, ("MeasureGroupId", "Unit"))
    return described_columns(
        [
            {"ID": row["Id"], "ParentID": row["ParentId"], "Type": "TopicGroup", "Key": "", "Title": row["Title"]}
            for row in groups
        ]
        + [
            {"ID": row["Identifier"], "ParentID": row["MeasureGroupId"], "Type": "Topic", "Key": row["Identifier"]}
            | {"Title": row["Title"], "Unit": row["Unit"]}
            for row in measures
        ]
    )
