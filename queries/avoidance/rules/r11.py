"""R11 近亲普通职工: the spouse or a lineal relative works in the unit or in a part of it.

Leaders of the unit itself are R10's; whoever leads a part of it is staff of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.bonds import CLOSE
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.closeness import unclassed
from queries.avoidance.completeness import family
from queries.avoidance.relatives import conflicts, heads, possible_staff
from queries.avoidance.tenure import leads
from queries.avoidance.verdict import Missing


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield posts of close relatives that do not lead the unit itself."""
    yield from conflicts(case, "R11", CLOSE, lambda leading, itself: not heads(leading, itself))
    for tie, found in unclassed(case):
        if not tie.itself or leads(tie) is False:
            yield found
    yield from possible_staff(case, "R11", CLOSE)


RULE = Rule(
    "R11", "近亲普通职工", "公务员法第七十六条", judge,
    ("kin", "declared", "kin_possible", "possible_kin"), family,
)  # fmt: skip
