"""Making the city: every copy of the office from its own random streams, then all in one value."""

from __future__ import annotations

from itertools import chain

from xuntu.synthetic import (
    careers,
    draft,
    families,
    findings,
    leaders,
    organisations,
    people,
    rounds,
)
from xuntu.synthetic.declarations import declare
from xuntu.synthetic.events import Round
from xuntu.synthetic.model import City
from xuntu.synthetic.outcomes import follow
from xuntu.synthetic.places import places


def make_city(seed: int = 7, scale: int = 1) -> City:
    """Return the fictional city, `scale` offices large; equal arguments give equal cities."""
    if scale < 1:
        raise ValueError(f"scale must be at least 1, not {scale}")
    held = rounds.rounds()
    parts = [_copy(seed, copy, held) for copy in range(scale)]

    def joined(name: str) -> tuple[object, ...]:
        return tuple(chain.from_iterable(getattr(part, name) for part in parts))

    shared = {"seed": seed, "scale": scale, "places": places(), "rounds": held}
    several = [name for name in City.__dataclass_fields__ if name not in shared]
    return City(**shared, **{name: joined(name) for name in several})  # type: ignore[arg-type]


def _copy(seed: int, copy: int, held: tuple[Round, ...]) -> City:
    office = organisations.build(seed, copy)
    files = people.recruit(seed, office)
    roster = leaders.appoint(seed, office, [f.person.name for f in files])
    careers.live(seed, office, files, roster)
    careers.enrol(files, roster)
    families.record(seed, office, files, roster)
    planned = (
        draft.propose(seed, office, files, roster) if copy == 0 else draft.Draft(office, roster, [])
    )
    silent = {p.person for p in planned.planted if p.name == "亲属信息不全"}
    drafted = {m.person for m in planned.members}
    tasks = rounds.arrange(seed, office)
    members = tuple(rounds.staff(seed, office, held, tasks, files))
    found = findings.find(seed, office, tasks, roster)
    outcomes = follow(seed, office, tasks, found, roster)
    last = [m for m in members if m.round_no == held[-1].number]
    return City(
        seed, copy + 1,
        organisations=office.organisations, changes=office.changes,
        persons=tuple(f.person for f in files),
        postings=tuple(p for f in files for p in sorted(f.postings, key=lambda p: (p.since, p.kind))),
        relatives=tuple(r for f in files for r in f.relatives),
        leaders=tuple(roster.rows),
        declarations=tuple(declare(seed, copy, files, last, drafted, silent)),
        teams=rounds.teams(office, held), tasks=tasks, members=members, findings=found,
        clues=tuple(outcomes.clues), cases=tuple(outcomes.cases),
        sanctions=tuple(outcomes.sanctions), prosecutions=tuple(outcomes.prosecutions),
        draft_members=tuple(planned.members),
        draft_tasks=draft.tasks() if copy == 0 else (),
        planted=tuple(planned.planted),
    )  # fmt: skip
