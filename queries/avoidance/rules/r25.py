"""R25 单位申请: the unit under inspection asked for the person to be replaced.

Until somebody decides, a reviewer must; the decision, once taken, holds: of the ledger's and the log's the later
one. What the unit asked for another round is a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, declared_in_time
from queries.avoidance.facts import Declared, Person
from queries.avoidance.matters import FREED, decided
from queries.avoidance.verdict import Missing, Opinion, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield the unit's applications about the person, with what was decided."""
    for declaration in dict.fromkeys(d for d, _ in case.declared if d.objection):
        severity, note = _settled(case, declaration)
        body, opinion = _body(case, declaration), None
        if declared_in_time(declaration, case.moment):
            decided_on = declaration.decided if declaration.decision else (None, None)
            opinion = Opinion(case.severity("R25"), bool(declaration.decision), *decided_on)
        yield Found(severity, note=note, body=body, declared=declaration, opinion=opinion)


def _settled(case: Case, declaration: Declared) -> tuple[Severity, str]:
    said = decided(declaration)
    if not declared_in_time(declaration, case.moment):
        return Severity.I, "；".join(filter(None, ("不是本轮的申请", said)))
    if declaration.decision == "回避":
        return Severity.H, said
    if declaration.decision in FREED:
        return Severity.I, said
    return case.severity("R25"), said or "尚未作出处理"


def _body(case: Case, declaration: Declared) -> str:
    unit = "、".join(dict.fromkeys(name for d, name in case.declared if d == declaration))
    when = f"于 {declaration.signed[0]} " if declaration.signed[0] else ""
    verified = f"，核实情况：{declaration.verified}" if declaration.verified else ""
    return f"{unit} {when}申请 {case.person.name} 回避{verified}"


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    """Return the applications that do not say which unit they are from: any may be."""
    return tuple(
        Missing("L5.涉及单位", f"对 {person.name} 有单位申请回避，没有写明是哪个单位")
        for d in person.declarations
        if d.objection and not d.concerns and declared_in_time(d, moment)
    )[:1]


RULE = Rule("R25", "单位申请", "公务员法第七十七条", judge, needs=_needs)
