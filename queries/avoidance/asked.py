"""Who and what a draft asks about, as entities of the snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from queries.avoidance import resolve
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.engine import Engine


@dataclass(frozen=True, slots=True)
class Asked:
    """The person behind each member of each task, the organisations behind each task's unit, and notes."""

    members: Mapping[tuple[str, str, str], str]
    units: Mapping[tuple[str, str], tuple[str, ...]]
    committee: str
    notes: tuple[str, ...]

    def person(self, member: Member, task: Task) -> str | None:
        """Return whom a member of a task's team is: by the task's committee's numbers, else the office's."""
        for committee in (task.committee, self.committee):
            found = self.members.get((member.person_no, member.name, committee or self.committee))
            if found:
                return found
        return None

    def organizations(self, task: Task) -> tuple[str, ...]:
        """Return the organisations that a task's unit may mean, none if nobody bears the name."""
        own = self.units.get((task.unit, task.committee or self.committee), ())
        return own or self.units.get((task.unit, self.committee), ())


def look_up(engine: Engine, draft: Draft, committee: str) -> Asked:
    """Find the people and units of a draft."""
    wanted = {(m.person_no, m.name) for m in (*draft.members, *(draft.beside or ()))}
    scopes = sorted({task.committee or committee for task in draft.tasks} | {committee})
    members = {
        (*who, scope): person
        for scope in scopes
        for who, person in resolve.people(engine, wanted, scope).items()
    }
    units, notes = resolve.units(engine, {(t.unit, t.committee or committee) for t in draft.tasks})
    if unfound := {(unit, committee) for (unit, _), ids in units.items() if not ids}:
        more, noted = resolve.units(engine, unfound)
        units, notes = units | more, (*notes, *noted)
    unknown = sorted(
        {t.unit for t in draft.tasks if not any(units.get((t.unit, s)) for s in scopes)}
    )
    missing = tuple(f"单位台账中找不到“{unit}”，请核对写法" for unit in unknown)
    return Asked(members, units, committee, (*dict.fromkeys(notes), *missing))
