"""Heads and tails that a list states once and means for each of its units."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.reports.orgs import is_like, is_organization, is_town, suffixes
from loaders.reports.spelling import words_of_two

_ORDERED = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,8}?[市县区旗])(?=[\u4e00-\u9fff]{1,8}(?:镇|乡|街道))"
)
_REGION = re.compile(r"^[\u4e00-\u9fff]{2,6}[县市区旗]$")
_SHARED = re.compile(
    r"(?:镇|乡|街道|苏木|村|社区|局|委|办|中学|小学|医院|卫生院|法院|公司|集团|农场|林场|保护区管护局|管理局|管理处)"
    r"(?:党委|党工委|党（工）委|党组|党总支|党支部)?$"
)
_OF_TOWN = re.compile(
    r"^[\u4e00-\u9fff]{2,5}?(?:镇|乡|街道)(?P<tail>(?:中心)?(?:卫生院|小学|中学|学校|学区|初中|幼儿园|敬老院|财政所|派出所|便民服务中心))$"
)
_OF_VILLAGE = re.compile(
    r"^(?P<town>[\u4e00-\u9fff]{2,4}(?:镇|乡|街道))[\u4e00-\u9fff]{1,5}(?:村|社区)"
)
_VILLAGE = re.compile(r"^[\u4e00-\u9fff]{1,5}(?:村|社区)(?:党支部|党总支|党委)?$")
_BARE_HEAD = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,5}?[市县区旗](?![局委])|[市县区旗州])(?=[\u4e00-\u9fff]{2})"
)
_NUMBERED = re.compile("第[一二三四五六七八九十]+")
_ORGAN = re.compile(
    r"(?![市县区旗州团]|[\u4e00-\u9fff]{2,5}[市县区旗])[\u4e00-\u9fff]{0,7}(?:局|(?<![党工])委|办|法院|检察院|办公室)"
    r"(?:党委|党组|党工委)?"
)
_GOVERNING = re.compile(
    r"(?<!政法委员会)(?<!政法委)(?<!编制委员会)(?:局|(?<![市县区旗州盟党])委(?:员会)?)$"
)
"""What has a party group: a bureau or a ministry (发展和改革委), not the committee itself."""
_OF_COMMITTEE = re.compile(r"^[\u4e00-\u9fff]{0,6}?[市县区旗州盟]委(?=[\u4e00-\u9fff])")
_SORTS = tuple(
    re.compile(f"(?:{endings})$")
    for endings in (
        *"局院团司社镇乡道馆场",
        "中心",
        "银行",
        "苏木",
        "中学|小学|幼儿园|(?:教育|职教|培训|实训)中心",
        "医院|卫生院|保健院|(?:疾病预防控制|疾控|血液|急救)中心",
    )
)
_HEAD = re.compile(r"^(?P<head>[\u4e00-\u9fff]{0,6}?[市县区旗])(?:纪委|委|政府|人大|政协)")
PARTY = re.compile(r"(?:党委|党工委|党（工）委|党组|党总支|党支部)$")
_OF_ALL = re.compile(
    r"(?:二级|基层|下属|所属|直属)(?:单位|企业|公司|机构|学院)(?P<party>党委|党组|党总支|党支部)"
)
"""A tail that gives each unit of a list its party body (3家二级单位党委)."""
ELIDED = re.compile(r"^(?:组织部|宣传部|统战部|政法委|编办|办公室|巡察办|党校)$")
SHORT = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a list: what stands there (start, end), and the name it means."""

    start: int
    end: int
    surface: str
    name: str
    alias: str = ""
    former: bool = False
    inspected: bool = True


def with_head(units: list[Unit]) -> list[Unit]:
    """Copy the county of the first town to those behind it, and a committee to an elided organ."""
    found: list[Unit] = []
    place = town = ""
    for unit in units:
        village = _OF_VILLAGE.match(unit.name)
        town = village["town"] if village else town
        if town and not village and _VILLAGE.search(unit.name):
            unit = replace(unit, name=town + unit.name)
        ordered = _ORDERED.match(unit.name)
        if ordered:
            place = ordered["place"]
        elif place and re.search(r"(?:镇|乡|街道)(?:党委|党工委)?$", unit.name):
            unit = replace(unit, name=place + unit.name)
        if found and ELIDED.match(unit.name):
            head = _HEAD.match(found[-1].name)
            name = f"{head['head']}委{unit.name}" if head else ""
            unit = replace(unit, name=name, start=found[-1].start) if name else unit
        found.append(unit)
    return found


