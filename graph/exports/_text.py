"""Texts and attributes in XML, which cannot hold every character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from graph.exports._masked import Row, Table
from graph.model.claims import Value
from graph.model.forms import OF_KIND
from graph.model.schema import NodeKind

CONTROL = "control"
LABEL = "label"
"""The attribute that drawing programs show: a node's caption, an edge's kind in Chinese."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
"""Readers turn them into blanks, or into another line end, where they stand bare."""

Keys = Mapping[tuple[str, str], str]
"""The id of each attribute by its name and SQL type: one name has two where two kinds use it for two types."""


def visible(text: str) -> tuple[str, int]:
    """Return a text in which control characters are replaced by their visible signs (␀, ␛, �), and how many were."""
    return _FORBIDDEN.subn(lambda found: _sign(ord(found[0])), text)


def _sign(code: int) -> str:
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def escaped(text: str) -> str:
    """Return a text that XML can hold and gives back as it was, in an element or an attribute."""
    plain = escape(text)
    return re.sub("[\t\n\r]", lambda found: _BREAKS[found[0]], plain)


def keys_of(tables: tuple[Table, ...], letter: str) -> dict[tuple[str, str], str]:
    """Return the ids of all attributes of these tables, in the order of the schema."""
    found = dict.fromkeys([(OF_KIND, "VARCHAR"), (LABEL, "VARCHAR")])
    for table in tables:
        if table.count:
            found |= dict.fromkeys(list(table.columns.items())[len(table.lead) :])
    return {key: f"{letter}{number}" for number, key in enumerate(found)}


def fields(table: Table, row: Row, keys: Keys) -> Iterator[tuple[str, str]]:
    """Yield the key and the escaped text of every property of a row; count what had to be replaced."""
    for name, value in row.properties.items():
        yield keys[name, table.columns[name]], written(table, name, value)


def written(table: Table, name: str, value: Value) -> str:
    """Return a value as XML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    plain, replaced = visible(value)
    if replaced:
        table.lost(name, CONTROL)
    return escaped(plain)


def label_of(table: Table, row: Row) -> str:
    """Return what a drawing shows of a row, escaped."""
    kind = table.kind
    shown = row.properties.get(kind.caption) if isinstance(kind, NodeKind) else kind.label
    return escaped(visible(str(shown or row.id))[0])
