"""Tables of a snapshot with as many people and units as one likes, written by SQL: nothing is derived.

Each of the pool has three postings, two relatives with one each, now and then a declared relative, a superior, a
team that inspected; each unit has a number one who led another unit before, every tenth a former name, every
fiftieth a discipline group stationed at it; some relatives own firms that deal with units. All firms
and units are of one line of business.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from graph.model.schema import schema
from graph.snapshot import EVIDENCE
from queries.avoidance.engine import TABLES
from xuntu.synthetic.model import NEXT_ENTRY

_BESIDE = {
    "aliases": "alias VARCHAR, id VARCHAR",
    "conflicts": "id VARCHAR, kind VARCHAR, property VARCHAR, kept VARCHAR, other VARCHAR, shown VARCHAR",
    "refused": 'id VARCHAR, ledger VARCHAR, "column" VARCHAR, reason VARCHAR, until VARCHAR, file VARCHAR, '
    "place VARCHAR",
    "pairs": "id VARCHAR, kind VARCHAR, zone VARCHAR, a VARCHAR, b VARCHAR",
    "evidence": "id VARCHAR, source VARCHAR, file VARCHAR, place VARCHAR, ordinal BIGINT, kind VARCHAR, "
    "guarded BOOLEAN",
}

YEARS = 3
WINDOW = {"on": NEXT_ENTRY, "edge": f"{int(NEXT_ENTRY[:4]) - YEARS}{NEXT_ENTRY[4:]}"}
"""The day that is asked about, and since when a service counts."""

_FILL = Path(__file__).with_suffix(".sql")


def write(folder: Path, people: int, units: int) -> Path:
    """Write the tables that a check reads, and return where."""
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")
    for table in TABLES:
        con.execute(f"CREATE TABLE {table} ({_columns(table)})")
    script = _FILL.read_text(encoding="utf-8")
    con.execute(script.replace("$people", str(people)).replace("$units", str(units)))
    con.execute("CREATE TABLE evidence_since AS FROM evidence")
    con.execute("CREATE TABLE evidence_replaced AS SELECT id FROM evidence")
    for table in (*TABLES, *EVIDENCE[1:]):
        path = folder / f"{table}.parquet"
        con.execute(f"COPY {table} TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    con.close()
    return folder


def case(path: Path, people: int, units: int) -> Path:
    """Write that all people and all units of such tables are asked about, and return where."""
    asked = {
        "people": [f"Person-p{n}" for n in range(people)],
        "units": [f"Organization-u{n}" for n in range(units)],
        **WINDOW,
    }
    path.write_text(json.dumps(asked), encoding="utf-8")
    return path


def _columns(table: str) -> str:
    if table in _BESIDE:
        return _BESIDE[table]
    kind, ends = table.split("_", 1)[1], ", source VARCHAR, target VARCHAR"
    columns = "".join(f', "{name}" {type_}' for name, type_ in schema().kind(kind).columns())
    return f"id VARCHAR{ends if table.startswith('edges_') else ''}{columns}, sources VARCHAR"
