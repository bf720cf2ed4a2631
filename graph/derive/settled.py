"""Which edges are one, as another graph has it settled.

The claims of other graphs stand in graph_row(kind, mention, subject, other, source, ord, ours): subject is the mention
itself or the edge's first end, other its second. Where the ledgers that such a graph came from are there too, they go
before it.
"""

from __future__ import annotations

from graph.derive.claims import Connection
from graph.model.schema import EdgeKind


def set_aside(con: Connection, kind: EdgeKind) -> None:
    """Move the edges of another graph from the table pair to aside(ord, _f, _t, id): each keeps its id.

    That holds as long as both ends go by the ids that it names, and nobody decided on it; else it is a claim
    like any other.
    """
    con.execute(
        "CREATE TABLE aside AS SELECT p.ord, p._f, p._t, g.mention AS id FROM pair p JOIN graph_row g USING (ord) "
        "JOIN entity f ON f.mention = g.subject JOIN entity t ON t.mention = g.other "
        "WHERE g.kind = ? AND g.ours AND f.id = g.subject AND t.id = g.other "
        "AND g.mention NOT IN (SELECT mention FROM answering)",
        [kind.name],
    )
    con.execute("DELETE FROM pair WHERE ord IN (SELECT ord FROM aside)")


def put_back(con: Connection) -> None:
    """Add what was set aside to the table edge."""
    con.execute("INSERT INTO edge SELECT ord, _f, _t, id FROM aside; DROP TABLE aside")
