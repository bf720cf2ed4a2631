"""R01 现职: who works in a unit, or in a part of it, does not inspect it.

A secondment counts as a present post, also an open one: it hides neither the home unit nor the host.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import current_post
from queries.avoidance.tenure import certain, review, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import CONFLICT, IDENTITY, PRECISION, Missing, Severity
from queries.avoidance.windows import years_back

_LENT = frozenset({"借调", "抽调", "挂职"})


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield present posts in the unit, certain or possible."""
    found = [f for tie in services(case, "own") for f in _present(case, tie)]
    yield from found
    if not any(isinstance(f, Found) for f in found):
        yield from _employer(case)
    for tie in services(case, "namesake"):
        if tie.span.may_cover(case.on):
            yield review(tie, IDENTITY, "与本人同名，身份未确认")


def _present(case: Case, tie: Tie) -> Iterator[Found | Missing]:
    span = tie.span
    if span.covers(case.on):
        note = f"{tie.kind}期间同样回避" if tie.kind in _LENT else ""
        found = certain(tie, case.severity("R01"))
        yield found if found.note else Found(found.severity, tie, found.code, note)
    elif span.open and _near(case, tie):
        yield Missing("L4.终止年月", f"{case.person.name} 任{tie.title or '该职'}的终止年月未填，是否现职不明")
    elif span.may_cover(case.on):
        yield review(tie, PRECISION, f"任职起止的月份跨过 {case.on}，当日是否在任不明")
    elif (tie.latest or "") > case.on:
        yield review(tie, CONFLICT, "另有来源记载当日仍在任")


def _near(case: Case, tie: Tie) -> bool:
    """Tell whether an unstated end may lie in the years that matter."""
    return tie.span.until_hi > years_back(case.on, case.moment.settings.years("R02"))


def _employer(case: Case) -> Iterator[Found]:
    """Yield what L3 says of the present employer, where the career does not say the same."""
    for stated in case.employer:
        if not stated.since <= case.on < stated.until:
            continue
        current = [
            s for s in case.person.career if s.span.may_cover(case.on) and s.kind != "拟任" and not s.span.open
        ]
        note = "与任职经历表的现职不一致" if current else "任职经历表没有现职记录"
        yield Found(
            Severity.S if current else case.severity("R01"),
            code=CONFLICT if current else None,
            body=f"{case.person.name} 在人才库登记的工作单位为{stated.text}，{note}",
            edges=(case.person.id,),
        )


RULE = Rule(
    "R01", "现职", "巡视工作条例第十二条（任职回避）", judge, ("own", "namesake"), current_post
)
