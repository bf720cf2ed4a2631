"""Rows of one table that have the same key and say different things."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.claims import Rejected, place_shown
from graph.model.names import to_half_width
from loaders.ledgers.declaration import Ledger
from loaders.ledgers.notices import SAME_KEY
from loaders.ledgers.rows import Row

_Key = tuple[tuple[str, str], ...]


class Keys:
    """The keys of a table so far."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger.id
        self._fields = {column.field for column in ledger.columns if column.key}
        self._whole = len(self._fields)
        self._seen: dict[_Key, tuple[str, dict[str, str]]] = {}
        self._told: set[_Key] = set()

    def differs(self, row: Row) -> Iterator[Rejected]:
        """Yield a notice, once for a key, if an earlier row of the same key says something else."""
        cells = [cell for cell in row.written if not cell[1].secret]
        said = {header: to_half_width(text) for header, _, text in cells}
        key = tuple((c.field, said[header]) for header, c, _ in cells if c.field in self._fields)
        place, before = self._seen.setdefault(key, (row.provenance.place, said))
        # A row that only says more contradicts nothing.
        other = [header for header, text in said.items() if before.get(header, text) != text]
        if len(key) == self._whole and other and key not in self._told:
            self._told.add(key)
            hint = f"与{place_shown(place)}核对"
            text = said[other[0]]
            yield Rejected(row.provenance, other[0], text, SAME_KEY, hint, self._ledger)
