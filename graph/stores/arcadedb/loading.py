"""A snapshot into a fresh database: types and unique ids first, then everything in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from graph.model.schema import schema
from graph.snapshot import Snapshot
from graph.stores import shared

BATCH = 20_000
_ANALYZER = '{"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}'


def fill(database: Any, snapshot: Snapshot) -> None:
    """Declare every kind of the schema in an empty database and load the snapshot's tables, and the marker."""
    _declare(database)
    tables = snapshot.tables()
    # No log while loading: a load that is cut off is thrown away whole.
    with database.graph_batch(use_wal=False) as batch:
        record_of: dict[str, str] = {}
        for kind in schema().nodes:
            for rows in shared.batches(tables[f"nodes_{kind}"], BATCH):
                records = batch.create_vertices(kind, rows)
                record_of.update(zip((row["id"] for row in rows), records, strict=True))
        for kind in schema().edges:
            for rows in shared.batches(tables[f"edges_{kind}"], BATCH):
                sources = [_record(record_of, row.pop("source"), kind) for row in rows]
                targets = [_record(record_of, row.pop("target"), kind) for row in rows]
                batch.new_edges(sources, kind, targets, rows)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        marker = {"id": "current", "hash": snapshot.hash, "state": "whole", "at": at}
        batch.create_vertices(shared.MARKER, [marker])


def _declare(database: Any) -> None:
    # One script: the engine writes its whole schema down after every statement that comes alone.
    database.command("sqlscript", "".join(f"{statement};\n" for statement in _declarations()))


def _declarations() -> Iterator[str]:
    # In back quotes: some kinds (BY) are words of the engine's SQL.
    for kind in (*schema().nodes, shared.MARKER):
        yield f"CREATE VERTEX TYPE `{kind}`"
        yield f"CREATE PROPERTY `{kind}`.`id` STRING"
        yield f"CREATE INDEX ON `{kind}` (`id`) UNIQUE"
    for kind in schema().edges:
        yield f"CREATE EDGE TYPE `{kind}`"
    for kind, name in shared.FULL_TEXT:
        yield f"CREATE PROPERTY `{kind}`.`{name}` STRING"
        yield f"CREATE INDEX ON `{kind}` (`{name}`) FULL_TEXT METADATA {_ANALYZER}"


def _record(record_of: dict[str, str], identifier: str, kind: str) -> str:
    try:
        return record_of[identifier]
    except KeyError:
        raise shared.no_end(kind, identifier) from None
