"""Completeness, rule by rule: what a rule needs to know before it may say that nothing was found.

Career complete: no gap over one month from N years before the date, or the whole career checked not
long before the date. Family complete: the signed declaration of this round and relatives stated at
most twelve months from the date, or the family checked then; a married person needs a spouse, and
every living adult relative an employer. Each function returns what is missing, nothing if complete.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph.model.claims import place_shown
from graph.model.names import committee_key
from graph.model.values import latest
from queries.avoidance.facts import FOUR, Declared, Person, Relative, Service, Unit
from queries.avoidance.profile import Settings
from queries.avoidance.secrets import secret
from queries.avoidance.verdict import STALE, Missing
from queries.avoidance.windows import FAR, PAST, Span, months_off, next_day, years_back

NEAR = FOUR | {"其他亲密关系"}
"""The classes of a declaration that the rules of relatives look at."""

_NO_COVER = frozenset({"拟任", "兼职"})
"""Kinds of service that fill no gap of a career: a post to come, a post beside one that is not told."""

_BY_UNIT = frozenset({"其他亲密关系", "同学师生", "上下级", "班子共事", "战友", "同乡", "经济往来"})
"""The classes of a declaration that mean nothing without the unit of the other one."""

_MATTERS = frozenset({"诉讼", "债权债务", "借贷", "征迁补偿", "房产交易"})
_SOME_UNIT = re.compile(r"[局委院校司行厅处办所站心会镇乡村社厂]|街道|政府|中学|小学|集团")
"""What a text has that may name a unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """The day a check asks about, the round it is for, and what holds then; one object each."""

    on: str
    committee: str
    term_no: int | None
    round_no: int | None
    settings: Settings


def current_post(person: Person, moment: Moment) -> Sequence[Missing]:
    """Return what is missing to know where the person works on the day.

    A checked career does not help: one that says nothing of the present has lost a row.
    """
    gone = tuple(lost_posts(person, moment.on))
    posts = (s for s in person.career if s.kind != "拟任" and not s.span.open)
    if any(post.span.may_cover(moment.on) for post in posts):
        return gone
    return (*gone, Missing("L4.任职单位", f"{person.name} 在 {moment.on} 没有现职记录"))


def career(person: Person, moment: Moment, years: int) -> Sequence[Missing]:
    """Return the first gap of the career in the years before the day, and the rows lost to it."""
    start = years_back(moment.on, years)
    gap = () if career_checked(person, moment) else _career_gap(person, moment, start)
    return (*lost_posts(person, start), *gap)


def lifetime(person: Person, moment: Moment) -> Sequence[Missing]:
    """Return the first gap of the career since the person began to work, and the rows lost to it."""
    gone = tuple(lost_posts(person, PAST))
    if career_checked(person, moment):
        return gone
    if person.work_start[0] is None:
        text = f"{person.name} 的参加工作时间未填，看不出任职经历是否从头填起"
        return (*gone, Missing("L3.参加工作时间", text))
    return (*gone, *_career_gap(person, moment, PAST))


def number_one(units: tuple[Unit, ...], moment: Moment) -> Sequence[Missing]:
    """Return what is missing to know who leads the unit on the day: nobody is named as its number one."""
    if any(serves(head.span, moment.on) for unit in units for head in unit.principals):
        return ()
    text = (
        f"领导班子成员名册中没有{units[0].name if units else '该单位'} {moment.on} 在任的主要负责人"
    )
    return (Missing("L25.是否主要负责人", text),)


def serves(span: Span, on: str) -> bool:
    """Tell whether somebody may be in office on a day; an end that nobody states has not come."""
    return span.may_cover(on)


def _career_gap(person: Person, moment: Moment, start: str) -> Sequence[Missing]:
    worked = _month_or(person.work_start)[1] if person.work_start[0] else None
    covered = max(start, worked) if worked else start
    if covered > moment.on:
        return ()
    covering = sorted(_covers(s, moment.on) for s in person.career if s.kind not in _NO_COVER)
    for since, until in covering:
        if covered > moment.on or _gap(covered, since, moment):
            break
        covered = max(covered, next_day(until))
    if covered > moment.on or not _gap(covered, next_day(moment.on), moment):
        return ()
    return (_gap_found(person, covered, moment),)


def family(person: Person, moment: Moment) -> tuple[Missing, ...]:
    """Return what is missing to know the relatives of the four classes and where they work."""
    return (*relatives_known(person, moment), *_employers(person, moment))


def relatives_known(person: Person, moment: Moment) -> tuple[Missing, ...]:
    """Return what is missing to know the relatives of the four classes."""
    return (
        *lost(person, PAST, "L5", "L20"),
        *_unexplained(person, moment),
        *_stated(person, moment),
        *spouse_known(person, moment),
    )


