"""Answers in the forms that leave the workspace as a file: csv, xlsx, json, html.

What is counted, and how, goes with every form: a csv stays plain, so that it stands beside it (`about`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.answers import Answer
from graph.model.cells import Cell, plain, shown
from visualizations.answer import answer_page
from xuntu import stillbook

FORMS = ("table", "csv", "xlsx", "json", "html")
"""Forms of an answer; a table is for the terminal alone."""

ROWS_SHEET, ABOUT_SHEET = "结果", "说明"
_STAMP = datetime(2000, 1, 1)
"""When a workbook says it was made: the same answer gives the same bytes on any day."""
_LONGEST = 32_000
"""Characters a cell takes; Excel refuses a file with more than 32767."""
_WIDEST = 60
_TITLE = 31
_NO_TITLE = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
"""What a formula begins with; a Chinese Excel takes the wide marks for the narrow ones."""

# openpyxl lets two characters through with which no XML is well-formed, and half ones.
_NOT_IN_XML = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")


def safe_cell(value: object) -> object:
    """Return a value that a spreadsheet will not take for a formula."""
    if isinstance(value, str) and value[:1] in _FORMULA:
        return "'" + value
    return value


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


def about(answer: Answer) -> str:
    """Return what stands above the rows, one line each."""
    return "".join(f"{label}：{text}\n" for label, text in answer.heading)


def as_csv(answer: Answer) -> str:
    """Return the rows under the labels of their columns, and nothing else; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(column.label) for column in answer.columns])
    writer.writerows([[_csv_cell(shown(cell)) for cell in row] for row in answer.rows])
    return out.getvalue()


def _csv_cell(value: object) -> object:
    """Return a safe value whose lines end in one way: a bare carriage return is not quoted by the writer."""
    safe = safe_cell(value)
    return safe.replace("\r\n", "\n").replace("\r", "\n") if isinstance(safe, str) else safe


def as_json(answer: Answer) -> str:
    """Return title, number, parameters, definitions, columns and rows; nodes and edges as objects."""
    data = {
        "title": answer.title,
        "number": answer.number,
        "parameters": dict(answer.parameters),
        "definitions": list(answer.definitions),
        "notes": list(answer.notes),
        "columns": [{"name": c.name, "label": c.label} for c in answer.columns],
        "rows": [[plain(cell) for cell in row] for row in answer.rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_html(answer: Answer) -> str:
    """Return a page of its own: no script, no request."""
    labels = [column.label for column in answer.columns]
    return answer_page(answer.heading, labels, [list(map(shown, row)) for row in answer.rows])


def write(answer: Answer, form: str, path: Path) -> tuple[Path, ...]:
    """Write an answer as a file; return it, and what was written beside it."""
    if form == "xlsx":
        _write_book(answer, path)
    else:
        text = {"csv": as_csv, "json": as_json, "html": as_html}[form](answer)
        # Excel takes a csv without the mark for one in the code page of the country.
        path.write_text(text, encoding="utf-8-sig" if form == "csv" else "utf-8", newline="")
    if form != "csv":
        return (path,)
    beside = path.with_name(f"{path.name}.说明.txt")
    beside.write_text(about(answer), encoding="utf-8")
    return path, beside


def _write_book(answer: Answer, path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(ROWS_SHEET)
    _lines(sheet, [[c.label for c in answer.columns], *answer.rows])
    sheet.freeze_panes = "A2"
    beside = book.create_sheet(ABOUT_SHEET)
    _lines(beside, [("", "内容"), *answer.heading])
    beside.column_dimensions["B"].width = 2 * _WIDEST
    stillbook.save(book, path, _STAMP)


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
