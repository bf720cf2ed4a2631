"""Who is close to a person without being a relative of the four classes, and terms that tell nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries.avoidance.bonds import related
from queries.avoidance.case import Case, Found
from queries.avoidance.kinpath import OF_SPOUSE, STEP
from queries.avoidance.relatives import on_day, present
from queries.avoidance.tenure import leads, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import MISSING, Missing, Severity
from queries.avoidance.windows import FAR

CLOSE_OTHERWISE = frozenset({"其他亲密关系", "战友", "同乡"})
"""The classes of a declaration that R16 looks at."""

_OVER = "婚姻关系已终止"
_FAR_NOTE = "不在近姻亲和三代以内旁系血亲之内"
_STEP_NOTE = "继亲属，或没有申报的亲属，是否形成抚养关系待核实"
_DIVORCED = re.compile(r"前(妻|夫|任|配偶)")
_INTIMATE = re.compile(
    r"^前(妻|夫|任|配偶)|^未婚(妻|夫)|恋人|男友|女友|男朋友|女朋友|^干[亲爹爸妈娘儿女哥姐弟妹]"
)
_COMRADE = re.compile(r"战友|同乡|老乡")
_FAR_KIN = re.compile(
    # Uncles, aunts, cousins and nephews of a spouse; cousins of a parent, and what is further off.
    r"^(妻子?|爱人|老婆|丈?夫|老公|配偶)的?(堂|表|叔叔?|伯伯?|叔父|伯父|舅舅?|舅父|姑父|姑母|姑姑|姑妈|姨父|姨母|姨妈|婶|伯母|舅妈|舅母|侄|外甥)"
    r"|^[堂表](叔|伯|舅|姑|姨|侄|甥|外甥|祖|爷)|^(再从|族|远房|叔祖|伯祖|舅祖|姑祖|姨祖|[伯叔舅姑姨]公|[姑姨舅]婆)"
)
_NO_KIN = re.compile(r"同事|同学|朋友|邻居|师")


def former(case: Case) -> Iterator[Found]:
    """Yield present services, in the unit itself, of who is or was close without kinship on the day.

    Whether they lead plays no part, but of far relatives who do not: those are R13's.
    """
    for family in ("kin", "declared", "kin_back"):
        for tie in services(case, family):
            note = _close_otherwise(case, tie)
            if not (note and tie.itself and on_day(case, tie)):
                continue
            if note != _FAR_NOTE or leads(tie) is not False:
                yield Found(case.severity("R16"), tie, note=note)


def far_staff(case: Case) -> Iterator[Found]:
    """Yield as notes the services of relatives beyond the four classes, but for leaders of the unit itself."""
    for family in ("declared", "kin_back"):
        for tie in services(case, family):
            heads = tie.itself and leads(tie) is not False
            if _far(case, tie) and not heads and on_day(case, tie):
                yield Found(Severity.I, tie, note=_FAR_NOTE)


def _close_otherwise(case: Case, tie: Tie) -> str:
    """Return how somebody is close who is no relative of the four classes on the day, empty if they are not."""
    if tie.relation == "夫妻":
        return _OVER if (tie.kin_until_max or FAR) <= case.on else ""
    if tie.relation in STEP:
        return _STEP_NOTE if _goes_on(case, tie) else ""
    if _far(case, tie):
        return _FAR_NOTE
    term = tie.degree or ""
    if tie.relation in CLOSE_OTHERWISE:
        return closeness(term, tie.relation or "")
    if tie.relation is None and _close(term):
        return closeness(term, "其他亲密关系")
    return ""


def _far(case: Case, tie: Tie) -> bool:
    if tie.relation == OF_SPOUSE:
        return _goes_on(case, tie)
    return tie.relation is None and far(tie.degree or "")


def _goes_on(case: Case, tie: Tie) -> bool:
    return related(case, tie) and (tie.kin_until_max or FAR) > case.on


def closeness(term: str, relation: str) -> str:
    """Return the note on a term for somebody who is close without kinship."""
    if _DIVORCED.match(term):
        return _OVER
    return "其他亲密关系" if relation == "其他亲密关系" else f"其他亲密关系（{relation}）"


def outside(term: str) -> bool:
    """Tell whether a term is known to lie outside the four classes: 妻叔, 前妻, 战友, 同事."""
    return any(known.search(term) for known in (_FAR_KIN, _NO_KIN, _INTIMATE, _COMRADE))


def far(term: str) -> bool:
    """Tell whether a term is of a relative beyond the four classes: 妻叔, 堂叔."""
    return bool(_FAR_KIN.search(term))


def may_be_close(term: str) -> bool:
    """Tell whether a term without a class is of somebody close, or tells nothing: 战友, 前妻, 干爸, 表弟媳妇."""
    return _close(term) or not outside(term)


def _close(term: str) -> bool:
    return bool(_INTIMATE.search(term) or _COMRADE.search(term))


def unclassed(case: Case) -> Iterator[tuple[Tie, Found]]:
    """Yield present services of people of whom only an unknown term says how they are related.

    A term known to lie outside the four classes (妻叔, 同事) says enough: nothing is found here.
    """
    for tie, _ in present(case, {None}):
        term = tie.degree or ""
        if not outside(term):
            note = f"称谓“{term}”属于何类亲属不明"
            lacks = Missing("L20.称谓", note, blocks=False)
            yield tie, Found(Severity.S, tie, MISSING, note, lacks=lacks)
