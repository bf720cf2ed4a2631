"""R33 配偶工作地/房产: the spouse works, lives, is registered or owns a home in the unit's county.

Only where the members come from elsewhere (交叉, 异地, 提级): in a county's own regular inspection everybody's
spouse works in that county, and a flag on everybody is a flag on nobody (R35). What is compared is as in
R30: of a county's unit the county, of a city's unit the city. A city's organ with its seat in the county is
no workplace of the county.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.avoidance.bonds import Doubt, doubt_of, related, whose
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, spouse_known
from queries.avoidance.draft import Task
from queries.avoidance.facts import Person, Unit
from queries.avoidance.facts.spouses import SpousePlace
from queries.avoidance.places import CITY_LEVELS, Nearness, nearness, significant
from queries.avoidance.verdict import PRECISION, Missing

_WORDS = {
    "LIVES_IN": "居住在{}", "REGISTERED_IN": "户籍在{}", "OWNS_HOME_IN": "在{}有房产", "SERVED_IN": "在{}工作",
}  # fmt: skip
_FIELDS = {
    "SERVED_IN": "工作单位",
    "LIVES_IN": "居住地",
    "REGISTERED_IN": "户籍地",
    "OWNS_HOME_IN": "房产所在地",
}


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield what ties the spouse to the unit's county, and what is not known of where the spouse is."""
    places = [place for place in case.person.spouses if related(case, place)]
    for unit in case.units:
        near: dict[tuple[str, Doubt | None], list[SpousePlace]] = {}
        for place in places:
            if _within(place, unit) and _now(case, place):
                near.setdefault((place.relative, _doubt(case, place)), []).append(place)
        for (_, doubt), found in near.items():
            yield _found(case, unit, found, doubt)
    if places:
        yield from _unknown(case, places)


def _within(place: SpousePlace, unit: Unit) -> bool:
    if place.code is None:
        return False
    # A city's organ belongs to no county of it.
    own = significant(place.code)[:4] if place.admin_level in CITY_LEVELS else place.code
    return nearness(own, unit) is Nearness.INSIDE


def _now(case: Case, place: SpousePlace) -> bool:
    span = place.span
    return span.may_cover(case.on) or (span.open and span.since_lo <= case.on)


def _doubt(case: Case, place: SpousePlace) -> Doubt | None:
    span = place.span
    if (doubt := doubt_of(case, place)) or span.covers(case.on) or span.open:
        return doubt
    return Doubt(PRECISION, f"任职起止的月份跨过 {case.on}，当日是否在任不明")


def _found(case: Case, unit: Unit, places: Sequence[SpousePlace], doubt: Doubt | None) -> Found:
    """Return one conflict for all that ties a spouse to the county."""
    told = "、".join(dict.fromkeys(_WORDS[place.how].format(place.name) for place in places))
    body = (
        f"{whose(case.person, places[0])} {told}，{unit.name} 的区划代码为 {'、'.join(unit.codes)}"
    )
    return Found(
        case.severity("R33"), code=doubt.code if doubt else None, note=doubt.note if doubt else "",
        body=body, edges=(*(place.edge for place in places), *unit.located), bond=places[0],
    )  # fmt: skip


def _unknown(case: Case, places: Sequence[SpousePlace]) -> Iterator[Missing]:
    """Yield what nobody filled in of the spouse; it changes nothing."""
    told = {place.how for place in places if place.code}
    for how, column in _FIELDS.items():
        if how not in told:
            text = f"{case.person.name} 的配偶的{column}未填，或查不到区划"
            yield Missing(f"L20.{column}", text, blocks=False)


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    return tuple(spouse_known(person, moment))


def _applies(task: Task) -> bool:
    return task.from_elsewhere


RULE = Rule(
    "R33", "配偶工作地、房产", "地域回避（本系统设计）", judge, needs=_needs, applies=_applies
)
