"""Answers as Excel sheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.ledgers.headers import ASIDE
from loaders.ledgers.sheet import NumberCell
from xuntu.answer_book import sheet_text, sheet_title
from xuntu.corrections import FaultySheet, extra_headers
from xuntu.formula import safe_cell

FAULTY = PatternFill("solid", start_color="FFF2A8")
"""Marks a cell that could not be used."""
_REST = f"{ASIDE}其他"


def _cell(value: object) -> object:
    safe = safe_cell(value)
    return sheet_text(safe) if isinstance(safe, str) else safe


def write_corrections(
    path: Path,
    sheets: Sequence[FaultySheet],
    other_headers: Sequence[str],
    others: Iterable[Sequence[object]],
) -> None:
    """Write the rows to correct, faulty cells marked, so that `xuntu load` takes them back; the rest for reading."""
    book = Workbook()
    book.remove(book.worksheets[0])
    taken = {_REST}
    for sheet in sheets:
        _write_faulty(book.create_sheet(sheet_title(sheet.title, taken)), sheet)
    others = list(others)
    if others or not sheets:
        rest = book.create_sheet(_REST)
        rest.append(list(other_headers))
        for row in others:
            rest.append([_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())


def _write_faulty(page: Worksheet, sheet: FaultySheet) -> None:
    page.append([*sheet.headers, *extra_headers()])
    width = len(sheet.headers)
    page.column_dimensions[get_column_letter(width + 3)].hidden = True
    for number, row in enumerate(sheet.rows, 2):
        cells = [*row.cells, *[""] * (width - len(row.cells)), row.reason, row.origin, row.marker]
        for place, text in enumerate(cells):
            _write_text(page.cell(number, place + 1), text)
        for place, told in row.faults.items():
            cell = page.cell(number, place + 1)
            cell.fill = FAULTY
            cell.comment = Comment(told, "xuntu")


def _write_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text as it is: a cell of type text is never a formula, and its value is loaded again."""
    if isinstance(text, NumberCell) and f"{float(text):.15g}" == text:
        # 2019.1 means another month in a cell of text.
        cell.value = float(text)
    elif text:
        cell.value = sheet_text(text)
        cell.data_type = "s"
        cell.number_format = "@"
