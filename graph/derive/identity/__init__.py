"""Which mentions are one thing: mention → entity, and every alias of an entity.

People are joined, in this order, by person number or identity number, by decisions, by name under one
clue or case number, and where linkage confirms them; an unkeyed name without more stays its own mention.
Organisations are joined by 统一社会信用代码, or by full, short and former names inside one committee.
"""

from __future__ import annotations

from graph.derive.claims import Connection, script
from graph.derive.identity import joining, linkage, organisations
from graph.derive.identity.components import connect
from graph.model.schema import schema

_HERE = "graph.derive.identity"


def resolve(con: Connection, engine: str = "duckdb") -> None:
    """Make the tables entity(mention, id), aliases(alias, id) and problem (what was not merged, and why)."""
    con.execute(
        "CREATE TABLE problem (id VARCHAR, property VARCHAR, kept VARCHAR, other VARCHAR, shown VARCHAR)"
    )
    con.execute("CREATE TABLE link (kind VARCHAR, mention VARCHAR, key VARCHAR)")
    con.execute(script("organisations.sql", _HERE))
    organisations.spell(con)
    con.execute(script("people.sql", _HERE))
    con.execute(script("graphs.sql", _HERE))
    con.execute(script("people_decided.sql", _HERE))
    # First by keys of their own, then by names in a context: a name must not join what numbers tell apart.
    connect(con, "keyed", "NOT weak(key)")
    con.execute(script("graphs_repeated.sql", _HERE))
    con.execute(script("organisations_doubtful.sql", _HERE))
    con.execute(script("people_doubtful.sql", _HERE))
    connect(con, "keyed", "NOT weak(key)")
    joining.keep_apart(con, "keyed", "NOT weak(key)")
    connect(con)
    con.execute(script("people_in_context.sql", _HERE))
    con.execute(script("organisations_former.sql", _HERE))
    organisations.decide(con)
    connect(con)
    joining.keep_apart(con, "component")
    linkage.link(con, engine)
    joining.confirm(con)
    con.execute(script("entities.sql", _HERE))
    for kind in schema().nodes.values():
        if kind.identity == "mention":
            con.execute(
                f'INSERT INTO entity SELECT DISTINCT _mention, _mention FROM "c_{kind.name}"'
            )
