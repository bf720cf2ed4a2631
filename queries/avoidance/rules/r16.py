"""R16 其他亲密: a former spouse, a fiancé, 干亲, 战友 or 同乡 is in the unit.

A relative beyond the list of the law (妻叔) counts here if they lead it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.closeness import CLOSE_OTHERWISE, closeness, far, former, may_be_close
from queries.avoidance.completeness import Moment, declaration, ended, no_employer
from queries.avoidance.facts import Person, Relative
from queries.avoidance.relatives import declared
from queries.avoidance.verdict import DECLARED, Missing

_DIVORCED, _WIDOWED = "离异", "丧偶"


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield the services, and the declared posts, of people who are close without being relatives of the list."""
    yield from former(case)
    for said, _, doubt in declared(case, CLOSE_OTHERWISE):
        note = closeness(said.relation or "", said.relation_class or "")
        code = (doubt.code if doubt else None) or DECLARED
        told = f"{note}；{doubt.note}" if doubt else note
        yield Found(case.severity("R16"), code=code, note=told, declared=said)


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    classed = {r.id for r in person.relatives if r.relation is not None}

    def unknown(relative: Relative) -> bool:
        return relative.in_ledger and relative.relation is None and relative.id not in classed

    def close(relative: Relative) -> bool:
        if relative.relation == "夫妻":
            return ended(relative, moment) and person.marital == _DIVORCED
        if relative.relation is None:
            return unknown(relative) and may_be_close(relative.term or "")
        return relative.in_ledger and relative.relation in CLOSE_OTHERWISE

    def perhaps(relative: Relative) -> bool:
        if relative.relation == "夫妻":
            return ended(relative, moment) and person.marital not in {_DIVORCED, _WIDOWED}
        return unknown(relative) and far(relative.term or "")

    return (
        *declaration(person, moment),
        *no_employer(person, moment, close, blocks=True),
        *no_employer(person, moment, perhaps, blocks=False),
    )


RULE = Rule(
    "R16",
    "其他亲密",
    "公务员法第七十六条第三项",
    judge,
    ("kin", "declared", "kin_back"),
    _needs,
)
