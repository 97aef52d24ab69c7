"""What must be said beside every result."""

from django.utils.translation import gettext_lazy as _

OUTSIDE = _(
    "Geld van het Rijk buiten de gemeente om staat hier niet in. Denk aan AOW, WW, zorgverzekering, politie en scholen."
)
"""True of the money of the municipality alone."""
CAVEATS = (
    _("De gemeente maakt haar begroting voor de hele gemeente, niet per wijk. Wij delen die met sleutels."),
    _("De plek van een gebouw is niet de plek van wie het gebruikt."),
    OUTSIDE,
    _("Gemeenten betalen soms samen voor werk. Dan zien we wel het bedrag, maar niet het hele werk."),
    _("Bij kleine aantallen mensen kan een sleutel flink afwijken. Zeg daarom nooit: dit kosten die mensen."),
    _("In 2023 en 2025 veranderde de indeling van taken. Vergelijk jaren daarom alleen per groep taken."),
    _("Soms bouwt de gemeente iets één keer. Andere kosten komen elk jaar terug."),
    _("Een begroting is een plan. Een jaarrekening is wat er echt is uitgegeven."),
)

REASONS = {
    "treasury": _("Rente en dividend. Dit is geen werk in een wijk."),
    "general_means": _("Dit geld komt binnen voor alle taken samen."),
    "provisional": _("Dit zijn bedragen die niet bij een taak horen."),
    "own_tax": _("Dit is belasting die de gemeente zelf betaalt."),
    "reserves": _("Dit is geld dat in de reserves gaat. Het is geen kost van werk."),
    "result": _("Dit is het resultaat: wat onder de streep overblijft. Meetellen zou dubbel tellen."),
    "land": _("Bij grond gaat het in sommige jaren om grote bedragen. Dat zegt niets over een gewoon jaar."),
    "harbour": _("Een haven is er voor de hele gemeente. We delen het niet over wijken."),
    "promotion": _("Promotie is er voor de hele gemeente. We delen het niet over wijken."),
    "shelter": _(
        "Opvang is er voor de hele gemeente, en het adres moet soms geheim blijven. We delen het niet over wijken."
    ),
}
