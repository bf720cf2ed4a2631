"""Several tables in one sheet, below each other or side by side: each becomes a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache

from openpyxl.utils.cell import get_column_letter

from loaders.ledgers.declaration import Ledger
from loaders.ledgers.headers import column_of, is_counter, plain, recognise
from loaders.ledgers.sheet import Sheet

_ENOUGH = 3
_SHARE = 0.6
_LONGEST = 40


def tables(sheet: Sheet, ledgers: tuple[Ledger, ...]) -> Iterator[Sheet]:
    """Yield the tables of a sheet; rows keep their numbers and cells their places."""
    for part in _beside(sheet, ledgers):
        for table in _below(part, ledgers):
            yield from _beside(table, ledgers)


def _beside(sheet: Sheet, ledgers: tuple[Ledger, ...]) -> Iterator[Sheet]:
    """Yield the tables that blank columns part, or the sheet if not two of them are ledgers."""
    filled = {place for cells in sheet.rows.values() for place, cell in enumerate(cells) if cell}
    starts = sorted(place for place in filled if place - 1 not in filled)
    if len(starts) < 2:
        yield sheet
        return
    ends = [*starts[1:], max(filled) + 1]
    windows = [_window(sheet, *span) for span in zip(starts, ends, strict=True)]
    if sum(recognise(window, ledgers) is not None for window in windows) > 1:
        yield from windows
    else:
        yield sheet


def _window(sheet: Sheet, start: int, end: int) -> Sheet:
    rows = {
        number: ("",) * start + cells[start:end]
        for number, cells in sheet.rows.items()
        if any(cells[start:end])
    }
    part = f"{get_column_letter(start + 1)}列起" if start else ""
    return replace(sheet, rows=rows, part=part, fragment=True)


def _below(sheet: Sheet, ledgers: tuple[Ledger, ...]) -> Iterator[Sheet]:
    """Yield the tables that begin with a header of their own."""
    cuts, said = [], set[frozenset[str]]()
    before = 0
    for number, cells in sheet.rows.items():
        header = _header(cells, ledgers)
        if header is None:
            continue
        # The same again is the next page; the row below the first line of a header belongs to it.
        if said and header not in said and number - before > 1:
            cuts.append(number)
            said = set()
        said.add(header)
        before = number
    yield from _cut(sheet, cuts)


def _header(cells: Sequence[str], ledgers: tuple[Ledger, ...]) -> frozenset[str] | None:
    """Return the words of a row that consists of headers, or None."""
    words = [cell for cell in cells if cell]
    if len(words) < _ENOUGH:
        return None
    known = _headers(ledgers, frozenset(words))
    return known if len(known) >= max(_ENOUGH, _SHARE * len(set(words))) else None


def _headers(ledgers: tuple[Ledger, ...], words: Set[str]) -> frozenset[str]:
    return frozenset(plain(w) for w in words if len(w) < _LONGEST and _is_header(ledgers, w))


@cache
def _is_header(ledgers: tuple[Ledger, ...], word: str) -> bool:
    return is_counter(word) or any(column_of(ledger, word) is not None for ledger in ledgers)


def _cut(sheet: Sheet, cuts: Sequence[int]) -> Iterator[Sheet]:
    numbers = list(sheet.rows)
    starts = [0, *(_title(sheet, numbers, numbers.index(cut)) for cut in cuts)]
    for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
        rows = {number: sheet.rows[number] for number in numbers[start:end]}
        yield replace(sheet, rows=rows, fragment=True, follows=start > 0) if cuts else sheet


def _title(sheet: Sheet, numbers: Sequence[int], place: int) -> int:
    """Return where the titles and group headings begin that stand right above a header."""
    while place > 1 and numbers[place] - numbers[place - 1] == 1:
        cells = sheet.rows[numbers[place - 1]]
        grouped = any((numbers[place - 1], column) in sheet.copies for column in range(len(cells)))
        if not grouped and sum(map(bool, cells)) > 1:
            break
        place -= 1
    return place
