"""The records of the linkage's benchmark as claims in DuckDB, keyed identity applied, and the truth about them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

import duckdb
import pyarrow as pa

from benchmarks.people import Faults, Names, Record, people, records
from graph.derive.claims import load_claims, script
from graph.derive.identity.components import connect
from graph.model.claims import digest
from graph.sources import Sources

RECORDS_A_PERSON = 1.6


def world(seed: int, count: int, names: str = "test") -> duckdb.DuckDBPyConnection:
    """Return a connection with about `count` records as claims, `component` by keys, and `truth`(root, person)."""
    rng = Random(seed)
    everybody = people(rng, Names(names), round(count / RECORDS_A_PERSON))
    told = list(records(rng, everybody, Faults()))
    rng.shuffle(told)
    con = duckdb.connect()
    with tempfile.TemporaryDirectory() as folder:
        load_claims(con, Sources(Path(folder)), ())
    _claim(con, told)
    con.execute("CREATE TABLE link (kind VARCHAR, mention VARCHAR, key VARCHAR)")
    con.execute(script("people.sql", "graph.derive.identity"))
    con.execute("CREATE TABLE graph_repeated (ord BIGINT)")
    con.execute(
        "INSERT INTO link SELECT DISTINCT 'Organization', _mention, _mention FROM \"c_Organization\""
    )
    connect(con)
    con.execute(
        "CREATE TABLE truth AS SELECT mention, root, person FROM said JOIN component USING (mention)"
    )
    return con


def _claim(con: duckdb.DuckDBPyConnection, told: Iterable[Record]) -> None:
    people_rows: list[dict[str, object]] = []
    natives: list[dict[str, object]] = []
    posts: list[dict[str, object]] = []
    for n, record in enumerate(told):
        mention = digest("Person", "record", n)
        people_rows.append(
            {
                "_mention": mention,
                "_keys": [f"id:{record.identity}"] if record.identity else [],
                "name": record.name,
                "gender": record.gender,
                "birth": record.birth,
                "person": record.person,
                "ord": n,
            }
        )
        if record.county:
            natives.append({"_from": mention, "code": record.county, "ord": n})
        posts += [
            {"_from": mention, "unit": unit, "title": title, "since": since, "until": until}
            for unit, title, since, until in record.posts
        ]
    for name, rows in (("people_rows", people_rows), ("natives", natives), ("posts", posts)):
        con.register(name, pa.Table.from_pylist(rows))
    for kind in ("Person", "Region", "NATIVE_OF", "Organization", "SERVED_IN"):
        # In place of the view of nothing a table of its columns.
        con.execute(f'CREATE TABLE empty AS FROM "c_{kind}"')
        con.execute(f'DROP VIEW "c_{kind}"')
        con.execute(f'ALTER TABLE empty RENAME TO "c_{kind}"')
    con.execute(
        """
        CREATE TABLE said AS SELECT _mention AS mention, person FROM people_rows;
        INSERT INTO "c_Person" BY NAME SELECT * EXCLUDE (person) FROM people_rows;
        INSERT INTO "c_Region" BY NAME SELECT DISTINCT 'Region-' || code AS _mention, code FROM natives;
        INSERT INTO "c_NATIVE_OF" BY NAME SELECT _from, 'Region-' || code AS _to, ord FROM natives;
        INSERT INTO "c_Organization" BY NAME SELECT DISTINCT unit AS _mention FROM posts;
        INSERT INTO "c_SERVED_IN" BY NAME
        SELECT _from, unit AS _to, title, '任职' AS kind, since, until, row_number() OVER () AS ord FROM posts;
        """
    )
