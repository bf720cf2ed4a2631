"""Whether a place is in the region of a unit: codes down to the county, and towns and villages below it.

The level of the unit decides what is compared: of a county's unit the county, of a city's unit the city. The
dispatching committee plays no part. A county's code that was abolished is read as the one that came after it.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from graph.model import region_history
from queries.avoidance.case import Case
from queries.avoidance.facts import Home, Unit
from queries.avoidance.verdict import Missing

CITY_LEVELS = frozenset({"中央", "省", "副省级市", "地市州盟"})
_DIGITS = {"中央": 2, "省": 2, "副省级市": 4, "地市州盟": 4}
_COUNTY = 6
_TOWN = 9
_VILLAGE = 12
_LOCAL_NAME = re.compile(
    r"(?:.*[县市区旗盟州省])?(?P<town>[^县市区旗]{1,6}?(?:镇|乡|街道))?(?P<village>[^镇乡]{1,8}?(?:村|社区))?"
)


class Nearness(Enum):
    """How a place lies to a unit's region; UNCLEAR is a place known only more coarsely than the unit's."""

    INSIDE = 1
    UNCLEAR = 2
    OUTSIDE = 3


def nearness(code: str, unit: Unit) -> Nearness:
    """Tell how the place of a code lies to a unit's county, or to its city if it is a city's unit."""
    place, unclear = significant(code), False
    for own in unit.codes:
        prefix = significant(own)[: _DIGITS.get(unit.admin_level or "", _COUNTY)]
        if place.startswith(prefix):
            return Nearness.INSIDE
        unclear = unclear or prefix.startswith(place)
    return Nearness.UNCLEAR if unclear else Nearness.OUTSIDE


@cache
def significant(code: str) -> str:
    """Return the digits of a code down to the county that say something: 990100 -> 9901."""
    county = code[:_COUNTY]
    heirs = region_history.today(county)
    county = heirs[0] if len(heirs) == 1 else county
    while len(county) > 2 and county.endswith("00"):
        county = county[:-2]
    return county


def of_a_city(unit: Unit) -> bool:
    """Tell whether a unit is a city's or a province's, so that a whole city is its region."""
    return unit.admin_level in CITY_LEVELS or all(len(significant(c)) < _COUNTY for c in unit.codes)


def modes_unclear(case: Case) -> Missing | None:
    """Return what is missing where nobody can tell whether the task is a 交叉 one."""
    if case.task.crossed or not case.task.unknown_modes:
        return None
    words = "、".join(case.task.unknown_modes)
    return Missing("任务.组织方式", f"组织方式“{words}”不认识，是否交叉巡察不明")


def uncoded(unit: Unit) -> Missing | None:
    """Return what is missing of a unit of which nobody says where it is."""
    if unit.codes:
        return None
    return Missing("L1.所在区划代码", f"{unit.name} 的所在区划代码未填")


def is_local(unit: Unit) -> bool:
    """Tell whether a unit is a town's or a village's."""
    words = (unit.kind or "", unit.admin_level or "")
    return any(w.startswith(("乡镇", "村")) for w in words) or any(_town(c) for c in unit.codes)


def same_village(home: Home, unit: Unit) -> bool:
    """Tell whether a home is in the village that a unit is of: by code, or by the names of town and village."""
    if any(_village(home.code) and _village(home.code) == _village(own) for own in unit.codes):
        return True
    return any(
        town and village and town in home.name and village in home.name
        for town, village in _local_names(unit) if _same_county(home, unit)
    )  # fmt: skip


def same_town(home: Home, unit: Unit) -> bool:
    """Tell whether a home is in the town that a unit is of, or lies in: by code, or by name within the county."""
    if any(_town(home.code) and _town(home.code) == _town(own) for own in unit.codes):
        return True
    words = [town or village for town, village in _local_names(unit)]
    return _same_county(home, unit) and any(word in home.name for word in words)


def named_alike(home: Home, unit: Unit) -> bool:
    """Tell whether a home's name has what a unit's names tell of its place, town and village, in any county."""
    return any(town in home.name and village in home.name for town, village in _local_names(unit))


def town_known(home: Home) -> bool:
    """Tell whether a home is told down to its town."""
    return bool(_town(home.code)) or bool(re.search(r"[镇乡村]|街道|社区", home.name))


def town_of_unit_known(unit: Unit) -> bool:
    """Tell whether a unit's town is told by its code or its name."""
    return any(_town(code) for code in unit.codes) or bool(_local_names(unit))


def _same_county(home: Home, unit: Unit) -> bool:
    county = significant(home.code)
    return len(county) == _COUNTY and any(significant(own) == county for own in unit.codes)


def _local_names(unit: Unit) -> list[tuple[str, str]]:
    """Return the town and village that a unit's names name, as far as they do."""
    found = []
    for name in unit.called:
        told = _LOCAL_NAME.match(name.removeprefix("中国共产党").removeprefix("中共"))
        if told and (told["town"] or told["village"]):
            found.append((told["town"] or "", told["village"] or ""))
    return found


def _town(code: str) -> str:
    return code[:_TOWN] if len(code) >= _TOWN and code[_COUNTY:_TOWN] != "000" else ""


def _village(code: str) -> str:
    return code if len(code) == _VILLAGE and not code.endswith("000") else ""
