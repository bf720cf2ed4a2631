"""The quarantine as a workbook that a clerk corrects and loads again: rows out, and the same rows back in.

An exported row carries the place it comes from. When the workbook is loaded, its rows count in the
stead of those (`graph.sources.lines.left_out`), and cells that were hidden on the way out get back what
the kept original has.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.errors import SourceError
from graph.model.privacy import HIDDEN, Mask
from graph.sources import Source, Sources
from graph.sources.lines import Place, origins
from loaders.faults import BAD_CONTENT, BAD_ZIP
from loaders.ledgers import readings
from loaders.ledgers.headers import DEEPEST
from loaders.ledgers.lines import MARKER, ORIGIN, REASON, marker
from loaders.ledgers.lines import origins as origins_in
from loaders.ledgers.notices import NOTICES
from loaders.ledgers.rows import Reading, body, hidden
from loaders.ledgers.sheet import Sheet
from loaders.loader import Context, SourceFile
from loaders.redaction import hashed_fault, read_hashed

_HEAD = 4 * 1024 * 1024
"""Bytes from the beginning of a sheet, or of the texts that sheets share, among which headers are."""


_DAMAGE = (*BAD_ZIP, *BAD_CONTENT, SyntaxError)
"""What openpyxl raises over a file that is not what it should be; bad XML is a SyntaxError."""


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row to correct: its cells as they were, what is wrong with which of them, where it comes from."""

    cells: Sequence[str]
    faults: Mapping[int, str]
    reason: str
    origin: str
    marker: str


@dataclass(frozen=True, slots=True)
class FaultySheet:
    """The rows to correct of one ledger, under the headers that their files have."""

    title: str
    headers: tuple[str, ...]
    rows: list[Faulty]


Reopen = Callable[[Source], tuple[SourceFile, Context]]
"""Gives the kept original of a source and the context to read it in."""


def sheets(
    wanted: Mapping[Source, Sequence[Mapping[str, str]]],
    stands_for: Mapping[Place, Sequence[Place]],
    reopen: Reopen,
    mask: Mask,
) -> tuple[list[FaultySheet], set[Place]]:
    """Return the sheets for the open rejects of each source, and the rows that stand in them."""
    found: dict[tuple[str, tuple[str, ...]], FaultySheet] = {}
    done: set[Place] = set()
    for source, rejects in wanted.items():
        by_place: dict[str, list[Mapping[str, str]]] = {}
        for reject in rejects:
            if reject["reason"] not in NOTICES:
                by_place.setdefault(reject["place"], []).append(reject)
        for sheet, reading in _read(*reopen(source)):
            headers = _headers(sheet, reading)
            title = f"{reading.layout.ledger.id} {reading.layout.ledger.name}"
            for number, cells in body(sheet, reading.layout):
                place = f"{reading.mark}!第{number}行"
                if place not in by_place:
                    continue
                done.add((source.hash, place))
                home = found.setdefault((title, headers), FaultySheet(title, headers, []))
                own = [(source.hash, place), *stands_for.get((source.hash, place), ())]
                faults = [mask.rejected(reject) for reject in by_place[place]]
                where = f"{mask.text(source.name)} 第{number}行"
                shown = _shown(cells, reading, mask)
                home.rows.append(_faulty(shown, headers, faults, where, marker(own)))
    return list(found.values()), done


def _read(file: SourceFile, context: Context) -> Iterator[tuple[Sheet, Reading]]:
    for sheet, reading in readings(file, context):
        if isinstance(reading, Reading):
            yield sheet, reading


def _headers(sheet: Sheet, reading: Reading) -> tuple[str, ...]:
    """Return the headers as the file has them, by their place; those of an earlier export left out."""
    layout = reading.layout
    said = layout.headers | layout.unknown | layout.repeated
    raw = sheet.rows.get(layout.row, ())
    last = max(said, default=-1)
    return tuple(
        said.get(place) or (raw[place] if place < len(raw) else "") for place in range(last + 1)
    )


def _shown(cells: Sequence[str], reading: Reading, mask: Mask) -> list[str]:
    """Return the cells of a row as they may leave: masked, identity numbers only as kept."""
    shown = []
    for place, cell in enumerate(cells):
        column = reading.layout.columns.get(place)
        header = reading.layout.headers.get(place, "")
        if column is None:
            text = mask.text(cell)
        elif column.secret:
            text = cell if not cell or read_hashed(cell) or hashed_fault(cell) else HIDDEN
        else:
            text = mask.value(header, column.header, hidden(cell, column))
        # The cell itself where nothing is hidden in it: it knows whether it is a number.
        shown.append(cell if text == cell else text)
    return shown


