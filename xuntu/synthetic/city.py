"""Making the city: every copy of the office from its own random streams, then all in one value."""

from __future__ import annotations

from itertools import chain
from typing import Any

from xuntu.synthetic import (
    afterwards,
    careers,
    counties,
    draft,
    families,
    findings,
    finishing,
    leaders,
    lists,
    meetings,
    organisations,
    people,
    rectification,
    rounds,
)
from xuntu.synthetic.declarations import declare
from xuntu.synthetic.desk import Desk
from xuntu.synthetic.events import Member, Round, Task
from xuntu.synthetic.model import City
from xuntu.synthetic.office import Office
from xuntu.synthetic.outcomes import Outcomes, follow
from xuntu.synthetic.papers import intake
from xuntu.synthetic.people import File
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
    tasks = rounds.arrange(seed, office)
    members = tuple(rounds.staff(seed, office, held, tasks, files))
    found = findings.find(seed, office, tasks, roster)
    outcomes = follow(seed, office, tasks, found, roster)
    drafted = {m.person for m in planned.members}
    desk = Desk(seed, office, roster, held, tasks, members, found, tuple(outcomes.clues))
    return City(
        seed, copy + 1,
        organisations=counties.organs(seed, office), changes=office.changes,
        persons=tuple(afterwards.pool(office, tasks, members, [f.person for f in files], drafted)),
        leaders=tuple(roster.rows),
        teams=rounds.teams(office, held), tasks=tasks, members=members,
        prosecutions=tuple(outcomes.prosecutions),
        cases=tuple(finishing.cases(desk, outcomes.cases)),
        sanctions=tuple(finishing.sanctions(outcomes.sanctions)),
        draft_members=tuple(planned.members), draft_tasks=draft.tasks() if copy == 0 else (),
        planted=tuple(planned.planted), checklist=tuple(lists.checklist(copy)),
        counties=tuple(counties.held(seed, office, tasks, roster)),
        **_declared(seed, office, files, tasks, members, planned, held), **_booked(desk, outcomes, files, planned),
    )  # fmt: skip


def _declared(
    seed: int, office: Office, files: list[File], tasks: tuple[Task, ...], members: tuple[Member, ...],
    planned: draft.Draft, held: tuple[Round, ...],
) -> dict[str, Any]:  # fmt: skip
    """Return what people tell of themselves: careers, families, declarations."""
    copy = office.copy
    silent = {p.person for p in planned.planted if p.name == "亲属信息不全"}
    drafted = {m.person for m in planned.members}
    last = [m for m in members if m.round_no == held[-1].number]
    posts = [p for f in files for p in sorted(f.postings, key=lambda p: (p.since, p.kind))]
    told = list(finishing.postings(seed, copy, posts, drafted))
    kin = [r for f in files for r in f.relatives]
    return {
        "postings": tuple(afterwards.careers(office, tasks, members, told, drafted)),
        "relatives": tuple(finishing.relatives(seed, copy, kin, drafted)),
        "declarations": tuple(declare(seed, copy, files, last, drafted, silent)),
    }


def _booked(
    desk: Desk, outcomes: Outcomes, files: list[File], planned: draft.Draft
) -> dict[str, Any]:
    """Return what the office booked beside findings, clues and cases."""
    papers, petitions, fixes = intake(desk)
    measures = list(rectification.measures(desk))
    checks = list(lists.checks(desk))
    drafted = [m.person for m in planned.members]
    return {
        "papers": tuple(papers), "petitions": tuple(petitions), "fixes": tuple(fixes),
        "findings": tuple(finishing.findings(desk, checks)),
        "clues": tuple(afterwards.clues(desk, list(finishing.clues(desk, petitions)))),
        "measures": tuple(afterwards.measures(measures)), "checks": tuple(checks),
        "recommendations": tuple(rectification.recommendations(desk)),
        "items": tuple(rectification.items(desk)),
        "reproaches": tuple(rectification.reproaches(desk, measures, outcomes.cases)),
        "meetings": tuple(meetings.meetings(desk)), "weeklies": tuple(meetings.weeklies(desk)),
        "events": tuple(meetings.events(desk)),
        "trainings": tuple(lists.trainings(desk, planned.members)),
        "regulations": tuple(lists.regulations(desk)),
        "businesses": tuple(lists.businesses(desk, files, drafted)),
    }  # fmt: skip
