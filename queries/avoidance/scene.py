"""What is known of a draft's people and units, gathered set at a time and handed out pair by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from queries.avoidance import known, resolve
from queries.avoidance.case import Case, Stated
from queries.avoidance.completeness import NEAR, Moment
from queries.avoidance.draft import Task
from queries.avoidance.engine import Engine
from queries.avoidance.facts import Declared, Person, Unit
from queries.avoidance.ties import TIES, Tie

Pair = tuple[str, str]
Families = Mapping[str, Sequence[Tie]]
_NONE: Families = {}


@dataclass(frozen=True, slots=True)
class Scene:
    """Facts by person and by unit, ties and other hints by pair of both."""

    people: Mapping[str, Person]
    units: Mapping[str, Unit]
    ties: Mapping[Pair, Families]
    stated: Mapping[Pair, tuple[Stated, ...]]
    declared: Mapping[Pair, tuple[tuple[Declared, str], ...]]

    def case(
        self, person: Person, role: str, task: Task, units: Sequence[str], moment: Moment
    ) -> Case:
        """Return what the rules look at for a person and a task whose unit may mean some organisations."""
        pairs = [(person.id, unit) for unit in units]
        return Case(
            person,
            role,
            task,
            tuple(self.units[unit] for unit in units),
            moment,
            _joined([self.ties[pair] for pair in pairs if pair in self.ties]),
            tuple(s for pair in pairs for s in self.stated.get(pair, ())),
            tuple(d for pair in pairs for d in self.declared.get(pair, ())),
        )


def gather(engine: Engine, people: Iterable[str], units: Iterable[str], committee: str) -> Scene:
    """Return the scene of a roster and units."""
    engine.ask(people, units)
    persons = known.people(engine)
    ties: defaultdict[Pair, defaultdict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for family in TIES:
        for tie in engine.ties(family):
            ties[tie.person, tie.unit][family].append(tie)
    inspected = known.units(engine)
    return Scene(
        persons,
        inspected,
        ties,
        _stated(engine, persons, committee),
        _declared(engine, persons, inspected),
    )


def _joined(families: Sequence[Families]) -> Families:
    if len(families) <= 1:
        return families[0] if families else _NONE
    return {name: [t for f in families for t in f.get(name, ())] for name in TIES}


def _counted(engine: Engine, orgs: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Return for each organisation the units it counts for, how, and between which days."""
    engine.ids("wanted", "id", orgs)
    counted: dict[str, list[tuple[str, ...]]] = {}
    query = (
        "SELECT org, unit, reach, coalesce(from_min, ''), coalesce(to_max, '9999-12-31') "
        "FROM reach SEMI JOIN wanted ON id = org ORDER BY ALL"
    )
    for org, *rest in engine.rows(query):
        counted.setdefault(org, []).append(tuple(rest))
    return counted


def _stated(
    engine: Engine, people: Mapping[str, Person], committee: str
) -> dict[Pair, tuple[Stated, ...]]:
    """Return the units that a person's employer in the talent pool counts for."""
    named = resolve.organizations(engine, {p.employer or "" for p in people.values()}, committee)
    counted = _counted(engine, {org for orgs in named.values() for org in orgs})
    found: defaultdict[Pair, list[Stated]] = defaultdict(list)
    for person in people.values():
        for org in named.get(person.employer or "", ()):
            for unit, reach, since, until in counted.get(org, ()):
                found[person.id, unit].append(Stated(person.employer or "", reach, since, until))
    return {pair: tuple(stated) for pair, stated in found.items()}


def _declared(
    engine: Engine, people: Mapping[str, Person], units: Mapping[str, Unit]
) -> dict[Pair, tuple[tuple[Declared, str], ...]]:
    """Return the declarations about each unit: that name it, or an organisation that counts for it."""
    telling = [
        (person.id, d) for person in people.values() for d in person.declarations
        if d.has_items is not False and d.relation_class in NEAR
    ]  # fmt: skip
    if not telling:
        return {}
    counted = _counted(engine, {org for _, d in telling for org in d.concerns})
    found: defaultdict[Pair, list[tuple[Declared, str]]] = defaultdict(list)
    for person, declaration in telling:
        about = {row[0] for org in declaration.concerns for row in counted.get(org, ())}
        post = declaration.kin_post or ""
        about |= {u.id for u in units.values() if any(name in post for name in u.called)}
        for unit in sorted(about):
            found[person, unit].append((declaration, units[unit].name))
    return {pair: tuple(told) for pair, told in found.items()}
