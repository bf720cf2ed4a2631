"""Work in teams: what the lists of teams (L19) and of tasks (L2) tell of each person, and how long a task lasts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from graph.model.names import committee_key
from graph.model.values import earliest, latest
from queries.avoidance.draft import Task
from queries.avoidance.engine import Engine
from queries.avoidance.windows import PAST, Span, span

Ends = tuple[str | None, str | None]
RoundKey = tuple[str, int | None, int | None]
Days = Mapping[str, int]
"""How many days a task of each type lasts where nobody says when it ends."""

_USUAL = "常规"


@dataclass(frozen=True, slots=True)
class Work:
    """One task of a team: type, state, first and last possible day of its entry and of its end."""

    type: str
    status: str | None
    begins: Ends
    ends: Ends

    def done(self, on: str) -> bool | None:
        """Tell whether it was completed before a day; None where neither end nor state is given."""
        if self.ends[1] is not None:
            return self.ends[1] < on
        if self.status is None:
            return None
        return self.status == "完成" and (self.begins[0] or PAST) < on


@dataclass(frozen=True, slots=True)
class Lasting:
    """When somebody is in a team; `reckoned` says that an end is counted by the type of the task."""

    span: Span
    reckoned: bool = False

    def meets(self, other: Lasting) -> bool | None:
        """Tell whether two overlap; None where the dates do not tell, or one ends on the day the other begins."""
        mine, its = self.span, other.span
        if max(mine.since_hi, its.since_hi) < min(mine.until_lo, its.until_lo):
            return True
        if max(mine.since_lo, its.since_lo) <= min(mine.until_hi, its.until_hi):
            return None
        return False

    @property
    def precise(self) -> bool:
        """Whether both ends are days."""
        return (self.span.since_lo, self.span.until_lo) == (self.span.since_hi, self.span.until_hi)

    @property
    def text(self) -> str:
        """As it stands in a reason: 2024-03-15 至 2024-05-14（按类型推算）."""
        ends = f"{_shown(self.span.since_lo, self.span.since_hi)} 至 {_shown(self.span.until_lo, self.span.until_hi)}"
        return f"{ends}（撤点日期未填，按巡察类型推算）" if self.reckoned else ends


@dataclass(frozen=True, slots=True)
class Stint:
    """One membership in a team, with its round and the team's tasks."""

    person: str
    edge: str
    team: str
    committee: str
    term_no: int | None
    round_no: int | None
    round_name: str
    year: int | None
    role: str | None
    doc: str | None
    home_unit: str | None
    left_because: str | None
    since: Ends
    until: Ends
    end_state: str | None
    works: tuple[Work, ...]

    @property
    def round(self) -> RoundKey:
        """The round, as rounds are told apart."""
        return round_key(self.committee, self.term_no, self.round_no)

    @property
    def shown(self) -> str:
        """Round and team as a clerk knows them."""
        return f"{self.round_name}{self.team}"

    def completed(self, on: str) -> bool:
        """Tell whether the team had finished all its tasks before a day; else by when the member left."""
        known = [done for work in self.works if (done := work.done(on)) is not None]
        if known:
            return all(known)
        return self.until[1] is not None and self.until[1] < on

    def lasting(self, days: Days) -> Lasting:
        """Return when the person was in the team."""
        if self.until[0] is not None:
            return Lasting(span(self.since, self.until, "stated"))
        ends = [work.ends for work in self.works if work.ends[0]]
        if ends:
            return Lasting(span(self.since, max(ends, key=str), "stated"))
        type_ = self.works[0].type if self.works else _USUAL
        return _reckoned(self.since, type_, days)


def round_key(committee: str, term_no: int | None, round_no: int | None) -> RoundKey:
    """Return what tells rounds apart."""
    return committee_key(committee) if committee else "", term_no, round_no


def of_draft(task: Task) -> Work:
    """Return a task of a draft as work of its team."""
    return Work(task.type, None, ends_of(task.begins), ends_of(task.ends))


def ends_of(text: str | None) -> Ends:
    """Return the first and the last day that a date may be."""
    return (earliest(text).isoformat(), latest(text).isoformat()) if text else (None, None)


def lasting(works: Iterable[Work], days: Days) -> tuple[Lasting, ...]:
    """Return when each of some tasks goes on; one whose entry is not known does not count."""
    found = []
    for work in works:
        if work.begins[0] is None:
            continue
        if work.ends[0] is None:
            found.append(_reckoned(work.begins, work.type, days))
        else:
            found.append(Lasting(span(work.begins, work.ends, "stated")))
    return tuple(dict.fromkeys(found))


def stints(engine: Engine) -> dict[str, tuple[Stint, ...]]:
    """Return every membership of each person of the roster, the earliest first."""
    works: defaultdict[str, list[Work]] = defaultdict(list)
    for team, _, type_, status, *ends in engine.fact("team_tasks"):
        works[team].append(Work(type_, status, (ends[0], ends[1]), (ends[2], ends[3])))
    found: defaultdict[str, list[Stint]] = defaultdict(list)
    for row in engine.fact("stints"):
        person, edge, team, name, committee, term_no, round_no, round_name, year, role, *more = row
        doc, home_unit, left_because, since_lo, since_hi, until_lo, until_hi, state = more
        stint = Stint(
            person, edge, name, committee, term_no, round_no, round_name, year, role, doc, home_unit,
            left_because, (since_lo, since_hi), (until_lo, until_hi), state, tuple(works.get(team, ())),
        )  # fmt: skip
        found[person].append(stint)
    return {person: tuple(own) for person, own in found.items()}


def _reckoned(since: Ends, type_: str, days: Days) -> Lasting:
    length = timedelta(days=days.get(type_, days[_USUAL]))
    lo, hi = since[0] or PAST, since[1] or since[0] or PAST
    ends = [(date.fromisoformat(day) + length).isoformat() for day in (lo, hi)]
    return Lasting(Span(lo, hi, ends[0], ends[1]), reckoned=True)


def _shown(first: str, last: str) -> str:
    if first == last:
        return first
    return first[:7] if first[:7] == last[:7] else f"{first[:4]}"
