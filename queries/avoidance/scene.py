"""What is known of a draft's people and units, gathered set at a time and handed out pair by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from queries.avoidance import alike, known, resolve
from queries.avoidance.case import Case
from queries.avoidance.completeness import NEAR, Moment
from queries.avoidance.draft import Member, Task
from queries.avoidance.engine import Engine
from queries.avoidance.facts import Declared, Person, Unit
from queries.avoidance.ties import LINKS, TIES, Tie

T = TypeVar("T")
Pair = tuple[str, str]
Families = Mapping[str, Sequence[Tie]]
Links = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Facts by person and by unit, ties and declarations by pair of both."""

    people: Mapping[str, Person]
    units: Mapping[str, Unit]
    ties: Mapping[Pair, Families]
    declared: Mapping[Pair, tuple[tuple[Declared, str], ...]]
    links: Mapping[Pair, Links] = field(default_factory=dict)

    def speaks(self, person: str, units: Sequence[str]) -> bool:
        """Tell whether any tie, link or declaration joins a person and some organisations."""
        joined = (self.ties, self.declared, self.links)
        return any((person, unit) in pairs for unit in units for pairs in joined)

    def case(
        self, person: Person, member: Member, task: Task, units: Sequence[str], moment: Moment
    ) -> Case:
        """Return what the rules look at for a person and a task whose unit may mean some organisations."""
        pairs = [(person.id, unit) for unit in units]
        return Case(
            person,
            member.role,
            task,
            tuple(self.units[unit] for unit in units),
            moment,
            _joined([self.ties[pair] for pair in pairs if pair in self.ties]),
            tuple(d for pair in pairs for d in self.declared.get(pair, ())),
            _joined([self.links[pair] for pair in pairs if pair in self.links]),
            post=member.details.get("岗位分工", ""),
        )


def gather(engine: Engine, people: Iterable[str], units: set[str], committee: str) -> Scene:
    """Return the scene of a roster and units."""
    people = set(people)
    named = resolve.parts(engine, units, committee)
    engine.ask(people, units, [*named, *alike.parts(engine, people, committee, named)])
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
        _declared(engine, persons, inspected),
        _linked(engine),
    )


def _linked(engine: Engine) -> dict[Pair, Links]:
    """Return the rows of the families that are no services, by pair and family."""
    found: defaultdict[Pair, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for family in LINKS:
        for row in engine.links(family):
            found[row.person, row.unit][family.name].append(row)
    return dict(found)


def _joined(families: Sequence[Mapping[str, Sequence[T]]]) -> Mapping[str, Sequence[T]]:
    if len(families) <= 1:
        return families[0] if families else {}
    names = dict.fromkeys(name for family in families for name in family)
    return {name: [t for f in families for t in f.get(name, ())] for name in names}


def _counted(engine: Engine, orgs: Iterable[str]) -> dict[str, list[str]]:
    """Return for each organisation the units it counts for."""
    engine.ids("wanted", "id", orgs)
    counted: dict[str, list[str]] = {}
    query = "SELECT DISTINCT org, unit FROM reach SEMI JOIN wanted ON id = org ORDER BY ALL"
    for org, unit in engine.rows(query):
        counted.setdefault(org, []).append(unit)
    return counted


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
        about = {unit for org in declaration.concerns for unit in counted.get(org, ())}
        post = declaration.kin_post or ""
        about |= {u.id for u in units.values() if any(name in post for name in u.called)}
        for unit in sorted(about):
            found[person, unit].append((declaration, units[unit].name))
    return {pair: tuple(told) for pair, told in found.items()}
