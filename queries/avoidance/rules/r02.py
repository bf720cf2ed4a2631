"""R02 曾任N年内: who left a unit, or what counts for it, less than N years before the day.

Exactly N years is outside: who left on 2018-03-01 is free on 2021-03-01 for N = 3; 29 February
falls to the 28th. An end that nobody stated is missing data, not an end: without it the rule
cannot tell, so it gives 信息不足 and names the field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.values import Left
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, career
from queries.avoidance.facts import Person
from queries.avoidance.matters import span_of
from queries.avoidance.tenure import certain, review, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import CONFLICT, IDENTITY, PRECISION, Missing, Severity
from queries.avoidance.windows import years_back


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield services that ended in the window, certainly or possibly."""
    edge = years_back(case.on, case.moment.settings.years("R02"))
    for tie in services(case, "own"):
        yield from _left(case, tie, edge)
    if not case.ties.get("own"):
        yield from _declared(case, edge)
    for tie in services(case, "namesake"):
        left = tie.span.left(edge, case.on) in (Left.YES, Left.UNKNOWN)
        if left and not tie.span.may_cover(case.on):
            yield review(tie, IDENTITY, "是否同一人未确认")


def _left(case: Case, tie: Tie, edge: str) -> Iterator[Found | Missing]:
    left, years = tie.span.left(edge, case.on), case.moment.settings.years("R02")
    if tie.span.open and left is not Left.NO:
        text = f"{case.person.name} 任{tie.title or '该职'}的终止年月未填，离任是否已满年限不明"
        yield Missing("L4.终止年月", text)
    if left is Left.YES:
        yield certain(tie, case.severity("R02"))
    elif left is Left.UNKNOWN and not tie.span.open:
        yield review(tie, PRECISION, f"{years}年的界限 {edge} 落在离任的月份之内，日期精度不足")
    elif left is Left.NO and edge < (tie.latest or "") <= case.on:
        yield review(tie, CONFLICT, f"另有来源记载任职至 {tie.latest}")


def _declared(case: Case, edge: str) -> Iterator[Found]:
    """Yield what only a declaration tells of a former post in the unit, unless it ended before the window."""
    for declaration in dict.fromkeys(case.past_posts):
        if span_of(declaration.own_past).until_hi > edge:
            body = f"{case.person.name} 申报本人曾任职情况“{declaration.own_past}”"
            note = "任职经历中没有在该单位的记载"
            yield Found(Severity.S, code=CONFLICT, note=note, body=body, declared=declaration)


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    return career(person, moment, moment.settings.years("R02"))


RULE = Rule(
    "R02", "曾任{years}年内", "巡视工作条例第十二条（任职回避）", judge, ("own", "namesake"), _needs
)
