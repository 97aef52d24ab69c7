class AppendOnlyRow(Exception):
    """A row that is written once and never changed was about to be saved again."""


class NotInTransaction(Exception):
    """An act is written in the transaction of the change it tells of, or not at all."""
