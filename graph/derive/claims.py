"""The claims of all sources in use, one typed DuckDB table a kind, in one total order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from importlib.resources import files

import duckdb

from graph.model.claims import GRAPH_LOADER, SETTLED
from graph.model.errors import WorkspaceError
from graph.model.keys import person_number_key
from graph.model.schema import EdgeKind, Kind, schema
from graph.snapshot import parquet, quoted
from graph.sources import Source, Sources, lines

Connection = duckdb.DuckDBPyConnection

_REFUSED = ("ledger", "place", "reason", "person", "lost", "until", "filename")
_ORDER_STEP = 1 << 32
"""Room for the claims of one source: the order of a claim is source position x step + ordinal."""


def script(name: str, module: str = "graph.derive") -> str:
    """Return the text of a .sql file that lies beside its module."""
    return files(module).joinpath(name).read_text(encoding="utf-8")


def claim_table(kind: str) -> str:
    """Return the name of a kind's claims, every declared column present."""
    return f'"c_{kind}"'


def stored_table(kind: str) -> str:
    """Return the name of the table behind `claim_table`: only the columns that some claim fills."""
    return f'"t_{kind}"'


def end_columns(kind: EdgeKind, source: str, target: str) -> str:
    """Return the columns _f and _t of an edge: of a relation without direction either end may be told of first."""
    if kind.symmetric:
        return f"least({source}, {target}) AS _f, greatest({source}, {target}) AS _t"
    return f"{source} AS _f, {target} AS _t"


def has_span(kind: Kind) -> bool:
    """Tell whether a kind's claims come with their span in the text: what is no person, and what tells of one."""
    return kind.name in TELLING if isinstance(kind, EdgeKind) else kind.name != "Person"


TELLING = frozenset({k.name for k in schema().edges.values() if k.sensitive} | {"CONCERNS"})
"""The edges that lead to somebody who is reported or was handled."""


def said(con: Connection, kind: Kind) -> frozenset[str]:
    """Return the properties of a kind that some claim fills."""
    rows = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [f"t_{kind.name}"]
    ).fetchall()
    return frozenset(name for (name,) in rows) & kind.properties.keys()


def load_claims(
    con: Connection, sources: Sources, used: Sequence[Source], *, lazily: bool = False
) -> None:
    """Make one table of claims for each kind, empty and typed where nothing was claimed.

    `lazily` leaves them where they are, to be read column by column: nothing can be deleted from them then.

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
        if declared.name in paths:
            _load_kind(con, declared, paths[declared.name], "VIEW" if lazily else "TABLE")
    # At once: most kinds are empty in most workspaces.
    con.execute(";".join(_empty(kind) for kind in everything if kind.name not in paths))
    _load_refused(con, sources, used)
    _load_graphs(con, sources, used)
    _leave_out_settled(con, lines.left_out(sources, used))


def _load_kind(con: Connection, kind: Kind, paths: list[str], form: str) -> None:
    """Make a kind's table of what is said, and the view that adds the columns of which nothing is.

    Most columns of most kinds are empty: to carry them through every step took half of the time and
    most of the memory.
    """
    ends = ["_from", "_to"] if isinstance(kind, EdgeKind) else ["_keys"]
    try:
        filled = _filled(con, kind, paths)
        # Cast: one file with text in a number column would turn that column of all sources into text.
        read = [f'CAST("{name}" AS {sql_type}) AS "{name}"' for name, sql_type in filled.items()]
        files = ", ".join(map(quoted, paths))
        span = ["_start", "_end"] if has_span(kind) else []
        con.execute(
            f"CREATE {form} {stored_table(kind.name)} AS "
            f"SELECT {', '.join(['_mention', *ends, *read, '_source', '_ordinal', '_confidence', *span])}, "
            "source.file, _place AS place_, "
            "source.file || ' ' || place_shown(_place) AS shown, source.base + _ordinal AS ord "
            f"FROM read_parquet([{files}]) JOIN source ON source.hash = _source"
        )
    except duckdb.Error as error:
        raise unreadable(kind) from error
    con.execute(_whole_view(kind, filled))


def _whole_view(kind: Kind, filled: Collection[str]) -> str:
    """Return the statement that makes a kind's view with every declared column."""
    missing = [
        f'CAST(NULL AS {p.sql_type}) AS "{p.name}"'
        for p in kind.properties.values()
        if p.name not in filled
    ]
    return (
        f"CREATE VIEW {claim_table(kind.name)} AS SELECT {', '.join(['*', *missing])} "
        f"FROM {stored_table(kind.name)}"
    )


