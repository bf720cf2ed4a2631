"""Several claims on one entity become one row: the best source wins, in groups, and the rest is kept apart."""

from __future__ import annotations

from graph.derive.claims import Connection, claim_table
from graph.model.privacy import GUARDED
from graph.model.schema import EdgeKind, Kind, NodeKind, Property, schema

_FALLBACK = {
    ("Organization", "name"): 'coalesce(best."name", best."mentioned_as")',
    ("Person", "name"): 'coalesce(best."name", best."person_no")',
    # The unnamed between two relatives turned out to be somebody whom another row names.
    ("Person", "unnamed"): 'CASE WHEN best."name" IS NULL THEN best."unnamed" END',
}
"""What stands in a column where the best claim alone would mislead."""

_ORDER = {
    # A mere reference gives the name: then better one that does not tell of another time (原市林业局).
    "mentioned_as": "row(coalesce(regexp_matches(mentioned_as, '^(原|在|曾|前|本)|\\s'), false), ord)",
}
"""By what the best claim of a property is chosen, where the first of the best source will not do."""

_NOT_COMPARED = {
    "mentioned_as",
    "scope",
    "definite",
    "keyed",
    "unnamed",
    "kin_path",
    "kin_term",
    "declared_by",
    "until_latest",
}
"""Properties in which two claims on one thing differ rightly."""

_SHOWN = f"coalesce(listed(arg_min(shown, ord, 5)), '{GUARDED}')"


def node_table(kind: str) -> str:
    """Return the name of the table of a node kind's fused rows."""
    return f'"n_{kind}"'


def edge_table(kind: str) -> str:
    """Return the name of the table of an edge kind's fused rows."""
    return f'"e_{kind}"'


def fuse_nodes(con: Connection, kind: NodeKind) -> None:
    """Make the table of a node kind: one row an entity."""
    if not _claimed(con, kind):
        _make_empty(con, kind, node_table(kind.name), ["id"])
        return
    con.execute(
        f"CREATE VIEW located AS SELECT entity.id, c.* FROM {claim_table(kind.name)} c "
        "JOIN entity ON entity.mention = c._mention"
    )
    _fuse(con, kind, node_table(kind.name), ["id"])
    con.execute("DROP VIEW located")


def fuse_edges(con: Connection, kind: EdgeKind) -> None:
    """Make the table of an edge kind: one row an edge, intervals by stint; an edge to itself is none."""
    if not _claimed(con, kind):
        _make_empty(con, kind, edge_table(kind.name), ["id", "source", "target"])
        return
    # Of a relation without direction either end may be told of first.
    ends = (
        "least(f.id, t.id) AS _f, greatest(f.id, t.id) AS _t"
        if kind.symmetric
        else "f.id AS _f, t.id AS _t"
    )
    con.execute(
        f"CREATE TABLE located AS SELECT {ends}, c.* FROM {claim_table(kind.name)} c "
        "JOIN entity f ON f.mention = c._from JOIN entity t ON t.mention = c._to WHERE f.id <> t.id"
    )
    key = [f'"{name}"' for name in kind.key]
    if kind.interval:
        _find_stints(con, key)
        key.append("stint")
    parts = ", ".join(["_f", "_t", *(f"coalesce(CAST({name} AS VARCHAR), '')" for name in key)])
    con.execute(
        "CREATE OR REPLACE TABLE located AS "
        f"SELECT digest('{kind.name}', concat_ws(chr(31), {parts})) AS id, * FROM located"
    )
    _fuse(con, kind, edge_table(kind.name), ["id", "_f AS source", "_t AS target"])
    con.execute("DROP TABLE located")


def _claimed(con: Connection, kind: Kind) -> bool:
    return con.execute(f"SELECT 1 FROM {claim_table(kind.name)} LIMIT 1").fetchone() is not None


def _make_empty(con: Connection, kind: Kind, table: str, lead: list[str]) -> None:
    columns = [f"{name} VARCHAR" for name in lead]
    columns += [f'"{name}" {sql_type}' for name, sql_type in kind.columns()]
    con.execute(f"CREATE TABLE {table} ({', '.join([*columns, 'sources VARCHAR'])})")


def _fuse(con: Connection, kind: Kind, table: str, own: list[str]) -> None:
    """Make a kind's table from its located claims, and add their places and contradictions."""
    picked = [*own, *_picked(kind), *_latest(kind), f"{_SHOWN} AS sources"]
    group = ", ".join(column.split(" AS ")[0] for column in own)
    con.execute(f"CREATE TABLE best AS SELECT {', '.join(picked)} FROM located GROUP BY {group}")
    columns = [f"best.{column.split(' AS ')[-1]}" for column in own]
    columns += [_shown_columns(kind, prop) for prop in kind.public()]
    con.execute(
        f"CREATE TABLE {table} AS SELECT {', '.join([*columns, 'best.sources'])} "
        f"FROM best {_ref_joins(kind)}"
    )
    con.execute(
        "INSERT INTO evidence "
        f"SELECT id, _source, file, place_, _ordinal, '{kind.name}', shown IS NULL FROM located"
    )
    _find_conflicts(con, kind)
    con.execute("DROP TABLE best")


