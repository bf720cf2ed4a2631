"""Connected components of mentions that share keys, set-at-a-time."""

from __future__ import annotations

from graph.derive.claims import Connection


def connect(con: Connection) -> None:
    """Make the table component(mention, root) from link: the root is the least mention reached by shared keys.

    Label propagation: each round halves no bound in theory, but the components here are a few links long.
    """
    con.execute(
        "CREATE OR REPLACE TABLE component AS SELECT DISTINCT mention, mention AS root FROM link"
    )
    con.execute(
        "CREATE OR REPLACE TABLE shared AS SELECT mention, key FROM link "
        "QUALIFY count(*) OVER (PARTITION BY key) > 1"
    )
    while True:
        con.execute(
            "CREATE OR REPLACE TABLE lowered AS "
            "WITH best AS (SELECT key, min(root) AS root FROM shared JOIN component USING (mention) GROUP BY key) "
            "SELECT shared.mention, min(best.root) AS root FROM shared JOIN best USING (key) "
            "JOIN component USING (mention) GROUP BY shared.mention, component.root "
            "HAVING min(best.root) < component.root"
        )
        changed = con.execute("SELECT count(*) FROM lowered").fetchone()
        if changed is None or changed[0] == 0:
            return
        con.execute(
            "UPDATE component SET root = lowered.root FROM lowered WHERE lowered.mention = component.mention"
        )