def lost_posts(person: Person, since: str) -> Iterator[Missing]:
    """Yield the lost rows of posts; a list of leaders only shows again what a complete career has."""
    yield from lost(person, since, "L4")
    yield from lost(person, since, "L25", blocks=False)


def lost(person: Person, since: str, *ledgers: str, blocks: bool = True) -> Iterator[Missing]:
    """Yield the rows of some ledgers of which nothing could be used and that may speak of days after one."""
    for row in person.lost:
        if row.ledger in ledgers and not (row.until and latest(row.until).isoformat() <= since):
            where = f"，见 {row.file} {place_shown(row.place)}" if row.file else ""
            text = f"{person.name} 有一行没有载入（{row.column}：{row.reason}）{where}"
            yield Missing(f"{row.ledger}.{row.column}", text, blocks=blocks)


def declaration(person: Person, moment: Moment) -> tuple[Missing, ...]:
    """Return what is missing to know what the person has to declare beside family."""
    return (
        *lost(person, PAST, "L5"),
        *_unexplained(person, moment),
        *_nowhere(person, moment),
        *_unsigned(person, moment),
    )


def _nowhere(person: Person, moment: Moment) -> Iterator[Missing]:
    """Yield who is declared as close, and own matters, of which nothing tells what unit they have to do with."""
    placed = {relative.name for relative in person.relatives if relative.in_ledger}
    for said in person.declarations:
        units = any(concerned.startswith("Organization-") for concerned in said.concerns)
        if units or said.kin_post or not said.own or secret(said):
            continue
        if not declared_in_time(said, moment):
            continue
        if said.interest_kind in _MATTERS and not _SOME_UNIT.search(said.interest or ""):
            text = f"{person.name} 申报{said.interest_kind}，没有写明涉及哪个单位"
            yield Missing("L5.涉及单位", text)
        elif said.relation_class in _BY_UNIT and not (said.interest or said.kin_name in placed):
            who = f"{said.relation or said.relation_class}{said.kin_name or ''}"
            text = f"{person.name} 申报{who}，没有写明其单位及职务，也没有写明涉及单位"
            yield Missing("L5.关系人单位及职务", text)


def _unsigned(person: Person, moment: Moment) -> Iterator[Missing]:
    if not _signed(person, moment):
        which = "本轮" if moment.round_no is not None else "近期"
        yield Missing("L5.承诺签字日期", f"{person.name} 没有{which}签字的回避申报")


def _unexplained(person: Person, moment: Moment) -> Iterator[Missing]:
    for declaration in person.declarations:
        if declaration.id in person.unexplained and declared_in_time(declaration, moment):
            text = f"{person.name} 申报“有”需申报事项，没有写明是什么关系或事项"
            yield Missing("L5.具体关系", text)


def career_checked(person: Person, moment: Moment) -> bool:
    """Tell whether the whole career was checked not too long before the day, or after it."""
    checked = person.career_checked
    return checked is not None and checked >= months_off(
        moment.on, -moment.settings.stale_after_months
    )


def _fresh(stated: tuple[str | None, str | None], moment: Moment) -> bool:
    """Tell whether a statement is near enough to the day to speak of it, before it or after."""
    months = moment.settings.stale_after_months
    first, last = stated
    if first is None or last is None:
        return False
    return months_off(moment.on, -months) <= first and last <= months_off(moment.on, months)


def _month_or(ends: tuple[str | None, str | None]) -> tuple[str, str]:
    """Return a date's first and last possible day; of a bare year the other way round.

    Adjoining months leave no gap (2019-01 / 2019-02), so a month counts as covered; a bare year
    may hide eleven months, so it covers nothing that is not sure.
    """
    first, last = ends[0] or "", ends[1] or ends[0] or ""
    return (last, first) if first[:7] != last[:7] else (first, last)


def _covers(service: Service, on: str) -> tuple[str, str]:
    """Return the first and last day that a service covers for certain, months taken whole.

    An end nobody stated covers the first day only, a start nobody stated the day asked about.
    """
    since = _month_or((service.span.since_lo, service.span.since_hi))[0]
    if service.span.open:
        return since, since
    until = _month_or((service.span.until_lo, service.span.until_hi))[1]
    return (since, until) if service.since else (min(on, until), until)


def _gap(covered: str, since: str, moment: Moment) -> bool:
    """Tell whether more than the allowed months lie between the first uncovered day and a start."""
    return since > months_off(covered, moment.settings.career_gap_months)


def _gap_found(person: Person, covered: str, moment: Moment) -> Missing:
    """Return what to fill in: the end of a service that has none, or the service that is not there."""
    posts = [s for s in person.career if s.kind not in _NO_COVER]
    following = [_covers(s, moment.on)[0] for s in posts]
    until = min((day for day in following if day > covered), default=moment.on)
    text = f"{person.name} {covered[:7]} 至 {min(until, moment.on)[:7]} 没有任职记录"
    unended = [s for s in posts if s.span.open and s.span.since_lo <= covered]
    if unended:
        return Missing(
            "L4.终止年月", f"{text}（{unended[-1].title or '前一段任职'}的终止年月未填）"
        )
    return Missing("L4.起始年月", text)


