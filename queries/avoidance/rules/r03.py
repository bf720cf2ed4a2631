"""R03 长期任职: who served three years in a unit, or in what counts for it, at any time.

Stints that overlap or adjoin count once; exactly three years are enough. Who served less and is out of the
window of R02 is named, no more. Service whose beginning nobody states has no length: R01 and R02 see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model.values import Left
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import lifetime
from queries.avoidance.stretches import lasted, sure_months
from queries.avoidance.tenure import certain, review, services
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import IDENTITY, PRECISION, Missing, Severity
from queries.avoidance.windows import years_back


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield long service in the unit, certain or possible, or what there was of it."""
    own = [tie for tie in services(case, "own") if tie.since]
    yield from _long(case, own)
    other = [tie for tie in services(case, "namesake") if tie.since]
    for holder in dict.fromkeys(tie.holder for tie in other):
        theirs = [tie for tie in other if tie.holder == holder]
        if _lasted(case, own) is False and _lasted(case, [*own, *theirs]) is not False:
            yield _told(case, theirs, review(_main(theirs), IDENTITY, "是否同一人未确认"))


def _long(case: Case, ties: Sequence[Tie]) -> Iterator[Found | Missing]:
    severity = case.severity("R03")
    sure = [tie for tie in ties if certain(tie, severity).severity is severity]
    ended = [tie for tie in ties if not tie.span.open]
    if _lasted(case, sure):
        yield _told(case, sure, Found(severity, _main(sure)))
    elif _lasted(case, ties):
        yield _told(case, ties, certain(_main([t for t in ties if t not in sure]), severity))
    elif _lasted(case, ended) is None:
        note = f"任职起止只写到月份或年份，累计是否满{_years(case)}年不明"
        yield _told(case, ended, review(_main(ended), PRECISION, note))
    elif _lasted(case, ties) is None:
        unended = next(tie for tie in ties if tie.span.open)
        text = f"{case.person.name} 任{unended.title or '该职'}的终止年月未填，累计任职年限不明"
        yield Missing("L4.终止年月", text)
    elif sure and _past(case, ties):
        yield _told(case, sure, Found(Severity.I, _main(sure)))


def _lasted(case: Case, ties: Sequence[Tie]) -> bool | None:
    return lasted((tie.span for tie in ties), case.on, _years(case))


def _years(case: Case) -> int:
    return case.moment.settings.years("R03")


def _past(case: Case, ties: Sequence[Tie]) -> bool:
    """Tell whether all service ended before the window of R02."""
    edge = years_back(case.on, case.moment.settings.years("R02"))
    return all(tie.span.left(edge, case.on) is Left.NO for tie in ties)


def _main(ties: Sequence[Tie]) -> Tie:
    """Return the longest stint."""
    return max(ties, key=lambda tie: (sure_months([tie.span], "9999-12-31"), tie.posting))


def _told(case: Case, ties: Sequence[Tie], found: Found) -> Found:
    """Return a finding that names the total and walks every stint."""
    whole, odd = divmod(sure_months([tie.span for tie in ties], case.on), 12)
    length = f"{f'{whole}年' if whole else ''}{f'{odd}个月' if odd or not whole else ''}"
    stints = {tie.posting: tie for tie in sorted(ties, key=lambda t: (t.since or "", t.posting))}
    note = "；".join(filter(None, (f"在该单位任职累计至少{length}", found.note)))
    if len(stints) == 1:
        return replace(found, note=note)
    several = "，".join(_stint(tie) for tie in stints.values())
    others = tuple(p for p in stints if found.tie and p != found.tie.posting)
    return replace(
        found, body=f"{case.person.name} {several}，共{len(stints)}段", note=note, edges=others
    )


def _stint(tie: Tie) -> str:
    until = "今" if tie.end_state == "ongoing" else f" {tie.until or ''}".rstrip()
    return f"{tie.since} 至{until}任{tie.org_name or ''}{tie.title or ''}"


RULE = Rule(
    "R03", "长期任职", "巡视工作条例第十二条（任职回避）", judge, ("own", "namesake"), lifetime
)
