"""A part of the city that hangs together: a dozen units with all that was found there, and a planned round."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from xuntu.synthetic import City

T = TypeVar("T")
ROUND = 14
UNITS = 9


def some(city: City) -> City:
    """Return the part of the city around the units of one round, and one whose case went to court."""
    units = _units(city)
    kept = _work(city, units)
    people = {m.person for m in kept.members} | {m.person for m in city.draft_members[:12]}
    kept = replace(
        kept,
        persons=_of(city.persons, lambda p: p.no in people),
        postings=_of(city.postings, lambda p: p.person in people),
        relatives=_of(city.relatives, lambda r: r.person in people),
        declarations=_of(city.declarations, lambda d: d.person in people),
        trainings=_of(city.trainings, lambda t: t.person in people and t.round_no >= ROUND),
        draft_members=city.draft_members[:12],
        businesses=city.businesses[:12],
        changes=city.changes[:20],
    )
    named = set(_words(kept))
    bodies = _of(city.organisations, lambda o: o.name in named or o.short in named)
    named |= set(_words(bodies))
    bodies = _of(city.organisations, lambda o: o.name in named)
    heads = {b.admin_unit or b.name for b in bodies if b.name in units}
    leaders = _of(city.leaders, lambda x: x.org in heads or x.no in named)
    return replace(kept, organisations=bodies, leaders=leaders)


def _units(city: City) -> set[str]:
    judged = {c.clue for c in city.cases if c.no in {p.case for p in city.prosecutions}}
    chains = [c.unit for c in city.clues if c.no in judged and c.finding and c.stated]
    planned = [t.unit for t in city.draft_tasks]
    visited = [t.unit for t in city.tasks if t.round_no == ROUND]
    return {*chains[:2], *planned, *visited[: UNITS - len(planned)]}


def _work(city: City, units: set[str]) -> City:
    clues = _of(city.clues, lambda c: c.unit in units)
    numbers = {c.no for c in clues}
    cases = _of(city.cases, lambda c: c.clue in numbers or (not c.clue and c.unit in units))
    own = {c.no for c in cases}
    findings = _of(city.findings, lambda f: f.unit in units)
    found = {f.no for f in findings}

    def here(one: Any) -> bool:
        return one.unit in units

    def last(one: Any) -> bool:
        return bool(one.round_no == ROUND)

    return replace(
        city,
        tasks=_of(city.tasks, here),
        members=_of(city.members, lambda m: last(m) and m.team <= 2),
        findings=findings,
        clues=clues,
        cases=cases,
        sanctions=_of(city.sanctions, lambda s: s.case in own),
        prosecutions=_of(city.prosecutions, lambda p: p.case in own),
        papers=_of(city.papers, here)[:60],
        petitions=_of(city.petitions, here)[:30],
        fixes=_of(city.fixes, here),
        measures=_of(city.measures, lambda m: m.finding in found)[:80],
        recommendations=city.recommendations[:8],
        items=city.items[:8],
        reproaches=city.reproaches[:20],
        meetings=_of(city.meetings, last),
        weeklies=_of(city.weeklies, last)[:12],
        events=city.events[-20:],
        checks=_of(city.checks, here)[:20],
        counties=city.counties[:1],
    )


def _of(items: Iterable[T], wanted: Callable[[T], bool]) -> tuple[T, ...]:
    return tuple(item for item in items if wanted(item))


def _words(value: Any) -> Iterable[str]:
    """Yield every text in a value of the city, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _words(item)
    elif is_dataclass(value) and not isinstance(value, type):
        skip = {"organisations", "leaders"} if isinstance(value, City) else set()
        for one in fields(value):
            if one.name not in skip:
                yield from _words(getattr(value, one.name))
