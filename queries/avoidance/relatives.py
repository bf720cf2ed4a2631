"""Relatives who serve in a unit on the day: what R10 to R13 share."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from graph.model.values import Left, latest
from queries.avoidance.bonds import DENIED, NOT_CONFIRMED, Doubt, doubt_of, related
from queries.avoidance.case import Case, Found
from queries.avoidance.completeness import declared_in_time
from queries.avoidance.facts import Declared
from queries.avoidance.tenure import certain, leads, post_leads, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import (
    CONFLICT,
    DECLARED,
    MISSING,
    PRECISION,
    STALE,
    Missing,
    Severity,
)
from queries.avoidance.windows import years_back

_PERIOD = re.compile(r"\d{4}(?:[-.年/]\d{1,2}(?!\d))?")

Wanted = Callable[[bool | None, bool], bool]
"""Whether a rule takes a post, by whether it leads (None: nobody says) and whether it is in the unit itself."""


def heads(leading: bool | None, itself: bool) -> bool:
    """Tell whether a post leads the unit itself."""
    return itself and bool(leading)


def conflicts(case: Case, rule: str, relations: Collection[str], wanted: Wanted) -> Iterator[Found]:
    """Yield the posts, served and declared, of relatives of some classes that a rule wants, in its window."""
    severity, years = case.severity(rule), case.moment.settings.years(rule)
    for tie, doubt in present(case, relations, years):
        if wanted(leads(tie), tie.itself):
            yield conflict(tie, doubt, severity)
    for declaration, leading, doubt in declared(case, relations, years):
        if wanted(leading, True):
            yield declared_conflict(declaration, doubt, severity)


def present(
    case: Case, relations: Collection[str | None], years: int = 0
) -> Iterator[tuple[Tie, Doubt | None]]:
    """Yield the services of relatives of some classes that go on that day, with what is in doubt.

    Services that ended less than `years` before the day are among them; none for zero years.
    """
    for family in ("kin", "declared"):
        for tie in services(case, family):
            if tie.relation in relations and related(case, tie):
                serves, doubt = _serving(case, tie, years)
                if serves:
                    yield tie, doubt or doubt_of(case, tie)


def namesakes(case: Case, rule: str, relations: Collection[str]) -> Iterator[Found]:
    """Yield leaders of the unit who may be a relative, or a relative of who may be the person."""
    told: set[tuple[str, str | None]] = set()
    for family in ("kin_possible", "possible_kin", "kin_namesake"):
        for tie in services(case, family):
            once = (tie.posting, tie.relative)
            if once in told or not tie.itself or leads(tie) is not True:
                continue
            if found := _possible(case, rule, tie, relations):
                told.add(once)
                yield found


def possible_staff(case: Case, rule: str, relations: Collection[str]) -> Iterator[Found]:
    """Yield whoever else serves in the unit and is an open pair with a relative, or the relative of one."""
    for family in ("kin_possible", "possible_kin"):
        for tie in services(case, family):
            if not (tie.itself and leads(tie) is True) and (
                found := _possible(case, rule, tie, relations)
            ):
                yield found


def _possible(case: Case, rule: str, tie: Tie, relations: Collection[str]) -> Found | None:
    years = case.moment.settings.years(rule)
    if tie.relation in relations and related(case, tie) and _serving(case, tie, years)[0]:
        return Found(Severity.S, tie, NOT_CONFIRMED.code, NOT_CONFIRMED.note)
    return None


def conflict(tie: Tie, doubt: Doubt | None, severity: Severity) -> Found:
    """Return the conflict of a relative's service under the doubts about it."""
    found = certain(tie, severity)
    if doubt is not None and (found.severity is Severity.H or found.code is None):
        weaker = min(found.severity, Severity.S, key=lambda grade: grade.value)
        return Found(weaker, tie, doubt.code, doubt.note)
    if tie.kin_certainty == "declared" and found.code is None:
        return Found(
            found.severity, tie, DECLARED, found.note or "亲属关系按本人申报，中间亲属未登记"
        )
    return found


def declared_conflict(declaration: Declared, doubt: Doubt | None, severity: Severity) -> Found:
    """Return what a declared relation means: it stands as declared, in doubt for a reviewer."""
    note = doubt.note if doubt else ""
    code = doubt.code if doubt else DECLARED
    return Found(Severity.S if doubt else severity, code=code, note=note, declared=declaration)


def declared(
    case: Case, relations: Collection[str], years: int = 0
) -> Iterator[tuple[Declared, bool | None, Doubt | None]]:
    """Yield what the person declares of the unit, whether the relative leads it, and what is in doubt.

    Posts that ended `years` before the day are left out. A relative whom the family ledger places in the
    unit as well is left to the ledger.
    """
    placed = {t.relative for family in ("kin", "declared") for t in case.ties.get(family, ())}
    names = {r.name for r in case.person.relatives if r.id in placed}
    for declaration, unit in case.declared:
        if declaration.relation_class not in relations or declaration.kin_name in names:
            continue
        if declaration.objection:
            continue
        if _over(declaration.period or "", years_back(case.on, years)):
            continue
        called = [text for text in (case.task.unit, unit) if text]
        doubt = None
        if any(word in (declaration.verified or "") for word in DENIED):
            doubt = Doubt(DECLARED, f"核实情况：{declaration.verified}")
        elif not declared_in_time(declaration, case.moment):
            doubt = Doubt(STALE, f"申报签字于 {declaration.signed[0] or '日期不详'}，不是本轮申报")
        yield declaration, post_leads(declaration.kin_post or "", called), doubt


def unknown_lead(tie: Tie | None, declaration: Declared | None = None) -> Found:
    """Return the conflict of a relative of whom nobody says whether they lead the unit."""
    field = "L20.是否班子成员" if tie else "L5.关系人单位及职务"
    note = "是否班子成员不能判明"
    lacks = Missing(field, note, blocks=False)
    return Found(Severity.S, tie, MISSING, note, declared=declaration, lacks=lacks)


def _over(period: str, on: str) -> bool:
    """Tell whether a period in words (2010-2012) ended before the day; doubt counts as going on."""
    dates = _PERIOD.findall(period)
    if "今" in period or len(dates) < 2:
        return False
    last = re.sub(r"[.年/]", "-", dates[-1])
    year, _, month = last.partition("-")
    try:
        return latest(f"{year}-{int(month):02d}" if month else year).isoformat() <= on
    except ValueError:
        return False


def on_day(case: Case, tie: Tie) -> bool:
    """Tell whether somebody serves, or may serve, on the day."""
    return _serving(case, tie, 0)[0]


def _serving(case: Case, tie: Tie, years: int) -> tuple[bool, Doubt | None]:
    """Tell whether a relative serves on the day, or left less than some years before it.

    An end that nobody stated is taken as going on: family and leader ledgers state present posts.
    """
    span = tie.span
    if span.covers(case.on) or (span.open and span.since_hi <= case.on < span.until_hi):
        return True, None
    left = span.left(years_back(case.on, years), case.on) if years else Left.NO
    if left is Left.YES:
        return True, None
    if span.may_cover(case.on):
        return True, Doubt(PRECISION, f"任职起止的月份跨过 {case.on}，当日是否在任不明")
    if left is Left.UNKNOWN:
        return True, Doubt(PRECISION, f"{years}年的界限落在离任的月份之内，日期精度不足")
    if (tie.latest or "") > case.on:
        return True, Doubt(CONFLICT, "另有来源记载当日仍在任")
    return False, None
