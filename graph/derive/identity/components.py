"""Connected components of mentions that share keys, set-at-a-time."""

from __future__ import annotations

from graph.derive.claims import Connection


def connect(
    con: Connection, table: str = "component", links: str = "TRUE", source: str = "link"
) -> None:
    """Make `table`(mention, root) from the links of `source` that hold `links`: the root is the least mention reached.

    Each round lowers every root to the least one that a shared key leads to; components are a few links long.
    """
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT DISTINCT mention, mention AS root FROM {source} WHERE {links}"
    )
    con.execute(
        f"CREATE OR REPLACE TABLE shared AS SELECT DISTINCT mention, key FROM {source} WHERE {links} "
        "QUALIFY count(*) OVER (PARTITION BY key) > 1"
    )
    while True:
        con.execute(
            "CREATE OR REPLACE TABLE lowered AS "
            f"WITH best AS (SELECT key, min(root) AS root FROM shared JOIN {table} USING (mention) GROUP BY key) "
            "SELECT shared.mention, min(best.root) AS root FROM shared JOIN best USING (key) "
            f"JOIN {table} now USING (mention) GROUP BY shared.mention, now.root "
            "HAVING min(best.root) < now.root"
        )
        changed = con.execute("SELECT count(*) FROM lowered").fetchone()
        if changed is None or changed[0] == 0:
            return
        con.execute(
            f"UPDATE {table} SET root = lowered.root FROM lowered WHERE lowered.mention = {table}.mention"
        )
