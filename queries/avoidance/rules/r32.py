"""R32 工作地: in a 交叉 inspection nobody inspects a unit of the county where they work.

It is the unit's county that counts, not the one of who dispatches or appoints. A city's organ that only sits in
that county is none of it. In 互派式 leaders are local and only some roles and posts must come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.draft import Task
from queries.avoidance.facts import NOT_SERVICE, Service, Unit, Workplace
from queries.avoidance.places import (
    CITY_LEVELS,
    Nearness,
    modes_unclear,
    nearness,
    of_a_city,
    uncoded,
)
from queries.avoidance.verdict import MISSING, PRECISION, Missing, Severity

_MUTUAL = "互派"


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield present employers in the unit's region, or what is missing to compare them."""
    if unclear := modes_unclear(case):
        yield unclear
        return
    outside = _outside(case)
    if outside is False:
        return
    present = {s.id: s for s in case.person.career if _goes_on(s, case.on)}
    for unit in case.units:
        if lacking := uncoded(unit):
            yield lacking
        told: dict[str, Found | Missing] = {}
        for place in case.person.workplaces:
            if place.posting in present and place.org not in told:
                found = _compare(case, unit, place, present[place.posting], sure=outside is True)
                if found:
                    told[place.org] = found
        yield from told.values()


def _compare(
    case: Case, unit: Unit, place: Workplace, service: Service, *, sure: bool
) -> Found | Missing | None:
    if place.code is None:
        text = f"{case.person.name} 的现工作单位“{place.name}”不知在哪个区县"
        return Missing("L1.所在区划代码", text, blocks=False)
    if nearness(place.code, unit) is not Nearness.INSIDE:
        return None
    if not of_a_city(unit) and place.admin_level in CITY_LEVELS:
        return None
    serves = f"{case.person.name} 现任{place.name}{service.title or ''}"
    body = f"{serves}，{unit.name} 的区划代码为 {'、'.join(unit.codes)}，组织方式为交叉"
    edges = tuple(e for e in (place.posting, place.located, *unit.located) if e)
    severity = case.severity("R32")
    if not sure:
        text = "互派式交叉中只有部分岗位须由外地人员担任，岗位分工未填"
        lacks = Missing("人员.岗位分工", text, blocks=False)
        return Found(_reviewed(severity), None, MISSING, text, body, edges=edges, lacks=lacks)
    if (
        not of_a_city(unit)
        and place.admin_level is None
        and place.managing_level in {"市管", "省管"}
    ):
        text = f"“{place.name}”的行政层级未填，是否属该区县不明"
        lacks = Missing("L1.行政层级", text, blocks=False)
        return Found(_reviewed(severity), None, MISSING, text, body, edges=edges, lacks=lacks)
    if not (service.span.covers(case.on) or service.span.open):
        note = f"任职起止的月份跨过 {case.on}，当日是否在任不明"
        return Found(_reviewed(severity), None, PRECISION, note, body, edges=edges)
    note = "按单位名称判断所在区县" if place.guessed else ""
    return Found(severity, None, None, note, body, edges=edges)


def _outside(case: Case) -> bool | None:
    """Tell whether the person's place must be filled from elsewhere; None where their post is not told."""
    if not any(_MUTUAL in mode for mode in case.task.modes):
        return True
    wanted = case.moment.settings.value("R32", "R32_outside_roles")
    if case.role in wanted or any(word in case.post for word in wanted):
        return True
    return None if case.role == "组员" and not case.post else False


def _goes_on(service: Service, on: str) -> bool:
    return service.kind not in NOT_SERVICE and service.span.may_cover(on)


def _reviewed(severity: Severity) -> Severity:
    return Severity.S if severity is Severity.H else severity


def _applies(task: Task) -> bool:
    return task.crossed or bool(task.unknown_modes)


RULE = Rule("R32", "工作地", "巡视工作条例第十二条（地域回避）", judge, applies=_applies)
