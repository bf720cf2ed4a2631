"""Our CSV for neo4j-admin: a header of names and types beside the rows of each kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from graph.model.claims import Value
from graph.model.errors import SourceError
from loaders.faults import BAD_ZIP
from loaders.graphs.packed import Packed
from loaders.graphs.rows import Reading, Row, Rows, Unfit, holds_number
from loaders.loader import Context, SourceFile

_HEADER = ".header.csv"
_LEAD = {":ID": "id", ":START_ID": "source", ":END_ID": "target"}
_LONGEST = 10_000_000
"""Characters that a cell may have."""

_MAKE = {"long": int, "double": float}


def read(file: SourceFile, context: Context) -> Reading:  # noqa: ARG001  # the readers' protocol
    """Return the graph that an export holds; raises SourceError for a damaged one."""
    packed = Packed(file.content, file.name)
    masked = bool(packed.manifest.get("masked"))
    return Reading(lambda: _rows(packed), masked, packed.counts, lambda: _numbered(packed))


def _rows(packed: Packed) -> Rows:
    csv.field_size_limit(_LONGEST)
    for header, kind in packed.tables(_HEADER):
        stem = header.removesuffix(_HEADER)
        if f"{stem}.csv" not in packed.parts:
            yield Unfit(stem, "只有表头，没有数据文件")
            continue
        yield from _table(packed, stem, kind)


def _table(packed: Packed, stem: str, kind: str) -> Rows:
    names, types = _header(next(_lines(packed, stem + _HEADER), "").strip("\r\n"))
    edges = stem.startswith("edges_")
    for number, cells in enumerate(_cells(packed, f"{stem}.csv"), 1):
        place = f"{stem}!第{number}行"
        if len(cells) != len(names):
            told = f"有 {len(cells)} 格，表头有 {len(names)} 列"
            yield Unfit(place, told, quote=",".join(cells))
            continue
        values: dict[str, Value] = {}
        for name, kind_of_value, cell in zip(names, types, cells, strict=True):
            if cell or name == "sources":
                values[name] = _typed(cell, kind_of_value) if cell else None
        ends = (_taken(values, "source"), _taken(values, "target")) if edges else None
        yield Row(kind, _taken(values, "id"), values, place, ends)


def _taken(values: dict[str, Value], name: str) -> str:
    return str(values.pop(name, None) or "")


def _header(text: str) -> tuple[list[str], list[str]]:
    """Return name and type of each column: `id:ID` -> id, `:START_ID` -> source, `since:string` -> since."""
    names, types = [], []
    for column in text.split(","):
        name, _, kind = column.partition(":")
        names.append(name or _LEAD.get(f":{kind}", column))
        types.append(kind)
    return names, types


def _typed(text: str, kind: str) -> str | int | float | bool:
    """Return a cell as its header says; the text where it is none of that: the schema judges it."""
    try:
        if kind == "boolean":
            return {"true": True, "false": False}.get(text, text)
        return _MAKE[kind](text) if kind in _MAKE else text
    except ValueError:
        return text


def _cells(packed: Packed, part: str) -> Iterator[list[str]]:
    """Yield the cells of each row; raises SourceError for what is no CSV in UTF-8."""
    try:
        yield from filter(None, csv.reader(_lines(packed, part)))
    except csv.Error as error:
        where = f"{packed.name} {part}"
        raise SourceError("CSV 已损坏", where=where, hint="请重新导出一次") from error


def _lines(packed: Packed, part: str) -> Iterator[str]:
    where = f"{packed.name} {part}"
    try:
        with io.TextIOWrapper(packed.stream(part), "utf-8-sig", newline="") as text:
            yield from text
    except UnicodeDecodeError as error:
        raise SourceError("CSV 不是 UTF-8 编码", where=where, hint="请重新导出一次") from error
    except BAD_ZIP as error:
        raise SourceError("导出文件已损坏或不完整", where=where, hint="请重新导出一次") from error


def _numbered(packed: Packed) -> str:
    for header, _ in packed.tables(_HEADER):
        part = f"{header.removesuffix(_HEADER)}.csv"
        if part in packed.parts and any(map(holds_number, _lines(packed, part))):
            return part
    return ""
