"""Lines of the server's log, without what people typed and without what opens a door."""

import logging
import re

# What a database says of the row that it refused, with all that people typed, up to the end of that message.
_NEXT = r"\n\n(?:The above exception was the direct cause|During handling of the above)"
_ROW = re.compile(rf"^(DETAIL|CONTEXT):.*?(?={_NEXT}|\Z)", re.MULTILINE | re.DOTALL)
# Codes to join and tokens to stop mails stand in addresses, because a QR or a link leads there.
_SECRET = re.compile(r"(/mee/|/mailtje/stop/)[^/\s]+")


class DiscreetFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = super().format(record)
        return _SECRET.sub(r"\1...", _ROW.sub(r"\1: ...", told))
