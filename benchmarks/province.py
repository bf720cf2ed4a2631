"""A province as claims at rest: counties with people, postings and organisations, written by SQL.

Reading spreadsheets is not what is measured; these are the claim files that loading ledgers L1, L3 and L4 writes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import duckdb

from graph.derive.claims import script
from graph.model.schema import EdgeKind, schema
from graph.sources import Source
from graph.sources.tables import claim_columns

PEOPLE = 10_000
"""People of one county, each with three postings; six hundred organisations."""

VERSION = "made"
_RANKS = {"L1": 10, "L3": 20, "L4": 21}

_COUNTY = """
CREATE OR REPLACE TABLE org AS
SELECT n, '县第' || n || '局' AS name, 'name:' || $county || '委:县第' || n || '局' AS key FROM range(600) t(n);
CREATE OR REPLACE TABLE person AS
SELECT n, printf('P%05d', n) AS no, 'no:' || $county || '委:' || printf('P%05d', n) AS key,
       chr(CAST(20000 + hash($county || '-1-' || n) % 200 AS INTEGER))
           || chr(CAST(24000 + hash($county || '-2-' || n) % 500 AS INTEGER)) AS name,
       printf('%d-%02d', 1960 + hash($county || '-3-' || n) % 40, 1 + hash($county || '-4-' || n) % 12) AS birth
FROM range(10000) t(n);
CREATE OR REPLACE TABLE posting AS
SELECT p.n * 3 + k AS n, p.key AS person_key, p.name AS person_name, o.key AS org_key, o.name AS org_name,
       '科员' || k AS title, printf('%d-%02d', 2000 + 7 * k, 1 + p.n % 12) AS since,
       CASE WHEN k = 2 AND $edition = 0 THEN NULL ELSE printf('%d-%02d', 2006 + 7 * k, 1 + (p.n + $edition) % 12) END
           AS until
FROM person p, range(3) t(k) JOIN org o ON o.n = (p.n * 13 + k * 101) % 600;
"""

_LEDGERS = {
    "L1": {
        "Organization": "SELECT n, digest('Organization', key) AS _mention, [key] AS _keys, name, true AS definite, "
        "name AS mentioned_as, '县管' AS managing_level, '政府部门' AS kind, '在册' AS status FROM org"
    },
    "L3": {
        "Person": "SELECT n, digest('Person', key) AS _mention, [key] AS _keys, name, no AS person_no, birth, "
        "CASE n % 2 WHEN 0 THEN '男' ELSE '女' END AS gender, true AS keyed, '中共党员' AS political FROM person"
    },
    "L4": {
        "Person": "SELECT n, digest('Person', person_key) AS _mention, [person_key] AS _keys, person_name AS name, "
        "true AS keyed FROM posting",
        "Organization": "SELECT n, digest('Organization', org_key) AS _mention, [org_key] AS _keys, "
        "org_name AS mentioned_as FROM posting",
        "SERVED_IN": "SELECT n, digest('Person', person_key) AS _from, digest('Organization', org_key) AS _to, "
        "digest('SERVED_IN', person_key || org_key || n) AS _mention, title, '任职' AS kind, since, until, "
        "CASE WHEN until IS NULL THEN 'ongoing' ELSE 'stated' END AS end_state FROM posting",
    },
}


def write(folder: Path, counties: int) -> None:
    """Write the sources of some counties below `folder`."""
    for county in range(counties):
        _write(folder, f"县{county:03}", 0, tuple(_LEDGERS))


def revise(folder: Path, county: int) -> str:
    """Add a new edition of one county's postings, the ends moved by a month, and return the hash of the old one."""
    _write(folder, f"县{county:03}", 1, ("L4",))
    return _digest(f"县{county:03}_L4_0.xlsx")


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _write(folder: Path, county: str, edition: int, ledgers: tuple[str, ...]) -> None:
    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")
    con.execute(script("macros.sql"))
    for statement in _COUNTY.strip().split(";\n"):
        names = {
            name: v
            for name, v in (("county", county), ("edition", edition))
            if f"${name}" in statement
        }
        con.execute(statement.rstrip(";"), names)
    for ledger in ledgers:
        _source(con, folder, county, ledger, edition)
    con.close()


def _source(
    con: duckdb.DuckDBPyConnection, folder: Path, county: str, ledger: str, edition: int
) -> None:
    name = f"{county}_{ledger}_{edition}.xlsx"
    home = folder / _digest(name)
    claims = home / "claims" / VERSION
    claims.mkdir(parents=True)
    base = 0
    for kind, rows in _LEDGERS[ledger].items():
        path = claims / f"{kind}.parquet"
        done = con.execute(_copy(kind, rows, path), {"source": home.name, "base": base}).fetchone()
        base += int(done[0]) if done else 0
    made = Source(
        hash=home.name, name=name, kind=ledger, title=ledger, rank=_RANKS[ledger], committee=f"中共{county}委",
        loader="made", version=VERSION, loaded_at="2025-01-01T00:00:00+00:00", claims=base, rejected=0,
    )  # fmt: skip
    (home / "source.json").write_text(
        json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8"
    )


_FIXED = {
    "_source": "$source",
    "_ordinal": "$base + n",
    "_place": "'L4!第' || (n + 3) || '行'",
    "_start": "0::BIGINT",
    "_end": "20::BIGINT",
    "_quote": "'姓名：某｜任职单位：某县某局｜序号：' || n",
    "_rule": "'made'",
    "_confidence": "1.0::DOUBLE",
}


def _copy(kind: str, rows: str, path: Path) -> str:
    declared = schema().kind(kind)
    own = {"_mention", "_from", "_to"} if isinstance(declared, EdgeKind) else {"_mention", "_keys"}
    types = {p.name: p.sql_type for p in declared.properties.values()}
    said = {
        name for name in types if f" AS {name}" in rows or f", {name}" in rows or f"{name}," in rows
    }
    columns = []
    for name in claim_columns(declared).names:
        if name in _FIXED:
            columns.append(f"{_FIXED[name]} AS {name}")
        elif name in own:
            columns.append(name)
        else:
            value = f'"{name}"' if name in said else "NULL"
            columns.append(f'CAST({value} AS {types[name]}) AS "{name}"')
    return (
        f"COPY (SELECT {', '.join(columns)} FROM ({rows}) ORDER BY n) TO '{path}' "
        "(FORMAT parquet, COMPRESSION zstd)"
    )
