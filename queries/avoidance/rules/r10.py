"""R10 近亲任班子: the spouse or a lineal relative is in the unit's leading group.

A former spouse, and who is close without kinship, are R16's.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.bonds import CLOSE
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import family
from queries.avoidance.relatives import conflicts, heads, namesakes
from queries.avoidance.verdict import Missing


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield leading posts of close relatives in the unit itself."""
    yield from conflicts(case, "R10", CLOSE, heads)
    yield from namesakes(case, "R10", CLOSE)


RULE = Rule(
    "R10", "近亲任班子", "公务员法第七十四条、第七十六条", judge,
    ("kin", "declared", "kin_namesake", "kin_possible", "possible_kin"), family,
)  # fmt: skip
