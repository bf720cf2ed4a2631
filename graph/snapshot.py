"""The snapshot: the derived graph as one Parquet table for each kind."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from graph.model.errors import WorkspaceError
from graph.model.schema import schema


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A derived graph on disk: `hash` names its content, `folder` holds its tables.

    nodes_<Kind>.parquet: id, the public properties in schema order, sources.
    edges_<KIND>.parquet: id, source, target, the public properties in schema order, sources.
    A date property X has X (as given), X_min and X_max (ISO days), all text. `sources` is text for
    people: `任职经历表.xlsx 第12行`, several joined by "；".
    evidence: id, source (hash), file, place (`L4!第12行`), ordinal, kind, guarded (the place would
    tell who is reported), confidence; in several files, see `EVIDENCE`;
    conflicts.parquet: id, kind, property, kept, other, shown; aliases.parquet: alias, id.
    pairs.parquet: what somebody has to decide, see `Undecided`, and who was decided not to be one (zone apart).
    refused.parquet: id (of a person), ledger, column, reason, until, file, place: rows lost to that person.
    """

    hash: str
    folder: Path

    def tables(self) -> Mapping[str, Path]:
        """Return the path of every table by name (`nodes_Person`, `edges_SERVED_IN`, `aliases`, …)."""
        return {name: self.folder / f"{name}.parquet" for name in (*graph_tables(), *SIDE_TABLES)}

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every node and edge table."""
        con = connect()
        try:
            return {name: _count(con, self.folder / f"{name}.parquet") for name in graph_tables()}
        finally:
            con.close()

    def resolve(self, identifier: str) -> str:
        """Return the id that an id or alias answers to today; the same text if it is unknown."""
        return (
            self._one("SELECT id FROM read_parquet(?) WHERE alias = ?", "aliases", identifier)
            or identifier
        )

    def evidence(self, ids: list[str]) -> list[tuple[str, str, str, str, int, str, bool]]:
        """Return id, source, file, place, ordinal, kind and guarded of every claim behind these ids."""
        con = connect()
        try:
            return con.execute(
                "SELECT id, source, file, place, ordinal, kind, guarded "
                f"FROM {rows_of(self.folder, 'evidence')} "
                "WHERE id IN (SELECT unnest(?)) ORDER BY id, source, ordinal",
                [ids],
            ).fetchall()
        finally:
            con.close()

    def values(self, table: str, columns: tuple[str, ...]) -> list[tuple[object, ...]]:
        """Return the distinct values of some columns of a table; the names come from the schema."""
        return self.values_of((table, columns))[0]

    def values_of(self, *wanted: tuple[str, tuple[str, ...]]) -> list[list[tuple[object, ...]]]:
        """Return what `values` does for each of several tables, at the cost of one opening."""
        con = connect()
        try:
            return [
                con.execute(
                    f"SELECT DISTINCT {', '.join(map(_name, columns))} "
                    f"FROM {parquet(self.folder / f'{table}.parquet')} ORDER BY ALL"
                ).fetchall()
                for table, columns in wanted
            ]
        finally:
            con.close()

    def _one(self, sql: str, table: str, value: str) -> str | None:
        con = connect()
        try:
            found = con.execute(sql, [str(self.folder / f"{table}.parquet"), value]).fetchone()
            return str(found[0]) if found else None
        finally:
            con.close()


SIDE_TABLES = ("aliases", "conflicts", "evidence", "refused", "pairs")
"""What stands beside the graph and takes no part in its hash."""

EVIDENCE = ("evidence", "evidence_since", "evidence_replaced")
"""The files of the evidence: what was written once, what was added since, and the ids of which only that counts.

It is the largest table. A snapshot that builds on the one before shares the first file with it.
"""


def connect(threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB in memory that says nothing: its progress bar would go to standard output."""
    con = duckdb.connect(":memory:", config={"threads": threads} if threads else {})
    # In a notebook without widgets there is no bar, and the setting is refused.
    with contextlib.suppress(duckdb.InvalidInputException):
        con.execute("SET enable_progress_bar = false")
    return con


def parquet(path: Path) -> str:
    """Return, for a FROM, the rows of a file."""
    return f"read_parquet({quoted(path)})"


def _name(column: str) -> str:
    return f'"{column}"'


