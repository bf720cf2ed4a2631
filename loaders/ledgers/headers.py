"""Which ledger a sheet is, where its header stands, which column means what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.model.names import to_half_width
from loaders.ledgers.declaration import Column, Ledger
from loaders.ledgers.sheet import Sheet

DEEPEST = 20
"""Rows from the top among which a header is looked for."""

_MARKS = re.compile(r"[*＊※☆★▲]|\((?:必填|选填|可选|必填项|示例.*?|格式.*?|如.*?)\)")
_BRACKETS = re.compile(r"\([^()]*\)$")
_COUNTERS = frozenset({"序号", "行号", "no", "no.", "#"})
_EXAMPLE_WORDS = frozenset({"示例", "例", "样例", "例如", "填写示例", "示例行", "样例行", "例子"})
_ENOUGH_CELLS = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet read as a ledger: row of the header, meaning of its columns, headers without one.

    `counters` are columns that only count rows, `repeated` those whose meaning another has already.
    """

    ledger: Ledger
    row: int
    columns: Mapping[int, Column]
    headers: dict[int, str]
    unknown: dict[int, str]
    counters: frozenset[int]
    repeated: dict[int, str]

    @property
    def written(self) -> Mapping[str, Column]:
        """The columns by their headers as the sheet has them."""
        return {self.headers[place]: column for place, column in self.columns.items()}

    @property
    def score(self) -> tuple[float, int]:
        """How well the sheet fits the ledger: share of required columns, columns in all."""
        essential = self.ledger.essential()
        found = {column.field for column in self.columns.values()}
        return sum(c.field in found for c in essential) / len(essential), len(found)

    @property
    def fits(self) -> bool:
        """Whether most required columns are there, and nearly all of those that name a row."""
        found = {column.field for column in self.columns.values()}
        keys = [column.field for column in self.ledger.essential() if column.key]
        lost = sum(field not in found for field in keys)
        return self.score[0] > 0.5 and lost <= max(1, len(keys) // 3)

    def missing(self) -> list[str]:
        """Return the headers of the required columns that the sheet lacks."""
        found = {column.field for column in self.columns.values()}
        return [c.header for c in self.ledger.essential() if c.field not in found]


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """Return a header for comparison: one width, no blanks, no marks of what must be filled."""
    return _MARKS.sub("", re.sub(r"\s", "", to_half_width(header))).lower()


@cache
def _by_header(ledger: Ledger) -> Mapping[str, Column]:
    """Return the columns by every way to write their header, exact ones before shortened ones."""
    found: dict[str, Column] = {}
    for shorten in (False, True):
        for column in ledger.columns:
            for header in (column.header, *column.aliases):
                name = plain(header)
                found.setdefault(_BRACKETS.sub("", name) if shorten else name, column)
    return found


def column_of(ledger: Ledger, header: str) -> Column | None:
    """Return the column that a header means in a ledger, or None."""
    name, columns = plain(header), _by_header(ledger)
    return columns.get(name) or columns.get(_BRACKETS.sub("", name))


def layouts(sheet: Sheet, ledgers: Sequence[Ledger]) -> Iterator[Layout]:
    """Yield for each ledger the best reading of a sheet as it."""
    top = [(row, cells) for row, cells in sheet.rows.items() if row <= DEEPEST]
    for ledger in ledgers:
        readings = [_layout(ledger, row, cells) for row, cells in top]
        best = max(readings, key=lambda layout: layout.score, default=None)
        if best is not None and best.columns:
            yield best


def _layout(ledger: Ledger, row: int, cells: tuple[str, ...]) -> Layout:
    columns: dict[int, Column] = {}
    headers: dict[int, str] = {}
    unknown: dict[int, str] = {}
    counters: set[int] = set()
    repeated: dict[int, str] = {}
    for place, cell in enumerate(cells):
        if not cell:
            continue
        header = re.sub(r"\s+", "", cell)
        column = column_of(ledger, cell) if len(cell) < 60 else None
        if column is not None and column.field in {known.field for known in columns.values()}:
            repeated[place] = header
        elif column is not None:
            columns[place], headers[place] = column, header
        elif plain(cell) in _COUNTERS:
            counters.add(place)
        else:
            unknown[place] = header
    return Layout(ledger, row, columns, headers, unknown, frozenset(counters), repeated)


def recognise(sheet: Sheet, ledgers: Sequence[Ledger]) -> Layout | None:
    """Return the one ledger that a sheet is, or None where none or several could be meant."""
    fitting = sorted(
        (layout for layout in layouts(sheet, ledgers) if layout.fits),
        key=lambda layout: layout.score,
        reverse=True,
    )
    if not fitting:
        return None
    best = [layout for layout in fitting if layout.score == fitting[0].score]
    named = [layout for layout in best if layout.ledger.name in sheet.name]
    for candidates in (best, named):
        if len(candidates) == 1:
            return candidates[0]
    return None


def forced(sheet: Sheet, ledgers: Sequence[Ledger]) -> Layout | None:
    """Return the best reading of a sheet as one of the ledgers that the user named."""
    found = [layout for layout in layouts(sheet, ledgers) if len(layout.columns) > 1]
    return max(found, key=lambda layout: layout.score, default=None)


def is_header(layout: Layout, cells: Sequence[str]) -> bool:
    """Tell whether a row only says the header again, as after a page break or under a merge."""
    said = layout.headers | layout.unknown | layout.repeated
    filled = [place for place, cell in enumerate(cells) if cell and place not in layout.counters]
    same = (place in said and plain(said[place]) == plain(cells[place]) for place in filled)
    return len(filled) > 1 and all(same)


def is_example(layout: Layout, cells: Sequence[str]) -> bool:
    """Tell whether the row under the header is the template's example and no record.

    Either its first cell says so, or every cell in it is the example of its column.
    """
    first = next((cell for cell in cells if cell), "")
    if re.sub(r"[\s:：()（）【】\[\]]", "", first) in _EXAMPLE_WORDS:
        return True
    filled = [(layout.columns.get(place), cell) for place, cell in enumerate(cells) if cell]
    same = [c is not None and bool(c.example) and _same(c.example, cell) for c, cell in filled]
    return len(same) >= _ENOUGH_CELLS and all(same)


def _same(example: str, cell: str) -> bool:
    return plain(example) == plain(cell) or plain(cell) == f"{plain(example)}-01"
