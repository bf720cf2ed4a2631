"""Our side of screening by every family: TABLES CASE OUT, the query behind `screen`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from graph.snapshot import Snapshot
from queries.avoidance.engine import opened
from queries.avoidance.screening import statement

FAMILIES = (
    "own",
    "stationed",
    "kin",
    "declared",
    "business",
    "superior",
    "colleague",
    "past",
)


def main(tables: Path, case: Path, out: Path) -> None:
    """Screen, write the ties with their evidence, print how many there are of each family."""
    asked = json.loads(case.read_text(encoding="utf-8"))
    with opened(Snapshot("", tables)) as engine:
        query = statement(engine, asked["people"], asked["units"], FAMILIES)
        engine.run(f"CREATE TEMP TABLE ties AS {query}")
        engine.connection.execute(f"COPY ties TO '{out}' (FORMAT csv)")
        counted = engine.rows("SELECT family, count(*) FROM ties GROUP BY family ORDER BY family")
    sys.stdout.write(json.dumps(dict(counted)) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