def _of_round(declaration: Declared, moment: Moment) -> bool:
    same_term = moment.term_no is None or declaration.term_no in (None, moment.term_no)
    owner = declaration.committee
    same_owner = owner is None or committee_key(owner) == committee_key(moment.committee)
    return same_term and same_owner and declaration.round_no == moment.round_no


def _signed(person: Person, moment: Moment) -> bool:
    """Tell whether the person signed, for this round if the draft names it, that there is something or nothing."""
    signed = [d for d in person.declarations if d.signed[0] and d.has_items is not None and d.own]
    if moment.round_no is not None:
        return any(_of_round(d, moment) for d in signed)
    return any(_fresh(d.signed, moment) and not (d.ended and d.ended < moment.on) for d in signed)


def _stated(person: Person, moment: Moment) -> Iterator[Missing]:
    if _fresh(person.family_checked, moment):
        return
    yield from _unsigned(person, moment)
    stated = [r.stated for r in person.relatives if r.in_ledger and r.stated[0]]
    if not stated:
        yield Missing("L20.填报日期", f"{person.name} 没有填报家庭成员及社会关系")
    elif not any(_fresh(s, moment) for s in stated):
        yield _too_old(person, "家庭成员", max(s[0] or "" for s in stated), moment)
    else:
        yield from _stale(person, moment)


def _stale(person: Person, moment: Moment) -> Iterator[Missing]:
    """Yield the living relatives of the four classes of whom only an old row tells (T7)."""
    fresh = {(r.term, r.name) for r in person.relatives if _fresh(r.stated, moment)}
    for relative in person.relatives:
        if not (relative.own and relative.in_ledger and relative.stated[0]):
            continue
        if relative.relation not in FOUR or ended(relative, moment):
            continue
        if (relative.term, relative.name) not in fresh:
            fresh.add((relative.term, relative.name))
            yield _too_old(person, f"亲属{relative.shown}", relative.stated[0], moment)


def _too_old(person: Person, who: str, stated: str, moment: Moment) -> Missing:
    months = moment.settings.stale_after_months
    text = f"{person.name} 的{who}填报于 {stated}，距 {moment.on} 超过 {months} 个月"
    return Missing("L20.填报日期", text, STALE)


def spouse_known(person: Person, moment: Moment) -> Iterator[Missing]:
    """Yield what is missing to know the spouse of the person, or that there is none."""
    if any(
        r.relation == "夫妻" and not r.unnamed and not ended(r, moment) for r in person.relatives
    ):
        return
    if person.marital == "已婚":
        yield Missing("L20.亲属姓名", f"{person.name} 已婚，没有填报配偶")
    elif person.marital is None and not _fresh(person.family_checked, moment):
        yield Missing("L3.婚姻状况", f"{person.name} 婚姻状况不明，也没有填报配偶")


def _employers(person: Person, moment: Moment) -> Iterator[Missing]:
    yield from no_employer(
        person, moment, lambda r: r.relation in FOUR and not ended(r, moment), blocks=True
    )
    # After a divorce an in-law is for a reviewer at most.
    yield from no_employer(
        person, moment, lambda r: r.relation == "近姻亲" and ended(r, moment), blocks=False
    )


def no_employer(
    person: Person, moment: Moment, wanted: Callable[[Relative], bool], *, blocks: bool
) -> Iterator[Missing]:
    """Yield the grown relatives that are wanted of whom nobody tells where they work, each once."""
    grown = years_back(moment.on, moment.settings.minor_age)
    seen = {(r.term, r.name) for r in person.relatives if r.employed}
    for relative in person.relatives:
        if relative.unnamed or not (relative.own or relative.keyed) or not wanted(relative):
            continue
        if (relative.term, relative.name) in seen:
            continue
        if relative.born_from is None or relative.born_from <= grown:
            seen.add((relative.term, relative.name))
            text = f"{person.name} 的亲属{relative.shown}没有填工作单位"
            yield Missing("L20.工作单位", text, blocks=blocks)


def ended(relative: Relative, moment: Moment) -> bool:
    """Tell whether a relation had certainly ended by the day."""
    return (relative.ended or FAR) <= moment.on


def declared_in_time(declaration: Declared, moment: Moment) -> bool:
    """Tell whether a declaration speaks of this round; by the day it was signed where either tells no round."""
    if moment.round_no is not None and declaration.round_no is not None:
        return _of_round(declaration, moment)
    return _fresh(declaration.signed, moment)
