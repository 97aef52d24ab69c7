"""What the acts of the books are called in the log."""

from django.utils.translation import gettext_lazy

ACTS = {
    "ledger.administration_opened": gettext_lazy("opende boeken"),
    "ledger.period_opened": gettext_lazy("opende een boekperiode"),
    "ledger.period_closed": gettext_lazy("sloot een boekperiode"),
    "ledger.account_opened": gettext_lazy("opende een rekening"),
    "ledger.account_changed": gettext_lazy("veranderde een rekening"),
    "ledger.earmark_made": gettext_lazy("maakte een bestemming voor geld"),
    "ledger.entry_booked": gettext_lazy("boekte met de hand"),
    "ledger.file_imported": gettext_lazy("las een bestand met boekingen in"),
    "ledger.paper_added": gettext_lazy("deed een bon of factuur bij een boeking"),
    "ledger.paper_taken_away": gettext_lazy("haalde een bon of factuur weg bij een boeking"),
}
