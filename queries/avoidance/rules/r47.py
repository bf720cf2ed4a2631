"""R47 冲突排班: nobody is in two teams at the same time; one round after the other is no conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, lost
from queries.avoidance.crew import Clash
from queries.avoidance.facts import Person
from queries.avoidance.verdict import PRECISION, Missing, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield the other teams that the person is in, or may be in, while this one works."""
    for clash in case.crew.clashes:
        yield _found(case, clash)


def _found(case: Case, clash: Clash) -> Found:
    team = case.task.team or "本组"
    body = f"{case.person.name} {clash.here}在{team}，{clash.there}又在{clash.team}"
    if clash.certain:
        return Found(case.severity("R47"), body=f"{body}，时间重叠", edges=clash.edges)
    if clash.precise:
        note = "一处结束与另一处开始在同一天"
        return Found(Severity.S, note=note, body=body, edges=clash.edges)
    note = "起止日期未写到日，是否重叠不明"
    return Found(Severity.S, code=PRECISION, note=note, body=body, edges=clash.edges)


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    # Lists of years ago lack days for good: named, and no more.
    return tuple(lost(person, moment.on, "L19", blocks=False))


RULE = Rule("R47", "冲突排班", "同一人不能同时在两个巡察组", judge, needs=_needs)
