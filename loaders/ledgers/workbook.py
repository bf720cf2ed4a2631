"""Excel workbooks to text cells, merged cells filled from their first."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.errors import SourceError
from loaders.ledgers.sheet import DateCell, NumberCell, Sheet

EPOCH_1900 = CALENDAR_WINDOWS_1900

LARGEST = 300 * 1024 * 1024
"""Bytes that a workbook may unpack to: a sheet of some hundred thousand rows has a third of it."""

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_NOTE_WIDTH = 3


def read(content: bytes, name: str) -> tuple[tuple[Sheet, ...], datetime]:
    """Return the sheets of a workbook and the day it counts dates from.

    Formulas give their kept values. Raises SourceError for a damaged or oversized file.
    """
    try:
        _guard(content, name)
        with warnings.catch_warnings():
            # openpyxl warns of drop-downs and styles that it does not keep; we only read.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except _DAMAGE as error:
        raise SourceError(
            "工作簿已损坏，不能读取", where=name, hint="请用 Excel 打开后另存为新的 .xlsx"
        ) from error
    return tuple(_sheet(sheet) for sheet in book.worksheets), book.epoch


_DAMAGE = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    zipfile.LargeZipFile,
)
"""What openpyxl and zipfile raise over files that are not what they should be: they check little."""


def _guard(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise SourceError("文件设有密码", where=name, hint="请取消密码后重新保存")
    if sum(member.file_size for member in members) > LARGEST:
        raise SourceError(
            "工作簿展开后过大，没有读取", where=name, hint="请拆成几个文件，或另存为 CSV UTF-8"
        )


def _sheet(sheet: Worksheet) -> Sheet:
    grid = {
        number: list(cells)
        for number, cells in enumerate(map(_texts, sheet.iter_rows()), 1)
        if any(cells)
    }
    for top, bottom, left, right in _merges(sheet):
        cells = grid.get(top)
        if cells is None or (bottom == top and right - left >= _NOTE_WIDTH):
            continue  # A title or a note across the sheet says its text once.
        for row in range(top, bottom + 1):
            if row in grid:
                grid[row][left - 1 : right] = [cells[left - 1]] * (right - left + 1)
    rows = {number: tuple(cells) for number, cells in grid.items()}
    return Sheet(sheet.title, rows, sheet.sheet_state != "visible")


def _merges(sheet: Worksheet) -> Iterator[tuple[int, int, int, int]]:
    for merged in sheet.merged_cells.ranges:
        yield merged.min_row, merged.max_row, merged.min_col, merged.max_col


def _texts(cells: tuple[Cell | MergedCell, ...]) -> list[str]:
    return [_text(cell) if cell.value is not None else "" for cell in cells]


def _text(cell: Cell | MergedCell) -> str:
    value = cell.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return NumberCell(number_text(value, cell.number_format))
    if isinstance(value, date):
        return DateCell(date_text(value, cell.number_format))
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).strip()


def number_text(value: int | float, number_format: str) -> str:
    """Return a number as its cell shows it where that matters: 0012, 2019.10."""
    if re.fullmatch(r"0+", number_format) and value == int(value):
        return str(int(value)).zfill(len(number_format))
    decimals = re.fullmatch(r"0\.(0+)", number_format)
    shown = f"{value:.{len(decimals.group(1))}f}" if decimals else ""
    if shown and float(shown) == value:
        return shown
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(value) if isinstance(value, int) else f"{value:.15g}"


def date_text(value: date, number_format: str) -> str:
    """Return a date with the precision its cell shows: yyyy"年"m"月" has no day."""
    shown = _QUOTED.sub("", number_format).lower()
    if "d" not in shown and "y" in shown:
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
