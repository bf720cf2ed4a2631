"""An Excel workbook for people: one sheet a kind, headers in Chinese, edges with the names of their ends.

Written cell by cell, because a whole workbook in memory is many times its rows, and with no time of writing
in it: the same graph gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from string import ascii_uppercase

from graph.exports._losses import ROW
from graph.exports._masked import Graph, Row, Table
from graph.exports._text import CONTROL, escaped, visible
from graph.model.claims import Value
from graph.model.schema import NodeKind

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
MOST_DIGITS = 15
TOO_LONG, TOO_MANY, DIGITS = "long", "rows", "digits"
LEAD = {"id": "标识", "source": "起点标识", "target": "终点标识", "sources": "来源"}
ABOUT = "说明"

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _BOLD, _QUOTED = 0, 1, 2
_STYLES = f"""{_HEAD}<styleSheet {_MAIN}>
<fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf quotePrefix="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
"""Quoted is a text that would be a formula if somebody edited it."""
_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews>"
)

Told = Callable[[int, str], None]
"""What is told of a cell that could not be held: its column, and why."""


def write(graph: Graph, target: Path) -> None:
    """Write one workbook; a sheet of counts comes first."""
    tables = [table for table in graph.tables if table.count]
    names = _names(tables)
    captions: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        _write(book, "xl/worksheets/sheet1.xml", _sheet(_about(graph, tables, names), _ignore))
        for number, table in enumerate(tables, 2):
            lines = _lines(table, captions)
            sheet = _sheet(lines, _teller(table))
            _write(book, f"xl/worksheets/sheet{number}.xml", sheet, table.count)
        for name, text in _frame([ABOUT, *names]).items():
            _write(book, name, [text])


def _names(tables: Iterable[Table]) -> list[str]:
    """Return a name for each sheet: no two alike, none longer than Excel's 31."""
    found: dict[str, None] = {}
    for table in tables:
        label = re.sub(r"[\[\]:*?/\\']", "", table.kind.label)[:31]
        taken = label in found or label == ABOUT
        found[table.kind.name[:31] if taken else label] = None
    return list(found)


def _about(graph: Graph, tables: Sequence[Table], names: Sequence[str]) -> Iterator[list[Value]]:
    yield ["工作表", "类别", "行数"]
    for table, name in zip(tables, names, strict=True):
        yield [name, table.kind.name, table.count]
    yield ["受限内容", "已隐去" if graph.masked else "未隐去", None]
    yield ["快照", graph.hash, None]


# ---------------------------------------------------------------------- rows


def _lines(table: Table, captions: dict[str, str]) -> Iterator[list[Value]]:
    """Yield the header and the rows of a sheet; remember what the nodes among them are called."""
    names = list(table.columns)[len(table.lead) :]
    ends = ["起点", "终点"] if table.edges else []
    yield [*(LEAD[name] for name in table.lead), *ends, *(_header(table, name) for name in names)]
    for number, row in enumerate(table.rows(), 2):
        if isinstance(table.kind, NodeKind):
            captions[row.id] = str(row.properties.get(table.kind.caption) or "")
        if number <= MOST_ROWS:
            yield [*_lead(table, row, captions), *(row.properties.get(name) for name in names)]
    table.lost(ROW, TOO_MANY, max(0, table.count + 1 - MOST_ROWS))


def _lead(table: Table, row: Row, captions: dict[str, str]) -> list[Value]:
    if not table.edges:
        return [row.id]
    called = [captions.get(end) or None for end in (row.source, row.target)]
    return [row.id, row.source, row.target, *called]


def _header(table: Table, name: str) -> str:
    properties = table.kind.properties
    if name in properties:
        return properties[name].label
    for ending, word in (("_min", "最早"), ("_max", "最晚")):
        if name.endswith(ending):
            return f"{properties[name.removesuffix(ending)].label}（{word}）"
    return LEAD[name]


def _teller(table: Table) -> Told:
    """Return what counts the losses of a sheet's cells; names of ends are only repeated there."""
    extra = ["", ""] if table.edges else []
    columns = [*table.lead, *extra, *list(table.columns)[len(table.lead) :]]

    def tell(column: int, reason: str) -> None:
        if columns[column]:
            table.lost(columns[column], reason)

    return tell


def _ignore(column: int, reason: str) -> None:
    """Tell nobody: a sheet of our own words loses nothing."""


# ---------------------------------------------------------------------- cells


def _sheet(lines: Iterable[Sequence[Value]], tell: Told) -> Iterator[str]:
    yield f"{_HEAD}<worksheet {_MAIN}>{_FROZEN}<sheetData>"
    letters: list[str] = []
    for number, line in enumerate(lines, 1):
        letters = letters or [_letters(place) for place in range(len(line))]
        cells = (
            _cell(f"{letters[place]}{number}", value, number == 1, place, tell)
            for place, value in enumerate(line)
            if value is not None
        )
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _letters(place: int) -> str:
    rest, last = divmod(place, 26)
    return (_letters(rest - 1) if rest else "") + ascii_uppercase[last]


def _cell(where: str, value: Value, bold: bool, place: int, tell: Told) -> str:
    if isinstance(value, bool):
        return f'<c r="{where}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        tell(place, DIGITS)
        value = str(value)
    if not isinstance(value, str):
        return f'<c r="{where}"><v>{value!r}</v></c>'
    text = _held(value, place, tell)
    style = _BOLD if bold else _QUOTED if text[:1] in {"=", "+", "-", "@"} else _PLAIN
    styled = f' s="{style}"' if style else ""
    return f'<c r="{where}" t="inlineStr"{styled}><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def _held(value: str, place: int, tell: Told) -> str:
    """Return what a cell can hold of a text."""
    text, replaced = visible(value)
    if replaced:
        tell(place, CONTROL)
    # Excel counts characters beyond the basic plane twice, and reads `_x0041_` as one character.
    if (
        len(text) * 2 > MOST_CHARACTERS
        and len(coded := text.encode("utf-16-le")) > 2 * MOST_CHARACTERS
    ):
        tell(place, TOO_LONG)
        text = coded[: 2 * MOST_CHARACTERS].decode("utf-16-le", errors="ignore")
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


# ---------------------------------------------------------------------- the package


def _write(book: zipfile.ZipFile, name: str, pieces: Iterable[str], rows: int = 0) -> None:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    # Old programs do not know the large form: it is for sheets that may need it.
    with book.open(info, "w", force_zip64=rows > MOST_ROWS // 4) as out:
        for piece in pieces:
            out.write(piece.encode())


def _frame(names: Sequence[str]) -> dict[str, str]:
    """Return the parts of the package that say which sheets there are."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escaped(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    style = f'<Relationship Id="rId0" Type="{_RELATED}/styles" Target="styles.xml"/>'
    office = f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>'
        ),
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{office}</Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{_RELATED}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{style}{related}</Relationships>'
        ),
        "xl/styles.xml": _STYLES,
    }
