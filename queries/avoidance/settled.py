"""What reviewers decided of conflicts: a waiver lowers, an upholding raises, both while the facts are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.model.decisions import KINDS, Decision
from queries.avoidance.check import Check, Judged
from queries.avoidance.rules.r42 import worst_of
from queries.avoidance.verdict import Reason, Severity, Verdict, worst

WAIVE, UPHOLD, WAIVE_MISSING = "WAIVE", "UPHOLD", "WAIVE_MISSING"
_EFFECT = {WAIVE: Severity.I, UPHOLD: Severity.H, WAIVE_MISSING: Severity.I}


@dataclass(frozen=True, slots=True)
class Settlement:
    """What somebody decided of one reason: of whom, for which unit, under which rule, on which facts."""

    kind: str
    person: str
    unit: str
    rule: str
    facts: str
    said: str
    day: str = ""

    @classmethod
    def of(cls, decision: Decision, resolved: Mapping[str, str]) -> Settlement:
        """Return the settlement of a decision of the log; `resolved` gives today's id of each cited entity."""
        person, unit, rule, facts = decision.subjects
        who = f"{KINDS[decision.kind]}（{decision.by} {decision.at[:10]}：{decision.why}）"
        whose = resolved.get(person, person), resolved.get(unit, unit)
        return cls(decision.kind, *whose, rule, facts, who, decision.at[:10])


def facts(reason: Reason, on: str) -> str:
    """Return a digest of what a reason rests on: its rule, gravity and the edges with their dates.

    What is missing rests on the day as well: the same field may matter again another time. What a ledger says was
    decided is no fact: the matter is the same before and after.
    """
    severity = reason.opinion.open if reason.opinion else reason.severity
    told = [reason.rule or "", severity.name if severity else f"缺 {on} {reason.text}"]
    told += [f"{step.id} {step.since} {step.until}" for step in reason.path]
    if reason.severity and not reason.path:
        told.append(reason.text)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def kinds_for(reason: Reason) -> tuple[str, ...]:
    """Return the kinds of decision that a reason admits; none for a masked one and for a mere note.

    What a ledger says was decided, also to no effect, may be decided anew.
    """
    if reason.rule is None or (reason.severity is Severity.I and reason.opinion is None):
        return ()
    if reason.severity is None:
        return (WAIVE_MISSING,)
    return (WAIVE, UPHOLD)


def settle(check: Check, settlements: Iterable[Settlement]) -> Check:
    """Return a check with decisions applied: the last one on the same facts holds, and is told in the reason.

    A decision whose facts changed has no effect.
    """
    by_person: dict[str, list[Settlement]] = {}
    for settlement in settlements:
        by_person.setdefault(settlement.person, []).append(settlement)
    if not by_person:
        return check
    verdicts = tuple(
        _settled(judged, by_person.get(judged.person, ())) for judged in check.verdicts
    )
    own: dict[int, list[Verdict]] = {}
    for judged in verdicts:
        own.setdefault(id(judged.member), []).append(judged.verdict)
    people = tuple((member, worst_of(own[id(member)])) for member, _ in check.people)
    return replace(check, verdicts=verdicts, people=people)


def _settled(judged: Judged, settlements: Sequence[Settlement]) -> Judged:
    found = {(s.rule, s.facts): s for s in settlements if s.unit in judged.units}
    if not found:
        return judged
    reasons = tuple(_told(reason, found, judged.on) for reason in judged.reasons)
    if reasons == judged.reasons:
        return judged
    graded = [reason.severity for reason in reasons if reason.severity]
    lacking = any(reason.severity is None for reason in reasons)
    return replace(judged, reasons=reasons, verdict=worst(graded, lacking=lacking))


def _told(reason: Reason, found: Mapping[tuple[str, str], Settlement], on: str) -> Reason:
    settlement = found.get((reason.rule or "", facts(reason, on)))
    if settlement is None or settlement.kind not in kinds_for(reason):
        return reason
    severity, note = _later(reason, settlement)
    return replace(reason, severity=severity, text=f"{reason.text}；{settlement.said}{note}")


def _later(reason: Reason, settlement: Settlement) -> tuple[Severity | None, str]:
    """Return what holds of the ledger's decision and the log's: the later one; if nobody can tell, a reviewer must."""
    effect, opinion = _EFFECT[settlement.kind], reason.opinion
    if opinion is None or not opinion.decided:
        return effect, ""
    if opinion.until and opinion.until < settlement.day:
        return effect, "，在台账的处理意见之后，以此为准"
    if opinion.since and settlement.day < opinion.since:
        return reason.severity, "，在台账的处理意见之前，以台账为准"
    if effect is reason.severity:
        return effect, ""
    return Severity.S, "，与台账的处理意见先后不明，须复核"
