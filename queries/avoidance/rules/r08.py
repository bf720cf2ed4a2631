"""R08 轮换: who led the previous task on a unit does not lead the next one on it.

The previous task is the one that the draft names as 对应原任务, and the last one before the day on the unit,
on what came before it or on what it became, of whichever committee's team. Only who leads both times counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.names import chinese_number, team_key
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.ties.past import PAST, Past
from queries.avoidance.verdict import MISSING, Missing

_REFERENCE = re.compile(
    r"(?:(?P<term>[^届]+?)届)?[^第\d]*?第?(?P<round>[^第届轮]+?)轮(?P<team>.*组)?"
)


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield the previous task on the unit, if the person led it and is to lead again."""
    roles = case.moment.settings.value("R08", "roles")
    if case.role not in roles:
        return
    for past in PAST.of(case.links):
        if past.role not in roles or past.left_because == "回避":
            continue
        if past.begins_min is None:
            text = f"{case.person.name} 任组长的上次任务没有进驻日期，是否上一次不明"
            lacks = Missing("L2.进驻日期", text, blocks=False)
            yield _found(case, past, MISSING, lacks)
        elif _named(case, past) or _last(case, past):
            yield _found(case, past)


def _found(case: Case, past: Past, code: str | None = None, lacks: Missing | None = None) -> Found:
    when = past.begins or "进驻日期不明"
    before = f"曾任{past.team or '巡察组'}{past.role}巡察{past.org_name or ''}（{when}）"
    body = f"{case.person.name} {before}，本次又拟任{case.role}"
    return Found(case.severity("R08"), code=code, body=body, edges=past.edges, lacks=lacks)


def _last(case: Case, past: Past) -> bool:
    """Tell whether no other round inspected the unit between a task and the day."""
    before = (past.begins_min or "") < case.on
    return before and (past.next_begins is None or past.next_begins >= case.on)


def _named(case: Case, past: Past) -> bool:
    """Tell whether the draft names a task as the original one: 十五届一轮2组."""
    told = _REFERENCE.search(case.task.follows_up)
    if told is None or (past.begins_min or "") >= case.on:
        return False
    term = chinese_number(told["term"]) if told["term"] else None
    if term is not None and past.term_no is not None and term != past.term_no:
        return False
    if chinese_number(told["round"]) != past.round_no:
        return False
    return not told["team"] or team_key(told["team"]) == team_key(past.team or "")


RULE = Rule("R08", "轮换", "巡视工作“三个不固定”", judge, ("past",))
