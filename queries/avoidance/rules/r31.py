"""R31 成长地: in a 交叉 inspection nobody inspects a unit of the county where they grew up.

A stay that was certainly shorter than the profile says needs a reviewer; one without years counts as long. In
other inspections it is a note, and only for a county's unit: who works in a city mostly grew up there. For 交叉
the pool must name the place (L3.成长地), so without it nothing can be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.facts import Home, Unit
from queries.avoidance.places import Nearness, modes_unclear, nearness, of_a_city, uncoded
from queries.avoidance.ties.region import REGION
from queries.avoidance.verdict import Missing, Severity
from queries.avoidance.windows import FAR, PAST, months_off, years_back


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield places where the person grew up in the unit's region, or what is missing to compare them."""
    if unclear := modes_unclear(case):
        yield unclear
        return
    homes = [home for home in case.person.homes if home.kind == "GREW_UP_IN"]
    if case.task.crossed:
        yield from _lacking(case, homes)
        for unit in case.units:
            yield from _crossed(case, unit, homes)
    elif REGION.of(case.links):
        for unit in case.units:
            if not of_a_city(unit):
                yield from _told(case, unit, homes, "otherwise")


def _crossed(case: Case, unit: Unit, homes: list[Home]) -> Iterator[Found | Missing]:
    if lacking := uncoded(unit):
        yield lacking
    yield from _told(case, unit, homes, "severity")
    if any(nearness(home.code, unit) is Nearness.UNCLEAR for home in homes):
        yield Missing("L3.成长地", f"{case.person.name} 的成长地只到省市，看不出区县")


def _told(case: Case, unit: Unit, homes: list[Home], table: str) -> Iterator[Found]:
    for home in homes:
        if nearness(home.code, unit) is not Nearness.INSIDE:
            continue
        severity, note = case.severity("R31", table), ""
        if severity is Severity.H and _grown(case, home):
            severity, note = case.severity("R31", "otherwise"), "成年以后才居住"
        if severity is Severity.H and _short(case, home):
            severity = case.severity("R31", "short")
            note = f"不满 {case.moment.settings.value('R31', 'short_years')} 年"
        body = f"{case.person.name} 成长于{home.name}{_years(home)}，{unit.name} 的区划代码为 {'、'.join(unit.codes)}"
        yield Found(severity, note=note, body=body, edges=(home.edge, *unit.located))


def _lacking(case: Case, homes: list[Home]) -> Iterator[Missing]:
    said = case.person.traits.growth_place or ""
    places = [part for part in re.split(r"[；;、,，]", said) if part]
    if not homes and not places:
        yield Missing("L3.成长地", f"{case.person.name} 的成长地未填")
    elif len({home.edge for home in homes}) < len(places):
        yield Missing("L3.成长地", f"{case.person.name} 的成长地“{said}”查不到区划代码")


def _short(case: Case, home: Home) -> bool:
    """Tell whether a stay was certainly shorter than the years that count."""
    years = int(case.moment.settings.value("R31", "short_years"))
    since, until = home.since[0] or PAST, home.until[1] or FAR
    return since > PAST and until < FAR and since > years_back(until, years)


def _grown(case: Case, home: Home) -> bool:
    """Tell whether a stay certainly began after the age to which somebody grows up."""
    born, age = case.person.traits.born[1], int(case.moment.settings.value("R31", "grown_at"))
    return born is not None and (home.since[0] or PAST) > months_off(born, 12 * age)


def _years(home: Home) -> str:
    since, until = (home.since[0] or "")[:4], (home.until[1] or "")[:4]
    return f"（{since}—{until}）" if since or until else ""


RULE = Rule(
    "R31", "成长地", "2006年党政领导干部任职回避暂行规定第五条（参照）", judge, also=("region",)
)
