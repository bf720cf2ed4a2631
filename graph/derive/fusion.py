"""Several claims on one entity become one row: the best source wins, in groups, and the rest is kept apart."""

from __future__ import annotations

from graph.derive import postings, settled, stints
from graph.derive.before import Before
from graph.derive.claims import (
    TELLING,
    Connection,
    claim_table,
    end_columns,
    has_span,
    said,
    stored_table,
)
from graph.model.privacy import GUARDED
from graph.model.schema import EdgeKind, Kind, NodeKind, Property, schema

_ORDER = {
    # A mere reference gives the name: then better one that does not tell of another time (原市林业局).
    "mentioned_as": "row(coalesce(regexp_matches(mentioned_as, '^(原|在|曾|前|本)|\\s'), false), ord)",
    # Who is told of again is told of lately.
    "kin_stated_on": "row(-coalesce(epoch(CAST(date_max(kin_stated_on) AS DATE)), 0), ord)",
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
    "kin_stated_on",
    "declared_by",
    "until_latest",
}
"""Properties in which two claims on one thing differ rightly."""

_NAMED_ALIKE = {
    "Term": {"committee"},
    "Round": {"name", "committee"},
    "Team": {"name", "committee"},
    "InspectionTask": {"name"},
    "STATED_IN": {"place", "start", "end"},
}
"""Properties by kind in which they differ rightly too: spellings of what the key says, and places in one text."""

_SHOWN = f"coalesce(listed(arg_min(shown, ord, 5)), '{GUARDED}')"


def node_table(kind: str) -> str:
    """Return the name of the table of a node kind's fused rows."""
    return f'"n_{kind}"'


def edge_table(kind: str) -> str:
    """Return the name of the table of an edge kind's fused rows."""
    return f'"e_{kind}"'


def fuse_nodes(con: Connection, kind: NodeKind, before: Before | None = None) -> None:
    """Make the table of a node kind, one row an entity; of what stood `before`, only what may have changed."""
    table = node_table(kind.name)
    if not _claimed(con, kind):
        _make_empty(con, kind, table, ["id"])
        return
    only = ""
    if before is not None:
        before.touch_nodes(con, kind)
        only = "WHERE c._mention IN (SELECT mention FROM entity WHERE id IN (FROM touched))"
    form = "TABLE" if before else "VIEW"
    con.execute(
        f"CREATE {form} located AS SELECT entity.id, c.* FROM {_shown_claims(con, kind)} c "
        f"JOIN entity ON entity.mention = c._mention {only}"
    )
    _fuse(con, kind, table, ["id"], before)


def fuse_edges(con: Connection, kind: EdgeKind, before: Before | None = None) -> None:
    """Make the table of an edge kind: one row an edge, intervals by stint; an edge to itself is none."""
    table = edge_table(kind.name)
    if not _claimed(con, kind):
        _make_empty(con, kind, table, ["id", "source", "target"])
        return
    claims, only = claim_table(kind.name), ""
    if before is not None:
        before.touch_edges(con, kind)
        claims = before.near(kind)
        only = "SEMI JOIN touched USING (_f, _t)"
    key = [f'"{name}"' for name in kind.key]
    dates = ["since", "until", "end_state"] if kind.interval else []
    told = [f"c.{name}" for name in [*key, *dates]]
    columns = ", ".join(["c.ord", end_columns(kind, "f.id", "t.id"), *told])
    con.execute(
        f"CREATE TABLE pair AS FROM (SELECT {columns} FROM {claims} c "
        f"JOIN entity f ON f.mention = c._from JOIN entity t ON t.mention = c._to WHERE f.id <> t.id) {only}"
    )
    settled.set_aside(con, kind)
    if kind.interval:
        stints.number(con, key)
        if kind.name == "SERVED_IN":
            postings.apply(con)
        key.append("stint")
    parts = ", ".join(["_f", "_t", *(f"coalesce(CAST({name} AS VARCHAR), '')" for name in key)])
    con.execute(
        f"CREATE TABLE edge AS SELECT ord, _f, _t, digest('{kind.name}', concat_ws(chr(31), {parts})) AS id FROM pair"
    )
    settled.put_back(con)
    form = "TABLE" if before else "VIEW"
    con.execute(
        f"CREATE {form} located AS SELECT edge.id, _f, _t, c.* FROM {_shown_claims(con, kind)} c JOIN edge USING (ord)"
    )
    _fuse(con, kind, table, ["id", "_f AS source", "_t AS target"], before)
    con.execute("DROP TABLE pair; DROP TABLE edge")


def _claimed(con: Connection, kind: Kind) -> bool:
    return con.execute(f"SELECT 1 FROM {stored_table(kind.name)} LIMIT 1").fetchone() is not None


def _make_empty(con: Connection, kind: Kind, table: str, lead: list[str]) -> None:
    columns = [f"{name} VARCHAR" for name in lead]
    columns += [f'"{name}" {sql_type}' for name, sql_type in kind.columns()]
    con.execute(f"CREATE TABLE {table} ({', '.join([*columns, 'sources VARCHAR'])})")


