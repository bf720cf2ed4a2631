"""Relatives who serve in a unit on the day: what R10, R11 and R12 share."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graph.model.values import latest
from queries.avoidance.case import Case, Found
from queries.avoidance.completeness import declared_in_time
from queries.avoidance.facts import Declared
from queries.avoidance.tenure import certain, leads, post_leads, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import (
    CONFLICT,
    DECLARED,
    IDENTITY,
    MISSING,
    PRECISION,
    STALE,
    Missing,
    Severity,
)
from queries.avoidance.windows import FAR, PAST

CLOSE = frozenset({"夫妻", "直系血亲"})
WIDER = frozenset({"三代以内旁系血亲", "近姻亲"})
CLOSE_OTHERWISE = "其他亲密关系"
_DENIED = ("不属实", "不符", "不存在", "否")
_PERIOD = re.compile(r"\d{4}(?:[-.年/]\d{1,2}(?!\d))?")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a conflict may be at most 需复核."""

    code: str | None
    note: str


def present(case: Case, relations: Collection[str | None]) -> Iterator[tuple[Tie, Doubt | None]]:
    """Yield the services of relatives of some classes that go on that day, with what is in doubt."""
    for family in ("kin", "declared"):
        for tie in services(case, family):
            if tie.relation in relations and _related(case, tie):
                on_day, doubt = _serving(case, tie)
                if on_day:
                    yield tie, doubt or _kin_doubt(case, tie)


def former(case: Case) -> Iterator[tuple[Tie, Found]]:
    """Yield present services of a former spouse or of who is close without kinship, in the unit itself.

    Leaders, and those of whom nobody says whether they lead, need a reviewer; others are a note.
    """
    for family in ("kin", "declared"):
        for tie in services(case, family):
            note = _close_otherwise(case, tie)
            if note and tie.itself and _serving(case, tie)[0]:
                yield tie, Found(Severity.I if leads(tie) is False else Severity.S, tie, None, note)


def _close_otherwise(case: Case, tie: Tie) -> str:
    """Return how somebody is close who is no relative on the day, empty if they are not."""
    if tie.relation == "夫妻":
        over = (tie.kin_until_max or FAR) <= case.on
        return "婚姻关系已终止" if over else ""
    if tie.relation not in (None, CLOSE_OTHERWISE):
        return ""
    close = tie.relation == CLOSE_OTHERWISE or _INTIMATE.search(tie.degree or "")
    return closeness(tie.degree or "") if close else ""


def closeness(term: str) -> str:
    """Return the note on a term for somebody who is close without kinship."""
    return "婚姻关系已终止" if _DIVORCED.match(term) else CLOSE_OTHERWISE


def unclassed(case: Case) -> Iterator[tuple[Tie, Found]]:
    """Yield present services of people of whom only an unknown term says how they are related.

    A term known to lie outside the four classes (妻叔) says enough: nothing is found.
    """
    for tie, _ in present(case, {None}):
        if not _OUTSIDE.search(tie.degree or ""):
            note = f"称谓“{tie.degree or ''}”属于何类亲属不明"
            lacks = Missing("L20.称谓", note, blocks=False)
            yield tie, Found(Severity.S, tie, MISSING, note, lacks=lacks)


_OUTSIDE = re.compile(
    # Uncles, aunts and cousins of a spouse; first cousins once removed; and who is no relative at all.
    r"^(妻子?|爱人|老婆|丈?夫|老公|配偶)的?(堂|表|叔叔?|伯伯?|叔父|伯父|舅舅|舅父|姑父|姑母|姑姑|姑妈|姨父|姨母|姨妈|婶|伯母|舅妈|舅母)"
    r"|^[堂表](叔|伯|舅|姑|姨|侄|甥)|同事|同学|战友|朋友|邻居|同乡|老乡|师|干[亲爹妈儿女]|前(妻|夫|任|配偶)|未婚|恋人|男友|女友|男朋友|女朋友"
)
_DIVORCED = re.compile(r"前(妻|夫|任|配偶)")
_INTIMATE = re.compile(r"^前(妻|夫|任|配偶)|^未婚(妻|夫)|恋人|男友|女友|男朋友|女朋友")


