"""Our side of screening: TABLES CASE OUT, the families of ties of the check, one statement each."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from graph.snapshot import Snapshot
from queries.avoidance.engine import opened, sql

FAMILIES = ("own", "kin")

# The same window on both sides: the part of a service that counts may have lasted beyond the edge.
CONFLICTS = """
CREATE TEMP TABLE conflicts AS
WITH ties AS ({ties})
SELECT person, unit, holder, kin, relation, posting, via FROM ties
WHERE $edge < least(CASE WHEN end_state = 'ongoing' THEN '9999-12-31'
                         ELSE coalesce(until_max, '9999-12-31') END, coalesce(to_max, '9999-12-31'))
  AND greatest(coalesce(since_min, ''), coalesce(from_min, ''))
      <= least($on, CASE WHEN end_state = 'ongoing' THEN '9999-12-31'
                         ELSE coalesce(until_max, '9999-12-31') END, coalesce(to_max, '9999-12-31'))
"""


def main(tables: Path, case: Path, out: Path) -> None:
    """Screen, write the conflicts with their evidence, print how many there are."""
    asked = json.loads(case.read_text(encoding="utf-8"))
    with opened(Snapshot("", tables)) as engine:
        engine.ask(asked["people"], asked["units"])
        ties = " UNION ALL BY NAME ".join(f"({sql(f'ties/{family}')})" for family in FAMILIES)
        window = {"edge": asked["edge"], "on": asked["on"]}
        engine.run(CONFLICTS.format(ties=ties), window)
        engine.connection.execute(f"COPY conflicts TO '{out}' (FORMAT csv)")
        counted = "SELECT count(DISTINCT (person, unit)), count(*) FROM conflicts"
        pairs, rows = engine.rows(counted)[0]
    sys.stdout.write(json.dumps({"pairs": pairs, "rows": rows}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
