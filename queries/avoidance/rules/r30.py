"""R30 籍贯: in a 交叉 inspection nobody inspects a unit of their native county."""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.draft import Task
from queries.avoidance.facts import Unit
from queries.avoidance.places import Nearness, modes_unclear, nearness, uncoded
from queries.avoidance.verdict import Missing


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield a native place in the unit's region, or what is missing to compare them."""
    if unclear := modes_unclear(case):
        yield unclear
        return
    for unit in case.units:
        yield from _compare(case, unit)


def _compare(case: Case, unit: Unit) -> Iterator[Found | Missing]:
    person = case.person
    if lacking := uncoded(unit):
        yield lacking
    if not person.native_codes:
        said = person.native_place
        text = f"“{said}”查不到区划代码" if said else "未填"
        yield Missing("L3.籍贯", f"{person.name} 的籍贯{text}")
    near = {nearness(code, unit) for code in person.native_codes}
    if Nearness.INSIDE in near:
        said = person.native_place or "、".join(person.native_codes)
        codes = "、".join(unit.codes)
        body = f"{person.name} 籍贯{said}，{unit.name} 的区划代码为 {codes}，组织方式为交叉"
        edges = (*person.native_edges, *unit.located)
        yield Found(case.severity("R30"), body=body, edges=edges)
    elif Nearness.UNCLEAR in near:
        yield Missing("L3.籍贯", f"{person.name} 的籍贯只到省市，看不出区县")


def _applies(task: Task) -> bool:
    return task.crossed or bool(task.unknown_modes)


RULE = Rule("R30", "籍贯", "巡视工作条例第十二条（地域回避）", judge, applies=_applies)