def quoted(path: Path | str) -> str:
    """Return a path as a literal of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def rows_of(folder: Path, table: str) -> str:
    """Return, for a FROM, the rows of a table of the snapshot in a folder."""
    if table != EVIDENCE[0]:
        return parquet(folder / f"{table}.parquet")
    written, since, replaced = (parquet(folder / f"{name}.parquet") for name in EVIDENCE)
    return (
        f"(SELECT w.* FROM {written} w ANTI JOIN {replaced} r USING (id) "
        f"UNION ALL BY NAME SELECT * FROM {since})"
    )


def open_tables(
    con: duckdb.DuckDBPyConnection, snapshot: Snapshot, tables: Iterable[str], *, small: int = 0
) -> None:
    """Make a view of each of these tables; raise WorkspaceError where a file is missing.

    Tables of fewer than `small` bytes are read at once: many short queries would open their files again and again.
    """
    for table in sorted(tables):
        size = 0
        for name in EVIDENCE if table == EVIDENCE[0] else (table,):
            path = snapshot.folder / f"{name}.parquet"
            if not path.is_file():
                raise WorkspaceError("图快照不完整", where=path.name, hint="请运行 xuntu rebuild")
            size += path.stat().st_size
        kind = "TABLE" if size < small else "VIEW"
        con.execute(f"CREATE {kind} {table} AS FROM {rows_of(snapshot.folder, table)}")


def graph_tables() -> tuple[str, ...]:
    """Return the names of the tables of the graph, in the order of hashing."""
    kinds = schema()
    return (*(f"nodes_{kind}" for kind in kinds.nodes), *(f"edges_{kind}" for kind in kinds.edges))


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something that somebody has to decide; the same `id` after every loading.

    `kind`: Person, Organization, Sanction, SERVED_IN or row. `zone`: possible (may be one), unmerged (identity would
    not join them), lost (a decision whose subject is gone), void (a decision that another one overrules).
    `a` and `b` are entities, empty where there is none, and equal where one record contradicts itself;
    a decision cites `mention_a` and `mention_b`. `settle` is the one field that would settle it.
    """

    id: str
    kind: str
    zone: str
    a: str
    b: str
    mention_a: str
    mention_b: str
    name_a: str
    name_b: str
    probability: float | None
    evidence_for: str
    evidence_against: str
    settle: str
    decision: str


def undecided(snapshot: Snapshot) -> list[Undecided]:
    """Return what identity would not merge, and somebody has to settle, the likeliest first."""
    con = connect()
    try:
        columns = ", ".join(
            name if name == "probability" else f"coalesce({name}, '')"
            for name in Undecided.__slots__
        )
        rows = con.execute(
            f"SELECT {columns} FROM read_parquet(?) WHERE zone <> 'apart' "
            "ORDER BY kind, zone, probability DESC NULLS LAST, id",
            [str(snapshot.folder / "pairs.parquet")],
        ).fetchall()
        return [Undecided(*row) for row in rows]
    finally:
        con.close()


def in_groups(found: Sequence[Undecided]) -> list[tuple[Undecided, ...]]:
    """Return what is open, the pairs of people who go by one name and may all be one together, the likeliest first.

    Reports that tell of one name are compared two by two: that is one doubt, not the square of them.
    """
    root: dict[str, str] = {}

    def top(one: str) -> str:
        while (above := root.get(one, one)) != one:
            one = above
        return one

    def grouped(item: Undecided) -> bool:
        return item.kind == "Person" and item.zone == "possible" and item.name_a == item.name_b

    for item in filter(grouped, found):
        root[top(item.b)] = top(item.a)
    groups: dict[str, list[Undecided]] = {}
    for item in found:
        groups.setdefault(top(item.a) if grouped(item) else item.id, []).append(item)
    return [tuple(group) for group in groups.values()]


@dataclass(frozen=True, slots=True)
class Record:
    """What tells a person, an organisation or a sanction from another of its name; empty texts where nothing is known.

    `team` is the latest inspection team, with the role in it. `unit` and `title` are the latest post, who runs
    an organisation, or kind and day of a sanction; `places` are (file, place, guarded).
    """

    id: str
    name: str
    number: str
    unit: str
    title: str
    birth: str
    native_place: str
    relative_of: str
    team: str
    places: tuple[tuple[str, str, bool], ...]


def records(snapshot: Snapshot, ids: list[str]) -> dict[str, Record]:
    """Return what is known of people and organisations, with up to five places that tell of each."""
    told: dict[str, dict[tuple[str, str, bool], None]] = {}
    # What everybody may see first.
    for row in sorted(
        snapshot.evidence(ids), key=lambda row: (row[6], row[2], len(row[3]), row[3])
    ):
        told.setdefault(row[0], {})[row[2], row[3], row[6]] = None
    con = connect()
    try:
        open_tables(con, snapshot, _TELLING)
        rows = con.execute(_RECORDS, [ids]).fetchall()
    finally:
        con.close()
    return {
        id_: Record(
            id_, name, no, unit, title, birth, native, of, team, tuple(told.get(id_, {}))[:5]
        )
        for id_, name, no, unit, title, birth, native, of, team in rows
    }


def mentions(snapshot: Snapshot, identifier: str) -> list[str]:
    """Return the mentions of the entity that an id or alias answers to today, in order."""
    return _column(snapshot, "entity", "mention", "id = ?", snapshot.resolve(identifier))


