"""Employers that no ledger knows and that by their names may be a unit under inspection, or a part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.model.unit_names import Reader, UnitName, heads, resembles, same_words
from queries.avoidance.engine import Engine, Part

_KNOWN = "(o.kind IS NOT NULL OR o.status IS NOT NULL)"


def reader(engine: Engine, committee: str) -> Reader:
    """Return a reader of names that knows the places of the snapshot."""
    rows = engine.rows("SELECT DISTINCT name FROM nodes_Region WHERE length(name) BETWEEN 2 AND 12")
    return Reader(committee, (row[0] for row in rows if not row[0].endswith(_SMALL)))


def parts(
    engine: Engine, people: Iterable[str], committee: str, beside: Collection[Part]
) -> list[Part]:
    """Return where an employer of a person, or of a relative, resembles an inspected unit.

    What a ledger of organisations has, or what counts for something it has, resembles nothing; nor
    what is already said to be a part `beside`.
    """
    engine.ids("asked_people", "person", people)
    employers = engine.rows(_EMPLOYERS)
    if not employers:
        return []
    read = reader(engine, committee)
    index: defaultdict[str, list[tuple[UnitName, str, str, str]]] = defaultdict(list)
    for unit, reach, *texts in engine.rows(_HEADS):
        called = texts[0] or ""
        for text in (t for joined in texts for t in (joined or "").split("；") if t):
            for first, name in heads(read.read(text)):
                index[first].append((name, unit, called, reach))
    told = {(org, unit) for org, unit, *_ in beside}
    found: dict[tuple[str, str], Part] = {}
    for org, text in employers:
        for first, name in heads(read.read(text)):
            for head, unit, called, reach in index[first]:
                how = resembles(name, head)
                if how and (org, unit) not in told:
                    how = "subordinate" if "subordinate" in reach else how
                    part = (org, unit, how, called)
                    found[org, unit] = min(part, found.get((org, unit), part), key=_nearness)
    return sorted(found.values(), key=str)


def recorded(engine: Engine) -> set[str]:
    """Return what a ledger of organisations has, and what counts for something it has."""
    return {row[0] for row in engine.rows(_ANY_RECORDED)}


def named_alike(engine: Engine, text: str, committee: str) -> list[str]:
    """Return the recorded organisations that a text names but for usual abbreviations, if one office bears it."""
    read = reader(engine, committee)
    wanted = read.read(text)
    found: dict[str, tuple[str, str]] = {}
    for org, *texts in engine.rows(_RECORDED):
        for name in (
            n for joined in texts for t in (joined or "").split("；") for n in read.read(t)
        ):
            if any(same_words(one, name) for one in wanted):
                found[org] = (name.place, name.core)
    return sorted(found) if len(set(found.values())) == 1 else []


def _nearness(part: Part) -> tuple[bool, str]:
    return part[2] != "itself", part[3] or ""


_SMALL = ("镇", "乡", "街道", "村", "社区")
_EMPLOYERS = f"""
WITH near AS (
    SELECT person FROM asked_people
    UNION SELECT k.target FROM edges_KIN k JOIN asked_people ON person = k.source
    UNION SELECT d.target FROM edges_KIN_DECLARED d JOIN asked_people ON person = d.source
    UNION SELECT d.source FROM edges_KIN_DECLARED d JOIN asked_people ON person = d.target
)
SELECT DISTINCT o.id, o.name FROM edges_SERVED_IN s
SEMI JOIN near ON near.person = s.source JOIN nodes_Organization o ON o.id = s.target
WHERE o.name IS NOT NULL AND NOT {_KNOWN}
  AND NOT EXISTS (SELECT 1 FROM edges_SUCCEEDED_BY c WHERE o.id IN (c.source, c.target))
  AND o.id NOT IN (
    SELECT c.source FROM edges_COUNTS_FOR c JOIN nodes_Organization o ON o.id = c.target
    WHERE {_KNOWN} AND NOT contains(c.reach, 'stationed'))
ORDER BY o.id
"""
_HEADS = f"""
SELECT DISTINCT u.unit, coalesce(c.reach, 'itself'), o.name, o.short_name, o.other_names
FROM units u
LEFT JOIN edges_COUNTS_FOR c ON c.target = u.unit AND NOT contains(c.reach, 'stationed')
JOIN nodes_Organization o ON o.id = u.unit OR (o.id = c.source AND ({_KNOWN}
    OR EXISTS (SELECT 1 FROM edges_SUCCEEDED_BY s WHERE o.id IN (s.source, s.target))))
ORDER BY ALL
"""
_RECORDED = (
    f"SELECT id, name, short_name, other_names FROM nodes_Organization o WHERE {_KNOWN} ORDER BY id"
)
_ANY_RECORDED = f"""
SELECT id FROM nodes_Organization o WHERE {_KNOWN}
UNION SELECT c.source FROM edges_COUNTS_FOR c JOIN nodes_Organization o ON o.id = c.target
WHERE {_KNOWN} AND NOT contains(c.reach, 'subordinate')
"""