def with_tail(units: list[Unit], tail: str) -> list[Unit]:
    """Copy a tail that belongs to every conjunct: of the whole list, then from each piece backwards."""
    if not units:
        return units
    core = re.sub(r"^(?:(?:国家|省|市|县)级)+|^(?:乡镇|单位|镇街?|街道)+(?=.{2})", "", tail)
    every = _OF_ALL.fullmatch(tail)
    if every and not any(PARTY.search(u.name) or is_town(u.name) for u in units):
        return [replace(u, name=u.name + every["party"]) if u.name else u for u in units]
    party = PARTY.search(core) or PARTY.search(units[-1].name)
    towns = [u for u in units if _bears_party(u.name)]
    if party and towns and (core or _bears_party(PARTY.sub("", units[-1].name))):
        units = [
            replace(u, name=u.name + _for(u.name, party.group())) if u in towns else u
            for u in units
        ]
    shared = tail if _SHARED.fullmatch(tail) else core if _is_tail(core) else ""
    if shared and not any(is_organization(u.name) for u in units):
        units = [replace(u, name=_tailed(u.name, shared)) for u in units]
    elif _SHARED.fullmatch(tail):
        units = _with_shared(units, tail)
    units = [replace(u, name=_for_either(u.name)) for u in _copied(units)]
    return _with_letter(units)


def _tailed(name: str, tail: str) -> str:
    """Return a name with a tail; no name for the villages of a county, or for a verb (选取6个村)."""
    counted = tail.startswith(("村", "社区")) and (_REGION.search(name) or is_town(name))
    return "" if counted or name in words_of_two() else name + tail


def _with_shared(units: list[Unit], tail: str) -> list[Unit]:
    """Copy a list's tail to the short names that end it (市财政局和东关、西关等3个街道党工委)."""
    at = len(units)
    while at and 1 < len(units[at - 1].name) <= SHORT and not _named(units[at - 1].name):
        at -= 1
    return units[:at] + [replace(u, name=u.name + tail) for u in units[at:]]


def _named(name: str) -> bool:
    return is_organization(name) or is_like(name) or is_town(name)


def _for_either(name: str) -> str:
    bare = name.removesuffix("党（工）委")
    return name if bare == name else bare + _for(bare, "党（工）委")


def _bears_party(name: str) -> bool:
    return is_town(name) or bool(_REGION.search(name))


def _for(name: str, party: str) -> str:
    """Return the party body that a town or a street office has (党（工）委 means either)."""
    if "（" not in party:
        return party
    return "党工委" if name.endswith(("街道", "区")) else "党委"


def _copied(units: list[Unit]) -> list[Unit]:
    """Copy endings backwards: 东关、西关街道党工委; 甲集团、乙集团党委."""
    found = list(units)
    for n in range(len(found) - 1, 0, -1):
        last, before = found[n].name, found[n - 1].name
        ending, party = _SHARED.search(last), PARTY.search(last)
        if not is_organization(last) or not before:
            continue
        below = _OF_TOWN.match(last)
        if below and is_town(before):
            found[n - 1] = replace(found[n - 1], name=before + below["tail"])
        elif (
            ending
            and not before.endswith(suffixes())
            and not is_organization(before)
            and 1 < len(before) <= SHORT
        ):
            found[n - 1] = replace(found[n - 1], name=before + ending.group())
        elif party and _kindred(before, last):
            found[n - 1] = replace(found[n - 1], name=before + party.group())
    return found


def _kindred(one: str, other: str) -> bool:
    """Tell whether two names are of one sort of unit: the second's party body may be the first's too."""
    bare, party = PARTY.sub("", other), PARTY.search(other)
    if PARTY.search(one) or not party or _OF_COMMITTEE.match(one):
        return False
    if party.group() == "党组" and _GOVERNING.search(one) and _GOVERNING.search(bare):
        return True
    return any(sort.search(one) and sort.search(bare) for sort in _SORTS)


def _is_tail(core: str) -> bool:
    return len(core) > 3 and is_organization(core)


def _with_letter(units: list[Unit]) -> list[Unit]:
    """Copy the letter or county before the first name to bare names: 市法院、检察院; 县第一、第二中学."""
    head = _BARE_HEAD.match(units[0].name)
    if not head:
        return units
    numbered = bool(_NUMBERED.match(units[0].name, head.end()))
    return [
        replace(u, name=head.group() + u.name)
        if _ORGAN.fullmatch(u.name) or (numbered and _NUMBERED.match(u.name))
        else u
        for u in units
    ]
