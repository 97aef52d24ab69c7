"""The accounts that new books start with: few, with the codes of the RGS 3.7 for foundations and associations.

Numbers are the RGS's own decimal numbers; names are in the words of a neighbourhood.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

EURO, HOUR = "EUR", "UUR"
BANK = "10201"
HOURS_WORKED = "90001"


@dataclass(frozen=True)
class Line:
    number: str
    name: Any
    kind: str
    rgs: str = ""
    purpose: str = "general"
    floor: int | None = None
    unit: str = EURO


STANDARD = (
    Line("05253", _("Eigen vermogen"), "equity", "BEivOvrOrs"),
    Line("10101", _("Kas met contant geld"), "asset", "BLimKasKas", "cash", floor=0),
    Line(BANK, _("Bankrekening"), "asset", "BLimBanRba", "bank"),
    Line("13201", _("Nog te ontvangen subsidie"), "asset", "BVorTskTos"),
    Line("14330", _("Nog te ontvangen bijdragen"), "asset", "BVorOvaNob"),
    Line("16525", _("Nog te betalen"), "liability", "BSchOvsOvs"),
    Line("45105", _("Huur"), "expense", "WBedHuiBeh"),
    Line("45125", _("Onderhoud"), "expense", "WBedHuiOng"),
    Line("45130", _("Schoonmaak"), "expense", "WBedHuiSch"),
    Line("45140", _("Gas, water en stroom"), "expense", "WBedHuiGwe"),
    Line("45620", _("Eten, drinken en activiteiten"), "expense", "WBedVkkRep"),
    Line("46101", _("Kantoor en drukwerk"), "expense", "WBedKanKan"),
    Line("46301", _("Verzekering"), "expense", "WBedAssBea"),
    Line("46415", _("Bankkosten"), "expense", "WBedAdlBan"),
    Line("81100", _("Verkoop en diensten"), "income", "WOmzNoo"),
    Line("82101", _("Sponsors"), "income", "WOvbSpdSpd"),
    Line("82301", _("Giften"), "income", "WOvbSgbBvd"),
    Line("82305", _("Bijdragen van leden"), "income", "WOvbSgbBvl"),
    Line("82325", _("Subsidie van de overheid"), "income", "WOvbSgbBso"),
    Line("82401", _("Verhuur"), "income", "WOvbHuoHuo"),
    # Hours are counted in the same books, in their own unit: what people gave is what the neighbourhood owes them.
    Line(HOURS_WORKED, _("Gewerkte uren"), "expense", purpose="hours_worked", unit=HOUR),
    Line("90002", _("Uren, uitgegeven zonder tegenprestatie"), "equity", purpose="hours_issued", unit=HOUR),
)
WALLET, FIRST_WALLET = "wallet", 16_800
SALES = "81100"
# Opened when they are first needed: orders, their costs, and what people get for their hours.
DEBTORS = Line("13011", _("Facturen aan opdrachtgevers"), "asset", "BVorDebHad", purpose="debtors")
WAGES = Line("40110", _("Loon van buren"), "expense", "WPerLesLon", purpose="wages")
ALLOWANCES = Line("40190", _("Vrijwilligersvergoedingen"), "expense", purpose="allowances")
MATERIALS = Line("70101", _("Materiaal voor opdrachten"), "expense", purpose="materials")
VAT = Line("16221", _("Btw die nog naar de Belastingdienst gaat"), "liability", "BSchBepBtw", purpose="vat")
HOURS_GIVEN = Line("90003", _("Uren, cadeau gegeven"), "equity", purpose="hours_given", unit=HOUR)
