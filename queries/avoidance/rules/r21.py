"""R21 证人/举报人/被反映人: the person is the subject of a clue here, or says that they reported or bear witness.

Masked: nobody but the head of the office learns why. Who reported, and who is a witness, stands in the sealed store
alone: that part is told as not verified, of everybody alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import declared_in_time
from queries.avoidance.facts import Declared
from queries.avoidance.secrets import WITNESS, secret
from queries.avoidance.ties.clues import CLUES
from queries.avoidance.verdict import IDENTITY, Missing, Severity


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield clues about the person from tasks on the unit, and what they declare of it."""
    yield from _subject(case)
    about = {d.id for d, _ in case.declared}
    for declaration in case.person.declarations:
        if declaration.objection or declaration.has_items is False or not secret(declaration):
            continue
        if declaration.id in about:
            yield Found(case.severity("R21"), edges=(declaration.id,))
        elif _of_any_unit(declaration) and declared_in_time(declaration, case.moment):
            yield Found(Severity.S, code=IDENTITY, edges=(declaration.id,))


def _of_any_unit(declaration: Declared) -> bool:
    """Tell whether a witness does not say of which unit: in this round it may be the one inspected."""
    named = any(target.startswith("Organization-") for target in declaration.concerns)
    return declaration.relation_class == WITNESS and not named and not declaration.kin_post


def _subject(case: Case) -> Iterator[Found]:
    """Yield clues about the person: of this task grave, of another round on the unit a reviewer's unless cleared."""
    cleared = {item.id for item in case.person.standing.reported if item.cleared}
    for clue in CLUES.of(case.links):
        if clue.relative is not None or clue.item in cleared:
            continue
        this = clue.of_task(case.task, case.on)
        if clue.sure and (this or (this is None and clue.tasked)):
            yield Found(case.severity("R21"), edges=(clue.item,))
        else:
            yield Found(Severity.S, code=IDENTITY, edges=(clue.item,))


RULE = Rule(
    "R21",
    "证人举报人被反映人",
    "监察法第六十七条",
    judge,
    masked=True,
    sealed=True,
    also=("clues",),
)
