"""What people decided, as tables that deriving joins with."""

from __future__ import annotations

from collections.abc import Sequence

from graph.derive.claims import Connection, claim_table, stored_table
from graph.model.decisions import Decision, in_force
from graph.model.schema import EdgeKind, schema

PAIRS = {
    "SAME": "Person",
    "NOT_SAME": "Person",
    "SAME_ORG": "Organization",
    "NOT_SAME_ORG": "Organization",
    "SAME_POSTING": "SERVED_IN",
    "NOT_SAME_POSTING": "SERVED_IN",
    "SAME_SANCTION": "Sanction",
    "NOT_SAME_SANCTION": "Sanction",
}
"""The decisions about two mentions, with the kind of what they are about."""

WRONG = "ROW_WRONG"
"""The decision about a row: a source and a place in it."""


def apply(con: Connection, decisions: Sequence[Decision]) -> None:
    """Make decided(kind, about, a, b, ord, decision) and answering(subject, mention), and take wrong rows out.

    A subject that no mention answers to stands in `decided` all the same: its decision is open again.
    """
    con.execute(
        "CREATE TABLE decided (kind VARCHAR, about VARCHAR, a VARCHAR, b VARCHAR, ord INTEGER, decision VARCHAR)"
    )
    con.execute("CREATE TABLE answering (subject VARCHAR, mention VARCHAR)")
    con.execute("CREATE TABLE wrong_there (_source VARCHAR, place_ VARCHAR)")
    held = in_force(decisions)
    rows = [
        (d.kind, PAIRS.get(d.kind, "row"), *d.subjects[:2], place, d.id)
        for place, d in enumerate(held)
        if (d.kind in PAIRS or d.kind == WRONG) and len(d.subjects) > 1
    ]
    if rows:
        con.executemany("INSERT INTO decided VALUES (?, ?, ?, ?, ?, ?)", rows)
        _take_out_wrong_rows(con)
    for kind in sorted(set(PAIRS.values())):
        _find_mentions(con, kind)


def _find_mentions(con: Connection, kind: str) -> None:
    """Let each subject of a kind's decisions be answered by the mention it cites, or that bears its key."""
    con.execute(
        "CREATE OR REPLACE TABLE cited AS SELECT DISTINCT unnest([a, b]) AS subject FROM decided WHERE about = ?",
        [kind],
    )
    if not con.execute("SELECT 1 FROM cited LIMIT 1").fetchone():
        return
    table = claim_table(kind)
    con.execute(
        f"INSERT INTO answering SELECT subject, subject FROM cited SEMI JOIN {table} c ON c._mention = subject"
    )
    if isinstance(schema().kind(kind), EdgeKind):
        return
    con.execute("DELETE FROM cited WHERE subject IN (SELECT subject FROM answering)")
    con.execute(
        f"INSERT INTO answering SELECT subject, min(mention) FROM cited JOIN "
        f"(SELECT _mention AS mention, unnest(_keys) AS key FROM {table}) ON subject = digest('{kind}', key) "
        "GROUP BY subject"
    )


def _take_out_wrong_rows(con: Connection) -> None:
    """Delete every claim of the rows that are wrong, as if they had never been said.

    A node that only such rows introduce stays while another row's edge leads to it. Rows that were there
    are in `wrong_there`.
    """
    con.execute(
        "CREATE TABLE wrong_row AS "
        "SELECT DISTINCT a AS _source, b AS place_ FROM decided WHERE about = 'row'"
    )
    con.execute("CREATE TABLE needed (mention VARCHAR)")
    kinds = schema()
    for kind in (*kinds.nodes.values(), *kinds.edges.values()):
        con.execute(
            f"INSERT INTO wrong_there SELECT DISTINCT _source, place_ FROM {stored_table(kind.name)} "
            "SEMI JOIN wrong_row USING (_source, place_)"
        )
    for edge in kinds.edges.values():
        con.execute(f"DELETE FROM {stored_table(edge.name)} c USING wrong_row w WHERE {_THERE}")
        con.execute(
            f"INSERT INTO needed SELECT unnest([_from, _to]) FROM {stored_table(edge.name)} "
            "WHERE _source IN (SELECT _source FROM wrong_row)"
        )
    for node in kinds.nodes.values():
        if not node.derived:
            table = stored_table(node.name)
            con.execute(
                f"DELETE FROM {table} c USING wrong_row w WHERE {_THERE} AND (c._mention NOT IN (FROM needed) "
                f"OR c._mention IN (SELECT o._mention FROM {table} o ANTI JOIN wrong_row w USING (_source, place_)))"
            )
    con.execute(
        "INSERT INTO wrong_there SELECT DISTINCT hash, place FROM lost "
        "SEMI JOIN wrong_row w ON w._source = hash AND w.place_ = place"
    )
    con.execute(
        "DELETE FROM lost c USING wrong_row w WHERE w._source = c.hash AND w.place_ = c.place"
    )
    con.execute("DROP TABLE needed")


_THERE = "w._source = c._source AND w.place_ = c.place_"
