"""Decisions and probable pairs put into effect: which links hold, and which give way."""

from __future__ import annotations

from collections import defaultdict

from graph.derive.claims import Connection, script
from graph.derive.identity.components import connect
from graph.derive.identity.groups import Groups, Known

_HERE = "graph.derive.identity"


def keep_apart(con: Connection, table: str, links: str = "TRUE") -> None:
    """Drop links, the weakest first, until no chain of them joins two who were decided not to be one.

    `table` is what `connect` made of `links`; it is made again if anything was dropped. A decision that
    two are one holds before a number, a number before a name under a clue.
    """
    con.execute(
        f"CREATE OR REPLACE TABLE torn AS SELECT DISTINCT x.root FROM verdict v JOIN {table} x ON x.mention = v.a "
        f"JOIN {table} y ON y.mention = v.b WHERE NOT v.same AND v.a <> v.b AND x.root = y.root"
    )
    if con.execute("SELECT 1 FROM torn LIMIT 1").fetchone() is None:
        return
    rows = con.execute(
        f"SELECT key, mention FROM link JOIN {table} USING (mention) SEMI JOIN torn USING (root) WHERE {links} "
        "ORDER BY CASE WHEN starts_with(key, 'same:') THEN 0 WHEN weak(key) THEN 2 ELSE 1 END, key, mention"
    ).fetchall()
    groups = Groups(con.execute("SELECT a, b FROM verdict WHERE NOT same AND a <> b").fetchall())
    first: dict[str, str] = {}
    dropped = [
        (key, mention, first[key])
        for key, mention in rows
        if groups.join(first.setdefault(key, mention), mention)
    ]
    con.execute("CREATE OR REPLACE TABLE dropped (key VARCHAR, mention VARCHAR, other VARCHAR)")
    con.executemany("INSERT INTO dropped VALUES (?, ?, ?)", dropped)
    con.execute(script("dropped.sql", _HERE))
    connect(con, table, links)


def confirm(con: Connection) -> None:
    """Join the pairs that linkage confirms, the likeliest first, as far as no decision and no number forbids.

    What is forbidden stands in forbidden(a, b, why): such a pair is open, not confirmed.
    """
    con.execute("CREATE TABLE forbidden (a VARCHAR, b VARCHAR, why VARCHAR)")
    con.execute(script("confirmed.sql", _HERE))
    if con.execute("SELECT 1 FROM confirmed LIMIT 1").fetchone() is None:
        return
    connect(con, "cluster", source="bond")
    con.execute(script("clashing.sql", _HERE))
    forbidden = _forbidden(con)
    if forbidden:
        con.executemany("INSERT INTO forbidden VALUES (?, ?, ?)", forbidden)
    con.execute(
        "INSERT INTO link SELECT 'Person', unnest([a, b]), 'pair:' || a || b "
        "FROM confirmed ANTI JOIN forbidden USING (a, b)"
    )
    connect(con)


def _forbidden(con: Connection) -> list[tuple[str, str, str]]:
    pairs = con.execute(
        "SELECT a, b, one, other FROM confirmed JOIN cluster ON cluster.mention = one "
        "SEMI JOIN clashing ON clashing.cluster = cluster.root ORDER BY probability DESC, a, b"
    ).fetchall()
    if not pairs:
        return []
    groups = Groups(con.execute("SELECT one, other FROM foe").fetchall(), _known(con))
    judged = ((a, b, groups.join(one, other)) for a, b, one, other in pairs)
    return [(a, b, why) for a, b, why in judged if why]


def _known(con: Connection) -> dict[str, Known]:
    numbers: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for record, series, key in con.execute(
        "SELECT record, series, key FROM number_of SEMI JOIN clashing USING (cluster)"
    ).fetchall():
        numbers[record].append((series, key))
    born = {
        record: (first, last)
        for record, first, last in con.execute(
            "SELECT record, first_day, last_day FROM born_of SEMI JOIN clashing USING (cluster)"
        ).fetchall()
    }
    records = numbers.keys() | born.keys()
    return {record: Known(numbers[record], born.get(record, ())) for record in records}
