"""What 原 means in front of a unit's name: the post, the unit, both, or an open question."""

from __future__ import annotations

from collections.abc import Sequence

from graph.derive.claims import Connection, script
from graph.derive.fusion import edge_table
from graph.model import vocabulary
from graph.model.decisions import Decision, in_force

_KINDS = ("SERVED_IN", "INSPECTS")


def settle(con: Connection, decisions: Sequence[Decision]) -> None:
    """Give every edge whose text says 原 its scope: as decided, else by what is known of the unit.

    A FORMER_SCOPE decision cites the edge's id and the scope (职务, 机构, 职务和机构, 不明); the last one holds.
    """
    decided = {d.subjects[0]: scope for d in in_force(decisions) if (scope := _scope(d))}
    con.execute("CREATE TABLE decided_scope (id VARCHAR, scope VARCHAR)")
    if decided:
        con.executemany("INSERT INTO decided_scope VALUES (?, ?)", sorted(decided.items()))
    con.execute(script("former_scope.sql"))
    for kind in _KINDS:
        if con.execute("SELECT 1 FROM former_scope WHERE kind = ? LIMIT 1", [kind]).fetchone():
            _replace(con, kind)


def _scope(decision: Decision) -> str | None:
    if decision.kind != "FORMER_SCOPE" or not decision.subjects:
        return None
    said = decision.subjects[1] if len(decision.subjects) > 1 else decision.details.get("scope", "")
    return vocabulary.find("former_scope", said)


def _replace(con: Connection, kind: str) -> None:
    """Put a view with the scopes in the place of an edge's table, which may be a view itself."""
    table, told = edge_table(kind), f'"told_{kind}"'
    views = con.execute("SELECT view_name FROM duckdb_views()").fetchall()
    what = "VIEW" if (f"e_{kind}",) in views else "TABLE"
    con.execute(f"ALTER {what} {table} RENAME TO {told}")
    con.execute(
        f"CREATE VIEW {table} AS SELECT t.* REPLACE (coalesce(s.scope, t.former_scope) AS former_scope) "
        f"FROM {told} t LEFT JOIN former_scope s USING (id)"
    )