def _fuse(con: Connection, kind: Kind, table: str, own: list[str], before: Before | None) -> None:
    """Make a kind's table from its located claims, and add their places and contradictions."""
    filled = said(con, kind)
    # The ends of an edge are fixed by its id.
    lead = [own[0], *(f"any_value({column.replace(' AS ', ') AS ')}" for column in own[1:])]
    picked = [*lead, *_picked(kind, filled), *_latest(kind), f"{_SHOWN} AS sources"]
    compared = _compared(kind, filled)
    differs = " OR ".join(f"min({name}) <> max({name})" for name in compared) or "false"
    con.execute(
        f"CREATE TABLE best AS SELECT {', '.join(picked)}, coalesce({differs}, false) AS differs "
        "FROM located GROUP BY id"
    )
    columns = [f"best.{column.split(' AS ')[-1]}" for column in own]
    columns += [_shown_columns(kind, prop, filled) for prop in kind.public()]
    rows = f"SELECT {', '.join([*columns, 'best.sources'])} FROM best {_ref_joins(kind, filled)}"
    con.execute(f"CREATE TABLE {table if before is None else 'fresh'} AS {rows}")
    con.execute(
        "INSERT INTO evidence "
        f"SELECT id, _source, file, place_, _ordinal, '{kind.name}', shown IS NULL, _confidence FROM located"
    )
    _find_conflicts(con, kind, compared)
    if before is not None:
        before.complete(con, kind, table)
    # What is left of a view reads the claims again at each use: for a few entities a table is cheaper.
    con.execute(f"DROP TABLE best; DROP {'TABLE' if before else 'VIEW'} located")


def _latest(kind: Kind) -> list[str]:
    """Return the column of the latest end that any source gives, where the kind has one."""
    if "until_latest" not in kind.properties:
        return []
    # Another graph has it of sources that it does not show.
    return [
        "max(greatest(CASE WHEN end_state = 'ongoing' THEN '9999-12-31' ELSE date_max(until) END, until_latest)) "
        "AS until_latest"
    ]


def _picked(kind: Kind, filled: frozenset[str]) -> list[str]:
    """Return the columns that take each property, or each group whole, from the best claim that has it.

    A claim without any of a group's dates gives way to one with a date: "in office" alone says less.
    """
    grouped = {name for group in kind.groups for name in group}
    columns = []
    for names in kind.groups:
        group = [name for name in names if name in filled]
        if not group:
            continue
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
        if name in filled and name not in grouped and name != "until_latest":
            order = _ORDER.get(name, "ord")
            columns.append(f'arg_min("{name}", {order}) AS "{name}"')
    return columns


def _shown_columns(kind: Kind, prop: Property, filled: frozenset[str]) -> str:
    known = prop.name in filled or prop.name == "until_latest"
    value = f'best."{prop.name}"' if known else f"CAST(NULL AS {prop.sql_type})"
    if prop.ref and known:
        value = f'coalesce("r_{prop.name}".id, {value})'
    value = _fallback(kind, prop, filled) or value
    shown = f'{value} AS "{prop.name}"'
    if prop.type == "date":
        shown += f', date_min({value}) AS "{prop.name}_min", date_max({value}) AS "{prop.name}_max"'
    return shown


def _fallback(kind: Kind, prop: Property, filled: frozenset[str]) -> str | None:
    """Return what stands in a column where the best claim alone would mislead."""

    def best(name: str) -> str:
        return (
            f'best."{name}"'
            if name in filled
            else f"CAST(NULL AS {kind.properties[name].sql_type})"
        )

    match kind.name, prop.name:
        case "Organization", "name":
            return f"coalesce({best('name')}, {best('mentioned_as')})"
        case "Person", "name":
            return f"coalesce({best('name')}, {best('person_no')})"
        case "Person", "unnamed":
            # The unnamed between two relatives turned out to be somebody whom another row names.
            return f"CASE WHEN {best('name')} IS NULL THEN {best('unnamed')} END"
    return None


def _ref_joins(kind: Kind, filled: frozenset[str]) -> str:
    return " ".join(
        f'LEFT JOIN entity "r_{p.name}" ON "r_{p.name}".mention = best."{p.name}"'
        for p in kind.public()
        if p.ref and p.name in filled
    )


def _compared(kind: Kind, filled: frozenset[str]) -> list[str]:
    """Return the properties in which two claims on one thing may contradict each other."""
    key = set(kind.key) if isinstance(kind, EdgeKind) else set()
    rightly = _NOT_COMPARED | _NAMED_ALIKE.get(kind.name, set())
    return [
        f'"{p.name}"'
        for p in kind.public()
        if p.name in filled and p.name not in rightly and p.name not in key and not p.ref
    ]


