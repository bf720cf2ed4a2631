"""Parquet: one table a kind, columns and types as in the snapshot; nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from graph.exports._masked import Graph, Table

TYPES = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
}


def write(graph: Graph, target: Path) -> None:
    """Write `nodes_<Kind>.parquet` and `edges_<KIND>.parquet` for every kind that has rows."""
    for table in graph.tables:
        if table.count:
            _write(table, target / f"{table.name}.parquet")


def _write(table: Table, path: Path) -> None:
    columns = pa.schema([(name, TYPES[sql]) for name, sql in table.columns.items()])
    with pq.ParquetWriter(path, columns, compression="zstd") as out:
        for batch in table.batches():
            out.write_batch(batch.cast(columns))
