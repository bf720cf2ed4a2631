"""Probabilistic linkage of people: which records, told apart by no number, are one person.

Splink compares and weighs (on DuckDB, or on Spark by a setting); the parameters are fixed in
`parameters.toml`. What it finds is a table of pairs in three zones; who applies them is not decided here.
"""

from __future__ import annotations

from graph.derive.claims import Connection, script
from graph.derive.identity.components import connect
from graph.derive.identity.linkage import engines, parameters
from graph.derive.identity.linkage.parameters import Parameters
from graph.derive.identity.linkage.spelling import spell
from graph.model.errors import WorkspaceError

_HERE = "graph.derive.identity.linkage"
_NOBODY = (
    "CREATE OR REPLACE TABLE person_pair (a VARCHAR, b VARCHAR, probability DOUBLE, zone VARCHAR, "
    "evidence_for VARCHAR, evidence_against VARCHAR, settle VARCHAR)"
)


def link(con: Connection, engine: str = "duckdb") -> None:
    """Make person_record of the claims and person_pair of the records, by the parameters of this version."""
    if engine not in engines.ENGINES:
        known = "、".join(engines.ENGINES)
        raise WorkspaceError(
            f"人员比对不能用 {engine!r}", hint=f"设置 linkage_engine 可用：{known}"
        )
    con.execute(script("person_record.sql", _HERE))
    score(con, parameters.load(), engine)


def score(con: Connection, given: Parameters, engine: str = "duckdb") -> None:
    """Make the table person_pair(a, b, probability, zone, evidence_for, evidence_against, settle); a < b.

    Reads person_record and person_apart (see person_record.sql). Zones are confirmed, possible and
    rejected; pairs that are less likely than the floor are not in it.
    """
    candidates(con, given)
    if not con.execute("FROM person_feature LIMIT 1").fetchall():
        con.execute(_NOBODY)
        return
    engines.ENGINES[engine](con, given)
    _explain(con, given)
    con.execute(script("zones.sql", _HERE))
    con.execute(
        "CREATE OR REPLACE TABLE confirmed_link AS "
        "SELECT unnest([a, b]) AS mention, a || b AS key FROM person_zone WHERE zone = 'confirmed'"
    )
    connect(con, "person_closed", source="confirmed_link")
    con.execute(script("closing.sql", _HERE))


def candidates(con: Connection, given: Parameters) -> None:
    """Make person_feature of the records that share a block, and name_frequency of all names."""
    spell(con)
    _publish(con, given)
    con.execute(script("candidates.sql", _HERE))
    con.execute(script("features.sql", _HERE))


def _publish(con: Connection, given: Parameters) -> None:
    """Put the parameters where the SQL reads them."""
    for name in (
        "confirmed",
        "possible",
        "namesakes",
        "population",
        "block_pairs",
        "other_surname",
    ):
        con.execute(f"SET VARIABLE {name} = {getattr(given, name)}")
    con.execute(f"SET VARIABLE other_given = {min(given.given_names.values())}")
    con.execute("SET VARIABLE records = (SELECT count(*) FROM person_record)")
    shares = [f"('{name}', {share})" for name, share in given.surnames.items()]
    con.execute(
        "CREATE OR REPLACE TABLE surname_share AS "
        f"SELECT * FROM (VALUES {', '.join(shares)}) t(surname, share)"
    )
    lengths = [f"({length}, {share})" for length, share in given.given_names.items()]
    con.execute(
        f"CREATE OR REPLACE TABLE given_share AS SELECT * FROM (VALUES {', '.join(lengths)}) t(length, share)"
    )


def _explain(con: Connection, given: Parameters) -> None:
    """Make person_level: what each grade of each comparison says, and its weight in bits."""
    con.execute(
        "CREATE OR REPLACE TABLE person_level (comparison VARCHAR, position INTEGER, grade INTEGER, "
        "says VARCHAR, weight DOUBLE, real BOOLEAN, never BOOLEAN)"
    )
    con.executemany(
        "INSERT INTO person_level VALUES (?, ?, ?, ?, log2(? / ?), ?, ?)",
        [
            (c.name, position, grade, at.says, at.m, at.u, at.real, at.never)
            for position, c in enumerate(given.comparisons)
            for grade, at in c.graded()
        ],
    )
