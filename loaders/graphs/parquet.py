"""Our Parquet export: one table a kind, values of the schema's types."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graph.model.errors import SourceError
from loaders.faults import BAD_CONTENT
from loaders.graphs.packed import Packed
from loaders.graphs.rows import LIKE_A_NUMBER, Reading, Row, Rows, Unfit, holds_number
from loaders.loader import Context, SourceFile

_BATCH = 20_000


def read(file: SourceFile, context: Context) -> Reading:  # noqa: ARG001  # the readers' protocol
    """Return the graph that an export holds; raises SourceError for a damaged one."""
    packed = Packed(file.content, file.name)
    masked = bool(packed.manifest.get("masked"))
    return Reading(lambda: _rows(packed), masked, packed.counts, lambda: _numbered(packed))


def _rows(packed: Packed) -> Rows:
    for part, kind in packed.tables(".parquet"):
        stem = part.removesuffix(".parquet")
        number = 0
        for batch in _batches(packed, part):
            lead = ("id", "source", "target") if stem.startswith("edges_") else ("id",)
            if missing := [name for name in lead if name not in batch.schema.names]:
                yield Unfit(stem, f"缺少列：{'、'.join(missing)}")
                break
            for values in _records(batch):
                number += 1
                yield _row(kind, values, len(lead) > 1, f"{stem}!第{number}行")


def _row(kind: str, values: dict[str, object], edge: bool, place: str) -> Row:
    ends = (_text(values.pop("source", "")), _text(values.pop("target", ""))) if edge else None
    return Row(kind, _text(values.pop("id", "")), _plain(values), place, ends)


def _batches(packed: Packed, part: str) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file a few thousand at a time; raise SourceError where it is damaged."""
    try:
        yield from pq.ParquetFile(io.BytesIO(packed.content(part))).iter_batches(_BATCH)
    except (pa.ArrowException, *BAD_CONTENT) as error:
        where = f"{packed.name} {part}"
        raise SourceError(
            "Parquet 文件已损坏或不完整", where=where, hint="请重新导出一次"
        ) from error


def _records(batch: pa.RecordBatch) -> Iterator[dict[str, object]]:
    """Yield the values of each row that are there, and `sources`, there or not."""
    there = [
        name
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
        if column.null_count < len(column) or name == "sources"
    ]
    columns = [batch.column(name).to_pylist() for name in there]
    for row in zip(*columns, strict=True):
        yield {
            name: value
            for name, value in zip(there, row, strict=True)
            if value is not None or name == "sources"
        }


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _plain(values: dict[str, object]) -> dict[str, str | int | float | bool | None]:
    """Return values as the schema knows them: whatever is no text, number or truth value is written as text."""
    return {
        name: value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
        for name, value in values.items()
    }


def _numbered(packed: Packed) -> str:
    for part, _ in packed.tables(".parquet"):
        for batch in _batches(packed, part):
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                if pa.types.is_string(column.type):
                    found = column.filter(pc.match_substring_regex(column, LIKE_A_NUMBER))
                    if any(map(holds_number, found.to_pylist())):
                        return f"{part} {name}"
    return ""
