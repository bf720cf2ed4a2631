"""The peers of a push: the same rows sent by plain UNWIND, and given to ArcadeDB's GraphBatch.

They compare nothing, keep no marker, and cannot go on where they were stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import arcadedb_embedded
import neo4j
import pyarrow.parquet as pq

from graph.model.schema import schema
from graph.snapshot import Snapshot
from graph.stores.bolt.remote import RemoteStore

SENT = 5_000
GIVEN = 20_000


def rows(path: Path, size: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table in batches, without what is not known."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=size):
            yield [{k: v for k, v in row.items() if v is not None} for row in batch.to_pylist()]


def clear(store: RemoteStore) -> None:
    """Empty the server's database."""
    with store.session(neo4j.WRITE_ACCESS) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def unwind(store: RemoteStore, snapshot: Snapshot) -> None:
    """Send every row by UNWIND, a batch a transaction, into a database with unique ids."""
    with store.session(neo4j.WRITE_ACCESS) as session:
        for kind in schema().nodes:
            session.run(
                f"CREATE CONSTRAINT xuntu_{kind}_id IF NOT EXISTS FOR (n:{kind}) REQUIRE n.id IS UNIQUE"
            ).consume()
        for kind in schema().nodes:
            for some in rows(snapshot.folder / f"nodes_{kind}.parquet", SENT):
                session.run(
                    f"UNWIND $rows AS row CREATE (n:{kind}) SET n = row", rows=some
                ).consume()
        for kind in schema().edges:
            for some in rows(snapshot.folder / f"edges_{kind}.parquet", SENT):
                for (source, target), group in groupby(sorted(some, key=_ends), key=_ends):
                    given = [
                        {"source": row.pop("source"), "target": row.pop("target"), "own": row}
                        for row in group
                    ]
                    session.run(
                        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) "
                        f"MATCH (b:{target} {{id: row.target}}) CREATE (a)-[r:{kind}]->(b) SET r = row.own",
                        rows=given,
                    ).consume()


def _ends(row: dict[str, Any]) -> tuple[str, str]:
    return row["source"].split("-", 1)[0], row["target"].split("-", 1)[0]


def graph_batch(folder: Path, snapshot: Snapshot) -> None:
    """Give every row to GraphBatch in a new database with unique ids; the Java machine must be running."""
    database = arcadedb_embedded.create_database(str(folder))
    for kind in schema().nodes:
        database.command("sql", f"CREATE VERTEX TYPE `{kind}`")
        database.command("sql", f"CREATE PROPERTY `{kind}`.`id` STRING")
        database.command("sql", f"CREATE INDEX ON `{kind}` (`id`) UNIQUE")
    for kind in schema().edges:
        database.command("sql", f"CREATE EDGE TYPE `{kind}`")
    record: dict[str, str] = {}
    with database.graph_batch(use_wal=False) as batch:
        for kind in schema().nodes:
            for some in rows(snapshot.folder / f"nodes_{kind}.parquet", GIVEN):
                made = batch.create_vertices(kind, some)
                record.update(zip((row["id"] for row in some), made, strict=True))
        for kind in schema().edges:
            for some in rows(snapshot.folder / f"edges_{kind}.parquet", GIVEN):
                sources = [record[row.pop("source")] for row in some]
                targets = [record[row.pop("target")] for row in some]
                batch.new_edges(sources, kind, targets, some)
    database.close()
