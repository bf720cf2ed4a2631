"""R22 上下级: who was the direct superior or subordinate, in the window, of somebody who leads the unit.

A line is what the career names (直接上级), in either direction, and that of a deputy to the number one of the
same leading group at the same time: the group's head directs its members, whatever the career names.
Mere service in one organ is no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.values import Left
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, career, number_one, serves
from queries.avoidance.facts import Person
from queries.avoidance.matters import as_declared
from queries.avoidance.ties.leaders import COLLEAGUE, SUPERIOR, Colleague, Superior
from queries.avoidance.verdict import IDENTITY, MISSING, PRECISION, Missing, Severity
from queries.avoidance.windows import Span, years_back

Line = Superior | Colleague


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield lines of report with leaders of the unit that hold or ended in the window.

    A leader may hold the unit by more than one post (局长, 党组书记): a line with them is told once, at its gravest.
    """
    told: dict[tuple[str, ...], Found] = {}
    for line, found in _lines(case):
        own = (
            (line.leader, line.line)
            if isinstance(line, Superior)
            else (line.leader, line.mine, line.theirs)
        )
        if own not in told or found.severity.value > told[own].severity.value:
            told[own] = found
    yield from told.values()
    yield from as_declared(case, "R22", "上下级", case.moment.settings.years("R22"))


def _lines(case: Case) -> Iterator[tuple[Line, Found]]:
    reported: set[str] = set()
    for line in SUPERIOR.of(case.links):
        if serves(line.leading, case.on):
            for found in _judged(case, line, line.span, _reported(case, line)):
                reported.add(line.leader)
                yield line, found
    for pair in COLLEAGUE.of(case.links):
        headed = pair.my_principal != pair.their_principal
        if headed and pair.leader not in reported and serves(pair.leading, case.on) and pair.met:
            for found in _judged(case, pair, pair.span, _headed(case, pair)):
                yield pair, found


def _judged(case: Case, line: Line, span: Span, body: str) -> Iterator[Found]:
    years = case.moment.settings.years("R22")
    edge = years_back(case.on, years)
    if not span.began(case.on):
        return
    left = span.left(edge, case.on)
    if left is Left.NO:
        return
    severity, code, note = case.severity("R22"), None, ""
    lacks = None
    if span.open:
        lacks = Missing("L4.终止年月", f"{case.person.name} 的直接上级止于何时未填", blocks=False)
        severity, code, note = Severity.S, MISSING, "终止年月未填"
    elif left is Left.UNKNOWN:
        severity, code, note = Severity.S, PRECISION, f"{years}年的界限 {edge} 落在终止的月份之内"
    if not line.one_person:
        severity, code, note = Severity.S, IDENTITY, "是否同一人未确认"
    elif not line.in_group:
        severity, code, note = Severity.S, MISSING, "是否班子成员未写明，或与职务不符"
    yield Found(severity, code=code, note=note, body=body, edges=line.edges, lacks=lacks)


def _reported(case: Case, line: Superior) -> str:
    word = "直接上级" if line.below else "直接下级"
    return f"{case.person.name} {_dates(line)}在{line.org_name}的{word}是{leader(line)}"


def _headed(case: Case, pair: Colleague) -> str:
    own = f"{_dates(pair)}任{pair.org_name or ''}{pair.my_title or ''}"
    word = "班子主要负责人" if pair.their_principal else "班子副职"
    return f"{case.person.name} {own}，当时的{word}是{leader(pair)}"


def leader(line: Line) -> str:
    """Return who a leader of the unit is: 李某（现任局长）."""
    return f"{line.leader_name}（现任被巡察单位{line.post_title or '领导'}）"


def _dates(line: Line) -> str:
    until = f" {line.until} " if line.until else ""
    return f"{line.since} 至{until}" if line.since and line.until else f"{line.since or ''} 起"


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    return career(person, moment, moment.settings.years("R22"))


RULE = Rule(
    "R22", "上下级", "公务回避（上下级关系）", judge, ("superior", "colleague"), _needs,
    unit_needs=number_one,
)  # fmt: skip
