"""R13 旁系姻亲职工: a collateral relative within three generations or a near in-law is staff of the unit.

Who leads the unit or a part of it, or may lead the unit, is R12's. A relative beyond the four classes
(堂叔, 妻叔) who does not lead the unit is a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.bonds import WIDER
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.closeness import far_staff
from queries.avoidance.completeness import family
from queries.avoidance.relatives import conflicts, possible_staff
from queries.avoidance.verdict import Missing


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield posts of wider relatives that do not lead."""
    yield from conflicts(case, "R13", WIDER, _staff)
    yield from far_staff(case)
    yield from possible_staff(case, "R13", WIDER)


def _staff(leading: bool | None, itself: bool) -> bool:
    return leading is False or (leading is None and not itself)


RULE = Rule(
    "R13", "旁系姻亲职工", "公务员法第七十六条", judge,
    ("kin", "declared", "kin_back", "kin_possible", "possible_kin"), family,
)  # fmt: skip
