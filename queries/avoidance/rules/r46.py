"""R46 组长层级: the leader of a team ranks no lower than the number one of the unit.

Only the 组长 is compared. A rank that nobody states is listed as missing and blocks nothing; that nobody is
named as number one does.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance import levels
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import number_one, serves
from queries.avoidance.verdict import Missing

_LEADER = "组长"


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield a number one of the unit who ranks higher than the person."""
    if case.role != _LEADER:
        return
    yield from number_one(case.units, case.moment)
    own = levels.of_person(case.person, case.moment.settings, case.on)
    if own is None:
        yield Missing("L3.职务层次", f"{case.person.name} 的职务层次和职级未填", blocks=False)
    for unit in case.units:
        theirs = levels.of_unit(unit, case.on)
        if theirs is None:
            text = "被巡察单位主要负责人的职务层次未填"
            yield Missing("L1.主要负责人职级", text, blocks=False)
        elif own is not None and own > theirs:
            heads = [
                h
                for h in unit.principals
                if serves(h.span, case.on) and levels.level(h.rank) == theirs
            ]
            body = (
                f"{case.person.name} 为{levels.called(own)}，低于{unit.name}"
                f"主要负责人{heads[0].name if heads else ''}的{levels.called(theirs)}"
            )
            edges = (case.person.id, *((heads[0].posting,) if heads else (unit.id,)))
            yield Found(case.severity("R46"), body=body, edges=edges)


RULE = Rule("R46", "组长层级", "组长职务层次不低于被巡察单位主要负责人", judge, by_unit=True)