def _faulty(
    cells: Sequence[str],
    headers: Sequence[str],
    faults: Sequence[Mapping[str, str]],
    where: str,
    mark: str,
) -> Faulty:
    told: dict[int, str] = {}
    reasons = []
    for fault in faults:
        advice = f"（最接近的合法值：{fault['suggestion']}）" if fault["suggestion"] else ""
        text = f"{fault['reason']}{advice}"
        if fault["column"] in headers:
            told[headers.index(fault["column"])] = text
        reasons.append(f"{fault['column']}：{text}" if fault["column"] else text)
    return Faulty(list(cells[: len(headers)]), told, "；".join(reasons), where, mark)


def extra_headers() -> tuple[str, str, str]:
    """Return the headers that an exported sheet has after its own: reason, origin, and the hidden marker."""
    return REASON, ORIGIN, MARKER


def is_export(content: bytes) -> bool:
    """Tell, without opening it, whether a file is a workbook that the quarantine wrote."""
    if content[:2] != b"PK":
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return any(MARKER.encode() in text for text in _beginnings(book))
    except BAD_ZIP:
        return False


def _beginnings(book: zipfile.ZipFile) -> Iterator[bytes]:
    """Yield where the texts of a workbook's headers are: shared by its sheets, or in the sheets themselves."""
    for info in book.infolist():
        if info.filename == "xl/sharedStrings.xml" or info.filename.startswith("xl/worksheets/"):
            with book.open(info) as file:
                yield file.read(_HEAD)


def origins_of(sources: Sources, standing: Iterable[Source]) -> Iterator[tuple[Source, set[Place]]]:
    """Yield every corrected workbook among some sources with all rows that it stands for."""
    for source in standing:
        told = {place for _, many in origins(sources, [source]) for place in many}
        if told:
            yield source, told


def filled(
    file: SourceFile, known: Mapping[str, Source], reopen: Reopen, context: Context
) -> tuple[Context, SourceFile]:
    """Return a corrected workbook with what had been hidden in it, and the context of the rows it corrects."""
    try:
        book = load_workbook(io.BytesIO(file.content))
    except _DAMAGE as error:
        hint = "请用 Excel 打开后另存为新的 .xlsx"
        raise SourceError("工作簿已损坏，不能读取", where=file.name, hint=hint) from error
    rows = [row for sheet in book.worksheets for row in _marked(sheet)]
    homes = {source for row in rows for source, _ in row.origins if source in known}
    committees = {known[home].committee for home in homes}
    if len(committees) > 1:
        raise SourceError(
            "这份改正表里的行属于几个党委",
            where=file.name,
            hint="请用 xuntu quarantine --committee 分别导出",
        )
    if committees:
        context = replace(context, committee=committees.pop())
    forced = {known[home].kind for home in homes}
    if len(forced) == 1 and context.forced is None and "+" not in (kind := forced.pop()):
        context = replace(context, forced=kind)
    if not any(HIDDEN in text for row in rows for text in row.texts()):
        return context, file
    _fill(rows, {home: _cells(*reopen(known[home])) for home in homes})
    out = io.BytesIO()
    book.save(out)
    return context, replace(file, content=out.getvalue())


@dataclass(frozen=True, slots=True)
class _Marked:
    """A row of a corrected workbook: its sheet, number, headers by column, and where it comes from."""

    sheet: Worksheet
    number: int
    headers: Mapping[int, str]
    origins: tuple[Place, ...]

    def texts(self) -> Iterator[str]:
        return (str(self.sheet.cell(self.number, column).value) for column in self.headers)


def _marked(sheet: Worksheet) -> Iterator[_Marked]:
    head: dict[int, str] = {}
    mark = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = {cell.column or 0: str(cell.value) for cell in cells if cell.value is not None}
        if not mark and number <= DEEPEST and MARKER in texts.values():
            head = {column: "".join(text.split()) for column, text in texts.items()}
            mark = next(column for column, text in texts.items() if text == MARKER)
        elif mark and texts.get(mark):
            yield _Marked(sheet, number, head, origins_in(texts[mark]))


def _cells(file: SourceFile, context: Context) -> Mapping[str, Mapping[str, str]]:
    """Return the cells of every row of a kept original, by place and header."""
    return {
        f"{reading.mark}!第{number}行": dict(zip(_headers(sheet, reading), cells, strict=False))
        for sheet, reading in _read(file, context)
        for number, cells in body(sheet, reading.layout)
    }


def _fill(
    rows: Iterable[_Marked], originals: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> None:
    for row in rows:
        found = [
            originals[source].get(place, {}) for source, place in row.origins if source in originals
        ]
        for column, header in row.headers.items():
            cell = row.sheet.cell(row.number, column)
            if (
                found
                and isinstance(cell.value, str)
                and HIDDEN in cell.value
                and header in found[0]
            ):
                cell.value = found[0][header]
                cell.data_type = "s"
