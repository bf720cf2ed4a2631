"""Musters the teams of a draft after its people were judged one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from queries.avoidance.asked import Asked
from queries.avoidance.case import Found
from queries.avoidance.completeness import Moment
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.scene import Scene
from queries.avoidance.session import Pair
from queries.avoidance.squads import Lore, Mate, Squad, grouped


def muster(
    draft: Draft,
    pairs: Iterable[Pair],
    asked: Asked,
    scene: Scene,
    moments: Mapping[Task, Moment],
    lore: Lore,
) -> Iterator[Squad]:
    """Yield each named team of a draft, and all of them together; a check of one person has none."""
    mates = _mates(draft, pairs, scene)
    teams = {name: tasks for name, tasks in draft.by_team().items() if name and tasks}
    units = {
        task: tuple(scene.units[u] for u in asked.organizations(task) if u in scene.units)
        for tasks in teams.values()
        for task in tasks
    }
    for name, tasks in teams.items():
        own = tuple(mates[id(m)] for m in draft.members if m.team == name)
        yield Squad(name, own, tasks, units, _moment(tasks, moments), lore)
    if teams:
        everybody = tuple(mates[id(m)] for m in draft.members if m.team in teams)
        tasks = tuple(units)
        yield Squad(None, everybody, tasks, units, _moment(tasks, moments), lore)


def _mates(draft: Draft, pairs: Iterable[Pair], scene: Scene) -> dict[int, Mate]:
    told: defaultdict[int, list[tuple[str, Found]]] = defaultdict(list)
    known: dict[int, Pair] = {}
    for pair in pairs:
        told[id(pair.member)] += [(rule.id, found) for rule, _, found in pair.outcome.found]
        known.setdefault(id(pair.member), pair)
    return {id(m): _mate(m, known.get(id(m)), told[id(m)], scene) for m in draft.members}


def _mate(member: Member, pair: Pair | None, told: list[tuple[str, Found]], scene: Scene) -> Mate:
    person = scene.people.get(pair.person) if pair else None
    name = pair.name if pair else member.name
    return Mate(member, name, person, grouped(told))


def _moment(tasks: Iterable[Task], moments: Mapping[Task, Moment]) -> Moment:
    """Return the first moment that has a day."""
    own = [moments[task] for task in tasks]
    return min((m for m in own if m.on), key=lambda m: m.on, default=own[0])
