"""Rows of a sheet: cells become fields, what cannot be used is rejected with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.model.claims import Provenance, Rejected, Value
from graph.model.privacy import HIDDEN
from graph.model.values import credit_code
from loaders.ledgers import amounts, asides
from loaders.ledgers.asides import NOTHING, UNTOLD
from loaders.ledgers.cells import Surroundings, convert
from loaders.ledgers.declaration import Column
from loaders.ledgers.expressions import Part, Scope
from loaders.ledgers.headers import Layout
from loaders.ledgers.sheet import Sheet
from loaders.ledgers.unusable import Refusal
from loaders.redaction import covered

Fields = dict[str, Value | Sequence[Part]]

_DELICATE = re.compile(
    r"举报|信访|反映|检举|控告|投诉|证人|线索|身份|证件|证号|护照|民族|宗教|信仰|健康|病|电话|手机|联系方式|住址|地址"
    r"|银行|账号|卡号|密码|子女|配偶|处分|涉嫌|保密|密级"
)
"""Words in the header of a column that no ledger knows and whose cells are not even quoted."""


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
            (self.layout.headers[place], column, hidden(text, column))
            for place, column in self.layout.columns.items()
            if not NOTHING.fullmatch(text := self._text(cells, place))
        ]
        place = f"{self.mark}!第{number}行"
        quoted = written + self._further(cells)
        row = Row(_provenance(self.source, place, quoted), {}, written)
        for header, column, text in written:
            self._cell(row, header, column, text)
        self._defaults(row)
        self._required(row)
        return row

    def _text(self, cells: Sequence[str], place: int) -> str:
        """Return a cell's text; below a header merged over several columns, that of all of them."""
        text = cells[place] if place < len(cells) else ""
        spans = self.layout.spans.get(place, ())
        more = [cells[p] for p in spans if p < len(cells) and cells[p] and cells[p] != text]
        return "；".join(filter(None, (text, *dict.fromkeys(more)))) if more else text

    def _further(self, cells: Sequence[str]) -> list[tuple[str, Column, str]]:
        """Return the cells of columns that the ledger does not know: the quote keeps them.

        Not those of a ledger with restricted columns, or that seem to tell of somebody what is nobody's
        business: nothing says who may see them.
        """
        if any(column.restricted for column in self.layout.ledger.columns):
            return []
        return [
            (header, column, hidden(cells[place], column))
            for place, header in self.layout.unknown.items()
            if place < len(cells) and cells[place] and not _DELICATE.search(header)
            for column in (Column(header, ""),)
        ]

    def _cell(self, row: Row, header: str, column: Column, text: str) -> None:
        if text in column.blanks or (column.names_unit and UNTOLD.fullmatch(text)):
            return
        if HIDDEN in text:
            self._reject(row, header, text, "这是导出时隐去的内容", "请填写原来的内容")
            return
        if column.type == "money":
            text = amounts.counted_in(header, text)
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
            if column.type in ("end", "end_day"):
                row.fields.setdefault(f"{column.field}.state", column.empty)
            elif column.default is not None:
                row.fields.setdefault(column.field, column.default)
        self._left_empty(row)

    def _left_empty(self, row: Row) -> None:
        """Say what an empty cell means: only where the sheet has the column, and no cell of it was refused."""
        told = {rejected.column for rejected in row.rejected}
        for place, column in self.layout.columns.items():
            means = column.empty if column.type not in ("end", "end_day") else "not_stated"
            filled = column.field in row.fields or self.layout.headers[place] in told
            if means != "not_stated" and not filled:
                row.fields[f"{column.field}.state"] = means

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
    if column.type == "identity" or (column.type == "uscc" and _is_credit_code(text)):
        return text
    return covered(text)


def _is_credit_code(text: str) -> bool:
    try:
        return bool(credit_code(text))
    except ValueError:
        return False


def body(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows below the header that may be records, with their numbers."""
    for number, cells, aside in asides.rows(sheet, layout):
        if aside is None:
            yield number, cells
