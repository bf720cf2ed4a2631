"""Two small tables as a workbook or as CSV files, cell by cell, each cell knowing its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from graph.model.errors import SourceError
from graph.model.names import to_half_width

_HEADER_ROWS = 5
"""A header stands in one of the first rows: a title may stand above it."""

MOST_BYTES = 128 * 1024 * 1024
"""What a draft may unpack to; a file of a few kilobytes can hold gigabytes."""

MOST_COLUMNS = 128
"""Columns that are read: a sheet may say that it has 16,384."""

Rows = list[list[str]]
Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a table, its cells by column; a column that is not there is empty."""

    sheet: str
    row: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def required(self, column: str) -> str:
        """Return a cell; raise SourceError if it is empty."""
        if not self[column]:
            raise self.error(column, "为空", "请补填")
        return self[column]

    def error(self, column: str, message: str, hint: str = "") -> SourceError:
        """Return the error of a cell, with its place."""
        return SourceError(f"{column}{message}", where=f"{self.sheet}!第{self.row}行", hint=hint)


def read_sheets(path: Path, required: Columns, optional: Columns) -> dict[str, tuple[Cells, ...]]:
    """Return the rows of each table by its name; raise SourceError for what cannot be read.

    Unknown columns are left alone; blank rows are skipped.
    """
    if not path.exists():
        raise SourceError("找不到草案", where=path.name, hint="请核对路径")
    tables = _folder(path, required) if path.is_dir() else _workbook(path, required)
    found = {}
    for sheet, rows in tables.items():
        known = (*required[sheet], *optional[sheet])
        found[sheet] = tuple(_rows(sheet, rows, required[sheet], known))
        if not found[sheet]:
            raise SourceError(f"“{sheet}”没有数据行", where=path.name)
    return found


def _folder(folder: Path, names: Columns) -> dict[str, Rows]:
    tables = {}
    for name in names:
        path = folder / f"{name}.csv"
        if not path.is_file():
            raise SourceError(f"草案文件夹里没有 {name}.csv", where=folder.name)
        tables[name] = [[_text(c) for c in row] for row in csv.reader(io.StringIO(_decoded(path)))]
    return tables


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError("文字编码不能识别", where=path.name, hint="请另存为 UTF-8 或 GB18030 的 CSV")


def _workbook(path: Path, names: Columns) -> dict[str, Rows]:
    # Here, because a check of a CSV draft costs as much as this import.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > MOST_BYTES:
            hint = "请删除多余的工作表和空行，或用含 人员.csv、任务.csv 的文件夹"
            raise SourceError("草案展开后过大，没有读取", where=path.name, hint=hint)
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, BadZipFile, InvalidFileException) as error:
        raise SourceError(
            "草案不是可读的 .xlsx 工作簿",
            where=path.name,
            hint="也可用含 人员.csv、任务.csv 的文件夹",
        ) from error
    try:
        sheets = {to_half_width(sheet.title): sheet for sheet in book.worksheets}
        for name in names:
            if name not in sheets:
                have = "、".join(sheets)
                raise SourceError(f"草案没有工作表“{name}”", where=path.name, hint=f"现有：{have}")
        return {name: _grid(sheets[name]) for name in names}
    finally:
        book.close()


def _grid(sheet: Any) -> Rows:
    """Return the rows of a sheet in their places; those after the last that holds anything cost nothing."""
    rows: Rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if any(value is not None for value in row):
            rows += [[] for _ in range(number - len(rows))]
            rows.append([_text(value) for value in row])
    return rows


def _text(value: object) -> str:
    """Return a cell as trimmed text; a date cell as an ISO day, a whole number without fraction."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _rows(sheet: str, rows: Rows, required: Sequence[str], known: Sequence[str]) -> Iterator[Cells]:
    head, columns = _header(sheet, rows, required, known)
    for number, row in enumerate(rows[head + 1 :], head + 2):
        values = {c: row[i] for c, i in columns.items() if i < len(row)}
        if any(values.values()):
            yield Cells(sheet, number, values)


def _header(
    sheet: str, rows: Rows, required: Sequence[str], known: Sequence[str]
) -> tuple[int, dict[str, int]]:
    """Return the number of the header's row and the place of each known column."""
    best: list[str] = list(required)
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        names = [to_half_width(cell).replace(" ", "").rstrip("*:°") for cell in row]
        lacking = [c for c in required if c not in names]
        if not lacking:
            return number, {c: names.index(c) for c in known if c in names}
        best = min(best, lacking, key=len)
    raise SourceError(f"“{sheet}”缺少列 {'、'.join(best)}", where=f"{sheet}!第1行")
