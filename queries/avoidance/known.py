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
    Workplace,
    service,
)
from queries.avoidance.facts.spouses import SpousePlace
from queries.avoidance.facts.standing import SOUND, Imposed, Reported, Standing, Training
from queries.avoidance.windows import span

T = TypeVar("T")


def people(engine: Engine) -> dict[str, Person]:
    """Return what is known of everybody in the engine's roster."""
    careers = _grouped(engine.fact("career"), 0, service)
    relatives = _grouped(engine.fact("relatives"), 0, _relative)
    declarations = _grouped(engine.fact("declarations"), 1, _declared)
    homes = _grouped(engine.fact("homes"), 0, _home)
    spouses = _grouped(engine.fact("spouses"), 0, lambda row: SpousePlace(*row))
    standings = _standings(engine)
    workplaces = _grouped(engine.fact("workplaces"), 0, lambda row: Workplace(*row[1:]))
    found = {}
    for row in engine.fact("people"):
        id_, name, number, marital, _, start_lo, start_hi, career, *rest = row
        family_lo, family_hi, *said, native_place, native_codes, native_edges = rest
        found[id_] = Person(
            id_, name or "", number or "", marital, (start_lo, start_hi), career,
            (family_lo, family_hi), native_place, tuple(native_codes or ()), tuple(native_edges or ()),
            careers.get(id_, ()), relatives.get(id_, ()), declarations.get(id_, ()),
            traits=_traits(said), homes=homes.get(id_, ()), spouses=spouses.get(id_, ()),
            workplaces=workplaces.get(id_, ()),
            standing=standings.get(id_, SOUND),
        )  # fmt: skip
    return found


def _standings(engine: Engine) -> dict[str, Standing]:
    """Return what may bar the people of the roster from inspecting, of those of whom there is anything."""
    reported = _grouped(engine.fact("clues"), 0, lambda row: Reported(*row[1:]))
    imposed = _grouped(engine.fact("sanctions"), 0, lambda row: Imposed(*row[1:]))
    trainings = _grouped(engine.fact("trainings"), 0, lambda row: Training(*row[1:]))
    return {
        person: Standing(
            reported.get(person, ()), imposed.get(person, ()), trainings.get(person, ())
        )
        for person in sorted(reported.keys() | imposed.keys() | trainings.keys())
    }


def units(engine: Engine) -> dict[str, Unit]:
    """Return what is known of every unit the engine is asked about.

    A unit is known if a ledger of organisations has it, or has what counts as itself.
    """
    beside = {row[0]: row[1:] for row in engine.fact("beside")}
    heads = _grouped(engine.fact("principals"), 0, _principal)
    rows = engine.fact("units")
    return {row[0]: _unit(row, beside.get(row[0], _ALONE), heads.get(row[0], ())) for row in rows}


_ALONE: Row = (False, None, None, *(None,) * 5)


def _unit(row: Row, beside: Row, heads: tuple[Principal, ...]) -> Unit:
    """Return a unit by its own row, and by what stands under its other names where that says nothing."""
    id_, name, code, admin, managing, known, located, edges, short, others, *words = row
    other_known, other_codes, other_edges, other_admin, other_managing, *other_words = beside
    kind, system, leader_level = (
        own or other for own, other in zip(words, other_words, strict=True)
    )
    codes = (code,) if code else tuple(located or other_codes or ())
    texts = (name, short, *(others or "").split("；"))
    called = tuple(dict.fromkeys(text for text in texts if text and len(text) > 2))
    return Unit(
        id_, name or "", called, codes, tuple(edges or other_edges or ()),
        admin or other_admin, managing or other_managing, bool(known or other_known),
        kind, system, leader_level, heads,
    )  # fmt: skip


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
    relation, kin_name, kin_post, period, verified, *more, concerns = rest
    by, interest, interest_kind, decision, approver, *decided = more
    return Declared(
        id_, has_items, (lo, hi), term_no, round_no, committee, class_, relation, kin_name,
        kin_post, period, verified, tuple(concerns or ()), by, interest, interest_kind, decision, approver,
        (decided[0], decided[1]), *decided[2:],
    )  # fmt: skip
