"""R10 近亲任班子: the spouse or a lineal relative is in the unit's leading group.

A former spouse, and who is close without kinship, need a reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import family
from queries.avoidance.relatives import (
    CLOSE,
    CLOSE_OTHERWISE,
    closeness,
    conflict,
    declared,
    declared_conflict,
    former,
    namesakes,
    present,
)
from queries.avoidance.tenure import leads
from queries.avoidance.verdict import DECLARED, Missing, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield leading posts of close relatives in the unit itself, and posts of who was or is close otherwise."""
    for tie, doubt in present(case, CLOSE):
        if tie.itself and leads(tie):
            yield conflict(tie, doubt, case.severity("R10"))
    for _, found in former(case):
        yield found
    for declaration, leading, _ in declared(case, {CLOSE_OTHERWISE}):
        if leading is not False:
            note = closeness(declaration.relation or "")
            yield Found(Severity.S, code=DECLARED, note=note, declared=declaration)
    for declaration, leading, doubt in declared(case, CLOSE):
        if leading:
            yield declared_conflict(declaration, doubt, case.severity("R10"))
    yield from namesakes(case, CLOSE)


RULE = Rule(
    "R10", "近亲任班子", "公务员法第七十四条、第七十六条", judge,
    ("kin", "declared", "kin_namesake", "kin_possible", "possible_kin"), family,
)  # fmt: skip
