"""R05 派驻: who works, or worked less than N years ago, in the discipline group stationed at a unit.

派驻监督单位 has no dates: the present list decides. A group whose name alone says where it is stationed, and
one stationed only at a part of the unit, give 需复核.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.values import Left
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, career
from queries.avoidance.facts import Person
from queries.avoidance.tenure import certain, review, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import IDENTITY, MISSING, PRECISION, Missing, Severity
from queries.avoidance.windows import years_back


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield services in a group stationed at the unit, present ones and those that ended in the window."""
    edge = years_back(case.on, case.moment.settings.years("R05"))
    for tie in services(case, "stationed"):
        left = tie.span.left(edge, case.on)
        if tie.holder != case.person.id:
            if left is not Left.NO:
                yield review(tie, IDENTITY, "是否同一人未确认")
        elif tie.span.covers(case.on) or left is Left.YES:
            yield _found(case, tie)
        elif tie.span.open and left is not Left.NO:
            text = f"{case.person.name} 任{tie.title or '该职'}的终止年月未填，是否仍在派驻不明"
            yield Missing("L4.终止年月", text)
        elif tie.span.may_cover(case.on) or left is Left.UNKNOWN:
            yield review(tie, PRECISION, f"年限的界限 {edge} 或 {case.on} 落在任职起止的月份之内")


def _found(case: Case, tie: Tie) -> Found:
    if tie.certainty == "named":
        lacks = Missing("L1.派驻监督单位", f"{tie.org_name} 的派驻监督单位未登记", blocks=False)
        note = "机构名称写明派驻该单位，派驻监督单位未登记"
        return Found(Severity.S, tie, MISSING, note, lacks=lacks)
    if not tie.itself:
        return Found(Severity.S, tie, note="派驻在该单位的下属单位")
    return certain(tie, case.severity("R05"))


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    return career(person, moment, moment.settings.years("R05"))


RULE = Rule("R05", "派驻", "派驻监督关系", judge, ("stationed",), _needs)
