"""R12 旁系姻亲任班子: a collateral relative within three generations or a near in-law leads the unit.

Ordinary staff are R13's. A relative who leads only a part of the unit gives 需复核; so does one of
whom neither the ledger nor the title tells whether they lead.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.bonds import WIDER
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.closeness import unclassed
from queries.avoidance.completeness import family
from queries.avoidance.relatives import (
    conflicts,
    declared,
    heads,
    namesakes,
    present,
    unknown_lead,
)
from queries.avoidance.tenure import leads
from queries.avoidance.verdict import Missing, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield leading posts of wider relatives, and posts that may be leading."""
    yield from conflicts(case, "R12", WIDER, heads)
    years = case.moment.settings.years("R12")
    for tie, _ in present(case, WIDER, years):
        leading = leads(tie)
        if leading and not tie.itself:
            yield Found(Severity.S, tie, note="任下属单位班子成员")
        elif leading is None and tie.itself:
            yield unknown_lead(tie)
    for tie, found in unclassed(case):
        if tie.itself and leads(tie) is not False:
            yield found
    for declaration, leads_it, _ in declared(case, WIDER, years):
        if leads_it is None:
            yield unknown_lead(None, declaration)
    yield from namesakes(case, "R12", WIDER)


RULE = Rule(
    "R12", "旁系姻亲任班子", "公务员法第七十四条、第七十六条", judge,
    ("kin", "declared", "kin_namesake", "kin_possible", "possible_kin"), family,
)  # fmt: skip
