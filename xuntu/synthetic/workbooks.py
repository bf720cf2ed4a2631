"""Writing rows as workbooks and text tables like those of an office; equal rows give equal bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from xuntu import stillbook
from xuntu.synthetic import data
from xuntu.synthetic.styles import FIRST, SECOND, Cell, Tongue

# The stubs of a write-only page lack its merged cells: it goes by Any here.
_STAMP = datetime(2025, 3, 14, 9, 0)
_ALIASES = {("L7", "被巡察单位"): "被巡察党组织", ("L10", "被巡察单位"): "巡察对象"}
_WIDE_BRACKETS = ("L1", "L11")
_MERGED = {"L2": ("term_no", "year", "round_no"), "L10": ("term_no", "year", "round"),
           "L19": ("term_no", "year", "round_no")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a ledger looks like: its title, its columns and which of them are merged downwards.

    `tongue` tells how its cells are written; `encoding` is that of a text table, empty for a workbook.
    """

    ledger: str
    title: str
    fields: dict[str, str]
    headers: tuple[str, ...]
    examples: tuple[str, ...]
    tongue: Tongue = FIRST
    encoding: str = ""

    @property
    def suffix(self) -> str:
        """What the name of its file ends in."""
        return ".csv" if self.encoding else ".xlsx"

    @property
    def merged(self) -> tuple[int, ...]:
        """Positions of the columns whose equal cells are merged."""
        names = list(self.fields)
        return tuple(names.index(field) for field in _MERGED.get(self.ledger, ()))


def sheet(ledger: str) -> Sheet:
    """Return the look of a ledger; some headers are the aliases that offices use."""
    columns = [row for row in data.rows("ledgers") if row["ledger"] == ledger]
    own = data.words("looks").get(ledger)
    other = (own or {}).get("headers", {})
    return Sheet(
        ledger,
        columns[0]["title"],
        {row["field"]: row["type"] for row in columns},
        tuple(other.get(row["header"], _header(ledger, row["header"])) for row in columns),
        tuple(row["example"] for row in columns),
        FIRST if own is None else SECOND,
        (own or {}).get("csv", ""),
    )


def _header(ledger: str, header: str) -> str:
    if ledger in _WIDE_BRACKETS:
        header = header.replace("(", "（").replace(")", "）")
    return _ALIASES.get((ledger, header), header)


def write_ledger(look: Sheet, rows: Iterable[Sequence[Cell]], path: Path) -> None:
    """Write one ledger: title, headers, a grey example row, then the rows; or headers and rows only."""
    if look.encoding:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([look.headers, *rows])
        path.write_bytes(text.getvalue().encode(look.encoding))
    elif look.tongue is SECOND:
        write_plain({look.title.split("(")[0].replace("/", "、"): [look.headers, *rows]}, path)
    else:
        _write_dressed(look, rows, path)


def _write_dressed(look: Sheet, rows: Iterable[Sequence[Cell]], path: Path) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(look.title.split("(")[0])
    width = len(look.headers)
    for position, header in enumerate(look.headers, start=1):
        letter = get_column_letter(position)
        page.column_dimensions[letter].width = min(40, max(10, 2 * len(header) + 2))
    _styled(page, [f"云川市委巡察办 {look.title}"], Font(bold=True, size=14))
    page.merged_cells.ranges.add(f"A1:{get_column_letter(width)}1")
    _styled(page, look.headers, Font(bold=True))
    _styled(page, look.examples, Font(color="00808080", italic=True), grey=True)
    for row in _merging(page, look.merged, rows):
        page.append(row)
    save(book, path)


def _styled(page: Any, texts: Sequence[str], font: Font, *, grey: bool = False) -> None:
    cells: list[Any] = []
    for text in texts:
        cell = WriteOnlyCell(page, text or None)
        cell.font = font
        if grey:
            cell.fill = PatternFill("solid", fgColor="00EEEEEE")
        cells.append(cell)
    page.append(cells)


def _merging(
    page: Any, merged: Sequence[int], rows: Iterable[Sequence[Cell]]
) -> Iterator[Sequence[Cell]]:
    """Pass rows on with repeated cells of the merged columns blank, and note the ranges."""
    if not merged:
        yield from rows
        return
    kept = [list(row) for row in rows]
    keys = [tuple(row[at] for at in merged) for row in kept]
    for depth, at in enumerate(merged):
        first = 4
        for _, run in groupby(keys, key=lambda key: key[: depth + 1]):
            size = len(list(run))
            for row in kept[first - 3 : first - 4 + size]:
                row[at] = None
            if size > 1:
                letter = get_column_letter(at + 1)
                page.merged_cells.ranges.add(f"{letter}{first}:{letter}{first + size - 1}")
            first += size
    yield from kept


def write_plain(sheets: dict[str, Sequence[Sequence[Cell]]], path: Path) -> None:
    """Write a workbook of plain sheets, headers in row 1."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    save(book, path)


def save(book: Workbook, path: Path) -> None:
    """Save a workbook with all clocks stopped, so that equal content gives equal bytes."""
    book.properties.creator = "云川市委巡察办"
    stillbook.save(book, path, _STAMP)
