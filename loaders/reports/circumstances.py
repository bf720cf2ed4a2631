"""What a sentence tells about a figure beside its value: which meeting, who acted, to whom, when."""

from __future__ import annotations

import re

from loaders.reports.context import About
from loaders.reports.numbers import Quantity, periods
from loaders.reports.rounds import types_in

_STRETCH = re.compile(r"[，。；！？]")
_AFTER_A_NUMBER = re.compile(r"(?<=[次场])、")
_CALLED = re.compile("(?:先后|组织|共|累计|多次)*(?:召开|主持)(?:了|过)?|先后|累计")
_TOLD = re.compile("听取|研究|专题研究|会商|共|召开")
_ANY_MEETING = frozenset({"会议", "专题会议", ""})
_ACTOR = re.compile(
    r"(?<![向给对由])(?P<actor>(?:全[省市县区])?纪检监察机关|各?被巡察(?:单位|党组织)|各(?:级)?(?:单位|部门|党组织)|(?:相关|有关)(?:单位|部门))"
    r"(?:党组织)?(?=[^，。；向]{0,14}$|根据|依据)"
)
_TO = re.compile(
    r"(?:向|移交给?|移送给?|转交给?)(?P<to>[^，。；向对\d]{2,20}?(?:纪委监委|纪委|纪检监察机关|组织部|部门|单位|机关|局|委|办))"
    r"(?=移交|移送|转交|转办|交办|制发|发出|发送|印发|问题|线索|发放|的|，|$)"
)
_COUNTY = r"(?P<place>[\u4e00-\u9fff]{2,8}?[县区市旗])"
_OF_PLACE = re.compile(rf"\d+[个家所]{_COUNTY}直(?:属)?(?:单位|部门)")
_IN_PLACE = re.compile(rf"(?:^|[，；组])在{_COUNTY}(?:共|累计)*(?=发现|巡察|移交|反馈)")
_ELSEWHERE = re.compile("全[省市县区]|市本级|各[县区]|(?:市|县区?|区县?)两?级")
_SENT = frozenset({"clues_transferred", "matters_transferred", "recommendations_issued"})
_AND = re.compile("[、，。；和及]")
_SINCE = re.compile(r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?以来")
_OF_YEAR = re.compile(r"(?P<year>20\d\d)年度?(?!\d|以来|[至到底末初—－-])")


def circumstances(text: str, number: Quantity, code: str) -> dict[str, str]:
    """Return what a sentence tells about one of its figures, but when."""
    begins = [m.end() for m in _STRETCH.finditer(text, 0, number.start)]
    before = text[begins[-1] if begins else 0 : number.start]
    actor = _ACTOR.search(before) or _ACTOR.search(text[: number.start])
    sent = _TO.search(before) if code in _SENT else None
    found = {
        "actor": actor["actor"] if actor else "",
        "what": _meeting(before) if code == "meetings_held" else "",
        "to": sent["to"] if sent else "",
        "place": _place(text[: number.start], text[number.start :]),
        "type": _kind(text, number) if number.unit == "轮" else "",
    }
    return {name: value for name, value in found.items() if value}


def _place(before: str, behind: str) -> str:
    """Return the place that a figure is restricted to: 4个东岭县直单位, 在东岭县发现问题25个、线索4条."""
    counted = _OF_PLACE.match(behind)
    if counted:
        return counted["place"]
    named = list(_IN_PLACE.finditer(before))
    return named[-1]["place"] if named and not _ELSEWHERE.search(before, named[-1].end()) else ""


def _kind(text: str, number: Quantity) -> str:
    """Return of which kind the rounds are: 6轮常规巡察、1轮“回头看”."""
    behind = _AND.split(text[number.end :])[0]
    before = _AND.split(text[: number.start])[-1]
    kinds = types_in(behind) or types_in(before)
    return kinds[0] if len(kinds) == 1 else ""


def _meeting(before: str) -> str:
    """Return which meeting the number behind it counts."""
    item = _AFTER_A_NUMBER.split(before)[-1]
    who, what = _CALLED.split(item)[0], _CALLED.split(item)[-1]
    named = what if what not in _ANY_MEETING else who
    return _TOLD.split(named)[0] if re.search("会|组", named) else ""


def time_of(text: str, about: About) -> dict[str, str]:
    """Return the period of a sentence's figures, or their day, if it tells just one with its year."""
    since = _SINCE.search(text)
    if since:
        month = f"-{int(since['month']):02d}" if since["month"] else ""
        return {"period": f"{since['year']}{month}/{(about.published or '')[:7]}"}
    found = [p for p in periods(text, about.year) if not p.since.startswith("-")]
    if len(found) != 1:
        return {}
    if found[0].since != found[0].until:
        return {"period": f"{found[0].since}/{found[0].until}"}
    if re.search(r"截[至止]", text[: found[0].start]):
        return {"asof": found[0].until}
    return {"period": found[0].since} if _OF_YEAR.search(text) else {}
