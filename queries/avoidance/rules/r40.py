"""R40 组内亲属: two members of one team are kin of the four classes; kin in different teams are a note."""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.bonds import NOT_CONFIRMED, doubt_of, related, relative_word
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.closeness import outside
from queries.avoidance.completeness import relatives_known
from queries.avoidance.crew import BY_NAME, Fellow
from queries.avoidance.verdict import DECLARED, MISSING, Missing, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield who of the draft is kin of the person on the day; family must be known where there is company."""
    if case.crew.company:
        yield from relatives_known(case.person, case.moment)
    for fellow in case.crew.kin:
        bond = fellow.bond
        if related(case, bond) and not (bond.relation is None and outside(bond.degree or "")):
            yield _found(case, fellow)


def _found(case: Case, fellow: Fellow) -> Found:
    bond = fellow.bond
    if not fellow.same_team:
        severity, code, note = case.severity("R40", "apart"), None, "不在同一组"
    elif bond.how == BY_NAME:
        severity, code, note = Severity.S, NOT_CONFIRMED.code, NOT_CONFIRMED.note
    elif bond.relation is None:
        severity, code, note = Severity.S, MISSING, f"称谓“{bond.degree or ''}”属于何类亲属不明"
    elif doubt := doubt_of(case, bond):
        severity, code, note = Severity.S, doubt.code, doubt.note
    elif bond.kin_certainty == "declared":
        severity, code, note = case.severity("R40"), DECLARED, "亲属关系按本人申报"
    else:
        severity, code, note = case.severity("R40"), None, ""
    return Found(severity, code=code, note=note, body=_body(case, fellow), edges=fellow.edges)


def _body(case: Case, fellow: Fellow) -> str:
    bond, person = fellow.bond, case.person
    where = "同组的" if fellow.same_team else f"{fellow.member.team}的"
    other = f"{where}{fellow.name}（{fellow.member.person_no}）"
    if bond.how != BY_NAME:
        return f"{person.name} 与{other}是亲属：{relative_word(person, bond)}"
    if fellow.told_by_other:
        kin = f"{bond.relation or bond.degree or '亲属'}{bond.relative_name or ''}"
        return f"{other}的{kin}可能就是 {person.name}"
    word = relative_word(person, bond)
    return f"{person.name} 的{word}{bond.relative_name or ''}可能就是{other}"


RULE = Rule("R40", "组内亲属", "公务员法 第七十四条第一款；监察官法 第二十四条", judge)
