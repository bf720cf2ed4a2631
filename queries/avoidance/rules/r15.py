"""R15 亲属涉线索: a relative is the subject of a clue, or is held responsible for a finding, of this very task.

Masked: nobody but the head of the office learns why. A bare name, a relation in doubt, a clue of which it is
not sure that it came from this task: for the head of the office to look at. The day plays no part: a clue
that comes up after the entry counts as soon as it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.bonds import doubt_of, related
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.facts import FOUR
from queries.avoidance.ties.clues import CLUES
from queries.avoidance.verdict import IDENTITY, Missing, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield clues and findings of the task that are about a relative."""
    for clue in CLUES.of(case.links):
        if clue.relation not in FOUR or not related(case, clue):
            continue
        this = clue.of_task(case.task, case.on)
        if this is False:
            continue
        if this and clue.sure and doubt_of(case, clue) is None:
            yield Found(case.severity("R15"), edges=(clue.item,))
        else:
            yield Found(Severity.S, code=IDENTITY, edges=(clue.item,))


RULE = Rule("R15", "亲属涉线索", "监察法第六十七条", judge, ("clues",), masked=True)
