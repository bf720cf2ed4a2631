"""What may bar a person from inspecting at all: clues and cases, sanctions, training."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.windows import FAR, PAST


@dataclass(frozen=True, slots=True)
class Reported:
    """A clue or case about a person; not `sure` if it is about somebody who may be the person."""

    sure: bool
    id: str
    disposition: str
    closed: bool
    closed_from: str | None
    closed_to: str | None

    def open(self, on: str) -> bool | None:
        """Tell whether it was open on a day; None where the day of its closing leaves that open.

        Closed on the day is closed. A closing that nobody dated may be of any day.
        """
        if not self.closed:
            return True
        first, last = self.closed_from or PAST, self.closed_to or FAR
        if first <= on < last:
            return None
        return first > on

    @property
    def cleared(self) -> bool:
        """Whether it came to nothing."""
        return self.closed and self.disposition == "予以了结"


@dataclass(frozen=True, slots=True)
class Imposed:
    """A sanction, and the days between which its influence may begin and end."""

    sure: bool
    id: str
    kind: str
    level: str
    decided_from: str | None
    decided_to: str | None
    ends_from: str | None
    ends_to: str | None
    probation_months: int | None
    restored_on: str | None


@dataclass(frozen=True, slots=True)
class Training:
    """What stands of a person in the register of training of one round; None is what nobody recorded."""

    id: str
    attended: bool | None
    pledged: bool | None
    integrity: str
    stated: str | None
    committee: str | None
    term_no: int | None
    round_no: int | None

    @property
    def unfit(self) -> bool:
        """Whether it bars the person: not trained, trained without a pledge, or objected to."""
        unsigned = self.attended is True and self.pledged is False
        return self.attended is False or unsigned or self.integrity == "有异议"

    @property
    def whole(self) -> bool:
        """Whether all three gates are recorded; a reply that did not come is none."""
        return None not in (self.attended, self.pledged) and self.integrity in ("无异议", "有异议")


@dataclass(frozen=True, slots=True)
class Standing:
    """What may bar a person from inspecting at all: of these nothing is ever told."""

    reported: tuple[Reported, ...] = ()
    imposed: tuple[Imposed, ...] = ()
    trainings: tuple[Training, ...] = ()


SOUND = Standing()
"""Nothing against a person."""
