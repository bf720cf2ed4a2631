"""Excel workbooks to text cells, merged cells filled from their first.

Only what says something is read: sheets, cells, formats of numbers, merges, what is hidden. openpyxl
reads all the rest as well, refuses a file for a wrong colour, and makes a cell of every place up to
the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import column_index_from_string

from graph.model.errors import SourceError
from loaders.archive import DAMAGE, local
from loaders.ledgers.formats import BUILT_IN, EPOCH_1900, EPOCH_1904, shown
from loaders.ledgers.package import Package
from loaders.ledgers.sheet import DateCell, FormulaCell, Merge, Sheet, clean, filled

MOST_CELLS = 20_000_000
"""Places of a sheet, blank ones between others too."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")
_ON = frozenset({"1", "true", "on"})


def read(content: bytes, name: str) -> tuple[tuple[Sheet, ...], datetime]:
    """Return the sheets of a workbook and the day it counts dates from.

    Formulas give their kept values. Raises SourceError for a damaged or oversized file.
    """
    try:
        return _read(Package(content, name))
    except DAMAGE as error:
        raise SourceError(
            "工作簿已损坏，不能读取", where=name, hint="请用 Excel 打开后另存为新的 .xlsx"
        ) from error
    except MemoryError as error:
        raise SourceError("工作簿过大，没有读取", where=name, hint="请拆成几个文件") from error


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    texts: Sequence[str]
    formats: Sequence[str]
    epoch: datetime


@dataclass(slots=True)
class _Grid:
    """A sheet while it is read."""

    rows: dict[int, list[str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    last: int = 0
    places: int = 0


def _read(package: Package) -> tuple[tuple[Sheet, ...], datetime]:
    main = package.main("xl/workbook.xml")
    related = package.related(main)
    names: list[tuple[str, str, bool]] = []
    epoch = EPOCH_1900
    for element in package.elements(main, "workbookPr", "sheet"):
        if local(element) == "workbookPr":
            epoch = EPOCH_1904 if element.get("date1904", "") in _ON else EPOCH_1900
            continue
        reference = next((v for k, v in element.items() if k.rpartition("}")[2] == "id"), "")
        path, kind = related[reference]
        if kind == "worksheet":
            hidden = element.get("state", "visible") != "visible"
            names.append((element.get("name", ""), path, hidden))
    parts = {kind: path for path, kind in related.values()}
    book = _Book(_texts(package, parts), _formats(package, parts), epoch)
    return tuple(_sheet(package, book, *sheet) for sheet in names), epoch


def _texts(package: Package, parts: dict[str, str]) -> list[str]:
    part = parts.get("sharedStrings", "")
    return [_plain(item) for item in package.elements(part, "si")] if part in package else []


def _formats(package: Package, parts: dict[str, str]) -> list[str]:
    """Return the format of numbers of every cell style."""
    part, own = parts.get("styles", ""), dict(BUILT_IN)
    if part not in package:
        return []
    styles: list[str] = []
    for element in package.elements(part, "numFmt", "cellXfs"):
        if local(element) == "numFmt":
            own[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        else:
            styles += [own.get(int(xf.get("numFmtId", "0")), "General") for xf in element]
    return styles


def _plain(item: Element) -> str:
    """Return the text of a cell that may be of several pieces, without how it is pronounced."""
    pieces = [
        e.text or ""
        for child in item
        if local(child) != "rPh"
        for e in child.iter()
        if local(e) == "t"
    ]
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), "".join(pieces))


def _sheet(package: Package, book: _Book, name: str, part: str, hidden: bool) -> Sheet:
    grid = _Grid()
    for element in package.elements(part, "row", "mergeCell", "col"):
        kind = local(element)
        if kind == "row":
            _row(grid, element, book)
        elif kind == "mergeCell":
            grid.merges += _merged(element.get("ref", ""))
        elif element.get("hidden", "") in _ON:
            grid.hidden_columns.append((int(element.get("min", "1")), int(element.get("max", "1"))))
    sheet = filled(name, grid.rows, grid.merges)
    spans = [range(first - 1, last) for first, last in grid.hidden_columns]
    hidden_columns = {
        place
        for cells in sheet.rows.values()
        for span in spans
        for place in span[: len(cells)]
        if place < len(cells) and cells[place]
    }
    return replace(
        sheet,
        hidden=hidden,
        hidden_rows=tuple(sorted(grid.hidden_rows)),
        hidden_columns=tuple(sorted(hidden_columns)),
    )


def _row(grid: _Grid, row: Element, book: _Book) -> None:
    grid.last = number = int(row.get("r", "") or grid.last + 1)
    cells: list[str] = []
    for cell in row:
        text = _cell(cell, book)
        place = _column(cell.get("r", "")) or len(cells) + 1
        if text:
            cells.extend([""] * (place - len(cells)))
            cells[place - 1] = text
    if not cells:
        return
    grid.places += len(cells)
    if grid.places > MOST_CELLS:
        raise MemoryError
    grid.rows[number] = cells
    if row.get("hidden", "") in _ON:
        grid.hidden_rows.append(number)


def _column(reference: str) -> int:
    letters = reference.rstrip("0123456789")
    return int(column_index_from_string(letters)) if letters else 0


def _merged(reference: str) -> Iterator[Merge]:
    found = _RANGE.match(reference)
    if found and found.group(3):
        left, right = _column(found.group(1)), _column(found.group(3))
        yield int(found.group(2)), int(found.group(4)), left, right


def _cell(cell: Element, book: _Book) -> str:
    value = formula = None
    inline = ""
    for child in cell:
        kind = local(child)
        if kind == "v":
            value = child.text
        elif kind == "f":
            formula = child.text or "…"
        elif kind == "is":
            inline = _plain(child)
    sort = cell.get("t", "n")
    if formula is not None and not value and sort != "str":
        return FormulaCell(f"={formula}")
    if sort == "inlineStr":
        return clean(inline)
    return _value(value, sort, cell.get("s", ""), book) if value else ""


def _value(value: str, sort: str, style: str, book: _Book) -> str:
    if sort == "s":
        return clean(book.texts[int(value)])
    if sort == "b":
        return "是" if value.strip() in _ON else "否"
    if sort == "d":
        return DateCell(value.partition("T")[0])
    if sort != "n":
        return clean(_ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), value))
    number_format = book.formats[int(style)] if style and book.formats else "General"
    try:
        number = int(value) if value.lstrip("-").isdigit() else float(value)
        return shown(number, number_format, book.epoch)
    except (ValueError, OverflowError):
        # Not a number after all: what stands there is taken as text.
        return clean(value)
