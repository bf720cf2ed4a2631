"""An answer as a workbook, and what every workbook of ours keeps to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.answers import Answer
from graph.model.cells import Cell, shown
from xuntu import stillbook
from xuntu.formula import safe_cell

ROWS_SHEET, ABOUT_SHEET = "结果", "说明"
_LONGEST = 32_000
"""Characters a cell takes; Excel refuses a file with more than 32767."""
_WIDEST = 60
_TITLE = 31
_NO_TITLE = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")

# openpyxl lets two characters through with which no XML is well-formed, and half ones.
_NOT_IN_XML = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")


def write(answer: Answer, path: Path) -> None:
    """Write an answer as a workbook: its rows, and beside them what they are."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(ROWS_SHEET)
    _lines(sheet, [[c.label for c in answer.columns], *answer.rows])
    sheet.freeze_panes = "A2"
    beside = book.create_sheet(ABOUT_SHEET)
    _lines(beside, [("", "内容"), *answer.heading])
    beside.column_dimensions["B"].width = 2 * _WIDEST
    stillbook.save(book, path)


def sheet_text(text: str) -> str:
    """Return a text without the characters that a workbook cannot hold: with one it would not open."""
    return _NOT_IN_XML.sub("", text)


def sheet_title(name: str, taken: set[str]) -> str:
    """Return a sheet's title that Excel takes and no other sheet has; it is taken from then on."""
    plain = _NO_TITLE.sub(" ", sheet_text(name)).strip()[:_TITLE] or "组"
    found, number = plain, 2
    while found.lower() in {title.lower() for title in taken}:
        mark = f"({number})"
        found, number = f"{plain[: _TITLE - len(mark)]}{mark}", number + 1
    taken.add(found)
    return found


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text into a cell of a sheet, where it stays a text whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = sheet_text(text)[:_LONGEST]
    cell.data_type = "s"
    # Typed into again, or saved as CSV, such a text would be a formula: Excel then shows the mark.
    cell.quotePrefix = safe_cell(text) != text


def _lines(sheet: Worksheet, lines: Sequence[Sequence[Cell]]) -> None:
    """Write lines, the first of them as a head."""
    widths: dict[int, int] = {}
    for number, line in enumerate(lines, 1):
        for place, value in enumerate(map(shown, line), 1):
            cell = sheet.cell(number, place)
            if isinstance(value, str):
                put_text(sheet, number, place, value)
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
            widths[place] = max(widths.get(place, 8), min(2 * len(str(value or "")) + 2, _WIDEST))
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = width
