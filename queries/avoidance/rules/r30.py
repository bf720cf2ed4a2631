"""R30 籍贯: in a 交叉 inspection nobody inspects a unit of their native county.

The level of the unit decides what is compared: of a county's unit the county, of a city's unit
the city. The dispatching committee plays no part.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.draft import Task
from queries.avoidance.facts import Unit
from queries.avoidance.verdict import Missing

_DIGITS = {
    "省": 2, "副省级市": 4, "地市州盟": 4, "县市区旗": 6, "乡镇街道": 6, "村社区": 6,
}  # fmt: skip


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield a native place in the unit's region, or what is missing to compare them."""
    if not case.task.crossed:
        words = "、".join(case.task.unknown_modes)
        yield Missing("任务.组织方式", f"组织方式“{words}”不认识，是否交叉巡察不明")
        return
    for unit in case.units:
        yield from _compare(case, unit)


def _compare(case: Case, unit: Unit) -> Iterator[Found | Missing]:
    native = [_significant(code) for code in case.person.native_codes]
    if not unit.codes:
        yield Missing("L1.所在区划代码", f"{unit.name} 的所在区划代码未填")
    if not native:
        said = case.person.native_place
        text = f"“{said}”查不到区划代码" if said else "未填"
        yield Missing("L3.籍贯", f"{case.person.name} 的籍贯{text}")
    for code in unit.codes:
        prefix = _significant(code)[: _DIGITS.get(unit.admin_level or "", 6)]
        if any(place.startswith(prefix) for place in native):
            said = case.person.native_place or "、".join(case.person.native_codes)
            body = f"{case.person.name} 籍贯{said}，{unit.name} 的区划代码为 {code}，组织方式为交叉"
            edges = (*case.person.native_edges, *unit.located)
            yield Found(case.severity("R30"), body=body, edges=edges)
        elif any(prefix.startswith(place) for place in native):
            yield Missing("L3.籍贯", f"{case.person.name} 的籍贯只到省市，看不出区县")


def _significant(code: str) -> str:
    """Return the digits of a code down to the county that say something: 990100 -> 9901."""
    county = code[:6]
    while len(county) > 2 and county.endswith("00"):
        county = county[:-2]
    return county


def _applies(task: Task) -> bool:
    return task.crossed or bool(task.unknown_modes)


RULE = Rule("R30", "籍贯", "巡视工作条例第十二条（地域回避）", judge, applies=_applies)
