"""The check: may these people inspect these units? Every person against every unit of their team."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graph.snapshot import Snapshot
from queries.avoidance.asked import look_up
from queries.avoidance.completeness import Moment
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.engine import opened
from queries.avoidance.judge import Lack, Outcome, undated_task
from queries.avoidance.losses import marked
from queries.avoidance.narrate import Finding, Narrator, lacking
from queries.avoidance.profile import Profile
from queries.avoidance.rules.r42 import worst_of
from queries.avoidance.scene import gather
from queries.avoidance.session import Session
from queries.avoidance.verdict import MASKED, Missing, Reason, Verdict, worst

Lacking = tuple[tuple[str, Missing], ...]


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
    missing: Lacking
    unverified: tuple[tuple[str, str], ...] = ()

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
            "unverified": [{"rule": rule, "code": code} for rule, code in self.unverified],
        }


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to a draft: one verdict for each person and unit, one for each person over all.

    `on` is the day asked about: the one given, else the first entry date of the draft (each verdict
    has its own), empty if no task has one. `notes` tell the clerk what in the draft was read in which way.
    """

    on: str
    verdicts: tuple[Judged, ...]
    people: tuple[tuple[Member, Verdict], ...]
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
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
    known gets 信息不足, and so does a unit that is not, or a task without a day; the rest is checked.
    """
    moments = _moments(draft, profile, committee, on)
    with opened(snapshot) as engine:
        asked = look_up(engine, draft, committee)
        units = {unit for ids in asked.units.values() for unit in ids}
        scene = gather(engine, asked.members.values(), units, committee)
        scene = replace(scene, people=marked(engine, scene.people))
        pairs = list(Session(draft, asked, scene).pairs(moments))
        told = [found for *_, outcome in pairs for found in outcome.found if not found[0].masked]
        narrator = Narrator(engine, told)
    words = _Words(narrator)
    verdicts = tuple(words.judged(*pair) for pair in pairs)
    own: dict[int, list[Verdict]] = {}
    for judged in verdicts:
        own.setdefault(id(judged.member), []).append(judged.verdict)
    people = tuple((member, worst_of(own[id(member)])) for member in draft.members)
    day = min((m.on for m in moments.values() if m.on), default="")
    undated = tuple(
        f"{lack.text}，该任务未核查" for m in moments if (lack := undated_task(m, moments[m]))
    )
    return Check(day, verdicts, people, (*asked.notes, *undated))


def _moments(draft: Draft, profile: Profile, committee: str, on: date | None) -> dict[Task, Moment]:
    """Return the moment of each task; equal moments are one object."""
    moments: dict[tuple[object, ...], Moment] = {}
    found = {}
    for task in draft.tasks:
        day, owner = on.isoformat() if on else _day(task), task.committee or committee
        key = (day, owner, task.term_no, task.round_no)
        if key not in moments:
            moments[key] = Moment(*key, profile.at(owner, day or (task.begins or "")))
        found[task] = moments[key]
    return found


def _day(task: Task) -> str:
    """Return the entry date, empty where it is missing or has no day."""
    return task.begins if task.begins and len(task.begins) == len("2025-03-24") else ""


class _Words:
    """Puts outcomes into words; what is missing, and outcomes alike, are put into words once."""

    def __init__(self, narrator: Narrator) -> None:
        self.narrator = narrator
        self.lacks: dict[tuple[tuple[Lack, ...], Moment], tuple[Reason, ...]] = {}
        self.said: dict[int, tuple[Verdict, tuple[Reason, ...], Lacking]] = {}

    def judged(
        self, member: Member, name: str, unit: str, moment: Moment, outcome: Outcome
    ) -> Judged:
        if id(outcome) not in self.said:
            self.said[id(outcome)] = self._say(outcome, moment)
        verdict, reasons, missing = self.said[id(outcome)]
        return Judged(
            member, name, unit, moment.on, verdict, reasons, outcome.checked, missing, outcome.unverified
        )  # fmt: skip

    def _say(self, outcome: Outcome, moment: Moment) -> tuple[Verdict, tuple[Reason, ...], Lacking]:
        found = dict.fromkeys(filter(None, (self._reason(finding) for finding in outcome.found)))
        blocked = any(missing.blocks for _, missing in outcome.missing)
        verdict = worst((f.severity for _, _, f in outcome.found), lacking=blocked)
        missing = tuple((rule.id, lack) for rule, lack in outcome.missing)
        return verdict, (*found, *self._lacking(outcome.missing, moment)), missing

    def _reason(self, finding: Finding) -> Reason | None:
        rule, _, found = finding
        return MASKED.get(found.severity) if rule.masked else self.narrator.reason(*finding)

    def _lacking(self, missing: tuple[Lack, ...], moment: Moment) -> tuple[Reason, ...]:
        key = (missing, moment)
        if key not in self.lacks:
            self.lacks[key] = tuple(lacking(missing, moment))
        return self.lacks[key]
