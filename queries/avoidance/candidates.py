"""Who of the talent pool could join a team, or take somebody's place in it, and what each would break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.model import vocabulary
from graph.model.errors import UsageError, WorkspaceError
from graph.model.names import person_name, team_key
from graph.snapshot import Snapshot
from queries.avoidance import rosters
from queries.avoidance.check import Check, Judged, check
from queries.avoidance.draft import Draft, Member
from queries.avoidance.profile import Profile
from queries.avoidance.squads import Mate, TeamResult
from queries.avoidance.teams import judged as judged_teams
from queries.avoidance.teams.r43 import skills_of
from queries.avoidance.verdict import Reason, Severity, Verdict
from queries.avoidance.windows import years_back

FORBIDDEN = "不可任"
"""All that is said of somebody whom a masked rule excludes."""
_RECENT_YEARS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of the pool as a member of the team: the verdict, its reasons, what the team rules say then.

    `broken` are rules that the team keeps without the person and not with them, `mended` the other way round;
    `recent` counts rounds begun in the last years. Of who is `masked` nothing else is said.
    """

    person_no: str
    name: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    skills: tuple[str, ...]
    fits: bool
    rounds: int
    recent: int
    last_round: str
    results: tuple[TeamResult, ...]
    broken: tuple[TeamResult, ...]
    mended: tuple[TeamResult, ...]
    masked: bool = False

    @property
    def reviews(self) -> int:
        """How many conflicts a named reviewer would have to settle."""
        return sum(reason.severity is Severity.S for reason in self.reasons)

    @property
    def rank(self) -> tuple[object, ...]:
        """The best first: no H, enough data, fewest S, the skill, rules kept, rest since the last rounds."""
        if self.masked:
            return (True, True, self.person_no)
        return (
            self.verdict is Verdict.RECUSE,
            self.verdict is Verdict.UNKNOWN,
            self.reviews,
            not self.fits,
            len(self.broken),
            -len(self.mended),
            self.recent,
            self.person_no,
        )

    def to_json(self) -> dict[str, object]:
        """Return the candidate as `xuntu candidates --format json` prints them."""
        told = {"person_no": self.person_no, "name": self.name}
        if self.masked:
            return {**told, "verdict": FORBIDDEN}
        return {
            **told,
            "verdict": self.verdict.label,
            "s_count": self.reviews,
            "skills": list(self.skills),
            "fits": self.fits,
            "rounds": self.rounds,
            "recent_rounds": self.recent,
            "last_round": self.last_round,
            "breaks": [result.rule.id for result in self.broken],
            "mends": [result.rule.id for result in self.mended],
            "team_rules": [result.to_json() for result in self.results],
            "reasons": [reason.to_json() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Candidates:
    """The answer: for which team, instead of whom, with which skill, and everybody in order."""

    team: str
    on: str
    instead_of: str
    need: tuple[str, ...]
    people: tuple[Candidate, ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the answer as `xuntu candidates --format json` prints it."""
        return {
            "team": self.team,
            "on": self.on,
            "instead_of": self.instead_of,
            "need": list(self.need),
            "candidates": [candidate.to_json() for candidate in self.people],
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: the team, perhaps a skill, perhaps whose place is to be taken."""

    team: str
    need: str = ""
    instead_of: str = ""


def candidates(
    snapshot: Snapshot,
    draft: Draft,
    wanted: Wanted,
    profile: Profile,
    *,
    committee: str,
    on: date | None = None,
) -> Candidates:
    """Return everybody of the pool who is not listed in the draft, the best candidate first.

    Raises UsageError for a skill that is none, WorkspaceError for an unknown team or member, or an empty pool.
    """
    skill = _skill(wanted.need)
    team = _team(draft, wanted.team)
    leaving = _leaving(draft, team, wanted.instead_of)
    listed = {member.person_no for member in draft.members}
    free = [(no, name) for no, name in rosters.pool(snapshot) if no not in listed]
    if not free:
        raise WorkspaceError("人才库里可用的人都已在名单上", where=team)
    role, details = (leaving.role, _post(leaving)) if leaving else ("组员", {})
    seats = [Member(team, no, name, role, details) for no, name in free]
    staying = tuple(m for m in draft.members if m is not leaving)
    # Who leaves is weighed like a candidate: the team with them is what the others are compared with.
    considered = (*([leaving] if leaving else []), *seats)
    asked = replace(draft, members=considered, beside=staying)
    rest = check(snapshot, replace(draft, members=staying), profile, committee=committee, on=on)
    found = check(snapshot, asked, profile, committee=committee, on=on)
    weighing = _Weighing(found, rest, team, leaving, skill)
    people = [c for c in weighing.people() if not skill or c.fits or c.masked]
    name = (leaving.name or leaving.person_no) if leaving else ""
    ranked = tuple(sorted(people, key=lambda c: c.rank))
    return Candidates(team, found.on, name, weighing.need, ranked, found.notes)


class _Weighing:
    """Puts each candidate into the team and asks the team rules what they make of it."""

    def __init__(
        self, found: Check, rest: Check, team: str, leaving: Member | None, skill: str
    ) -> None:
        self.verdicts: dict[int, list[Judged]] = {}
        for judged in found.verdicts:
            self.verdicts.setdefault(id(judged.member), []).append(judged)
        squad = next(s for s in found.squads if s.team == team)
        self.mates = [mate for mate in squad.mates if mate.member is not leaving]
        staying = [mate for s in rest.squads if s.team == team for mate in s.mates]
        gone = [mate for mate in squad.mates if mate.member is leaving]
        # What is on record of the candidates, and of those who stay beside them.
        self.rest = replace(squad, mates=tuple(staying))
        now = replace(squad, mates=(*staying, *gone))
        # Nobody breaks or mends anything in a team that has no members yet.
        known = judged_teams([now]) if now.mates else ()
        self.before = {result.rule.id: result.result.passed for result in known}
        lost = {s for mate in gone for s in skills_of(mate, squad)}
        self.need = (skill,) if skill else tuple(sorted(lost))

    def people(self) -> Iterator[Candidate]:
        """Yield every candidate."""
        return (self._candidate(mate) for mate in self.mates)

    def _candidate(self, mate: Mate) -> Candidate:
        verdicts = self.verdicts[id(mate.member)]
        results = tuple(judged_teams([replace(self.rest, mates=(*self.rest.mates, mate))]))
        skills = skills_of(mate, self.rest)
        earlier, on = self.rest.earlier(mate), self.rest.moment.on
        recent = years_back(on, _RECENT_YEARS) if on else ""
        reasons = tuple(dict.fromkeys(r for judged in verdicts for r in judged.reasons))
        return Candidate(
            mate.member.person_no,
            mate.shown,
            max(judged.verdict for judged in verdicts),
            reasons,
            tuple(sorted(skills)),
            not self.need or not skills.isdisjoint(self.need),
            len({stint.round for stint in earlier}),
            len({stint.round for stint in earlier if (stint.since[0] or "") >= recent}),
            earlier[-1].round_name if earlier else "",
            results,
            tuple(r for r in results if not r.result.passed and self.before.get(r.rule.id)),
            tuple(r for r in results if r.result.passed and self.before.get(r.rule.id) is False),
            any(r.rule is None and r.severity is Severity.H for r in reasons),
        )


def _skill(text: str) -> str:
    if not text:
        return ""
    found = vocabulary.find("skill", text)
    if found is None:
        known = "、".join(term.label for term in vocabulary.terms("skill"))
        raise UsageError(f"没有“{text}”这项专长", hint=f"可用：{known}")
    return found


def _team(draft: Draft, text: str) -> str:
    """Return the team as the draft writes it."""
    names = dict.fromkeys((*(m.team for m in draft.members), *(t.team for t in draft.tasks)))
    for name in names:
        if team_key(name) == team_key(text):
            return name
    raise WorkspaceError("草案里没有这个巡察组", where=text, hint=f"现有：{'、'.join(names)}")


def _leaving(draft: Draft, team: str, text: str) -> Member | None:
    """Return the member whose place is to be taken, named by number or by name."""
    if not text:
        return None
    own = [m for m in draft.members if m.team == team]
    named = [m for m in own if text in (m.person_no, m.name) or person_name(text) == m.name]
    if len(named) == 1:
        return named[0]
    shown = "、".join(f"{m.name}（{m.person_no}）" for m in own)
    said = f"{team}里没有这个人" if not named else f"{team}里有几个人叫这个名字，请写人员编号"
    raise WorkspaceError(said, where=text, hint=f"现有：{shown}")


def _post(member: Member) -> dict[str, str]:
    """Return what comes with the place: by whom and by which document it is filled."""
    kept = ("任命单位", "授权单位", "授权文号")
    return {key: text for key, text in member.details.items() if key in kept}


def shown(results: Iterable[TeamResult]) -> str:
    """Return rules as a clerk reads them."""
    return "、".join(f"{result.rule.id} {result.rule.name}" for result in results)
