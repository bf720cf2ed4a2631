"""A snapshot into a fresh database: types and unique ids first, then everything in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from graph.model.errors import StoreError
from graph.model.schema import schema
from graph.snapshot import Snapshot

BATCH = 20_000
FULL_TEXT = (("Finding", "text"),)
"""Kind and property with a full-text index (see `EmbeddedStore.search`)."""

_ANALYZER = '{"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}'


def fill(database: Any, snapshot: Snapshot) -> None:
    """Declare every kind of the schema in an empty database and load the snapshot's tables."""
    _declare(database)
    tables = snapshot.tables()
    # No log while loading: a load that is cut off is thrown away whole.
    with database.graph_batch(use_wal=False) as batch:
        record_of: dict[str, str] = {}
        for kind in schema().nodes:
            for rows in _rows(tables[f"nodes_{kind}"]):
                records = batch.create_vertices(kind, rows)
                record_of.update(zip((row["id"] for row in rows), records, strict=True))
        for kind in schema().edges:
            for rows in _rows(tables[f"edges_{kind}"]):
                sources = [_record(record_of, row.pop("source"), kind) for row in rows]
                targets = [_record(record_of, row.pop("target"), kind) for row in rows]
                batch.new_edges(sources, kind, targets, rows)


def _declare(database: Any) -> None:
    # In back quotes: some kinds (BY) are words of the engine's SQL.
    for kind in schema().nodes:
        database.command("sql", f"CREATE VERTEX TYPE `{kind}`")
        database.command("sql", f"CREATE PROPERTY `{kind}`.`id` STRING")
        database.command("sql", f"CREATE INDEX ON `{kind}` (`id`) UNIQUE")
    for kind in schema().edges:
        database.command("sql", f"CREATE EDGE TYPE `{kind}`")
    for kind, name in FULL_TEXT:
        database.command("sql", f"CREATE PROPERTY `{kind}`.`{name}` STRING")
        index = f"`{kind}` (`{name}`) FULL_TEXT METADATA {_ANALYZER}"
        database.command("sql", f"CREATE INDEX ON {index}")


def _rows(table: Path) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table in batches, values that are not known left out."""
    if not table.is_file():
        raise StoreError("快照缺少一张表", where=table.name, hint="请执行 xuntu rebuild")
    with pq.ParquetFile(table) as file:
        for batch in file.iter_batches(batch_size=BATCH):
            yield [
                {name: value for name, value in row.items() if value is not None}
                for row in batch.to_pylist()
            ]


def _record(record_of: dict[str, str], identifier: str, kind: str) -> str:
    try:
        return record_of[identifier]
    except KeyError:
        raise StoreError(
            f"快照里 {kind} 的一端 {identifier} 不存在", hint="请执行 xuntu rebuild"
        ) from None
