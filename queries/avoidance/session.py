"""Goes through a draft pair by pair: who, which unit, what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.model.names import person_name
from queries.avoidance.asked import Asked
from queries.avoidance.completeness import Moment
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.facts import Person
from queries.avoidance.judge import Judge, Outcome, misnamed, nothing_known, stranger, undated_task
from queries.avoidance.scene import Scene
from queries.avoidance.verdict import Missing


@dataclass(frozen=True, slots=True)
class Pair:
    """A member, the name they are known by, a unit as the draft writes it, the moment, the outcome.

    `person` and `units` are the entities behind them; empty where nobody knows them.
    """

    member: Member
    name: str
    unit: str
    moment: Moment
    outcome: Outcome
    person: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A task as it is judged: when, which organisations its unit may mean, what is missing of them.

    `quiet` says that, but for ties, links and declarations, units of the same `traits` give a person the
    same outcome.
    """

    task: Task
    moment: Moment
    units: tuple[str, ...]
    lacks: tuple[Missing, ...]
    quiet: bool
    traits: object = None


@dataclass(slots=True)
class Session:
    """A draft, what is known of it, and outcomes that hold for more than one unit."""

    draft: Draft
    asked: Asked
    scene: Scene
    judge: Judge = field(default_factory=Judge)
    _same: dict[tuple[object, ...], Outcome] = field(default_factory=dict)

    def pairs(self, moments: Mapping[Task, Moment]) -> Iterator[Pair]:
        """Yield the outcome of every member and every unit of their team, in the draft's order."""
        spots = {task: self._spot(task, moment) for task, moment in moments.items()}
        for team, tasks in self.draft.by_team().items():
            units: dict[str, list[Spot]] = {}
            for task in tasks:
                units.setdefault(task.unit, []).append(spots[task])
            for member in (m for m in self.draft.members if m.team == team):
                yield from self._member(member, units)

    def _member(self, member: Member, units: Mapping[str, list[Spot]]) -> Iterator[Pair]:
        known: dict[str | None, Person | None] = {}
        for unit, spots in units.items():
            committee = spots[0].task.committee
            if committee not in known:
                found = self.asked.person(member, spots[0].task)
                known[committee] = self.scene.people.get(found or "")
            person = known[committee]
            name = member.name or (person.name if person else "")
            outcome = self._outcome(member, person, spots[0])
            for spot in spots[1:]:
                outcome |= self._outcome(member, person, spot)
            dated = next((spot for spot in spots if spot.moment.on), spots[0])
            yield Pair(
                member,
                name,
                unit,
                dated.moment,
                outcome,
                person.id if person else "",
                spots[0].units,
            )

    def _outcome(self, member: Member, person: Person | None, spot: Spot) -> Outcome:
        key = (
            member.person_no,
            member.name,
            member.role,
            person and person.id,
            spot.moment,
            spot.lacks,
            spot.traits,
            self.scene.crew(person.id, member.team) if person else None,
        )
        quiet = spot.quiet and not (person and self.scene.speaks(person.id, spot.units))
        if quiet and key in self._same:
            return self._same[key]
        outcome = self._fresh(member, person, spot)
        if quiet and not any(rule.by_unit for rule, _, _ in outcome.found):
            self._same[key] = outcome
        return outcome

    def _fresh(self, member: Member, person: Person | None, spot: Spot) -> Outcome:
        if person is None:
            return nothing_known(spot.task, spot.moment, stranger(member))
        if not spot.units or not spot.moment.on:
            return nothing_known(spot.task, spot.moment, spot.lacks[0])
        also = list(spot.lacks)
        if member.name not in ("", person.name) and (
            person_name(member.name) != person_name(person.name)
        ):
            also.append(misnamed(member, person))
        case = self.scene.case(person, member, spot.task, spot.units, spot.moment)
        return self.judge.outcome(case, also)

    def _spot(self, task: Task, moment: Moment) -> Spot:
        units = tuple(u for u in self.asked.organizations(task) if u in self.scene.units)
        quiet = not task.from_elsewhere and not task.unknown_modes
        lacks: tuple[Missing, ...] = ()
        if undated := undated_task(task, moment):
            lacks = (undated,)
        elif not units:
            lacks = (Missing("L1.单位全称", f"单位台账中没有“{task.unit}”"),)
        elif not any(self.scene.units[unit].known for unit in units):
            text = f"被巡察对象台账中没有“{task.unit}”这一行，下属单位不明"
            lacks = (Missing("L1.单位全称", text),)
        inspected = tuple(self.scene.units[unit] for unit in units)
        return Spot(task, moment, units, lacks, quiet, self.judge.traits(inspected, moment))
