"""Screening: the ties of many people with many units, without verdicts, each with its source rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.snapshot import Snapshot
from queries.avoidance import groups
from queries.avoidance.engine import Engine, opened, sql
from queries.avoidance.ties import TIES

COLUMNS = (
    "family", "person", "unit", "relative", "relation", "posting", "org", "title", "since", "until",
    "end_state", "reach", "certainty", "via", "sources",
)  # fmt: skip
"""What a row of a screening says."""

_LINKED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "superior": (
        "leader AS relative, CASE WHEN below THEN '上级' ELSE '下级' END AS relation, line AS posting, "
        "org_name AS org, post_title AS title, since, until, end_state, NULL AS reach, NULL AS certainty, post AS via",
        ("REPORTED_TO",),
    ),
    "colleague": (
        "leader AS relative, '同班子' AS relation, mine AS posting, org_name AS org, my_title AS title, since, until, "
        "my_state AS end_state, NULL AS reach, NULL AS certainty, concat_ws('；', theirs, post) AS via",
        ("SERVED_IN",),
    ),
    "business": (
        "relative, relation, stake AS posting, firm_name AS org, coalesce(post, how) AS title, since_min AS since, "
        "until_max AS until, end_state, reach, certainty, concat_ws('；', contract, nullif(via, '')) AS via",
        ("OWNS", "EXECUTIVE_OF"),
    ),
    "past": (
        "NULL AS relative, NULL AS relation, membership AS posting, org_name AS org, role AS title, begins AS since, "
        "NULL AS until, NULL AS end_state, NULL AS reach, NULL AS certainty, "
        "concat_ws('；', executes, inspects, nullif(via, '')) AS via",
        ("MEMBER_OF",),
    ),
}  # fmt: skip
"""The families of links that can be screened: how their rows read, and the edges that `posting` is of."""

_LISTED = {"business": "contract IS NOT NULL"}

FAMILIES = (*TIES, *_LINKED)
"""The families that can be screened.

Never listed is what joins many people with all units of a kind: homes (`region`), and firms in the line of business
of a unit that they have no contract with.
"""


def screen(
    snapshot: Snapshot,
    people: Iterable[str],
    units: Iterable[str],
    families: Sequence[str] = ("own", "kin"),
) -> list[tuple[str | None, ...]]:
    """Return the ties of some families between people and units (entity ids), as rows of `COLUMNS`.

    Nothing is judged: dates, reach and source rows are there to judge by; what a family has not is
    empty. Raises KeyError for an unknown family.
    """
    unknown = set(families) - set(FAMILIES)
    if unknown:
        raise KeyError(f"no such family of ties: {sorted(unknown)}; there are {FAMILIES}")
    with opened(snapshot) as engine:
        return engine.rows(f"{statement(engine, people, units, families)} ORDER BY ALL")


def statement(
    engine: Engine, people: Iterable[str], units: Iterable[str], families: Sequence[str]
) -> str:
    """Set who and what is asked for, and return the query that yields the rows of `COLUMNS`."""
    engine.ask(people, units)
    if {"superior", "colleague"} & set(families):
        groups.prepare(engine)
    of_kinds: dict[tuple[str, ...], list[str]] = {}
    for name in families:
        _, kinds = _LINKED.get(name, ("", ("SERVED_IN",)))
        of_kinds.setdefault(kinds, []).append(_rows(name))
    return " UNION ALL ".join(_sourced(rows, kinds) for kinds, rows in of_kinds.items())


def _rows(family: str) -> str:
    picked, _ = _LINKED.get(family, ("", ()))
    columns = f"'{family}' AS family, person, unit, {picked}" if picked else ", ".join(COLUMNS[:-1])
    return f"SELECT {columns} FROM ({sql(f'ties/{family}')}) WHERE {_LISTED.get(family, 'true')}"


def _sourced(rows: Iterable[str], kinds: Iterable[str]) -> str:
    """Return the rows of families with the source rows of the edges that their `posting` is of: one join for all."""
    stated = " UNION ALL ".join(f"SELECT id, sources FROM edges_{kind}" for kind in kinds)
    found = " UNION ALL ".join(rows)
    return f"SELECT t.*, s.sources FROM ({found}) t JOIN ({stated}) s ON s.id = t.posting"
