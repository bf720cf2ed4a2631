"""Ranks on one scale: 1 is the highest; 职级 and 职务层次 are joined by the profile's rank_scale."""

from __future__ import annotations

from functools import cache

from graph.model import vocabulary
from queries.avoidance.completeness import serves
from queries.avoidance.facts import Person, Unit
from queries.avoidance.profile import Settings


def of_person(person: Person, settings: Settings, on: str) -> int | None:
    """Return the rank of a person's post, else that of their grade (职级); None if neither is known."""
    posts = [s.rank for s in person.career if s.rank and s.span.covers(on)]
    ranks = [level(text) for text in (person.traits.post_rank, *posts)]
    known = [rank for rank in ranks if rank is not None]
    if known:
        return min(known)
    scale = settings.value("R46", "rank_scale")
    grade = person.traits.rank or ""
    return level(scale.get(grade, grade))


def of_unit(unit: Unit, on: str) -> int | None:
    """Return the rank of the number one of a unit, else what the ledger of units says it is."""
    heads = [level(head.rank) for head in unit.principals if serves(head.span, on)]
    known = [rank for rank in heads if rank is not None]
    return min(known) if known else level(unit.leader_level)


def level(text: str | None) -> int | None:
    """Return the place of a rank in its order, 1 for the highest; None for what is no rank."""
    return _order().get(vocabulary.find("post_rank", text) or "") if text else None


def called(rank: int) -> str:
    """Return the name of a rank by its place."""
    return next(name for name, place in _order().items() if place == rank)


@cache
def _order() -> dict[str, int]:
    return {term.label: place for place, term in enumerate(vocabulary.terms("post_rank"), 1)}
