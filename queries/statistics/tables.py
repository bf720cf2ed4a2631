"""The snapshot's tables as views, and beside them what SQL cannot know: labels, and what became of region codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from graph.model.regions import Regions
from graph.model.schema import EdgeKind, schema
from graph.snapshot import Snapshot, connect, open_tables


@contextmanager
def opened(snapshot: Snapshot, regions: Regions, text: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with a view on each table that a query names."""
    con = connect()
    try:
        nodes = {f"nodes_{kind}" for kind in schema().nodes}
        named = set(re.findall(r"\w+", text)) & snapshot.tables().keys()
        open_tables(con, snapshot, named | nodes | {"edges_SERVED_IN"})
        _labels(con)
        _nodes(con)
        con.execute(_POSTING)
        if "region_status" in text:
            _region_status(con, regions)
        yield con
    finally:
        con.close()


_POSTING = """
CREATE VIEW posting AS
SELECT s.*, p.name AS person, p.person_no, o.name AS unit,
       concat_ws(' ', p.name, p.person_no) || '：' || o.name || coalesce(s.title, '') || '（'
       || coalesce(s.since, '?') || '—'
       || coalesce(s.until, CASE s.end_state WHEN 'ongoing' THEN '至今' ELSE '?' END) || '）' AS label
FROM edges_SERVED_IN s JOIN nodes_Person p ON p.id = s.source JOIN nodes_Organization o ON o.id = s.target;
"""


def _labels(con: duckdb.DuckDBPyConnection) -> None:
    """Make kind_label(kind, label) and property_label(kind, property, label) of the schema."""
    kinds = schema()
    everything = (*kinds.nodes.values(), *kinds.edges.values())
    con.execute("CREATE TABLE kind_label (kind VARCHAR, label VARCHAR, is_edge BOOLEAN)")
    con.executemany(
        "INSERT INTO kind_label VALUES (?, ?, ?)",
        [(kind.name, kind.label, isinstance(kind, EdgeKind)) for kind in everything],
    )
    con.execute("CREATE TABLE property_label (kind VARCHAR, property VARCHAR, label VARCHAR)")
    con.executemany(
        "INSERT INTO property_label VALUES (?, ?, ?)",
        [(kind.name, p.name, p.label) for kind in everything for p in kind.public()],
    )


def _nodes(con: duckdb.DuckDBPyConnection) -> None:
    """Make the view node(id, label, sources) of the nodes of all kinds."""
    labels = {kind.name: f'"{kind.caption}"' for kind in schema().nodes.values()}
    labels["Person"] = "concat_ws(' ', name, person_no)"
    rows = (
        f"SELECT id, {label} AS label, sources FROM nodes_{kind}" for kind, label in labels.items()
    )
    con.execute(f"CREATE VIEW node AS {' UNION ALL '.join(rows)}")


def _region_status(con: duckdb.DuckDBPyConnection, regions: Regions) -> None:
    """Make region_status(code, state, name, until, now) of every code that the snapshot holds."""
    codes = con.execute(
        "SELECT DISTINCT region_code FROM nodes_Organization WHERE region_code IS NOT NULL ORDER BY 1"
    ).fetchall()
    con.execute(
        "CREATE TABLE region_status (code VARCHAR, state VARCHAR, name VARCHAR, until VARCHAR, now VARCHAR)"
    )
    for (code,) in codes:
        known = regions.status(code)
        con.execute(
            "INSERT INTO region_status VALUES (?, ?, ?, ?, ?)",
            [code, known.state, known.name, known.until, "、".join(known.today)],
        )
