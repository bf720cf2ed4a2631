"""R24 学缘: a classmate, teacher or mentor whom the person declares leads the unit.

That both went to one university is nothing. The leader is found by name and unit; where no ledger has them, the
post that was declared tells. In a university a leader of the team is barred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import declaration as signed_declaration
from queries.avoidance.facts import Declared
from queries.avoidance.matters import span_of, weighed
from queries.avoidance.tenure import leader_title, post_leads
from queries.avoidance.ties.schooling import SCHOOLING, Schooled
from queries.avoidance.verdict import MISSING, PRECISION, Missing, Severity

_CLASS = "同学师生"
_NEAR = re.compile(
    r"同班|同窗|同寝|室友|导师|师生|老师|教师|班主任|辅导员|师傅|师徒|徒弟|学生|门下|师兄|师弟|师姐|师妹"
)
_FAR = re.compile(r"校友|同校|同系|同届|不同班|同专业|同院")
_UNIVERSITY = re.compile(r"大学|学院|高等专科|高专|职院|党校")


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield declared classmates and teachers who lead the unit, or may lead it."""
    table = "university" if _university(case) else "severity"
    rows = [row for row in SCHOOLING.of(case.links) if _leads(row) and row.serves(case.on)]
    for declaration, unit in case.declared:
        if declaration.relation_class != _CLASS or declaration.objection or not _near(declaration):
            continue
        severity = case.severity("R24", table)
        found = [row for row in rows if row.declaration == declaration.id and not row.told]
        if found:
            yield _known(case, declaration, found[0], severity)
        elif span_of(declaration.period).may_cover(case.on):
            yield from _declared(case, declaration, unit, severity)


def _leads(row: Schooled) -> bool:
    return bool(row.leading) or leader_title(row.title or "", row.org or "")


def _known(case: Case, declaration: Declared, row: Schooled, severity: Severity) -> Found:
    severity, code, note = weighed(declaration, case, severity)
    if not (row.span.covers(case.on) or row.span.open) and severity is Severity.H:
        severity, code, note = Severity.S, PRECISION, f"任职起止的月份跨过 {case.on}"
    body = f"{_declares(case, declaration)}，后者任{row.org or ''}{row.title or ''}"
    return Found(severity, None, code, note, body, declaration, (row.posting,))


def _declared(case: Case, declaration: Declared, unit: str, severity: Severity) -> Iterator[Found]:
    """Yield what the declaration alone says: the post names a leading one, or no post is named."""
    leading = post_leads(declaration.kin_post or "", [case.task.unit, unit])
    if declaration.kin_post and not leading:
        return
    severity, code, note = weighed(declaration, case, severity)
    if severity is Severity.H and declaration.decision != "回避":
        severity = Severity.S
    said = f"，所填单位及职务：{declaration.kin_post}" if declaration.kin_post else ""
    lacks = Missing("L25.姓名", "领导班子成员名册中没有此人，是否在任班子成员待核实", blocks=False)
    note = "；".join(filter(None, (note, lacks.text)))
    code = code if leading else MISSING
    yield Found(
        severity,
        None,
        code,
        note,
        f"{_declares(case, declaration)}{said}",
        declaration,
        lacks=lacks,
    )


def _near(declaration: Declared) -> bool:
    """Tell whether the words mean a class or a teacher; where none are given, the class of relation counts."""
    words = declaration.relation or ""
    return bool(_NEAR.search(words)) or not _FAR.search(words)


def _declares(case: Case, declaration: Declared) -> str:
    return f"{case.person.name} 申报{declaration.relation or _CLASS}{declaration.kin_name or ''}"


def _university(case: Case) -> bool:
    return any(u.kind == "学校" and _UNIVERSITY.search(u.name) for u in case.units)


RULE = Rule(
    "R24", "学缘", "北航 2019 第45号 第三条（二）5", judge, ("schooling",), signed_declaration
)
