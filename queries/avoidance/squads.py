"""Teams as the team rules look at them: who is in, what is known of each, and what the others said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.names import committee_key
from queries.avoidance.case import Found
from queries.avoidance.completeness import Moment
from queries.avoidance.draft import Member, Task
from queries.avoidance.engine import Engine
from queries.avoidance.facts import LENT, NOT_SERVICE, Person, Unit
from queries.avoidance.stints import Ends, RoundKey, Stint, round_key, stints
from queries.avoidance.verdict import Severity
from queries.avoidance.windows import FAR, PAST

_AT_HOME_ELSEWHERE = LENT | NOT_SERVICE | {"兼职"}
"""Kinds of tenure that do not say who the employer is."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody of the roster who reported to somebody else of it."""

    junior: str
    senior: str
    edge: str
    since: Ends
    until: Ends

    def holds(self, on: str) -> bool:
        """Tell whether it may hold on a day."""
        return (self.since[0] or PAST) <= on < (self.until[1] or FAR)


@dataclass(frozen=True, slots=True)
class Authority:
    """A document that authorised members of a round, and when they were there."""

    round: RoundKey
    shown: str
    doc: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Lore:
    """What is on record of the roster beside single people: work in teams, employers, lines of report.

    `called` gives the name of an employer, `one_with` the office that it is one with; `since` the first year
    of each committee's lists of teams.
    """

    stints: Mapping[str, tuple[Stint, ...]] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    one_with: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, int] = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()


def gather(engine: Engine) -> Lore:
    """Return the lore of the people whom the engine is asked for."""
    since: dict[str, int] = {}
    for committee, year in engine.fact("first_rounds"):
        if committee and year:
            key = committee_key(committee)
            since[key] = min(int(year), since.get(key, int(year)))
    employers = engine.fact("employers")
    return Lore(
        stints(engine),
        tuple(Line(a, b, c, (d, e), (f, g)) for a, b, c, d, e, f, g in engine.fact("reported")),
        {org: name for org, name, _ in employers},
        {org: office for org, _, office in employers},
        since,
        tuple(Authority(round_key(*row[:3]), *row[3:]) for row in engine.fact("authorities")),
    )


@dataclass(frozen=True, slots=True)
class Mate:
    """One member of a team: as listed, the person if known, and what the rules found of them, by rule."""

    member: Member
    name: str
    person: Person | None
    found: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """Name, or number where there is none."""
        return self.name or self.member.person_no

    @property
    def key(self) -> str:
        """What tells people apart."""
        return self.person.id if self.person else self.member.person_no


@dataclass(frozen=True, slots=True)
class Squad:
    """A team, or all teams of the draft together (`team` None), as of the day the check asks about."""

    team: str | None
    mates: tuple[Mate, ...]
    tasks: tuple[Task, ...]
    units: Mapping[Task, tuple[Unit, ...]]
    moment: Moment
    lore: Lore

    @property
    def name(self) -> str:
        """The team's name, or 全轮."""
        return "全轮" if self.team is None else self.team

    @property
    def rounds(self) -> frozenset[RoundKey]:
        """The rounds that the tasks are of, as far as the draft names them."""
        return frozenset(
            round_key(task.committee or self.moment.committee, task.term_no, task.round_no)
            for task in self.tasks
            if task.round_no is not None
        )

    @property
    def records_since(self) -> int | None:
        """The first year of the committee's lists of teams, None if there are none."""
        return self.lore.since.get(committee_key(self.moment.committee))

    def earlier(self, mate: Mate) -> tuple[Stint, ...]:
        """Return a member's work in other rounds that began before the day."""
        own = self.lore.stints.get(mate.person.id, ()) if mate.person else ()
        return tuple(
            stint
            for stint in own
            if stint.round not in self.rounds and (stint.since[0] or PAST) < self.moment.on
        )

    def employers(self, mate: Mate) -> frozenset[str]:
        """Return where a member is employed on the day, else where they came from to their last team."""
        if mate.person is None:
            return frozenset()
        on = self.moment.on
        posts = [s for s in mate.person.career if s.kind not in _AT_HOME_ELSEWHERE]
        orgs = {s.org for s in posts if s.span.covers(on)}
        orgs = orgs or {s.org for s in posts if s.span.may_cover(on)}
        home = [stint.home_unit for stint in self.earlier(mate) if stint.home_unit]
        return frozenset(self.lore.one_with.get(org, org) for org in orgs or home[-1:])


@dataclass(frozen=True, slots=True)
class Result:
    """What a team rule says of a team: the value found, the one required, and both in a sentence."""

    value: str
    required: str
    passed: bool
    text: str


@dataclass(frozen=True, slots=True)
class TeamRule:
    """One rule for whole teams; `whole` judges all teams of the draft together as well."""

    id: str
    name: str
    basis: str
    judge: Callable[[Squad], Result]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class TeamResult:
    """What one rule says of one team, or of the whole round (`team` None)."""

    team: str | None
    rule: TeamRule
    result: Result

    def to_json(self) -> dict[str, object]:
        """Return the result as the contract writes it."""
        return {
            "team": self.team,
            "rule": self.rule.id,
            "value": self.result.value,
            "required": self.result.required,
            "passed": self.result.passed,
            "text": self.result.text,
        }


def grouped(findings: Sequence[tuple[str, Found]]) -> Mapping[str, tuple[Found, ...]]:
    """Return what was found by rule."""
    by_rule: defaultdict[str, list[Found]] = defaultdict(list)
    for rule, found in findings:
        if found not in by_rule[rule]:
            by_rule[rule].append(found)
    return {rule: tuple(own) for rule, own in by_rule.items()}


def told(squad: Squad, rule: str) -> dict[str, str]:
    """Return, by member, what a rule for single people found of them that is more than a note."""
    said = {}
    for mate in squad.mates:
        grave = [f for f in mate.found.get(rule, ()) if f.severity is not Severity.I]
        if grave:
            said[mate.key] = "；".join(
                dict.fromkeys(f"{f.body}（{f.note}）" if f.note else f.body for f in grave)
            )
    return said
