"""R06 学历单位: who took a degree at the unit (a school, a party school); there is no window.

Study without a degree, and training, are short courses and nothing. The school that the talent pool names
counts where its name is the unit's; what is known of it twice is said once.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.tenure import certain, review
from queries.avoidance.ties import Tie
from queries.avoidance.ties.study import STUDY
from queries.avoidance.verdict import IDENTITY, Missing, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield degrees taken at the unit."""
    studied = list(_degrees(case, "own"))
    for tie in studied:
        found = certain(tie, case.severity("R06"))
        yield found if found.note else Found(found.severity, tie, note=f"取得{tie.schooling}")
    for tie in _degrees(case, "namesake"):
        yield review(tie, IDENTITY, "是否同一人未确认")
    if not studied:
        yield from _schools(case)


def _schools(case: Case) -> Iterator[Found]:
    """Yield what the talent pool says of the person; of who may be the person only if it says nothing of them."""
    told = STUDY.of(case.links)
    own = [study for study in told if study.holder == case.person.id]
    for study in own or told:
        sure = study.holder == case.person.id
        whose = "" if sure else "可能是同一人的另处记载"
        body = f"{case.person.name} {whose}的毕业院校及专业为“{study.school}”，即{study.name}"
        if sure:
            yield Found(case.severity("R06"), body=body, edges=(study.holder,))
        else:
            note = "是否同一人未确认"
            yield Found(Severity.S, None, IDENTITY, note, body, edges=(study.holder,))


def _degrees(case: Case, family: str) -> Iterator[Tie]:
    for tie in case.ties.get(family, ()):
        if tie.kind == "学习" and tie.schooling and tie.span.began(case.on):
            yield tie


RULE = Rule("R06", "学历单位", "院校毕业生回避母校", judge, ("own", "namesake", "study"))
