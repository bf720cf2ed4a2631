"""What a declaration says beside kinship: of which matter, until when, and what was decided of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.values import Left, earliest, latest
from queries.avoidance.case import Case, Found
from queries.avoidance.completeness import declared_in_time
from queries.avoidance.facts import Declared
from queries.avoidance.secrets import secret
from queries.avoidance.verdict import DECLARED, PRECISION, STALE, Severity
from queries.avoidance.windows import FAR, PAST, Span, years_back

FREED = frozenset({"可任", "驳回"})
_DATE = re.compile(r"(\d{4})(?:[-.年/](\d{1,2})(?!\d))?(?:[-.月/](\d{1,2})(?!\d))?")
_GOING_ON = ("今", "现在", "在办", "未结", "未完", "尚未")
_DENIED = re.compile(r"不属实|不符|不存在|查无|^否$")


def span_of(period: str | None) -> Span:
    """Return when a matter lasted by a period in words (2018-05至2020-06); without an end it goes on."""
    dates = [found for part in _DATE.finditer(period or "") if (found := _day(*part.groups()))]
    since = (dates[0][0], dates[0][1]) if dates else (PAST, PAST)
    if len(dates) < 2 or any(word in (period or "") for word in _GOING_ON):
        return Span(*since, FAR, FAR)
    return Span(*since, *dates[-1])


def over(declaration: Declared, case: Case, years: int) -> Left:
    """Tell whether a matter that was declared ended less than some years before the day."""
    edge = years_back(case.on, years)
    return span_of(declaration.period).left(edge, case.on)


def weighed(
    declaration: Declared, case: Case, severity: Severity
) -> tuple[Severity, str | None, str]:
    """Return how grave a declaration of this round is, the code, and what is to be said of it.

    One that was found untrue, or of another round, needs a reviewer; a decision to recuse is followed, one
    not to settles what needed a reviewer.
    """
    said = decided(declaration)
    if declared_in_time(declaration, case.moment):
        if declaration.decision == "回避":
            return Severity.H, DECLARED, said
        if declaration.decision in FREED and severity is Severity.S:
            return Severity.I, DECLARED, said
    capped = Severity.S if severity is Severity.H else severity
    if _DENIED.search(declaration.verified or ""):
        return capped, DECLARED, _joined(f"核实情况：{declaration.verified}", said)
    if not declared_in_time(declaration, case.moment):
        signed = declaration.signed[0] or "日期不详"
        return capped, STALE, _joined(f"申报签字于 {signed}，不是本轮申报", said)
    return severity, DECLARED, said


def as_declared(case: Case, rule: str, relation: str, years: int | None = None) -> Iterator[Found]:
    """Yield what the person declares of a tie of service to the unit; at most 需复核 until somebody decided 回避.

    The ledgers of careers are the better evidence, but who signed that there is such a tie is never passed over.
    """
    for declaration, unit in case.declared:
        if declaration.relation_class != relation or declaration.objection or secret(declaration):
            continue
        if years is not None and over(declaration, case, years) is Left.NO:
            continue
        severity, code, note = weighed(declaration, case, case.severity(rule))
        if severity is Severity.H and declaration.decision != "回避":
            severity = Severity.S
        told = "，".join(filter(None, (declaration.kin_post, declaration.period)))
        body = f"{case.person.name} 申报与{unit}{declaration.kin_name or ''}有{relation}关系"
        body += f"（{told}）" if told else ""
        yield Found(severity, code=code, note=note, body=body, declared=declaration)


def decided(declaration: Declared) -> str:
    """Return what was decided of a declaration, by whom and when, empty if nothing was."""
    if not declaration.decision:
        return ""
    beside = "，".join(filter(None, (declaration.approver, declaration.decided[0])))
    return f"处理意见：{declaration.decision}{f'（{beside}）' if beside else ''}"


def unclear_end(found: Found, edge: str, years: int) -> Found:
    """Return a conflict as a reviewer gets it where the window ends within the month of the end."""
    note = f"{years}年的界限 {edge} 落在终止的月份之内，日期精度不足"
    severity = Severity.S if found.severity is Severity.H else found.severity
    return Found(severity, None, PRECISION, note, found.body, found.declared, found.edges)


def _joined(*notes: str) -> str:
    return "；".join(filter(None, notes))


def _day(year: str, month: str | None, day: str | None) -> tuple[str, str] | None:
    """Return the first and last day of a date in words, None if there is no such day."""
    text = "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])
    try:
        return earliest(text).isoformat(), latest(text).isoformat()
    except ValueError:
        return None
