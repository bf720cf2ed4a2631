"""Who and what a draft means: person numbers and unit names found in the snapshot."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import keys
from graph.model.claims import digest
from graph.model.names import administrative_name, is_committee, org_key, org_text, place_of
from graph.model.unit_names import office
from queries.avoidance.alike import named_alike, recorded
from queries.avoidance.engine import Engine, Part, Row


def people(
    engine: Engine, wanted: Iterable[tuple[str, str]], committee: str
) -> dict[tuple[str, str], str]:
    """Return the person of each (number, name): by the committee's numbers, else by both if only one fits."""
    wanted = sorted(set(wanted))
    by_alias = _aliases(
        engine, {keys.person(number, committee) for number, _ in wanted}, "nodes_Person"
    )
    found = {}
    for number, name in wanted:
        ids = by_alias.get(keys.person(number, committee), ())
        if not ids and name:
            query = (
                "SELECT id FROM nodes_Person WHERE person_no = ? AND bare(name) = bare(?) AND keyed"
            )
            ids = tuple(row[0] for row in engine.rows(query, (number, name)))
        if len(ids) == 1:
            found[number, name] = ids[0]
    return found


def units(
    engine: Engine, wanted: Iterable[tuple[str, str]]
) -> tuple[dict[tuple[str, str], tuple[str, ...]], tuple[str, ...]]:
    """Return the organisations that each (name, committee) may mean, and notes for the clerk.

    A name is looked up as full name, short name, former or second name; only if nobody bears it, a
    party body's name means its unit and a unit's name its party body.
    """
    wanted = sorted(set(wanted))
    named = _by_alias(engine, wanted)
    rows = engine.rows("SELECT id, name, short_name, other_names FROM nodes_Organization")
    known = recorded(engine)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    notes = []
    for committee in sorted({committee for _, committee in wanted}):
        texts = [text for text, scope in wanted if scope == committee]
        borne = _borne(rows, texts, committee)
        for text in texts:
            # The same short name stands in many committees' ledgers: keys know whose it is, texts do not.
            ids = sorted(
                named.get((text, committee), ()) or borne.get(org_key(text, committee), ())
            )
            if not ids and (other := _other_side(engine, rows, text, committee)):
                ids, note = other
                notes.append(note)
            # A name that only employers bear tells nothing: it may be another word for a unit on record.
            if known.isdisjoint(ids) and (like := named_alike(engine, text, committee)):
                names = [row[1] for row in rows if row[0] in like and row[1]]
                # Another committee's ledger may have it by this very name.
                if all(org_text(name) != org_text(text) for name in names):
                    shown = "、".join(names)
                    notes.append(f"台账中没有“{text}”，按名称相近的“{shown}”核查")
                ids = sorted({*ids, *like})
            if len(ids) > 1:
                notes.append(f"“{text}”对应 {len(ids)} 个单位，逐个核查，取最严结论")
            found[text, committee] = tuple(ids)
    return found, tuple(notes)


def parts(engine: Engine, inspected: Iterable[str], committee: str) -> list[Part]:
    """Return the parts of units where a name begins with the unit's and no ledger says whose part it is.

    市林业局造林科 is written as an employer where 市林业局 is inspected: that it is a part of it is
    likely, and nobody has recorded it.
    """
    engine.ids("units", "unit", inspected)
    heads: dict[str, set[str]] = {}
    for unit, *texts in engine.rows(_HEADS):
        for text in _texts((unit, *texts)):
            for name in (text, administrative_name(text) or ""):
                head = _plain(name, committee)
                if len(head) > _SHORTEST and not is_committee(text):
                    heads.setdefault(head, set()).add(unit)
    found = set()
    for org, name in engine.rows(_LOOSE):
        plain = _plain(name, committee)
        for length in range(_SHORTEST + 1, len(plain)):
            found |= {(org, unit) for unit in heads.get(plain[:length], ())}
    return [(org, unit, "subordinate", None) for org, unit in sorted(found)]


_SHORTEST = 3
_HEADS = """
SELECT DISTINCT u.unit, o.name, o.short_name, o.other_names FROM units u
LEFT JOIN edges_COUNTS_FOR c ON c.target = u.unit AND c.reach = 'itself'
JOIN nodes_Organization o ON o.id = u.unit OR o.id = c.source ORDER BY ALL
"""
_LOOSE = """
SELECT o.id, o.name FROM nodes_Organization o
ANTI JOIN edges_PART_OF p ON p.source = o.id ANTI JOIN edges_PARTY_ORG_OF b ON b.source = o.id
WHERE o.name IS NOT NULL AND o.kind IS NULL AND o.status IS NULL ORDER BY o.id
"""


def _plain(text: str, committee: str) -> str:
    """Return a name without 中共 and with the committee's own place as its last character alone."""
    name = org_text(text).removeprefix("中国共产党").removeprefix("中共")
    place = place_of(committee)
    return place[-1] + name[len(place) :] if place and name.startswith(place) else name


def _by_alias(
    engine: Engine, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    marks = {}
    for text, committee in wanted:
        key = org_key(text, committee)
        marks[text, committee] = (
            digest("Organization", key),
            digest("Organization", keys.FORMER + key),
        )
    known = _aliases(engine, {m for pair in marks.values() for m in pair}, "nodes_Organization")
    return {
        name: tuple(sorted({i for mark in pair for i in known.get(mark, ())}))
        for name, pair in marks.items()
        if any(mark in known for mark in pair)
    }


def _aliases(engine: Engine, marks: Iterable[str], table: str) -> dict[str, tuple[str, ...]]:
    """Return the entities that answer to each mention key; an entity answers to its own id."""
    engine.ids("marks", "mark", marks)
    rows = engine.rows(
        f"SELECT mark, id FROM marks JOIN aliases ON alias = mark SEMI JOIN {table} n ON n.id = aliases.id "
        f"UNION SELECT mark, id FROM marks JOIN {table} ON id = mark ORDER BY 1, 2"
    )
    found: dict[str, tuple[str, ...]] = {}
    for mark, entity in rows:
        found[mark] = (*found.get(mark, ()), entity)
    return found


def _texts(row: Row) -> Iterable[str]:
    """Yield what an organisation is called: full name, short name, former and second names."""
    _, name, short, others = row
    return (text for text in (name, short, *(others or "").split("；")) if text)


def _borne(rows: Iterable[Row], texts: Iterable[str], committee: str) -> dict[str, set[str]]:
    wanted = {org_key(text, committee) for text in texts}
    endings = {key[-1] for key in wanted} | {"会"}
    found: dict[str, set[str]] = {}
    for row in rows:
        for text in _texts(row):
            # Keys differ from names in their beginnings; the last character rules most names out.
            if text[-1] in endings or not text[-1].isalnum():
                key = org_key(text, committee)
                if key in wanted:
                    found.setdefault(key, set()).add(row[0])
    return found


def _other_side(
    engine: Engine, rows: Iterable[Row], text: str, committee: str
) -> tuple[list[str], str] | None:
    """Return the unit of a party body's name, or the party bodies of a unit's name."""
    bare = administrative_name(text)
    if bare:
        ids = _by_alias(engine, [(bare, committee)]).get((bare, committee), ())
        ids = ids or tuple(_borne(rows, [bare], committee).get(org_key(bare, committee), ()))
        if ids:
            return sorted(ids), f"台账中没有“{text}”，按其行政单位“{bare}”核查"
    wanted = office(text, committee)
    bodies = {
        row[0] for row in rows if any(office(name, committee) == wanted for name in _texts(row))
    }
    if bodies:
        return sorted(bodies), f"台账中没有“{text}”，按其党组织核查"
    return None