def _latest(kind: Kind) -> list[str]:
    """Return the column of the latest end that any source gives, where the kind has one."""
    if "until_latest" not in kind.properties:
        return []
    return [
        "max(CASE WHEN end_state = 'ongoing' THEN '9999-12-31' ELSE date_max(until) END) AS until_latest"
    ]


def _picked(kind: Kind) -> list[str]:
    """Return the columns that take each property, or each group whole, from the best claim that has it.

    A claim without any of a group's dates gives way to one with a date: "in office" alone says less.
    """
    grouped = {name for group in kind.groups for name in group}
    columns = []
    for group in kind.groups:
        row = "{" + ", ".join(f"'{name}': \"{name}\"" for name in group) + "}"
        present = " OR ".join(f'"{name}" IS NOT NULL' for name in group)
        dates = [f'"{name}" IS NULL' for name in group if kind.properties[name].type == "date"]
        order = (
            f"ord + CASE WHEN {' AND '.join(dates)} THEN 4611686018427387904 ELSE 0 END"
            if dates
            else "ord"
        )
        best = f"arg_min({row}, {order}) FILTER (WHERE {present})"
        columns += [f'({best})."{name}" AS "{name}"' for name in group]
    for name in kind.properties:
        if name not in grouped and name != "until_latest":
            order = _ORDER.get(name, "ord")
            columns.append(f'arg_min("{name}", {order}) AS "{name}"')
    return columns


def _shown_columns(kind: Kind, prop: Property) -> str:
    value = f'best."{prop.name}"'
    if prop.ref:
        value = f'coalesce("r_{prop.name}".id, {value})'
    value = _FALLBACK.get((kind.name, prop.name), value)
    shown = f'{value} AS "{prop.name}"'
    if prop.type == "date":
        shown += f', date_min({value}) AS "{prop.name}_min", date_max({value}) AS "{prop.name}_max"'
    return shown


def _ref_joins(kind: Kind) -> str:
    return " ".join(
        f'LEFT JOIN entity "r_{p.name}" ON "r_{p.name}".mention = best."{p.name}"'
        for p in kind.public()
        if p.ref
    )


def _find_stints(con: Connection, key: list[str]) -> None:
    """Number the stints of each pair and post: claims that certainly overlap, or begin alike, are one.

    Months that only touch are two stints: to join them would lose the later end. A claim without any
    date belongs to the stint that still runs if it says so, or to the only one there is.
    """
    same = ", ".join(["_f", "_t", *key])
    con.execute(
        f"""
        CREATE OR REPLACE TABLE spans AS
        SELECT *, coalesce(date_max(since), day_before(date_min(until))) AS lo,
               greatest(coalesce(date_max(since), day_before(date_min(until))),
                        CASE WHEN end_state = 'ongoing' THEN '9999-12-31'
                             WHEN until IS NOT NULL THEN date_min(until)
                             WHEN since IS NOT NULL THEN date_max(since) END) AS hi
        FROM located;
        CREATE OR REPLACE TABLE numbered AS
        SELECT * EXCLUDE (fresh), sum(fresh) OVER (PARTITION BY {same} ORDER BY lo, hi, ord) AS run
        FROM (SELECT *, CASE WHEN lo < max(hi) OVER earlier OR lo = lag(lo) OVER in_order THEN 0 ELSE 1 END AS fresh
              FROM spans WHERE lo IS NOT NULL
              WINDOW in_order AS (PARTITION BY {same} ORDER BY lo, hi, ord),
                     earlier AS (in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING));
        CREATE OR REPLACE TABLE stints AS
        SELECT {same}, run, min(coalesce(since, '~' || until)) AS stint, bool_or(end_state = 'ongoing') AS runs,
               count(*) OVER (PARTITION BY {same}) AS alone
        FROM numbered GROUP BY {same}, run;
        """
    )
    match = " AND ".join(f"s.{name} IS NOT DISTINCT FROM x.{name}" for name in ["_f", "_t", *key])
    con.execute(
        f"""
        CREATE OR REPLACE TABLE located AS
        SELECT x.* EXCLUDE (lo, hi, run), s.stint FROM numbered x JOIN stints s ON {match} AND s.run = x.run
        UNION ALL BY NAME
        SELECT x.* EXCLUDE (lo, hi),
               (SELECT max(s.stint) FROM stints s WHERE {match} AND
                   ((x.end_state = 'ongoing' AND s.runs) OR (x.end_state IS DISTINCT FROM 'ongoing' AND s.alone = 1)))
               AS stint
        FROM spans x WHERE lo IS NULL;
        """
    )
    for table in ("spans", "numbered", "stints"):
        con.execute(f"DROP TABLE {table}")


