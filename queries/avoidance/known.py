"""Reads the facts of a roster and of units from the snapshot, set at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from queries.avoidance.engine import Engine, Row
from queries.avoidance.facts import (
    Declared,
    Home,
    Person,
    Principal,
    Relative,
    Traits,
    Unit,
    service,
)
from queries.avoidance.windows import span

T = TypeVar("T")


def people(engine: Engine) -> dict[str, Person]:
    """Return what is known of everybody in the engine's roster."""
    careers = _grouped(engine.fact("career"), 0, service)
    relatives = _grouped(engine.fact("relatives"), 0, _relative)
    declarations = _grouped(engine.fact("declarations"), 1, _declared)
    homes = _grouped(engine.fact("homes"), 0, _home)
    found = {}
    for row in engine.fact("people"):
        id_, name, number, marital, _, start_lo, start_hi, career, *rest = row
        family_lo, family_hi, *said, native_place, native_codes, native_edges = rest
        found[id_] = Person(
            id_, name or "", number or "", marital, (start_lo, start_hi), career,
            (family_lo, family_hi), native_place, tuple(native_codes or ()), tuple(native_edges or ()),
            careers.get(id_, ()), relatives.get(id_, ()), declarations.get(id_, ()),
            traits=_traits(said), homes=homes.get(id_, ()),
        )  # fmt: skip
    return found


def units(engine: Engine) -> dict[str, Unit]:
    """Return what is known of every unit the engine is asked about.

    A unit is known if a ledger of organisations has it, or has what counts as itself.
    """
    kin = engine.rows(
        "SELECT unit, bool_or(o.kind IS NOT NULL OR o.region_code IS NOT NULL OR o.status IS NOT NULL), "
        "list_sort(list(DISTINCT o.region_code) FILTER (o.region_code IS NOT NULL)) "
        "FROM reach JOIN nodes_Organization o ON o.id = reach.org "
        "WHERE NOT contains(reach.reach, 'subordinate') GROUP BY unit"
    )
    beside = {unit: (known, tuple(codes or ())) for unit, known, codes in kin}
    found = {}
    heads = _grouped(engine.fact("principals"), 0, _principal)
    for (
        id_,
        name,
        code,
        admin,
        managing,
        known,
        located,
        edges,
        short,
        others,
        *more,
    ) in engine.fact("units"):
        other_known, other_codes = beside.get(id_, (False, ()))
        codes = (code,) if code else tuple(located or ()) or other_codes
        texts = (name, short, *(others or "").split("；"))
        called = tuple(dict.fromkeys(text for text in texts if text and len(text) > 2))
        found[id_] = Unit(
            id_,
            name or "",
            called,
            codes,
            tuple(edges or ()),
            admin,
            managing,
            bool(known or other_known),
            more[0],
            more[1],
            more[2],
            heads.get(id_, ()),
        )
    return found


def _grouped(rows: list[Row], key: int, make: Callable[[Row], T]) -> dict[str, tuple[T, ...]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(make(row))
    return {name: tuple(group) for name, group in groups.items()}


def _traits(row: Sequence[Any]) -> Traits:
    (
        gender,
        born_lo,
        born_hi,
        political,
        rank,
        post_rank,
        skills,
        school,
        growth,
        lives,
        rounds,
        years,
    ) = row
    return Traits(
        gender, (born_lo, born_hi), political, rank, post_rank, _listed(skills), school, growth, lives, rounds,
        _listed(years),
    )  # fmt: skip


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part for part in (text or "").split("；") if part)


def _home(row: Row) -> Home:
    _, kind, edge, code, name, since_lo, since_hi, until_lo, until_hi = row
    return Home(kind, edge, code, name, (since_lo, since_hi), (until_lo, until_hi))


def _principal(row: Row) -> Principal:
    _, person, name, posting, title, rank, since_lo, since_hi, until_lo, until_hi, state = row
    return Principal(
        person, name, posting, title, rank, span((since_lo, since_hi), (until_lo, until_hi), state)
    )


def _relative(row: Row) -> Relative:
    _, id_, name, term, keyed, unnamed, own, relation, ended, lo, hi, *rest = row
    born, employer, works, in_ledger = rest
    employed = bool(works or employer.strip())
    return Relative(
        id_, name, term, keyed, unnamed, own, in_ledger, relation, ended, (lo, hi), born, employed
    )


def _declared(row: Row) -> Declared:
    id_, _, has_items, _, lo, hi, term_no, round_no, committee, class_, *rest = row
    relation, kin_name, kin_post, period, verified, concerns = rest
    return Declared(
        id_, has_items, (lo, hi), term_no, round_no, committee, class_, relation, kin_name,
        kin_post, period, verified, tuple(concerns or ()),
    )  # fmt: skip
