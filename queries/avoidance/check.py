"""The check: may these people inspect these units? Every person against every unit of their team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.model.errors import SourceError
from graph.model.names import person_name
from graph.snapshot import Snapshot
from queries.avoidance import judge
from queries.avoidance.asked import Asked, look_up
from queries.avoidance.completeness import Moment
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.engine import opened
from queries.avoidance.judge import Judge, Lack, Outcome
from queries.avoidance.narrate import Narrator, lacking
from queries.avoidance.profile import Profile
from queries.avoidance.rules.r42 import worst_of
from queries.avoidance.scene import Scene, gather
from queries.avoidance.verdict import Missing, Reason, Verdict, worst


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one person for one unit, with all that it rests on; `missing` by rule."""

    member: Member
    name: str
    unit: str
    on: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    checked: tuple[str, ...]
    missing: tuple[tuple[str, Missing], ...]

    def to_json(self) -> dict[str, object]:
        """Return the verdict as the contract writes it."""
        fields = dict.fromkeys((rule, missing.field) for rule, missing in self.missing)
        return {
            "person_no": self.member.person_no,
            "name": self.name,
            "team": self.member.team,
            "role": self.member.role,
            "unit": self.unit,
            "verdict": self.verdict.label,
            "reasons": [reason.to_json() for reason in self.reasons],
            "checked": list(self.checked),
            "missing": [{"rule": rule, "field": column} for rule, column in fields],
            "unverified": [],
        }


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to a draft: one verdict for each person and unit, one for each person over all.

    `on` is the day asked about: the one given, else the first entry date of the draft (each verdict
    has its own). `notes` tell the clerk what in the draft was read in which way.
    """

    on: str
    verdicts: tuple[Judged, ...]
    people: tuple[tuple[Member, Verdict], ...]
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, object]:
        """Return the check as `xuntu check --format json` prints it."""
        return {
            "on": self.on,
            "verdicts": [judged.to_json() for judged in self.verdicts],
            "people": [
                {"person_no": m.person_no, "team": m.team, "verdict": v.label}
                for m, v in self.people
            ],
            "team_rules": [],
        }


def check(
    snapshot: Snapshot, draft: Draft, profile: Profile, *, committee: str, on: date | None = None
) -> Check:
    """Return the verdicts on a draft, each as of `on`, else of its task's entry date.

    `committee` is whose numbers and names the draft uses where a task names no 派出党委. Who is not
    known gets 信息不足, and so does a unit that is not; the rest is checked. Raises SourceError if a
    task has neither entry date nor `on`.
    """
    moments = _moments(draft, profile, committee, on)
    with opened(snapshot) as engine:
        asked = look_up(engine, draft, committee)
        units = {unit for ids in asked.units.values() for unit in ids}
        scene = gather(engine, asked.members.values(), units, committee)
        pairs = list(_pairs(draft, moments, asked, scene))
        narrator = Narrator(engine, [found for *_, outcome in pairs for found in outcome.found])
    words = _Words(narrator)
    verdicts = tuple(words.judged(*pair) for pair in pairs)
    people = []
    for member in draft.members:
        own = [v.verdict for v in verdicts if v.member is member]
        people.append((member, worst_of(own)))
    return Check(min(m.on for m in moments.values()), verdicts, tuple(people), asked.notes)


def _moments(
    draft: Draft, profile: Profile, committee: str, on: date | None
) -> dict[Task, Moment]:
    """Return the moment of each task; equal moments are one object."""
    moments: dict[tuple[object, ...], Moment] = {}
    found = {}
    for task in draft.tasks:
        day, owner = _day(task, on), task.committee or committee
        key = (day, owner, task.term_no, task.round_no)
        if key not in moments:
            moments[key] = Moment(*key, profile.at(owner, day))
        found[task] = moments[key]
    return found


def _day(task: Task, on: date | None) -> str:
    day = on.isoformat() if on else task.begins
    if day is None or len(day) < len("2025-03-24"):
        said = f"进驻日期 {day} 没有写到日" if day else "没有进驻日期"
        hint = "请补填，或用 --on 指定核查日期"
        raise SourceError(f"“{task.unit}”的任务{said}", where="任务", hint=hint)
    return day


Pair = tuple[Member, str, str, Moment, Outcome]


def _pairs(
    draft: Draft, moments: dict[Task, Moment], asked: Asked, scene: Scene
) -> Iterator[Pair]:
    """Yield member, registered name, unit, moment and outcome of every person and unit."""
    rules = Judge()
    for member in draft.members:
        units: dict[str, list[Task]] = {}
        for task in draft.tasks_of(member):
            units.setdefault(task.unit, []).append(task)
        for unit, tasks in units.items():
            outcomes = [_outcome(rules, member, t, moments[t], asked, scene) for t in tasks]
            merged = outcomes[0]
            for other in outcomes[1:]:
                merged |= other
            person = scene.people.get(asked.person(member, tasks[0]) or "")
            name = member.name or (person.name if person else "")
            yield member, name, unit, moments[tasks[0]], merged


def _outcome(
    rules: Judge, member: Member, task: Task, moment: Moment, asked: Asked, scene: Scene
) -> Outcome:
    person = scene.people.get(asked.person(member, task) or "")
    units = [unit for unit in asked.organizations(task) if unit in scene.units]
    if person is None:
        return judge.nothing_known(task, moment, judge.stranger(member))
    if not units:
        missing = Missing("L1.单位全称", f"单位台账中没有“{task.unit}”")
        return judge.nothing_known(task, moment, missing)
    case = scene.case(person, member.role, task, units, moment)
    also = []
    if member.name and person_name(member.name) != person_name(person.name):
        also.append(judge.misnamed(member, person))
    if not any(unit.known for unit in case.units):
        text = f"被巡察对象台账中没有“{task.unit}”这一行，下属单位不明"
        also.append(Missing("L1.单位全称", text))
    return rules.outcome(case, also)


class _Words:
    """Puts outcomes into words; the same things missing are put into words once."""

    def __init__(self, narrator: Narrator) -> None:
        self.narrator = narrator
        self.lacks: dict[tuple[tuple[Lack, ...], Moment], tuple[Reason, ...]] = {}

    def judged(
        self, member: Member, name: str, unit: str, moment: Moment, outcome: Outcome
    ) -> Judged:
        found = tuple(self.narrator.reason(*finding) for finding in outcome.found)
        blocked = any(missing.blocks for _, missing in outcome.missing)
        verdict = worst((f.severity for _, _, f in outcome.found), lacking=blocked)
        missing = tuple((rule.id, lack) for rule, lack in outcome.missing)
        reasons = (*dict.fromkeys(found), *self._lacking(outcome.missing, moment))
        return Judged(member, name, unit, moment.on, verdict, reasons, outcome.checked, missing)

    def _lacking(self, missing: Sequence[Lack], moment: Moment) -> tuple[Reason, ...]:
        key = (tuple(missing), moment)
        if key not in self.lacks:
            self.lacks[key] = tuple(lacking(missing, moment))
        return self.lacks[key]
