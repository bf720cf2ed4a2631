"""What joins a person with a relative on the day: whether it holds, and what is in doubt about it."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.case import Case
from queries.avoidance.facts import FOUR, Person
from queries.avoidance.ties.bond import Bond
from queries.avoidance.verdict import DECLARED, IDENTITY, PRECISION
from queries.avoidance.windows import FAR, PAST

CLOSE = frozenset({"夫妻", "直系血亲"})
WIDER = FOUR - CLOSE

DENIED = ("不属实", "不符", "不存在", "否")
"""Words of whoever verified a declaration that it is not so."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a conflict may be at most 需复核."""

    code: str | None
    note: str


NOT_CONFIRMED = Doubt(IDENTITY, "是否同一人未确认")


def related(case: Case, bond: Bond) -> bool:
    """Tell whether the relation may hold on the day: a marriage that ended makes no spouse."""
    if (bond.kin_since_min or PAST) > case.on:
        return False
    return bond.relation != "夫妻" or (bond.kin_until_max or FAR) > case.on


def doubt_of(case: Case, bond: Bond) -> Doubt | None:
    """Return what is in doubt about a relation on the day, None if nothing is."""
    if (bond.kin_until_max or FAR) <= case.on:
        word = "姻亲" if bond.relation == "近姻亲" else "亲属"
        return Doubt(None, f"{word}关系已于 {bond.kin_until_max} 前终止")
    if (bond.kin_until_min or FAR) <= case.on or (bond.kin_since_max or PAST) > case.on:
        return Doubt(PRECISION, f"亲属关系的起止月份跨过 {case.on}")
    if bond.kin_certainty == "step":
        return Doubt(None, "继亲属，是否形成抚养关系待核实")
    if any(word in (bond.verified or "") for word in DENIED):
        return Doubt(DECLARED, f"核实情况：{bond.verified}")
    return None


def relative_word(person: Person, bond: Bond) -> str:
    """Return what a relative is to a person: the class, with the person's own term if they gave one."""
    for relative in person.relatives:
        if relative.id == bond.relative and relative.own and relative.term:
            return f"{bond.relation or '亲属'}（{relative.term}）"
    return bond.relation or "亲属"


def whose(person: Person, bond: Bond) -> str:
    """Return who is meant, as a sentence begins: the person, or their relative by term and name."""
    if bond.relative is None:
        return person.name
    names = {relative.id: relative.name for relative in person.relatives}
    return f"{person.name} 的{relative_word(person, bond)}{names.get(bond.relative) or ''}"
