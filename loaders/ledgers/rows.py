"""Rows of a sheet: cells become fields, what cannot be used is rejected with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.model.claims import Provenance, Rejected, Value
from loaders.ledgers import headers
from loaders.ledgers.cells import Refusal, Surroundings, convert
from loaders.ledgers.declaration import Column
from loaders.ledgers.expressions import Part, Scope
from loaders.ledgers.headers import Layout
from loaders.ledgers.sheet import Sheet

Fields = dict[str, Value | Sequence[Part]]

_NOTHING = re.compile(r"[\s/\\—–－_-]*")
_SECRET = re.compile(
    r"(?<![0-9０-９A-Za-z])[1-9１-９][0-9０-９]{5}(?:19|20|１９|２０)[0-9０-９]{9}[0-9０-９XxＸｘ]"
    r"(?![0-9０-９A-Za-z])|HMAC-[0-9a-f]{20}-[0-9X]{4}"
)
"""An identity number, or what stands for it in a kept original: both read the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ledger: where it stands, what it says, what of it was refused."""

    provenance: Provenance
    fields: Fields
    written: Sequence[tuple[str, Column, str]]
    rejected: list[Rejected] = field(default_factory=list)

    def only(self, fields: frozenset[str]) -> Row:
        """Return the row with nothing but these fields, in its quote too."""
        written = [cell for cell in self.written if cell[1].field in fields]
        where = self.provenance
        provenance = _provenance(where.source, where.place, written)
        kept = {name: v for name, v in self.fields.items() if name.split(".")[0] in fields}
        headers = {header for header, _, _ in written}
        rejected = [replace(r, provenance=provenance) for r in self.rejected if r.column in headers]
        return Row(provenance, kept, written, rejected)


def _provenance(source: str, place: str, written: Sequence[tuple[str, Column, str]]) -> Provenance:
    # A restricted column goes by its proper name, however it is written: by that name it is masked.
    quote = "｜".join(
        f"{column.header if column.restricted else header}：{text}"
        for header, column, text in written
        if not column.secret
    )
    return Provenance(source, place, 0, len(quote), quote)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rows of one sheet have in common."""

    source: str
    layout: Layout
    around: Surroundings
    committee: dict[str, Value]
    mark: str

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """Return a row with its cells as fields."""
        written = [
            (self.layout.headers[place], column, hidden(cells[place], column))
            for place, column in self.layout.columns.items()
            if place < len(cells) and not _NOTHING.fullmatch(cells[place])
        ]
        place = f"{self.mark}!第{number}行"
        row = Row(_provenance(self.source, place, written), {}, written)
        for header, column, text in written:
            self._cell(row, header, column, text)
        self._defaults(row)
        self._required(row)
        return row

    def _cell(self, row: Row, header: str, column: Column, text: str) -> None:
        if text in column.blanks:
            return
        try:
            parts = convert(text, column, self.around)
        except Refusal as refusal:
            parts = refusal.rest
            self._reject(row, header, refusal.value, refusal.reason, refusal.suggestion)
        for name, value in parts.items():
            row.fields[f"{column.field}.{name}" if name else column.field] = value

    def _defaults(self, row: Row) -> None:
        for name, value in self.committee.items():
            row.fields.setdefault(f"committee.{name}" if name else "committee", value)
        for column in self.layout.ledger.columns:
            if column.type == "end":
                row.fields.setdefault(f"{column.field}.state", column.empty)
            elif column.default is not None:
                row.fields.setdefault(column.field, column.default)

    def _required(self, row: Row) -> None:
        """Reject what must be there and is not; a cell that was refused has been told already."""
        scope, told = Scope(row.fields), {rejected.column for rejected in row.rejected}
        for place, column in self.layout.columns.items():
            header = self.layout.headers[place]
            there = column.field in row.fields or f"{column.field}.hash" in row.fields
            state = row.fields.get(f"{column.field}.state") == "ongoing"
            if not there and not state and header not in told and column.required.holds(scope):
                self._reject(row, header, "", "必填项为空")

    def _reject(self, row: Row, header: str, value: str, reason: str, suggestion: str = "") -> None:
        row.rejected.append(
            Rejected(row.provenance, header, value, reason, suggestion, self.layout.ledger.id)
        )


def hidden(text: str, column: Column) -> str:
    """Return a cell's text; identity numbers outside their own column are covered."""
    if len(text) < 18 or column.type in {"identity", "uscc"} or not _SECRET.search(text):
        return text
    return _SECRET.sub(lambda found: f"**************{found.group(0)[-4:]}", text)


def body(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows below the header that may be records, with their numbers."""
    below = ((number, cells) for number, cells in sheet.rows.items() if number > layout.row)
    first = True
    for number, cells in below:
        said = (cell for place, cell in enumerate(cells) if place not in layout.counters)
        if all(_NOTHING.fullmatch(cell) for cell in said):
            continue
        if headers.is_header(layout, cells):
            continue
        example = first and headers.is_example(layout, cells)
        first = False
        if not example:
            yield number, cells
