"""R20 本人利害: the person has a lawsuit, a debt, a house or another matter of their own with the unit.

The person's own word decides, so their signature is needed. What everybody has with a unit (fees, insurance)
is a note; a matter of unknown kind is a reviewer's. Who reported, or was reported, stands under a masked rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.values import Left
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import declaration as signed_declaration
from queries.avoidance.facts import FOUR, Declared
from queries.avoidance.matters import over, unclear_end, weighed
from queries.avoidance.secrets import secret
from queries.avoidance.verdict import Missing, Severity
from queries.avoidance.windows import years_back

_OWN = frozenset({"本人利害", "经济往来"})
_GRAVE = re.compile(
    r"诉讼|起诉|被诉|官司|仲裁|复议|纠纷|争议|索赔|债|欠|借款|贷款|借贷|担保|抵押|征收|征迁|拆迁|征地|补偿|安置"
    r"|购房|买房|售房|卖房|房产|房屋|租赁|承包|承揽|合伙|入股|投资|处罚"
)
_ORDINARY = re.compile(
    r"水费|电费|水电|燃气|煤气|暖气|取暖|供暖|物业费|话费|网费|宽带|停车|通行费|社保|医保|养老保险|公积金|学费|挂号"
    r"|就诊|看病|缴费|纳税|缴税|个税|办证|户籍|落户"
)


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield matters that are open, or ended in the window, as they were declared."""
    years = case.moment.settings.years("R20")
    told = dict.fromkeys(d for d, _ in case.declared if _is_own(d))
    for declaration in told:
        ended = over(declaration, case, years)
        if ended is Left.NO:
            continue
        severity, code, note = weighed(declaration, case, _gravity(declaration, case))
        found = Found(
            severity, code=code, note=note, body=_body(case, declaration), declared=declaration
        )
        edge = years_back(case.on, years)
        yield unclear_end(found, edge, years) if ended is Left.UNKNOWN else found


def _is_own(declaration: Declared) -> bool:
    if declaration.objection or secret(declaration):
        return False
    matter = declaration.interest_kind or declaration.interest
    return declaration.relation_class in _OWN or bool(matter)


def _gravity(declaration: Declared, case: Case) -> Severity:
    kind, text = declaration.interest_kind or "其他", declaration.interest or ""
    grave = kind != "其他" or bool(_GRAVE.search(text))
    if declaration.relation_class in FOUR:
        # A relative's matter is not the person's own; where the relative works is judged by other rules.
        return case.severity("R20", "unclear")
    if grave:
        return case.severity("R20")
    return case.severity("R20", "ordinary" if _ORDINARY.search(text) else "unclear")


def _body(case: Case, declaration: Declared) -> str:
    unit = "、".join(dict.fromkeys(name for d, name in case.declared if d == declaration))
    whose = ""
    if declaration.relation_class in FOUR:
        whose = f"{declaration.relation or declaration.relation_class}{declaration.kin_name or ''}"
    parts = (declaration.interest_kind, declaration.interest, declaration.period)
    told = "，".join(part for part in parts if part) or "未写明事项"
    return f"{case.person.name} 申报{whose}与{unit}有利害关系：{told}"


RULE = Rule("R20", "本人利害", "公务员法第七十六条第一项", judge, needs=signed_declaration)
