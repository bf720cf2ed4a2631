"""R07 拟任: who is named for a post in the unit, and the naming is open, does not inspect it.

A candidate whose appointment failed has an end date; an end that nobody states has not come. A place on a
list of reserves without a post (后备干部) is a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.tenure import certain, review
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import IDENTITY, PRECISION, Missing, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield open candidacies for a post in the unit."""
    for tie in _named(case, "own"):
        if "后备" in (tie.title or ""):
            yield Found(Severity.I, tie, note="一般后备人选，没有拟任职务")
        elif tie.span.covers(case.on) or tie.span.open:
            yield certain(tie, case.severity("R07"))
        else:
            yield review(tie, PRECISION, f"拟任起止的月份跨过 {case.on}，当日是否仍为人选不明")
    for tie in _named(case, "namesake"):
        yield review(tie, IDENTITY, "是否同一人未确认")


def _named(case: Case, family: str) -> Iterator[Tie]:
    for tie in case.ties.get(family, ()):
        if tie.kind == "拟任" and tie.span.may_cover(case.on):
            yield tie


RULE = Rule("R07", "拟任", "与任职回避同理", judge, ("own", "namesake"))
