"""SQL text cut into tokens and statements. Plain Python."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<skip>\s+|--[^\n]*|/\*.*?\*/)
    |(?P<value>[eE]'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$
        |%s|%\(\w+\)s|\?\d*|\$\d+|:[a-zA-Z_]\w*|\d+(?:\.\d+)?)
    |(?P<name>"(?:""|[^"])*"|`[^`]*`|\[\w+\])
    |(?P<word>[^\W\d][\w$]*)
    |(?P<sign>==|::|<>|!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)

# Statements about the schema, the transaction or the session.
_HARMLESS = re.compile(
    "create|alter|drop|comment|grant|revoke|pragma|savepoint|release|rollback|begin|start|commit|end|abort|set|show|"
    "reset|discard|analyze|vacuum|reindex|checkpoint|listen|notify|unlisten|close|fetch|move|attach|detach"
)


class Token(NamedTuple):
    kind: str
    text: str


END = Token("end", "")


def _tokens(sql: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(sql):
        kind = match.lastgroup if match.lastgroup != "tag" else "value"
        if kind and kind != "skip":
            text = match.group().lower()
            found.append(Token(kind, text[1:-1] if kind == "name" else text))
    return found


def statements(sql: str) -> Iterator[list[Token]]:
    """All but those about the schema, the transaction or the session. Names and words are in lower case."""
    statement: list[Token] = []
    for token in [*_tokens(sql), Token("sign", ";")]:
        if token != ("sign", ";"):
            statement.append(token)
            continue
        words = [one.text for one in statement[:4] if one.kind == "word"]
        if words[:1] == ["create"] and "trigger" in words:
            return  # the semicolons that follow are in the body of the trigger
        if statement and not _HARMLESS.fullmatch(words[0] if words else ""):
            yield statement
        statement = []