def namesakes(case: Case, relations: Collection[str]) -> Iterator[Found]:
    """Yield leaders of the unit who may be a relative, or a relative of who may be the person."""
    told: set[tuple[str, str | None]] = set()
    for family in ("kin_possible", "possible_kin", "kin_namesake"):
        for tie in services(case, family):
            once = (tie.posting, tie.relative)
            if once in told or not tie.itself or leads(tie) is not True:
                continue
            if found := _possible(case, tie, relations):
                told.add(once)
                yield found


def possible_staff(case: Case, relations: Collection[str]) -> Iterator[Found]:
    """Yield whoever else serves in the unit and is an open pair with a relative, or the relative of one."""
    for family in ("kin_possible", "possible_kin"):
        for tie in services(case, family):
            if not (tie.itself and leads(tie) is True) and (
                found := _possible(case, tie, relations)
            ):
                yield found


def _possible(case: Case, tie: Tie, relations: Collection[str]) -> Found | None:
    if tie.relation in relations and _related(case, tie) and _serving(case, tie)[0]:
        return Found(Severity.S, tie, IDENTITY, "是否同一人未确认")
    return None


def conflict(tie: Tie, doubt: Doubt | None, severity: Severity) -> Found:
    """Return the conflict of a relative's service under the doubts about it."""
    found = certain(tie, severity)
    if doubt is not None and found.severity is Severity.H:
        return Found(Severity.S, tie, doubt.code, doubt.note)
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
    case: Case, relations: Collection[str]
) -> Iterator[tuple[Declared, bool | None, Doubt | None]]:
    """Yield what the person declares of the unit, whether the relative leads it, and what is in doubt.

    A relative whom the family ledger places in the unit as well is left to the ledger.
    """
    placed = {t.relative for family in ("kin", "declared") for t in case.ties.get(family, ())}
    names = {r.name for r in case.person.relatives if r.id in placed}
    for declaration, unit in case.declared:
        if declaration.relation_class not in relations or declaration.kin_name in names:
            continue
        if _over(declaration.period or "", case.on):
            continue
        called = [text for text in (case.task.unit, unit) if text]
        doubt = None
        if any(word in (declaration.verified or "") for word in _DENIED):
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


def _related(case: Case, tie: Tie) -> bool:
    """Tell whether the relation may hold on the day: a marriage that ended makes no spouse."""
    if (tie.kin_since_min or PAST) > case.on:
        return False
    return tie.relation != "夫妻" or (tie.kin_until_max or FAR) > case.on


def _kin_doubt(case: Case, tie: Tie) -> Doubt | None:
    if (tie.kin_until_max or FAR) <= case.on:
        return Doubt(
            None,
            f"{'姻亲' if tie.relation == '近姻亲' else '亲属'}关系已于 {tie.kin_until_max} 前终止",
        )
    if (tie.kin_until_min or FAR) <= case.on or (tie.kin_since_max or PAST) > case.on:
        return Doubt(PRECISION, f"亲属关系的起止月份跨过 {case.on}")
    if tie.kin_certainty == "step":
        return Doubt(None, "继亲属，是否形成抚养关系待核实")
    if any(word in (tie.verified or "") for word in _DENIED):
        return Doubt(DECLARED, f"核实情况：{tie.verified}")
    return None


def _serving(case: Case, tie: Tie) -> tuple[bool, Doubt | None]:
    """Tell whether a relative serves on the day.

    An end that nobody stated is taken as going on: family and leader ledgers state present posts.
    """
    span = tie.span
    if span.covers(case.on) or (span.open and span.since_hi <= case.on < span.until_hi):
        return True, None
    if span.may_cover(case.on):
        return True, Doubt(PRECISION, f"任职起止的月份跨过 {case.on}，当日是否在任不明")
    if (tie.latest or "") > case.on:
        return True, Doubt(CONFLICT, "另有来源记载当日仍在任")
    return False, None