def _empty(kind: Kind) -> str:
    """Return the statements that make the tables of a kind of which nothing is claimed."""
    ends = "_from VARCHAR, _to VARCHAR" if isinstance(kind, EdgeKind) else "_keys VARCHAR[]"
    ends += ", _start BIGINT, _end BIGINT" if has_span(kind) else ""
    return (
        f"CREATE TABLE {stored_table(kind.name)} (_mention VARCHAR, {ends}, _source VARCHAR, "
        "_ordinal BIGINT, _confidence DOUBLE, file VARCHAR, place_ VARCHAR, shown VARCHAR, ord BIGINT);"
        + _whole_view(kind, ())
    )


def unreadable(kind: Kind) -> WorkspaceError:
    """Return what to say of a kind whose claim files cannot be read."""
    return WorkspaceError(
        f"{kind.label}（{kind.name}）的主张是旧版本写的，或已损坏",
        hint="请运行 xuntu rebuild 重新读取原件",
    )


def _filled(con: Connection, kind: Kind, paths: list[str]) -> dict[str, str]:
    """Return name and SQL type of the properties that the claim files fill, as their statistics tell."""
    rows = con.execute(
        "SELECT path_in_schema, bool_or(stats_null_count IS DISTINCT FROM num_values), count(DISTINCT file_name) "
        "FROM parquet_metadata(?) GROUP BY path_in_schema",
        [paths],
    ).fetchall()
    whole = {name: filled for name, filled, holders in rows if holders == len(set(paths))}
    if not whole.keys() >= kind.properties.keys():
        # A file that lacks a column was written under an older schema.
        raise unreadable(kind)
    return {p.name: p.sql_type for p in kind.properties.values() if whole[p.name]}


def _leave_out_settled(con: Connection, settled: set[tuple[str, str]]) -> None:
    """Drop all that is said by rows in whose stead a corrected row of another source counts."""
    if not settled:
        return
    con.execute("CREATE TABLE settled (hash VARCHAR, place VARCHAR)")
    con.executemany("INSERT INTO settled VALUES (?, ?)", sorted(settled))
    kinds = schema()
    for kind in (*kinds.nodes.values(), *kinds.edges.values()):
        con.execute(
            f"DELETE FROM {stored_table(kind.name)} USING settled "
            "WHERE settled.hash = _source AND settled.place = place_"
        )
    con.execute(
        "DELETE FROM lost USING settled WHERE settled.hash = lost.hash AND settled.place = lost.place"
    )


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


def _load_graphs(con: Connection, sources: Sources, used: Sequence[Source]) -> None:
    """Make graph_row of what other graphs claim (see `graph.derive.settled`), and their restricted passages."""
    con.execute(
        "CREATE TABLE graph_row (kind VARCHAR, mention VARCHAR, subject VARCHAR, other VARCHAR, source VARCHAR, "
        "ord BIGINT, ours BOOLEAN);"
        "CREATE TABLE graph_passage (_source VARCHAR, place_ VARCHAR, _start BIGINT, _end BIGINT)"
    )
    for source in used:
        for kind, path in sources.claims(source).items() if source.loader == GRAPH_LOADER else ():
            ends = "_from, _to" if kind in schema().edges else "_mention, NULL"
            told = f"FROM {parquet(path)} WHERE starts_with(_rule, ?)"
            con.execute(
                f"INSERT INTO graph_row SELECT ?, _mention, {ends}, _source, base + _ordinal, "
                f"_rule LIKE '{SETTLED}ours%' FROM (FROM source WHERE hash = ?) CROSS JOIN (SELECT * {told})",
                [kind, source.hash, SETTLED],
            )
            con.execute(
                f"INSERT INTO graph_passage SELECT _source, _place, _start, _end {told} AND _rule LIKE '%:restricted'",
                [SETTLED],
            )
