"""The check: may these people inspect these units? Every person against every unit of their team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from json import JSONEncoder
from typing import Any

from graph.snapshot import Snapshot
from queries.avoidance import absent, crews, squads
from queries.avoidance.asked import look_up
from queries.avoidance.completeness import Moment
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.engine import opened
from queries.avoidance.judge import Judge, Lack, Outcome, families, undated_task
from queries.avoidance.losses import marked
from queries.avoidance.muster import muster
from queries.avoidance.narrate import Finding, Narrator, lacking
from queries.avoidance.profile import Profile
from queries.avoidance.rules.r42 import worst_of
from queries.avoidance.scene import gather
from queries.avoidance.session import Pair, Session
from queries.avoidance.squads import Squad, TeamResult
from queries.avoidance.teams import judged as judged_teams
from queries.avoidance.verdict import IDENTITY, MASKED, Missing, Reason, Severity, Verdict, worst

Lacking = tuple[tuple[str, Missing], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one person for one unit, with all that it rests on; `missing` by rule.

    `person` and `units` are the entities that were judged, empty where nobody knows them.
    """

    member: Member
    name: str
    unit: str
    on: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    checked: tuple[str, ...]
    missing: Lacking
    unverified: tuple[tuple[str, str], ...] = ()
    person: str = ""
    units: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the verdict as the contract writes it."""
        return {**self.about(), **self.said()}

    def about(self) -> dict[str, str]:
        """Return the first fields of the verdict, all texts: who, and which unit."""
        return {
            "person_no": self.member.person_no,
            "name": self.name,
            "team": self.member.team,
            "role": self.member.role,
            "unit": self.unit,
        }

    def said(self) -> dict[str, object]:
        """Return the other fields of the verdict: what the rules say."""
        fields = dict.fromkeys((rule, missing.field) for rule, missing in self.missing)
        return {
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
    has its own), empty if no task has one. `notes` tell the clerk what in the draft was read in which way;
    `squads` are the teams as the team rules saw them.
    """

    on: str
    verdicts: tuple[Judged, ...]
    people: tuple[tuple[Member, Verdict], ...]
    notes: tuple[str, ...] = field(default=())
    team_rules: tuple[TeamResult, ...] = ()
    squads: tuple[Squad, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the check as `xuntu check --format json` prints it."""
        return {
            "on": self.on,
            "verdicts": [judged.to_json() for judged in self.verdicts],
            **self._summary(),
        }

    def to_text(self, **beside: object) -> str:
        """Return `to_json`, with what stands beside it, as the text of one JSON object.

        What verdicts have in common is written once: most of a matrix says the same of many units.
        """
        encode = JSONEncoder(ensure_ascii=False).encode
        quoted = cache(encode)
        said: dict[tuple[object, ...], str] = {}
        verdicts = []
        for judged in self.verdicts:
            shared = (judged.reasons, judged.checked, judged.missing, judged.unverified)
            key = (judged.verdict, *map(id, shared))
            if key not in said:
                said[key] = encode(judged.said())[1:]
            about = ", ".join([f'"{k}": {quoted(v)}' for k, v in judged.about().items()])
            verdicts.append(f"{{{about}, {said[key]}")
        rest = encode({**self._summary(), **beside})[1:]
        return f'{{"on": {quoted(self.on)}, "verdicts": [{", ".join(verdicts)}], {rest}'

    def _summary(self) -> dict[str, Any]:
        return {
            "people": [
                {"person_no": m.person_no, "team": m.team, "verdict": v.label}
                for m, v in self.people
            ],
            "team_rules": [result.to_json() for result in self.team_rules],
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
        scene = gather(engine, asked.members.values(), units, committee, families(moments))
        lore = squads.gather(engine)
        known = marked(engine, scene.people)
        seated = crews.seats(draft, asked, known, moments)
        scene = replace(scene, people=known, crews=crews.crews(engine, seated, lore.stints))
        judge = Judge(absent.left_out(engine))
        pairs = list(Session(draft, asked, scene, judge).pairs(moments))
        told = [found for pair in pairs for found in pair.outcome.found if not found[0].masked]
        narrator = Narrator(engine, told)
    words = _Words(narrator)
    verdicts = tuple(words.judged(pair) for pair in pairs)
    own: dict[int, list[Verdict]] = {}
    for judged in verdicts:
        own.setdefault(id(judged.member), []).append(judged.verdict)
    people = tuple((member, worst_of(own[id(member)])) for member in draft.members)
    day = min((m.on for m in moments.values() if m.on), default="")
    undated = tuple(
        f"{lack.text}，该任务未核查" for m in moments if (lack := undated_task(m, moments[m]))
    )
    teams = tuple(muster(draft, pairs, asked, scene, moments, lore))
    results = tuple(judged_teams(teams)) if draft.beside is None else ()
    return Check(day, verdicts, people, (*asked.notes, *undated), results, teams)


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

    def judged(self, pair: Pair) -> Judged:
        outcome, moment = pair.outcome, pair.moment
        if id(outcome) not in self.said:
            self.said[id(outcome)] = self._say(outcome, moment)
        verdict, reasons, missing = self.said[id(outcome)]
        return Judged(
            pair.member, pair.name, pair.unit, moment.on, verdict, reasons, outcome.checked, missing,
            outcome.unverified, pair.person, pair.units,
        )  # fmt: skip

    def _say(self, outcome: Outcome, moment: Moment) -> tuple[Verdict, tuple[Reason, ...], Lacking]:
        told = [finding for finding in outcome.found if not finding[0].masked]
        found = dict.fromkeys(self.narrator.reason(*finding) for finding in told)
        blocked = any(missing.blocks for _, missing in outcome.missing)
        verdict = worst((f.severity for _, _, f in outcome.found), lacking=blocked)
        missing = tuple((rule.id, lack) for rule, lack in outcome.missing)
        lacks = self._lacking(outcome.missing, moment)
        return verdict, (*found, *_masked(outcome.found), *lacks), missing

    def _lacking(self, missing: tuple[Lack, ...], moment: Moment) -> tuple[Reason, ...]:
        key = (missing, moment)
        if key not in self.lacks:
            self.lacks[key] = tuple(lacking(missing, moment))
        return self.lacks[key]


def _masked(found: Sequence[Finding]) -> tuple[Reason, ...]:
    """Return all that is said of what masked rules found: once, and in one place whichever rules they are."""
    masked = [f for rule, _, f in found if rule.masked and f.severity in MASKED]
    if not masked:
        return ()
    if any(f.severity is Severity.H for f in masked):
        return (MASKED[Severity.H],)
    identity = any(f.code == IDENTITY for f in masked)
    return (replace(MASKED[Severity.S], code=IDENTITY if identity else None),)