def _find_conflicts(con: Connection, kind: Kind) -> None:
    """Add to conflicts what sources say differently of one thing: the value kept, the other, and where it stands.

    A coarser date and a longer text are no contradiction, nor is an end that nobody stated.
    """
    key = set(kind.key) if isinstance(kind, EdgeKind) else set()
    several = con.execute("SELECT 1 FROM located GROUP BY id HAVING count(*) > 1 LIMIT 1")
    compared = [
        f'"{p.name}"'
        for p in kind.public()
        if p.name not in _NOT_COMPARED and p.name not in key and not p.ref
    ]
    if not compared or several.fetchone() is None:
        return
    texts = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in compared)
    pivot = f"ON {', '.join(compared)} INTO NAME property VALUE value"
    con.execute(
        f"""
        INSERT INTO conflicts
        WITH several AS (SELECT * FROM located QUALIFY count(*) OVER (PARTITION BY id) > 1),
        said AS (UNPIVOT (SELECT id, ord, shown, {texts} FROM several) {pivot}),
        kept AS (UNPIVOT (SELECT id, {texts} FROM best) {pivot})
        SELECT id, '{kind.name}', property, kept.value, said.value, coalesce(arg_min(shown, ord), '{GUARDED}')
        FROM said JOIN kept USING (id, property)
        WHERE said.value <> kept.value AND NOT starts_with(said.value, kept.value)
          AND NOT starts_with(kept.value, said.value)
          AND NOT (property = 'end_state' AND 'not_stated' IN (said.value, kept.value))
        GROUP BY id, property, kept.value, said.value
        """
    )


def fuse(con: Connection) -> None:
    """Make every table that claims give: nodes, edges, evidence and conflicts."""
    kinds = schema()
    for node in kinds.nodes.values():
        fuse_nodes(con, node)
    for edge in kinds.edges.values():
        if not edge.derived and edge.name not in ORGANISATION_EDGES:
            fuse_edges(con, edge)


ORGANISATION_EDGES = ("PART_OF", "MANAGED_BY", "STATIONED_AT", "PARTY_ORG_OF", "SUCCEEDED_BY")
"""Edges that the history of organisations needs; they are fused first."""


def prepare(con: Connection) -> None:
    """Make the empty tables that fusing adds to."""
    con.execute(
        "CREATE TABLE evidence (id VARCHAR, source VARCHAR, file VARCHAR, place VARCHAR, ordinal BIGINT, kind VARCHAR, "
        "guarded BOOLEAN)"
    )
    con.execute(
        "CREATE TABLE conflicts "
        "(id VARCHAR, kind VARCHAR, property VARCHAR, kept VARCHAR, other VARCHAR, shown VARCHAR)"
    )


def guard(con: Connection) -> None:
    """Take their place from open claims that stand where somebody is reported or was handled.

    A career that cites the ledger of clues would tell who is reported.
    """
    kinds = schema()
    about = [kind.name for kind in kinds.edges.values() if kind.sensitive] + ["CONCERNS"]
    rows = " UNION ".join(
        f"SELECT _source, place_ FROM {claim_table(name)} "
        "WHERE starts_with(_to, 'Person-') AND NOT starts_with(_from, 'Declaration-')"
        for name in about
    )
    con.execute(f"CREATE TABLE guarded_place AS {rows}")
    # What leads to or from a sensitive kind is never shown without one.
    hidden = {kind.name for kind in kinds.nodes.values() if kind.sensitive}
    nodes = [kind for kind in kinds.nodes.values() if kind.name not in hidden]
    edges = [
        kind
        for kind in kinds.edges.values()
        if not any(end in hidden for pair in kind.ends for end in pair)
    ]
    for kind in (*nodes, *edges):
        if not kind.derived and _claimed(con, kind):
            con.execute(
                f"UPDATE {claim_table(kind.name)} c SET shown = NULL FROM guarded_place g "
                "WHERE g._source = c._source AND g.place_ = c.place_"
            )


def fuse_organisation_edges(con: Connection) -> None:
    """Make the tables of the edges between organisations."""
    for name in ORGANISATION_EDGES:
        fuse_edges(con, schema().edges[name])
