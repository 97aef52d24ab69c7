"""What is booked, and what lies on the treasurer's desk."""

from limonade.ledger.models.books import (
    CREDIT,
    DEBIT,
    DOCUMENT_LENGTH,
    KEY_LENGTH,
    TEXT_LENGTH,
    Account,
    Administration,
    Batch,
    Earmark,
    Entry,
    Period,
    Transfer,
    Unit,
)
from limonade.ledger.models.desk import Attachment, MonthlyAnchor, Template
from limonade.ledger.models.kept_checks import SelfCheck

__all__ = [
    "CREDIT",
    "DEBIT",
    "DOCUMENT_LENGTH",
    "KEY_LENGTH",
    "TEXT_LENGTH",
    "Account",
    "Administration",
    "Attachment",
    "Batch",
    "Earmark",
    "Entry",
    "MonthlyAnchor",
    "Period",
    "SelfCheck",
    "Template",
    "Transfer",
    "Unit",
]
