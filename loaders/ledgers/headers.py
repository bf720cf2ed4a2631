"""Which ledger a sheet is, where its header stands, which column means what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import islice

from openpyxl.utils.cell import get_column_letter

from graph.model.names import to_half_width
from loaders.ledgers.declaration import Column, Ledger
from loaders.ledgers.sheet import Sheet
from loaders.reports.words import simplified

DEEPEST = 20
"""Rows from the top among which a header is looked for."""

_HIGHEST = 2
"""Rows of group headings that may stand above a header."""

_MARKS = re.compile(
    r"[*＊※☆★▲]|^\d{1,2}[.、](?=\D)|[:：]$|\((?:必填|选填|可选|示例|格式|如|例|请|填|下拉|单选|多选|可多选|文本|没有|无则|限|按)"
    r"[^()]*\)"
)
_BRACKETS = re.compile(r"\([^()]*\)$")
_COUNTERS = frozenset({"序号", "行号", "no", "no.", "#"})
_EXAMPLE_WORDS = frozenset({"示例", "例", "样例", "例如", "填写示例", "示例行", "样例行", "例子"})
_ENOUGH_CELLS = 3
_LONGEST = 60
ASIDE = "〔隔离〕"
"""Begins the headers of the columns, and the names of the sheets, that the quarantine's export adds."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet read as a ledger: row of the header, meaning of its columns, headers without one.

    `counters` are columns that only count rows, `repeated` those whose meaning another has already;
    `spans` are the further places of a header that is merged over several.
    """

    ledger: Ledger
    row: int
    columns: Mapping[int, Column]
    headers: dict[int, str]
    unknown: dict[int, str]
    counters: frozenset[int]
    repeated: dict[int, str]
    spans: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

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


@lru_cache(maxsize=65_536)
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
    columns = _by_header(ledger)
    return next((columns[name] for name in _spellings(header) if name in columns), None)


@lru_cache(maxsize=65_536)
def _spellings(header: str) -> tuple[str, ...]:
    """Return how a header may be known: as it is, without its note, in simplified characters."""
    name = plain(header)
    found = [name, _BRACKETS.sub("", name)]
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        found += [simplified(text) for text in found]
    return tuple(dict.fromkeys(found))


def is_counter(header: str) -> bool:
    """Tell whether a header is that of a column which only counts rows."""
    return plain(header) in _COUNTERS


def layouts(sheet: Sheet, ledgers: Sequence[Ledger]) -> Iterator[Layout]:
    """Yield for each ledger the best reading of a sheet as it."""
    top = [_Heading.of(sheet, row) for row in islice(sheet.rows, DEEPEST)]
    for ledger in ledgers:
        readings = [_layout(ledger, heading) for heading in top]
        best = max(readings, key=lambda layout: layout.score, default=None)
        if best is not None and best.columns:
            yield best


@dataclass(frozen=True, slots=True)
class _Heading:
    """A row that may be a header: its texts by place, the group headings above each, from the nearest.

    `raised` are headers that stand a row higher than the others; `meanings` are all ways to read the
    row, by place, the text and its spellings, the likelier first.
    """

    row: int
    texts: Mapping[int, str]
    groups: Mapping[int, tuple[str, ...]]
    raised: Mapping[int, str]
    spans: Mapping[int, tuple[int, ...]]
    meanings: tuple[tuple[int, str, tuple[str, ...]], ...]

    @staticmethod
    def of(sheet: Sheet, row: int) -> _Heading:
        """Return the heading of a row."""
        texts = {place: cell for place, cell in enumerate(sheet.rows[row]) if cell}
        spans: dict[int, tuple[int, ...]] = {}
        for place in sorted(place for place in texts if (row, place) in sheet.copies):
            first = next(p for p in range(place, -1, -1) if (row, p) not in sheet.copies)
            spans[first] = (*spans.get(first, ()), place)
            del texts[place]
        higher = [n for n in range(row - 1, row - 1 - _HIGHEST, -1) if n in sheet.rows]
        above = [sheet.rows[n] for n in higher if sum(map(bool, sheet.rows[n])) > 1]
        groups: dict[int, tuple[str, ...]] = {}
        raised: dict[int, str] = {}
        for cells in above:
            said = ""
            for place, cell in enumerate(cells):
                said = cell or said
                if place in texts and said and said != texts[place]:
                    groups[place] = (*groups.get(place, ()), said)
                elif place not in texts and cell and (row, place) not in sheet.copies:
                    raised.setdefault(place, cell)
        meanings = tuple(_meanings(texts, groups, raised))
        return _Heading(row, texts, groups, raised, spans, meanings)


def _layout(ledger: Ledger, heading: _Heading) -> Layout:
    columns: dict[int, Column] = {}
    headers: dict[int, str] = {}
    known, taken = _by_header(ledger), set[str]()
    for place, header, spellings in heading.meanings:
        column = next((known[name] for name in spellings if name in known), None)
        if column is not None and place not in columns and column.field not in taken:
            columns[place], headers[place] = column, header
            taken.add(column.field)
    unknown: dict[int, str] = {}
    counters: set[int] = set()
    repeated: dict[int, str] = {}
    for place, cell in heading.texts.items():
        if place in columns:
            continue
        if column_of(ledger, cell) is not None:
            repeated[place] = re.sub(
                r"\s+", "", "·".join((*heading.groups.get(place, ())[:1], cell))
            )
        elif is_counter(cell) or cell.startswith(ASIDE):
            counters.add(place)
        else:
            unknown[place] = re.sub(r"\s+", "", cell)
    return Layout(
        ledger, heading.row, columns, headers, unknown, frozenset(counters), repeated, heading.spans
    )


def _meanings(
    texts: Mapping[int, str], groups: Mapping[int, tuple[str, ...]], raised: Mapping[int, str]
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield what each header may mean: with the groups above it first, then alone, then one raised above."""
    for place, above in groups.items():
        for depth in range(len(above), 0, -1):
            yield from _meaning(place, "".join((*reversed(above[:depth]), texts[place])))
    for row in (texts, raised):
        for place, text in row.items():
            yield from _meaning(place, text)


def _meaning(place: int, text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    if len(text) < _LONGEST:
        yield place, re.sub(r"\s+", "", text), _spellings(text)


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


def complete(layout: Layout, sheet: Sheet) -> Layout:
    """Return a layout that also knows the columns in which something stands below no header at all."""
    known = {*layout.columns, *layout.unknown, *layout.repeated, *layout.counters}
    known |= {place for places in layout.spans.values() for place in places}
    nameless = sorted(
        {
            place
            for number, cells in sheet.rows.items()
            if number > layout.row and sum(map(bool, cells)) > _ENOUGH_CELLS
            for place, cell in enumerate(cells)
            if cell and place not in known
        }
    )
    further = {place: f"{get_column_letter(place + 1)}列" for place in nameless}
    return replace(layout, unknown=layout.unknown | further) if further else layout


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


def is_whole_example(layout: Layout, cells: Sequence[str]) -> bool:
    """Tell whether a row is a template's example from end to end, wherever it stands."""
    told = {column.field for column in layout.ledger.columns if column.example}
    there = {place: column for place, column in layout.columns.items() if column.example}
    if len(told) > len(there) or any(cells[p] for p in layout.unknown if p < len(cells)):
        return False
    same = all(place < len(cells) and cells[place] == c.example for place, c in there.items())
    return same and len(told) >= _ENOUGH_CELLS


def _same(example: str, cell: str) -> bool:
    return plain(example) == plain(cell) or plain(cell) == f"{plain(example)}-01"
