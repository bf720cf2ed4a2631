"""What was derived elsewhere, from more than a graph shows: it stands where deriving knows no better."""

from __future__ import annotations

from graph.derive.claims import Connection, claim_table, script
from graph.derive.fusion import edge_table


def link_tasks(con: Connection) -> None:
    """Add the tasks of findings, clues, papers and petitions of another graph, where deriving knows of none."""
    for kind, told in _OF_TASKS.items():
        _add(con, kind, f"{told} NOT IN (SELECT {told} FROM {edge_table(kind)})")


def link_items(con: Connection) -> None:
    """Add the checklist items of findings of another graph that deriving did not find."""
    _add(con, "HITS", f"id NOT IN (SELECT id FROM {edge_table('HITS')})")


_OF_TASKS = {"FOUND": "target", "YIELDED": "target", "DRAFTED": "target", "RECEIVED_IN": "source"}
"""The edges by which a task is found, with the end that has one task."""


def _add(con: Connection, kind: str, where: str) -> None:
    if not con.execute("SELECT 1 FROM graph_row WHERE kind = ? LIMIT 1", [kind]).fetchone():
        return
    con.execute(
        f"INSERT INTO {edge_table(kind)} BY NAME SELECT * FROM ("
        f"SELECT digest('{kind}', concat_ws(chr(31), f.id, t.id)) AS id, f.id AS source, t.id AS target, "
        f"arg_min(certainty, ord) AS certainty, arg_min(shown, ord) AS sources FROM {claim_table(kind)} "
        "JOIN entity f ON f.mention = _from JOIN entity t ON t.mention = _to GROUP BY f.id, t.id) "
        f"WHERE {where}"
    )


def walk_offices(con: Connection) -> None:
    """Make COUNTS_FOR from the table step; a step that only another graph knows is walked as well.

    Two names of one office, and a former name that somebody else bears today, stand in no graph: what came of
    them does, as rows without any edge on their way. Where all units are of one graph, it is taken at its word.
    """
    con.execute(script("walk.sql"))
    if not con.execute(f"SELECT 1 FROM {claim_table('COUNTS_FOR')} LIMIT 1").fetchone():
        return
    con.execute(script("steps_told.sql"))
    if con.execute("SELECT alone FROM graph_alone").fetchall() == [(True,)]:
        con.execute('DELETE FROM "e_COUNTS_FOR"')
        con.execute(script("counts_told.sql"))
    elif con.execute("SELECT 1 FROM step_told LIMIT 1").fetchone():
        con.execute(
            "INSERT INTO step BY NAME SELECT *, '' AS via FROM step_told; DROP TABLE \"e_COUNTS_FOR\""
        )
        con.execute(script("walk.sql"))
