"""R01 现职: who works in a unit, or in a part of it, does not inspect it.

A secondment counts as a present post, also an open one: it hides neither the home unit nor the host.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import current_post
from queries.avoidance.facts import LENT, NOT_SERVICE
from queries.avoidance.tenure import certain, review, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import CONFLICT, IDENTITY, PRECISION, Missing
from queries.avoidance.windows import years_back


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield present posts in the unit, certain or possible."""
    for tie in services(case, "own"):
        yield from _present(case, tie)
    for tie in services(case, "namesake"):
        if tie.span.may_cover(case.on):
            yield review(tie, IDENTITY, "是否同一人未确认")


def _present(case: Case, tie: Tie) -> Iterator[Found | Missing]:
    span = tie.span
    if _only_registered(case, tie):
        yield review(tie, CONFLICT, "人才库登记的工作单位与任职经历表的现职不一致")
    elif span.covers(case.on):
        note = f"{tie.kind}期间同样回避" if tie.kind in LENT else ""
        found = certain(tie, case.severity("R01"))
        yield found if found.note else Found(found.severity, tie, found.code, note)
    elif span.open and _near(case, tie):
        text = f"{case.person.name} 任{tie.title or '该职'}的终止年月未填，是否现职不明"
        yield Missing("L4.终止年月", text)
    elif span.may_cover(case.on):
        yield review(tie, PRECISION, f"任职起止的月份跨过 {case.on}，当日是否在任不明")
    elif (tie.latest or "") > case.on:
        yield review(tie, CONFLICT, "另有来源记载当日仍在任")


def _only_registered(case: Case, tie: Tie) -> bool:
    """Tell whether only the talent pool (L3) puts the person here, while the career has another post.

    The pool names an employer without dates; a secondment keeps its home unit, so it is no contradiction.
    """
    if tie.since is not None or tie.end_state != "ongoing":
        return False
    dated = [s for s in case.person.career if s.since and s.span.covers(case.on)]
    elsewhere = [
        s for s in dated if s.org != tie.org and s.kind not in (*LENT, "兼职", *NOT_SERVICE)
    ]
    return bool(elsewhere) and not any(s.org == tie.org for s in dated)


def _near(case: Case, tie: Tie) -> bool:
    """Tell whether an unstated end may lie in the years that matter."""
    return tie.span.until_hi > years_back(case.on, case.moment.settings.years("R02"))


RULE = Rule(
    "R01", "现职", "巡视工作条例第十二条（任职回避）", judge, ("own", "namesake"), current_post
)
