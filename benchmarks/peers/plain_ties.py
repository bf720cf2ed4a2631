"""The plain peer of screening: TABLES CASE OUT, one UNION ALL over the tables as they stand.

The same rows with the same edges, by joins that anybody would write: no views, no doubts, no reading of titles.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

TIES = Path(__file__).with_suffix(".sql")


def main(tables: Path, case: Path, out: Path) -> None:
    """Screen, write the ties with their evidence, print how many there are of each family."""
    asked = json.loads(case.read_text(encoding="utf-8"))
    con = duckdb.connect(config={"threads": 1})
    con.execute("SET enable_progress_bar = false")
    for path in sorted(tables.glob("*.parquet")):
        con.execute(f"CREATE VIEW {path.stem} AS FROM '{path}'")
    for table, column, ids in (("roster", "person", "people"), ("units", "unit", "units")):
        con.execute(f"CREATE TABLE {table} AS SELECT unnest(?) AS {column}", [asked[ids]])
    con.execute(TIES.read_text(encoding="utf-8"))
    con.execute(f"COPY ties TO '{out}' (FORMAT csv)")
    counted = con.execute("SELECT family, count(*) FROM ties GROUP BY family ORDER BY family")
    sys.stdout.write(json.dumps(dict(counted.fetchall())) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