def _find_conflicts(con: Connection, kind: Kind, compared: list[str]) -> None:
    """Add to conflicts what sources say differently of one thing: the value kept, the other, and where it stands.

    A coarser date and a longer text are no contradiction, nor is an end that nobody stated.
    """
    differing = con.execute("SELECT 1 FROM best WHERE differs LIMIT 1").fetchone()
    if differing is None:
        return
    texts = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in compared)
    pivot = f"ON {', '.join(compared)} INTO NAME property VALUE value"
    con.execute(
        f"""
        INSERT INTO contradiction
        WITH several AS (SELECT * FROM located WHERE id IN (SELECT id FROM best WHERE differs)),
        said AS (UNPIVOT (SELECT id, ord, shown, {texts} FROM several) {pivot}),
        kept AS (UNPIVOT (SELECT id, {texts} FROM best WHERE differs) {pivot})
        SELECT id, '{kind.name}', property, kept.value, said.value, coalesce(arg_min(shown, ord), '{GUARDED}')
        FROM said JOIN kept USING (id, property)
        WHERE said.value <> kept.value AND NOT starts_with(said.value, kept.value)
          AND NOT starts_with(kept.value, said.value)
          AND NOT (property = 'end_state' AND 'not_stated' IN (said.value, kept.value))
        GROUP BY id, property, kept.value, said.value
        """
    )


def fuse(con: Connection, before: Before | None = None) -> None:
    """Make every table that claims give: nodes, edges, evidence and conflicts."""
    kinds = schema()
    for node in kinds.nodes.values():
        fuse_nodes(con, node, before)
    for edge in kinds.edges.values():
        if edge.name in PARTLY_DERIVED:
            if before is not None:
                before.make_anew(con, edge)
            fuse_edges(con, edge)
        elif not edge.derived and edge.name not in ORGANISATION_EDGES:
            fuse_edges(con, edge, before)


ORGANISATION_EDGES = ("PART_OF", "MANAGED_BY", "STATIONED_AT", "PARTY_ORG_OF", "SUCCEEDED_BY")
"""Edges that the history of organisations needs; they are fused first."""


PARTLY_DERIVED = ("ISSUED", "APPROVED", "CHECKED", "FOLLOWS_UP", "EXTENDS")
"""Edges that are claimed between some kinds and derived between others, or told the certainty of."""


def prepare(con: Connection) -> None:
    """Make the empty tables that fusing adds to."""
    con.execute(
        "CREATE TABLE evidence (id VARCHAR, source VARCHAR, file VARCHAR, place VARCHAR, ordinal BIGINT, kind VARCHAR, "
        "guarded BOOLEAN, confidence DOUBLE)"
    )
    con.execute(
        "CREATE TABLE contradiction "
        "(id VARCHAR, kind VARCHAR, property VARCHAR, kept VARCHAR, other VARCHAR, shown VARCHAR)"
    )


def guard(con: Connection) -> None:
    """List the passages where somebody is reported or was handled: no open claim shows that it stands there.

    A career that cites the ledger of clues would tell who is reported.
    """
    rows = " UNION ".join(
        f"SELECT _source, place_, _start, _end FROM {claim_table(name)} "
        "WHERE starts_with(_to, 'Person-') AND NOT starts_with(_from, 'Declaration-')"
        for name in sorted(TELLING)
    )
    con.execute(f"CREATE TABLE guarded_passage AS {rows} UNION FROM graph_passage")


def _shown_claims(con: Connection, kind: Kind) -> str:
    """Return a kind's claims for a FROM, without their place where that would tell who is reported.

    What tells of people is hidden with its whole row or paragraph, anything else where the passages meet: a
    total that shares a paragraph with a sanction says nothing of whom it was imposed on.
    """
    claims = claim_table(kind.name)
    if not _open(kind) or not con.execute("SELECT 1 FROM guarded_passage LIMIT 1").fetchone():
        return claims
    if has_span(kind):
        # A passage of no length meets what it stands in.
        hidden = (
            f"(SELECT DISTINCT o._source, o.place_, o.ord FROM {claims} o JOIN guarded_passage p "
            "ON p._source = o._source AND p.place_ = o.place_ AND p._start < greatest(o._end, o._start + 1) "
            "AND o._start < greatest(p._end, p._start + 1)) g ON g.ord = c.ord"
        )
    else:
        hidden = (
            "(SELECT DISTINCT _source, place_ FROM guarded_passage) g "
            "ON g._source = c._source AND g.place_ = c.place_"
        )
    return (
        "(SELECT c.* REPLACE (CASE WHEN g.place_ IS NULL THEN shown END AS shown) "
        f"FROM {claims} c LEFT JOIN {hidden})"
    )


def _open(kind: Kind) -> bool:
    """Tell whether a kind is shown to everybody: what leads to or from a sensitive kind never is without one."""
    hidden = {node.name for node in schema().nodes.values() if node.sensitive}
    if isinstance(kind, EdgeKind):
        return not any(end in hidden for pair in kind.ends for end in pair)
    return kind.name not in hidden


def fuse_organisation_edges(con: Connection, before: Before | None = None) -> None:
    """Make the tables of the edges between organisations."""
    for name in ORGANISATION_EDGES:
        fuse_edges(con, schema().edges[name], before)
