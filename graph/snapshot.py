"""The snapshot: the derived graph as one Parquet table for each kind."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from graph.model.schema import schema


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A derived graph on disk: `hash` names its content, `folder` holds its tables.

    nodes_<Kind>.parquet: id, the public properties in schema order, sources.
    edges_<KIND>.parquet: id, source, target, the public properties in schema order, sources.
    A date property X has X (as given), X_min and X_max (ISO days), all text. `sources` is text for
    people: `任职经历表.xlsx 第12行`, several joined by "；".
    evidence.parquet: id, source (hash), file, place (`L4!第12行`), ordinal, kind, guarded (the place would
    tell who is reported);
    conflicts.parquet: id, kind, property, kept, other, shown; aliases.parquet: alias, id.
    refused.parquet: id (of a person), ledger, column, reason, until, file, place: rows lost to that person.
    """

    hash: str
    folder: Path

    def tables(self) -> Mapping[str, Path]:
        """Return the path of every table by name (`nodes_Person`, `edges_SERVED_IN`, `aliases`, …)."""
        return {name: self.folder / f"{name}.parquet" for name in (*graph_tables(), *SIDE_TABLES)}

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every node and edge table."""
        con = connect()
        try:
            return {name: _count(con, self.folder / f"{name}.parquet") for name in graph_tables()}
        finally:
            con.close()

    def resolve(self, identifier: str) -> str:
        """Return the id that an id or alias answers to today; the same text if it is unknown."""
        return (
            self._one("SELECT id FROM read_parquet(?) WHERE alias = ?", "aliases", identifier)
            or identifier
        )

    def evidence(self, ids: list[str]) -> list[tuple[str, str, str, str, int, str, bool]]:
        """Return id, source, file, place, ordinal, kind and guarded of every claim behind these ids."""
        con = connect()
        try:
            return con.execute(
                "SELECT id, source, file, place, ordinal, kind, guarded FROM read_parquet(?) "
                "WHERE id IN (SELECT unnest(?)) ORDER BY id, source, ordinal",
                [str(self.folder / "evidence.parquet"), ids],
            ).fetchall()
        finally:
            con.close()

    def values(self, table: str, columns: tuple[str, ...]) -> list[tuple[object, ...]]:
        """Return the distinct values of some columns of a table; the names come from the schema."""
        con = connect()
        try:
            names = ", ".join(f'"{name}"' for name in columns)
            path = str(self.folder / f"{table}.parquet")
            return con.execute(
                f"SELECT DISTINCT {names} FROM read_parquet(?) ORDER BY ALL", [path]
            ).fetchall()
        finally:
            con.close()

    def _one(self, sql: str, table: str, value: str) -> str | None:
        con = connect()
        try:
            found = con.execute(sql, [str(self.folder / f"{table}.parquet"), value]).fetchone()
            return str(found[0]) if found else None
        finally:
            con.close()


SIDE_TABLES = ("aliases", "conflicts", "evidence", "refused")
"""What stands beside the graph and takes no part in its hash."""


def connect(threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB in memory that says nothing: its progress bar would go to standard output."""
    con = duckdb.connect(":memory:", config={"threads": threads} if threads else {})
    con.execute("SET enable_progress_bar = false")
    return con


def graph_tables() -> tuple[str, ...]:
    """Return the names of the tables of the graph, in the order of hashing."""
    kinds = schema()
    return (*(f"nodes_{kind}" for kind in kinds.nodes), *(f"edges_{kind}" for kind in kinds.edges))


def undecided(snapshot: Snapshot) -> list[tuple[object, ...]]:
    """Return what identity would not merge and somebody has to settle: id, property, kept, other."""
    con = connect()
    try:
        return con.execute(
            "SELECT id, property, kept, other FROM read_parquet(?) WHERE kept = '未合并' OR other LIKE '%未合并%' "
            "OR other = '同一单位有两个代码' ORDER BY ALL",
            [str(snapshot.folder / "conflicts.parquet")],
        ).fetchall()
    finally:
        con.close()


def content_hash(con: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """Return SHA-256 over kinds in order and rows in canonical text; provenance and aliases take no part."""
    whole = hashlib.sha256()
    kinds = schema()
    for name in graph_tables():
        path = str(folder / f"{name}.parquet")
        lead = ("id",) if name.startswith("nodes_") else ("id", "source", "target")
        columns = [*lead, *(column for column, _ in kinds.kind(name.split("_", 1)[1]).columns())]
        text = ", ".join(f'coalesce(CAST("{column}" AS VARCHAR), chr(26))' for column in columns)
        rows = con.execute(
            # By slices of the id, so that no text of the whole table is ever built.
            f"SELECT slice, sha256(string_agg(row, chr(30) ORDER BY row)) FROM ("
            f"SELECT substr(id, strpos(id, '-') + 1, 2) AS slice, concat_ws(chr(31), {text}) AS row "
            "FROM read_parquet(?)) GROUP BY slice ORDER BY slice",
            [path],
        ).fetchall()
        whole.update(f"{name}\x1e{'|'.join(columns)}\x1e".encode())
        for piece, digest in rows:
            whole.update(f"{piece}{digest}\x1e".encode())
    return whole.hexdigest()


def _count(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    found = con.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
    return int(found[0]) if found else 0
