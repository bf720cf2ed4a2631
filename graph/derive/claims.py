"""The claims of all sources in use, one typed DuckDB table a kind, in one total order."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import duckdb

from graph.model.errors import WorkspaceError
from graph.model.keys import person_number_key
from graph.model.schema import EdgeKind, Kind, schema
from graph.sources import Source, Sources

Connection = duckdb.DuckDBPyConnection

_REFUSED = ("ledger", "place", "reason", "person", "lost", "until", "filename")
_ORDER_STEP = 1 << 32
"""Room for the claims of one source: the order of a claim is source position x step + ordinal."""


def script(name: str, module: str = "graph.derive") -> str:
    """Return the text of a .sql file that lies beside its module."""
    return files(module).joinpath(name).read_text(encoding="utf-8")


def claim_table(kind: str) -> str:
    """Return the name of a kind's table of claims."""
    return f'"c_{kind}"'


def load_claims(con: Connection, sources: Sources, used: Sequence[Source]) -> None:
    """Make one table of claims for each kind, empty and typed where nothing was claimed.

    Raises WorkspaceError where a claim file cannot be read or lacks a column: it was written under an
    older schema, or is damaged.
    """
    con.execute(script("macros.sql"))
    con.execute("CREATE TABLE source (hash VARCHAR, file VARCHAR, base BIGINT)")
    rows = [(s.hash, s.name, position * _ORDER_STEP) for position, s in enumerate(used)]
    if rows:
        con.executemany("INSERT INTO source VALUES (?, ?, ?)", rows)
    paths: dict[str, list[str]] = {}
    for source in used:
        for kind, path in sources.claims(source).items():
            paths.setdefault(kind, []).append(str(path))
    kinds = schema()
    everything: tuple[Kind, ...] = (*kinds.nodes.values(), *kinds.edges.values())
    for declared in everything:
        if not declared.derived:
            _load_kind(con, declared, paths.get(declared.name, []))
    _load_refused(con, sources, used)


def _load_kind(con: Connection, kind: Kind, paths: list[str]) -> None:
    ends = ["_from", "_to"] if isinstance(kind, EdgeKind) else ["_keys"]
    if not paths:
        typed = [f'"{p.name}" {p.sql_type}' for p in kind.properties.values()]
        own = (
            ["_from VARCHAR", "_to VARCHAR"] if isinstance(kind, EdgeKind) else ["_keys VARCHAR[]"]
        )
        fixed = ["_mention VARCHAR", *own, *typed]
        fixed += [
            "_source VARCHAR",
            "_ordinal BIGINT",
            "file VARCHAR",
            "place_ VARCHAR",
            "shown VARCHAR",
            "ord BIGINT",
        ]
        con.execute(f"CREATE TABLE {claim_table(kind.name)} ({', '.join(fixed)})")
        return
    # Cast: one file with text in a number column would turn that column of all sources into text.
    properties = [
        f'CAST("{p.name}" AS {p.sql_type}) AS "{p.name}"' for p in kind.properties.values()
    ]
    columns = ", ".join(["_mention", *ends, *properties, "_source", "_ordinal"])
    try:
        con.execute(
            f"CREATE TABLE {claim_table(kind.name)} AS "
            f"SELECT {columns}, source.file, _place AS place_, "
            "source.file || ' ' || place_shown(_place) AS shown, source.base + _ordinal AS ord "
            "FROM read_parquet(?) JOIN source ON source.hash = _source",
            [paths],
        )
    except duckdb.Error as error:
        raise WorkspaceError(
            f"{kind.label}（{kind.name}）的主张是旧版本写的，或已损坏",
            hint="请运行 xuntu rebuild 重新读取原件",
        ) from error


def _load_refused(con: Connection, sources: Sources, used: Sequence[Source]) -> None:
    """Make the table `lost` of the rows that were lost to a person with a number.

    A source loaded before such rows were marked has none of the columns: nothing of it is known as lost.
    """
    typed = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in _REFUSED)
    paths = [str(path) for s in used if (path := sources.refused(s)).is_file()]
    rows = f"SELECT {typed} WHERE false"
    if paths:
        rows += " UNION ALL BY NAME FROM read_parquet(?, union_by_name = true, filename = true)"
    con.execute(
        f"CREATE TABLE lost AS SELECT {', '.join(_REFUSED[:-1])}, "
        f"parse_path(filename)[-2] AS hash FROM ({rows}) WHERE person <> '' AND lost <> ''",
        [paths] if paths else [],
    )
    con.execute("CREATE TABLE numbering (hash VARCHAR, prefix VARCHAR)")
    prefixes = [(s.hash, person_number_key("", s.committee)) for s in used]
    if prefixes:
        con.executemany("INSERT INTO numbering VALUES (?, ?)", prefixes)
