"""R48 资格: a Party member without open clue and without running influence of a sanction, trained for the round.

Masked: nobody but the head of the office learns why. What nobody recorded of the training of the round finds
nothing, and the rule is told as not verified: of everybody of whom the register says nothing, whatever else is found.
A sanction that ran out finds nothing. Of somebody who only may be the person, the head of the office decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.names import committee_key
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment
from queries.avoidance.facts import Person
from queries.avoidance.facts.standing import Imposed, Training
from queries.avoidance.verdict import IDENTITY, Missing, Severity
from queries.avoidance.windows import FAR, PAST, months_off

_MEMBER = "中共党员"
_CANDIDATE = "中共预备党员"
_FOREVER = "开除"
_PROBATION = "留党察看"


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield what bars the person from inspecting anything on the day."""
    political = case.person.traits.political
    if political and political != _MEMBER:
        yield _found(case, sure=political != _CANDIDATE, code=None)
    standing = case.person.standing
    for item in standing.reported:
        still = item.open(case.on)
        if still is not False:
            code = None if item.sure else IDENTITY
            yield _found(case, sure=item.sure and still is True, code=code)
    for sanction in standing.imposed:
        running = _running(case, sanction)
        if running is not False:
            code = None if sanction.sure else IDENTITY
            yield _found(case, sure=sanction.sure and running is True, code=code)
    if any(training.unfit for training in _of_round(case.person, case.moment)):
        yield _found(case, sure=True)


def unrecorded(person: Person, moment: Moment) -> bool:
    """Tell whether the register does not say everything of the person's training, pledge and reply for the round."""
    return not any(training.whole for training in _of_round(person, moment))


def _found(case: Case, *, sure: bool, code: str | None = IDENTITY) -> Found:
    return Found(case.severity("R48")) if sure else Found(Severity.S, code=code)


def _running(case: Case, sanction: Imposed) -> bool | None:
    """Tell whether a sanction's influence runs on the day; None where its dates leave that open."""
    months = case.moment.settings.value("R48", "influence_months")
    key = f"{sanction.kind} {sanction.level}"
    forever = sanction.level.startswith(_FOREVER)
    if not forever and key not in months and not sanction.ends_to:
        return False
    if not sanction.decided_to and not sanction.ends_to:
        return True if forever else None
    if (sanction.decided_from or PAST) > case.on:
        return False
    first, last = _ends(sanction, forever, int(months.get(key, 0)))
    if last <= case.on:
        return False
    return True if first > case.on >= (sanction.decided_to or PAST) else None


def _ends(sanction: Imposed, forever: bool, months: int) -> tuple[str, str]:
    """Return the first and last day on which a sanction's influence may end: as recorded, else by its kind."""
    if forever:
        return FAR, FAR
    if sanction.ends_from and sanction.ends_to:
        return sanction.ends_from, sanction.ends_to
    if sanction.level == _PROBATION:
        if sanction.restored_on:
            end = months_off(sanction.restored_on, months)
            return end, end
        months += sanction.probation_months or 24
    return (
        months_off(sanction.decided_from or PAST, months),
        months_off(sanction.decided_to or PAST, months),
    )


def _of_round(person: Person, moment: Moment) -> Iterator[Training]:
    return (t for t in person.standing.trainings if _this_round(moment, t))


def _this_round(moment: Moment, training: Training) -> bool:
    """Tell whether a row is of the round of the task; where the draft names none, by its day."""
    if moment.round_no is None:
        months = moment.settings.stale_after_months
        first, last = months_off(moment.on, -months), months_off(moment.on, months)
        return bool(training.stated) and first <= (training.stated or "") <= last
    same_term = None in (moment.term_no, training.term_no) or moment.term_no == training.term_no
    owner = training.committee
    same_owner = owner is None or committee_key(owner) == committee_key(moment.committee)
    return same_term and same_owner and training.round_no == moment.round_no


RULE = Rule("R48", "资格", "巡视工作条例第十一条", judge, masked=True, unrecorded=unrecorded)
