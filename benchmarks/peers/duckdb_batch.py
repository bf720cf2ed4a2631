"""The peer of derive + store: SOURCES OUT, claims grouped by key in DuckDB, then GraphBatch.

It neither resolves identities nor derives COUNTS_FOR and KIN; it is what copying the claims costs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import arcadedb_embedded
import duckdb
import pyarrow.parquet as pq
from arcadedb_embedded.jvm import start_jvm

from graph.model.schema import EdgeKind, Kind, NodeKind, schema

BATCH = 20_000


def group(con: duckdb.DuckDBPyConnection, kind: Kind, files: list[str], out: Path) -> Path:
    """Write one row for each key of a kind, each property the first that was claimed."""
    order = "_source || lpad(CAST(_ordinal AS VARCHAR), 12, '0')"
    picked = [f'arg_min("{p.name}", {order}) AS "{p.name}"' for p in kind.public()]
    if isinstance(kind, EdgeKind):
        key = ["_from", "_to", *(f'"{name}"' for name in kind.key)]
        if kind.interval:
            key.append('"since"')
        picked = ["min(_mention) AS id", "_from AS source", "_to AS target", *picked]
    else:
        key = ["_mention"]
        picked = ["_mention AS id", *picked]
    path = out / f"{kind.name}.parquet"
    con.execute(
        f"COPY (SELECT {', '.join(picked)}, count(*) AS claims FROM read_parquet($files)"
        f" GROUP BY {', '.join(key)} ORDER BY id) TO '{path}' (FORMAT parquet, COMPRESSION zstd)",
        {"files": files},
    )
    return path


def rows(path: Path) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table in batches, without what is not known."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH):
            yield [{k: v for k, v in row.items() if v is not None} for row in batch.to_pylist()]


def fill(database: Any, nodes: dict[str, Path], edges: dict[str, Path]) -> dict[str, int]:
    """Load the grouped rows in bulk, each node kind with a unique index on its id."""
    for kind in nodes:
        database.command("sql", f"CREATE VERTEX TYPE `{kind}`")
        database.command("sql", f"CREATE PROPERTY `{kind}`.`id` STRING")
        database.command("sql", f"CREATE INDEX ON `{kind}` (`id`) UNIQUE")
    for kind in edges:
        database.command("sql", f"CREATE EDGE TYPE `{kind}`")
    totals = {"nodes": 0, "edges": 0}
    record: dict[str, str] = {}
    with database.graph_batch(use_wal=False) as batch:
        for kind, path in nodes.items():
            for some in rows(path):
                record.update(
                    zip((r["id"] for r in some), batch.create_vertices(kind, some), strict=True)
                )
                totals["nodes"] += len(some)
        for kind, path in edges.items():
            for some in rows(path):
                sources = [record[row.pop("source")] for row in some]
                targets = [record[row.pop("target")] for row in some]
                batch.new_edges(sources, kind, targets, some)
                totals["edges"] += len(some)
    return totals


def main(sources: Path, out: Path) -> None:
    """Group, load, print how much there is."""
    con = duckdb.connect()
    # It would stand on standard output, before our line.
    con.execute("SET enable_progress_bar = false")
    tables: dict[type[Kind], dict[str, Path]] = {NodeKind: {}, EdgeKind: {}}
    for kind in (*schema().nodes.values(), *schema().edges.values()):
        files = sorted(str(path) for path in sources.glob(f"*/claims/*/{kind.name}.parquet"))
        if files:
            tables[type(kind)][kind.name] = group(con, kind, files, out)
    con.close()
    # The engine keeps a log in the current folder.
    os.chdir(out)
    start_jvm(heap_size="512m")
    database = arcadedb_embedded.create_database(str(out / "database"))
    totals = fill(database, tables[NodeKind], tables[EdgeKind])
    database.close()
    sys.stdout.write(json.dumps(totals) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
