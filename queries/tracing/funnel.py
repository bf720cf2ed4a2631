"""The funnel from findings to prosecutions: how many went on, how many wait, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median as plain_median

from graph.model.answers import FunnelStep
from graph.model.grades import FACTS
from graph.model.values import earliest
from queries.tracing.days import Span, between
from queries.tracing.limits import Limits
from queries.tracing.survival import Median, Wait, median

STEPS = (
    ("Finding", "Clue"),
    ("Clue", "CaseFile"),
    ("CaseFile", "Sanction"),
    ("CaseFile", "Prosecution"),
)
"""The steps that are counted."""

OPTIONAL = {("Finding", "Clue"), ("CaseFile", "Prosecution")}
"""Steps that need not follow: who waits for them is never late."""

MAIN = frozenset(kind for step in STEPS for kind in step)


@dataclass(frozen=True, slots=True)
class History:
    """One thing of a funnel: its kind, its date, whether it ended by itself and when (partial ISO, or empty)."""

    kind: str
    begun: str
    ended: bool = False
    ended_on: str = ""


@dataclass(frozen=True, slots=True)
class Histories:
    """Things by id, and the links between them as (cause, effect, grade)."""

    things: Mapping[str, History]
    links: Sequence[tuple[str, str, str]] = field(default=())

    def onward(self) -> dict[str, list[str]]:
        """Return the effects of each thing by the links that are facts; all others count for nothing."""
        found: dict[str, list[str]] = {}
        for source, target, grade in self.links:
            if grade in FACTS:
                found.setdefault(source, []).append(target)
        return found


def funnel(
    histories: Histories, members: Iterable[str], on: str, rules: Limits
) -> tuple[FunnelStep, ...]:
    """Return the steps of what came of these members, as it stood at the end of the day `on`.

    A thing that ended by itself counts as waiting until that day, and as ended from then on: the median is the
    time to the next step while nothing ends it. What lies after `on` is not there yet.
    """
    onward = histories.onward()
    cohort = _reached(members, onward)
    there = {one for one in cohort if _begun_by(histories.things[one], on)}
    return tuple(_step(histories, onward, there, step, on, rules) for step in STEPS)


def _reached(members: Iterable[str], onward: Mapping[str, list[str]]) -> set[str]:
    met, frontier = set(members), set(members)
    while frontier:
        frontier = {two for one in frontier for two in onward.get(one, ())} - met
        met |= frontier
    return met


def _begun_by(thing: History, on: str) -> bool:
    return not thing.begun or earliest(thing.begun).isoformat() <= on


def _effects(
    histories: Histories, onward: Mapping[str, list[str]], start: str, kind: str
) -> list[str]:
    """Return the things of a kind that one led to, through things of its own kind or beside the main line."""
    own = histories.things[start].kind
    found, met, frontier = [], {start}, [start]
    while frontier:
        one = frontier.pop()
        for two in onward.get(one, ()):
            if two in met:
                continue
            met.add(two)
            other = histories.things[two].kind
            if other == kind:
                found.append(two)
            elif (other == own and own != "Finding") or other not in MAIN:
                frontier.append(two)
    return found


@dataclass(slots=True)
class _Tally:
    """What is counted of one step while its things are gone through."""

    went_on: int = 0
    ended: int = 0
    over: int = 0
    waits: list[Wait] = field(default_factory=list)
    days: list[float] = field(default_factory=list)


def _step(
    histories: Histories,
    onward: Mapping[str, list[str]],
    there: set[str],
    step: tuple[str, str],
    on: str,
    rules: Limits,
) -> FunnelStep:
    source, target = step
    if step == ("CaseFile", "Prosecution"):
        histories = _sanctioned(histories, onward, there)
    entered = [one for one in sorted(there) if histories.things[one].kind == source]
    tally = _Tally()
    for one in entered:
        came = [e for e in _effects(histories, onward, one, target) if e in there]
        limit = rules.step(source, target, histories.things[one].begun)
        wait = _count(tally, histories, one, came, on)
        if limit and wait and wait.least > limit.days:
            tally.over += wait.ended or not (histories.things[one].ended or step in OPTIONAL)
    enough = len(tally.days) >= rules.small
    found = median(tally.waits) if enough else Median(None, None, None)
    usual = rules.step(source, target, on)
    return FunnelStep(
        source, target, len(entered), tally.went_on, tally.ended,
        len(entered) - tally.went_on - tally.ended, len(tally.days), *found,
        plain_median(tally.days) if enough else None, usual.days if usual else None, tally.over,
    )  # fmt: skip


def _sanctioned(
    histories: Histories, onward: Mapping[str, list[str]], there: set[str]
) -> Histories:
    """Return the histories in which a case that led to a sanction ended with it: it need not go to court."""
    things = dict(histories.things)
    for one, thing in things.items():
        days = [
            histories.things[s].begun
            for s in _effects(histories, onward, one, "Sanction")
            if thing.kind == "CaseFile" and s in there
        ]
        if days:
            things[one] = History(thing.kind, thing.begun, True, min(days))
    return Histories(things, histories.links)


def _count(tally: _Tally, histories: Histories, one: str, came: list[str], on: str) -> Wait | None:
    """Count one thing: it went on, or it ended, or it waits; return how long, None where a date is missing."""
    thing = histories.things[one]
    if came:
        tally.went_on += 1
        span = _first(thing.begun, [histories.things[e].begun for e in came])
    else:
        gone = thing.ended and (not thing.ended_on or earliest(thing.ended_on).isoformat() <= on)
        tally.ended += gone
        span = between(thing.begun, thing.ended_on if gone else on)
    if span is None or span.most < 0:
        return None
    wait = Wait(max(0, span.least), span.most, bool(came))
    tally.waits.append(wait)
    if came:
        tally.days.append((wait.least + wait.most) / 2)
    return wait


def _first(begun: str, effects: list[str]) -> Span | None:
    """Return the days until the first effect; None if a date is missing."""
    spans = [span for day in effects if (span := between(begun, day)) is not None]
    return min(spans, key=lambda span: (span.most, span.least)) if spans else None
