"""R23 班子共事: three years ever in one leading group with somebody who leads the unit, or any time in the window.

What overlaps with one leader in several stints and under several names of one organ is counted together.
A post that ends and one that begins in the same month did not overlap: they follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.values import Left
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import lifetime, number_one, serves
from queries.avoidance.matters import as_declared
from queries.avoidance.rules.r22 import leader
from queries.avoidance.stretches import lasted, sure_months
from queries.avoidance.ties.leaders import COLLEAGUE, Colleague
from queries.avoidance.verdict import IDENTITY, MISSING, PRECISION, Missing, Severity
from queries.avoidance.windows import years_back


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield the leaders of the unit with whom the person sat in one leading group."""
    groups: dict[str, list[Colleague]] = {}
    for pair in COLLEAGUE.of(case.links):
        if serves(pair.leading, case.on) and pair.met and pair.span.began(case.on):
            groups.setdefault(pair.leader, []).append(pair)
    for pairs in groups.values():
        yield from _judged(case, pairs)
    yield from as_declared(case, "R23", "班子共事")


def _judged(case: Case, pairs: Sequence[Colleague]) -> Iterator[Found]:
    sure = [p for p in pairs if p.one_person and p.in_group and not p.span.open]
    dated = [p for p in pairs if p.one_person and p.in_group]
    if _enough(case, sure):
        yield _found(case, sure, case.severity("R23"))
    elif _enough(case, sure) is None:
        note = "重合的起止只写到月份或年份，是否达到年限不明"
        yield _found(case, sure, Severity.S, PRECISION, note)
    elif _enough(case, dated) is not False:
        lacks = Missing(
            "L4.终止年月", f"{case.person.name} 与班子成员重合止于何时未填", blocks=False
        )
        yield _found(case, dated, Severity.S, MISSING, "终止年月未填", lacks)
    elif _enough(case, [p for p in pairs if p.one_person]) is not False:
        yield _found(case, pairs, Severity.S, MISSING, "是否班子成员未写明，或与职务不符")
    elif _enough(case, pairs) is not False:
        yield _found(case, pairs, Severity.S, IDENTITY, "是否同一人未确认")


def _enough(case: Case, pairs: Sequence[Colleague]) -> bool | None:
    """Tell whether pairs overlapped in the window, or long enough at any time; None if that is open."""
    years = case.moment.settings.years("R23")
    edge = years_back(case.on, case.moment.settings.value("R23", "window"))
    left = {_left(pair, edge, case.on) for pair in pairs}
    long = lasted((pair.span for pair in pairs), case.on, years)
    if long or left & {Left.YES, Left.STILL_SERVING}:
        return True
    return None if long is None or Left.UNKNOWN in left else False


def _left(pair: Colleague, edge: str, on: str) -> Left:
    """Tell whether an overlap lay in the window; one that may not have been leaves it open."""
    left = pair.span.left(edge, on)
    return left if left is Left.NO or pair.certain or pair.span.open else Left.UNKNOWN


def _found(
    case: Case, pairs: Sequence[Colleague], severity: Severity, code: str | None = None,
    note: str = "", lacks: Missing | None = None,
) -> Found:  # fmt: skip
    months = sure_months([pair.span for pair in pairs], case.on)
    first = pairs[0]
    shared = dict.fromkeys(f"{p.org_name or ''}{p.my_title or ''}" for p in pairs)
    body = (
        f"{case.person.name} 任{'、'.join(shared)}时与{leader(first)}同在班子，"
        f"重合至少{months // 12}年{months % 12}个月"
    )
    edges = tuple(dict.fromkeys(edge for pair in pairs for edge in pair.edges))
    return Found(severity, code=code, note=note, body=body, edges=edges, lacks=lacks)


RULE = Rule(
    "R23", "班子共事", "公务回避（领导班子共事关系）", judge, ("colleague",), lifetime,
    unit_needs=number_one,
)  # fmt: skip
