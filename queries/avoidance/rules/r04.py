"""R04 借调抽调挂职: who is lent to a unit, or out of it, is treated as one of its own.

R01 and R02 see a secondment as the post it is; this rule says that it is one, names both sides (the home
unit and the host) and has severities of its own. What no ledger calls a secondment, such as a joint task
force in the same building, is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model.values import Left
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, career
from queries.avoidance.facts import LENT, NOT_SERVICE, Person, Service
from queries.avoidance.stretches import joined
from queries.avoidance.tenure import certain, review, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import IDENTITY, PRECISION, Missing, Severity
from queries.avoidance.windows import Span, both, years_back

_KINDS = LENT | {"编制"}
_LENT_OUT = frozenset({"借调", "抽调"})
"""Where L4 must name the home unit."""


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield secondments to or from the unit, present ones and those that ended in the window."""
    edge = years_back(case.on, case.moment.settings.years("R04"))
    for tie in services(case, "own"):
        if tie.kind in _KINDS:
            yield from _lent(case, tie, edge)
    for tie in services(case, "namesake"):
        if tie.kind in _KINDS and tie.span.left(edge, case.on) is not Left.NO:
            yield review(tie, IDENTITY, "是否同一人未确认")


def _lent(case: Case, tie: Tie, edge: str) -> Iterator[Found | Missing]:
    left = tie.span.left(edge, case.on)
    if tie.span.covers(case.on):
        yield _found(case, tie, case.severity("R04"))
    elif tie.span.open and left is not Left.NO:
        text = f"{case.person.name} {tie.kind}的终止年月未填，是否已结束不明"
        yield Missing("L4.终止年月", text)
    elif tie.span.may_cover(case.on):
        yield review(tie, PRECISION, f"{tie.kind}起止的月份跨过 {case.on}，当日是否仍在不明")
    elif left is Left.YES:
        yield _found(case, tie, case.severity("R04", "left"))
    elif left is Left.UNKNOWN:
        yield review(tie, PRECISION, f"年限的界限 {edge} 落在{tie.kind}结束的月份之内")


def _found(case: Case, tie: Tie, severity: Severity) -> Found:
    found = certain(tie, severity)
    sides = tuple(
        s.id for s in case.person.career
        if s.kind in _KINDS and s.kind != tie.kind and (s.since, s.until) == (tie.since, tie.until)
    )  # fmt: skip
    note = "编制在该单位，借出期间同样回避" if tie.kind == "编制" else f"{tie.kind}在该单位同样回避"
    return replace(found, note=found.note or note, edges=sides)


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    known = career(person, moment, moment.settings.years("R04"))
    # A row that was lost for the same cell has said so already.
    if any(lack.field == "L4.编制单位" for lack in known):
        return known
    return (*known, *_homeless(person, moment))


def _homeless(person: Person, moment: Moment) -> Iterator[Missing]:
    """Yield secondments of the window of which no ledger tells who lent the person out."""
    edge = years_back(moment.on, moment.settings.years("R04"))
    for lent in person.career:
        in_time = lent.span.began(moment.on) and lent.span.until_hi > edge
        if lent.kind in _LENT_OUT and in_time and not _home_known(person, lent, moment):
            when = f"{lent.since or ''} 至 {lent.until or '今'} " if lent.since else ""
            text = f"{person.name} {when}{lent.kind}期间的编制单位未填，由哪个单位派出不明"
            yield Missing("L4.编制单位", text)


def _home_known(person: Person, lent: Service, moment: Moment) -> bool:
    """Tell whether another service went on beside a secondment; one without dates tells of the present only."""
    stay = _stay(person, lent)
    present = stay.may_cover(moment.on)
    for post in person.career:
        if post.kind in LENT | NOT_SERVICE or post.org == lent.org or not (post.since or present):
            continue
        together = both(post.span, stay)
        # A post that ends in the month in which the secondment begins came before it: it lent nobody out.
        if together.since_hi < (together.until_hi if together.open else together.until_lo):
            return True
    return False


def _stay(person: Person, lent: Service) -> Span:
    """Return when a secondment was, with what adjoins it at the same place: two rows may tell of one."""
    spans = (s.span for s in person.career if (s.kind, s.org) == (lent.kind, lent.org))
    stays = [
        stay
        for stay in joined(spans)
        if stay.since_lo <= lent.span.since_lo and lent.span.until_hi <= stay.until_hi
    ]
    return stays[-1]


RULE = Rule(
    "R04", "借调抽调挂职", "巡视工作条例第十二条（任职回避）", judge, ("own", "namesake"), _needs
)
