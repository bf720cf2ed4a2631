"""The peer of exports: SNAPSHOT OUT csv|parquet, every table by DuckDB's COPY; prints its rows and its memory."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import duckdb


def main(folder: Path, out: Path, form: str) -> None:
    """Copy each table that has rows."""
    con = duckdb.connect()
    rows = 0
    for path in sorted([*folder.glob("nodes_*.parquet"), *folder.glob("edges_*.parquet")]):
        found = con.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
        count = int(found[0]) if found else 0
        rows += count
        if count:
            target = out / f"{path.stem}.{form}"
            con.execute(f"COPY (FROM read_parquet('{path}')) TO '{target}' (FORMAT {form})")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"rows": rows, "megabytes": megabytes}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
