"""What is known of a draft's people and units, gathered set at a time and handed out pair by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from queries.avoidance import alike, groups, known, resolve, told
from queries.avoidance.case import Case
from queries.avoidance.completeness import Moment
from queries.avoidance.crew import ALONE, Crew
from queries.avoidance.draft import Member, Task
from queries.avoidance.engine import Engine
from queries.avoidance.facts import Declared, Person, Unit
from queries.avoidance.ties import LINKS, TIES, Tie
from queries.avoidance.ties.family import Family
from queries.avoidance.ties.leaders import COLLEAGUE, SUPERIOR

T = TypeVar("T")
Pair = tuple[str, str]
Families = Mapping[str, Sequence[Tie]]
Links = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Facts by person and by unit, ties and declarations by pair of both, crews by person and team."""

    people: Mapping[str, Person]
    units: Mapping[str, Unit]
    ties: Mapping[Pair, Families]
    declared: Mapping[Pair, tuple[tuple[Declared, str], ...]]
    links: Mapping[Pair, Links] = field(default_factory=dict)
    crews: Mapping[tuple[str, str], Crew] = field(default_factory=dict)
    past_posts: Mapping[Pair, tuple[Declared, ...]] = field(default_factory=dict)

    def speaks(self, person: str, units: Sequence[str]) -> bool:
        """Tell whether any tie, link or declaration joins a person and some organisations."""
        for unit in units:
            pair = (person, unit)
            if pair in self.ties or pair in self.links or pair in self.declared:
                return True
            if pair in self.past_posts:
                return True
        return False

    def crew(self, person: str, team: str) -> Crew:
        """Return what a person is to the others of the draft, as a member of a team."""
        return self.crews.get((person, team), ALONE)

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
            self.crew(person.id, member.team),
            post=member.details.get("岗位分工", ""),
            past_posts=tuple(d for pair in pairs for d in self.past_posts.get(pair, ())),
        )


def gather(
    engine: Engine,
    people: Iterable[str],
    units: set[str],
    committee: str,
    families: Collection[str],
) -> Scene:
    """Return the scene of a roster and units, with the ties and links of some families."""
    people = set(people)
    named = resolve.parts(engine, units, committee)
    engine.ask(people, units, [*named, *alike.parts(engine, people, committee, named)])
    persons = known.people(engine)
    ties: defaultdict[Pair, defaultdict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for family in (name for name in TIES if name in families):
        for tie in engine.ties(family):
            ties[tie.person, tie.unit][family].append(tie)
    inspected = known.units(engine)
    return Scene(
        persons,
        inspected,
        ties,
        told.about(engine, persons, inspected, committee),
        _linked(engine, [family for family in LINKS if family.name in families]),
        past_posts=told.past_posts(engine, persons, inspected, committee),
    )


def _linked(engine: Engine, families: Sequence[Family[Any]]) -> dict[Pair, Links]:
    """Return the rows of families that are no services, by pair and family."""
    if SUPERIOR in families or COLLEAGUE in families:
        groups.prepare(engine)
    found: defaultdict[Pair, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for family in families:
        for row in engine.links(family):
            found[row.person, row.unit][family.name].append(row)
    return dict(found)


def _joined(families: Sequence[Mapping[str, Sequence[T]]]) -> Mapping[str, Sequence[T]]:
    if len(families) <= 1:
        return families[0] if families else {}
    names = dict.fromkeys(name for family in families for name in family)
    return {name: [t for f in families for t in f.get(name, ())] for name in names}
