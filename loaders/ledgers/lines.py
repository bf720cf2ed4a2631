"""The rows of a ledger by natural key: what tells editions apart, and what a corrected row stands for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence

from graph.model.claims import Line
from graph.model.names import to_half_width
from loaders.ledgers.headers import ASIDE
from loaders.ledgers.rows import Reading, Row, body
from loaders.ledgers.sheet import Sheet

REASON, ORIGIN, MARKER = (f"{ASIDE}{word}" for word in ("原因", "来自", "标记"))
"""The headers that the quarantine's export adds: why, where from for people, where from for us."""

_PLACED = re.compile(r"([0-9a-f]{64})#([^；]+)")


def marker(origins: Sequence[tuple[str, str]]) -> str:
    """Return the cell that says which rows, as (source, place), an exported row comes from."""
    return "；".join(f"{source}#{place}" for source, place in origins)


def origins(cell: str) -> tuple[tuple[str, str], ...]:
    """Return the rows that a cell written by `marker` names."""
    return tuple((source, place) for source, place in _PLACED.findall(cell))


def lines(sheet: Sheet, reading: Reading) -> Iterator[Line]:
    """Yield every row that may be a record, told by what it says and not by how that is written."""
    head = sheet.rows.get(reading.layout.row, ())
    marked = head.index(MARKER) if MARKER in head else None
    keys = {column.field for column in reading.layout.ledger.columns if column.key}
    for number, cells in body(sheet, reading.layout):
        row = reading.row(number, cells)
        said = _said(row)
        named = [pair for pair in said if pair[0].split(".")[0] in keys]
        yield Line(
            reading.layout.ledger.id,
            row.provenance.place,
            _digest(named) if named else "",
            _digest(said),
            origins(cells[marked]) if marked is not None and marked < len(cells) else (),
        )


def _said(row: Row) -> list[tuple[str, str]]:
    """Return the fields of a row with their values; of a refused cell its text."""
    understood = {name.split(".")[0] for name in row.fields}
    said = [(name, str(value)) for name, value in row.fields.items()]
    said += [
        (column.field, "".join(to_half_width(text).split()))
        for _, column, text in row.written
        # A wrong identity number stands otherwise in the kept original than in the file.
        if column.field not in understood and not column.secret
    ]
    return sorted(said)


def _digest(said: Sequence[tuple[str, str]]) -> str:
    text = json.dumps(said, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
