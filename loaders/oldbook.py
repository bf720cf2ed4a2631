"""Old Excel workbooks (.xls) made new: the one door of xlrd.

An .xls is turned into an .xlsx and then read like any other; so its kept original can be cleared of
identity numbers as well, which cannot be done in place.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

import openpyxl
import xlrd
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from loaders.faults import BAD_CONTENT

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What every file of Office 97 begins with, protected new ones too."""

MADE = b"made of an .xls by xuntu"
"""What the .xlsx ends with that `modern` gives."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Stands in a new file with a password, which is packed like an old one."""

_LONGEST = 32_767


class Protected(ValueError):
    """The workbook can only be opened with its password."""


class Damaged(ValueError):
    """The file is no old workbook, or not a whole one."""


@lru_cache(maxsize=1)
def modern(content: bytes) -> bytes:
    """Return an .xls as an .xlsx: values, formats of numbers, merges, what is hidden, the day dates count from.

    Raises Protected or Damaged.
    """
    if ENCRYPTED in content:
        raise Protected
    try:
        return _modern(_opened(content))
    except (Protected, Damaged):
        raise
    except _DAMAGE as error:
        raise Damaged(str(error)) from error


_DAMAGE = (
    *BAD_CONTENT,
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    AssertionError,
    # A length is believed that the file gives wrongly.
    MemoryError,
)
"""What xlrd raises over a file that is not what it should be."""


def _opened(content: bytes) -> xlrd.Book:
    try:
        return xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Protected from error
        raise Damaged(str(error)) from error


def _modern(old: xlrd.Book) -> bytes:
    new = openpyxl.Workbook()
    new.remove(new.worksheets[0])
    if old.datemode:
        new.epoch = CALENDAR_MAC_1904
    for sheet in old.sheets():
        made = new.create_sheet()
        made.title = _title(sheet.name, made.title)
        made.sheet_state = "hidden" if sheet.visibility else "visible"
        _copy(old, sheet, made)
    out = io.BytesIO()
    if not new.worksheets:
        raise Damaged("no sheet")
    new.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = MADE
    return out.getvalue()


def _title(name: str, otherwise: str) -> str:
    return name if name and not set(name) & set("[]*?:/\\") else otherwise


def _copy(old: xlrd.Book, sheet: xlrd.sheet.Sheet, made: Worksheet) -> None:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            _cell(old, sheet.cell(row, column), made, row + 1, column + 1)
    for top, bottom, left, right in sheet.merged_cells:
        if top < bottom and left < right:
            made.merge_cells(
                start_row=top + 1, end_row=bottom, start_column=left + 1, end_column=right
            )
    for row, info in sheet.rowinfo_map.items():
        made.row_dimensions[row + 1].hidden = bool(info.hidden)
    for column, info in sheet.colinfo_map.items():
        letter = get_column_letter(column + 1)
        made.column_dimensions[letter].hidden = bool(info.hidden)


def _cell(old: xlrd.Book, cell: xlrd.sheet.Cell, made: Worksheet, row: int, column: int) -> None:
    value = cell.value
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
        return
    if cell.ctype == xlrd.XL_CELL_ERROR:
        value = xlrd.error_text_from_code.get(value, "#N/A")
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    new = made.cell(row, column)
    try:
        new.value = value[:_LONGEST] if isinstance(value, str) else value
    except IllegalCharacterError:
        new.value = "".join(char for char in value if char.isprintable() or char in "\n\t")
    if isinstance(value, str):
        # A text that begins with = is no formula.
        new.data_type = "e" if cell.ctype == xlrd.XL_CELL_ERROR else "s"
    elif cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        key = old.xf_list[cell.xf_index].format_key
        new.number_format = old.format_map[key].format_str or "General"