def places(snapshot: Snapshot, source: str) -> set[str]:
    """Return the places of a source that anything in the graph stands on."""
    return set(_column(snapshot, "evidence", "place", "source = ?", source))


def _column(snapshot: Snapshot, table: str, column: str, where: str, value: str) -> list[str]:
    con = connect()
    try:
        rows = con.execute(
            f"SELECT DISTINCT {column} FROM {rows_of(snapshot.folder, table)} WHERE {where} ORDER BY 1",
            [value],
        )
        return [row[0] for row in rows.fetchall()]
    finally:
        con.close()


_TELLING = (
    "nodes_Person", "nodes_Organization", "nodes_Sanction", "nodes_Team", "edges_SERVED_IN",
    "edges_MEMBER_OF", "edges_IMPOSED_ON",
)  # fmt: skip

_RECORDS = """
WITH wanted AS (SELECT DISTINCT unnest(?) AS id),
post AS (
    SELECT s.source AS id, arg_max((o.name, s.title), (s.end_state = 'ongoing', coalesce(s.since, ''), s.id)) AS last
    FROM edges_SERVED_IN s SEMI JOIN wanted ON wanted.id = s.source
    LEFT JOIN nodes_Organization o ON o.id = s.target GROUP BY s.source
),
seat AS (
    SELECT m.source AS id, arg_max(concat_ws(' ',
               concat_ws('', t.committee, t.term_no || '届', '第' || t.round_no || '轮', t.name), m.role),
               (coalesce(t.term_no, 0), coalesce(t.round_no, 0), coalesce(m.since, ''), m.id)) AS last
    FROM edges_MEMBER_OF m SEMI JOIN wanted ON wanted.id = m.source JOIN nodes_Team t ON t.id = m.target
    GROUP BY m.source
)
SELECT id, coalesce(COLUMNS(* EXCLUDE id), '') FROM (
SELECT p.id, p.name, p.person_no, coalesce(post.last[1], p.employer, p.kin_employer) AS unit,
       coalesce(post.last[2], p.post) AS title, p.birth, p.native_place,
       concat_ws('的', d.name, p.kin_term) AS relative_of, seat.last AS team
FROM nodes_Person p SEMI JOIN wanted USING (id) LEFT JOIN post USING (id) LEFT JOIN seat USING (id)
LEFT JOIN nodes_Person d ON d.id = p.declared_by
UNION ALL
SELECT id, name, uscc, other_names, kind, founded_on, region_code, '', ''
FROM nodes_Organization SEMI JOIN wanted USING (id)
UNION ALL
SELECT s.id, s.name, '', s.kind, coalesce(s.decided || ' 决定', '日期不明'), '', '', min(p.name), ''
FROM nodes_Sanction s SEMI JOIN wanted USING (id)
LEFT JOIN edges_IMPOSED_ON i ON i.source = s.id LEFT JOIN nodes_Person p ON p.id = i.target
GROUP BY s.id, s.name, s.kind, s.decided
)
"""


def content_hash(con: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """Return SHA-256 over kinds in order and rows in canonical text; provenance and aliases take no part."""
    whole = hashlib.sha256()
    kinds = schema()
    paths = {name: str(folder / f"{name}.parquet") for name in graph_tables()}
    said = con.execute(
        "SELECT file_name, path_in_schema FROM parquet_metadata(?) WHERE stats_null_count IS DISTINCT FROM num_values",
        [list(paths.values())],
    )
    filled: dict[str, set[str]] = {}
    for path, column in said.fetchall():
        filled.setdefault(path, set()).add(column)
    for name, path in paths.items():
        lead = ("id",) if name.startswith("nodes_") else ("id", "source", "target")
        columns = [*lead, *(column for column, _ in kinds.kind(name.split("_", 1)[1]).columns())]
        whole.update(f"{name}\x1e{'|'.join(columns)}\x1e".encode())
        if path not in filled:
            continue
        # Of a column without values, nothing need be read.
        text = ", ".join(
            f'coalesce(CAST("{column}" AS VARCHAR), chr(26))'
            if column in filled[path]
            else "chr(26)"
            for column in columns
        )
        rows = con.execute(
            # By slices of the id, so that no text of the whole table is ever built.
            f"SELECT slice, sha256(string_agg(row, chr(30) ORDER BY row)) FROM ("
            f"SELECT substr(id, strpos(id, '-') + 1, 2) AS slice, concat_ws(chr(31), {text}) AS row "
            "FROM read_parquet(?)) GROUP BY slice ORDER BY slice",
            [path],
        ).fetchall()
        for piece, digest in rows:
            whole.update(f"{piece}{digest}\x1e".encode())
    return whole.hexdigest()


def _count(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    found = con.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
    return int(found[0]) if found else 0
