"""Clues and findings of tasks on a unit that are about the person or a relative: of these nothing is ever told."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.names import committee_key, team_key
from queries.avoidance.draft import Task
from queries.avoidance.ties.family import Family, Near
from queries.avoidance.windows import FAR, PAST


@dataclass(frozen=True, slots=True)
class Clue(Near):
    """One clue or finding (`item`) and the task it came from; `relative` None: about the person themselves."""

    sure: bool
    item: str
    edge: str
    came: str
    begins_min: str | None
    begins_max: str | None
    ends_max: str | None
    team: str | None
    term_no: int | None
    round_no: int | None
    committee: str | None

    @property
    def tasked(self) -> bool:
        """Whether the task is told, not only the round and the unit."""
        return not self.came.startswith("CONCERNS-")

    def of_task(self, task: Task, on: str) -> bool | None:
        """Tell whether it came from the task of a draft; None where that cannot be told.

        By the round that the draft names, else by the days; another team of that round leaves it open.
        """
        same = self._same_round(task) if task.round_no is not None else self._same_days(task, on)
        if same and task.team and self.team and team_key(task.team) != team_key(self.team):
            return None
        return same

    def _same_round(self, task: Task) -> bool | None:
        if self.round_no is None:
            return None
        pairs = [(task.round_no, self.round_no), (task.term_no, self.term_no)]
        if (
            task.committee
            and self.committee
            and committee_key(task.committee) != committee_key(self.committee)
        ):
            return False
        return all(a == b for a, b in pairs if a is not None and b is not None)

    def _same_days(self, task: Task, on: str) -> bool | None:
        if self.begins_min is None:
            return None
        day = task.begins if task.begins and len(task.begins) == len(on) else on
        if day < self.begins_min or day > (self.ends_max or FAR):
            return False
        return True if self.ends_max or day <= (self.begins_max or PAST) else None


CLUES = Family("clues", Clue)
