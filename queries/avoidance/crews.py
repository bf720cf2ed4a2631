"""Makes the crew of every seat of a draft: kin among its people, and other teams they are in at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model import values
from graph.model.names import team_key
from queries.avoidance.asked import Asked
from queries.avoidance.completeness import Moment
from queries.avoidance.crew import ALONE, BY_NAME, BY_RECORD, Clash, Crew, Fellow, Kin
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.engine import Engine
from queries.avoidance.facts import Person
from queries.avoidance.kinpath import found_again
from queries.avoidance.stints import (
    Days,
    Lasting,
    RoundKey,
    Stint,
    ends_of,
    lasting,
    of_draft,
    round_key,
)
from queries.avoidance.windows import span

Place = tuple[str, str]
"""A person, and the team as the draft writes it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of the draft: who it is, when they are there, and of which rounds the team's tasks are."""

    member: Member
    person: str
    name: str
    team: object
    times: tuple[Lasting, ...]
    rounds: frozenset[RoundKey]
    days: Days
    listed: frozenset[object]
    """The teams of the whole draft."""

    def same_work(self, stint: Stint) -> bool:
        """Tell whether a membership on record is of the round and of a team that the draft is for.

        A draft that names no round is taken to be of the same one where the team is called the same. What is on
        record of a team that the draft does not have is no part of it: a second seat.
        """
        if self.rounds:
            return stint.round in self.rounds and team_key(stint.team) in self.listed
        return team_key(stint.team) == self.team


def seats(
    draft: Draft, asked: Asked, people: Mapping[str, Person], moments: Mapping[Task, Moment]
) -> tuple[list[Seat], list[Seat]]:
    """Return the seats of a draft's members, and of those beside whom they are judged."""
    by_team: defaultdict[object, list[Task]] = defaultdict(list)
    for task in draft.tasks:
        by_team[team_key(task.team)].append(task)
    teams = {key: (tuple(tasks), *_times(tasks, moments)) for key, tasks in by_team.items()}

    def seat(member: Member) -> Seat | None:
        key = team_key(member.team)
        tasks, times, rounds, days = teams.get(key, ((), (), frozenset(), {}))
        person = next((p for task in tasks if (p := asked.person(member, task))), None)
        if person is None or person not in people:
            return None
        name = member.name or people[person].name
        own = _own_times(member, times)
        return Seat(member, person, name, key, own, rounds, days, frozenset(teams))

    members = [found for m in draft.members if (found := seat(m))]
    if draft.beside is None:
        return members, members
    return members, [found for m in draft.beside if (found := seat(m))]


def crews(
    engine: Engine, seated: tuple[list[Seat], list[Seat]], stints: Mapping[str, Sequence[Stint]]
) -> dict[Place, Crew]:
    """Return the crew of each seat; the engine is asked for the draft's people."""
    members, others = seated
    kin = _Kin(engine) if others else None
    listed: defaultdict[str, list[Seat]] = defaultdict(list)
    crowd: defaultdict[object, set[str]] = defaultdict(set)
    for other in others:
        listed[other.person].append(other)
        crowd[other.team].add(other.person)
    found = {}
    for seat in members:
        crew = Crew(
            bool(crowd[seat.team] - {seat.person}),
            tuple(kin.fellows(seat, listed)) if kin else (),
            (
                *_clashes_in_draft(seat, listed[seat.person]),
                *_clashes_on_record(seat, stints.get(seat.person, ())),
            ),
        )
        alone = not (crew.company or crew.kin or crew.clashes)
        found[seat.person, seat.member.team] = ALONE if alone else crew
    return found


class _Kin:
    """Who among the people asked for is kin of whom, with the edges that say so."""

    def __init__(self, engine: Engine) -> None:
        self.rows: defaultdict[str, list[tuple[Kin, str]]] = defaultdict(list)
        found = [Kin(*row) for row in engine.fact("kin_among")]
        for kin in found:
            self.rows[kin.person].append((kin, kin.other))
            if kin.how == BY_NAME:
                self.rows[kin.other].append((kin, kin.person))
        pairs = {(k.person, k.relative, k.relation or "") for k in found}
        self.paths = {
            pair: tuple(link.id for link in links)
            for pair, links in found_again(engine, pairs).items()
        }

    def fellows(self, seat: Seat, listed: Mapping[str, Sequence[Seat]]) -> Iterator[Fellow]:
        """Yield who of the draft is kin of the person in a seat, by record if that tells."""
        certain = {other for kin, other in self.rows[seat.person] if kin.how == BY_RECORD}
        for kin, other in self.rows[seat.person]:
            if kin.how == BY_NAME and other in certain:
                continue
            places = listed.get(other, ())
            here = [place for place in places if place.team == seat.team]
            for place in here or places:
                path = self.paths.get((kin.person, kin.relative, kin.relation or ""), (kin.kin,))
                backwards = kin.person != seat.person
                yield Fellow(place.member, place.name, bool(here), kin, path, backwards)


def _times(
    tasks: Sequence[Task], moments: Mapping[Task, Moment]
) -> tuple[tuple[Lasting, ...], frozenset[RoundKey], Days]:
    """Return when a team's tasks go on, of which rounds they are, and how long tasks last."""
    first = moments[tasks[0]]
    days = first.settings.days_by_type
    rounds = {
        round_key(moments[task].committee, task.term_no, task.round_no)
        for task in tasks
        if task.round_no is not None
    }
    return lasting((of_draft(task) for task in tasks), days), frozenset(rounds), days


def _own_times(member: Member, times: tuple[Lasting, ...]) -> tuple[Lasting, ...]:
    """Return when a member is in the team: as the draft says of them, else while its tasks go on."""
    since, until = _stated(member, "到岗日期"), _stated(member, "离岗日期")
    if not (since or until) or not (times or (since and until)):
        return times
    spans = [time.span for time in times]
    begins = ends_of(since) if since else min((s.since_lo, s.since_hi) for s in spans)
    ends = ends_of(until) if until else max((s.until_lo, s.until_hi) for s in spans)
    reckoned = until is None and any(time.reckoned for time in times)
    return (Lasting(span(begins, ends, "stated"), reckoned),)


def _stated(member: Member, column: str) -> str | None:
    text = member.details.get(column)
    if not text:
        return None
    try:
        return values.partial_date(text)
    except ValueError:
        # 至今 and the like: read_draft has refused what is no date at all.
        return None


def _clashes_in_draft(seat: Seat, places: Iterable[Seat]) -> Iterator[Clash]:
    for place in places:
        if place.team != seat.team:
            yield from _clash(place.member.team, seat.times, place.times, ())


def _clashes_on_record(seat: Seat, stints: Iterable[Stint]) -> Iterator[Clash]:
    for stint in stints:
        if not seat.same_work(stint):
            yield from _clash(stint.shown, seat.times, (stint.lasting(seat.days),), (stint.edge,))


def _clash(
    team: str, mine: Sequence[Lasting], others: Sequence[Lasting], edges: tuple[str, ...]
) -> Iterator[Clash]:
    """Yield how two memberships overlap, the surest way; nothing if they do not."""
    met = [(a.meets(b), a, b) for a in mine for b in others]
    for wanted in (True, None):
        for how, a, b in met:
            if how is wanted:
                yield Clash(team, a.text, b.text, how is True, a.precise and b.precise, edges)
                return
