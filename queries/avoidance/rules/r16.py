"""R16 其他亲密: a former spouse, a fiancé, 干亲, 战友 or 同乡 is in the unit.

A relative beyond the list of the law (妻叔) counts here if they lead it.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.closeness import CLOSE_OTHERWISE, closeness, former
from queries.avoidance.completeness import declaration
from queries.avoidance.relatives import declared
from queries.avoidance.verdict import DECLARED, Missing


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield the services, and the declared posts, of people who are close without being relatives of the list."""
    yield from former(case)
    for said, _, doubt in declared(case, CLOSE_OTHERWISE):
        note = closeness(said.relation or "", said.relation_class or "")
        code = (doubt.code if doubt else None) or DECLARED
        told = f"{note}；{doubt.note}" if doubt else note
        yield Found(case.severity("R16"), code=code, note=told, declared=said)


RULE = Rule(
    "R16",
    "其他亲密",
    "公务员法第七十六条第三项",
    judge,
    ("kin", "declared", "kin_back"),
    declaration,
)
