"""The desk at which the other ledgers of one copy are kept: what all of them look up, and their numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from xuntu.synthetic import data
from xuntu.synthetic.events import Clue, Finding, Member, Round, Task
from xuntu.synthetic.leaders import Leaders
from xuntu.synthetic.model import Leader, Organisation
from xuntu.synthetic.office import Office

_MONEY = re.compile(r"(\d+(?:\.\d+)?)万元")


@dataclass(frozen=True)
class Desk:
    """What happened so far in one copy."""

    seed: int
    office: Office
    leaders: Leaders
    rounds: tuple[Round, ...]
    tasks: tuple[Task, ...]
    members: tuple[Member, ...]
    findings: tuple[Finding, ...]
    clues: tuple[Clue, ...]

    @property
    def copy(self) -> int:
        """Number of the copy."""
        return self.office.copy

    def stream(self, name: str) -> Random:
        """Return the random stream of one ledger."""
        return data.stream(self.seed, self.copy, name)

    def word(self, rng: Random, name: str) -> str:
        """Return one of the words of a list in records.toml."""
        found: str = rng.choice(self.words[name])
        return found

    @cached_property
    def words(self) -> dict[str, Any]:
        """The word lists of records.toml."""
        return data.words("records")

    @cached_property
    def found(self) -> dict[tuple[int, int, str, str], list[Finding]]:
        """The findings of each task: by round, team, unit and type."""
        found: dict[tuple[int, int, str, str], list[Finding]] = defaultdict(list)
        for f in self.findings:
            found[f.round_no, f.team, f.unit, f.type].append(f)
        return found

    def of(self, task: Task) -> Sequence[Finding]:
        """Return the findings of a task."""
        return self.found[task.round_no, task.team, task.unit, task.type]

    @cached_property
    def staff(self) -> dict[tuple[int, int], list[str]]:
        """The person numbers of each team: by round and team, the leader first."""
        found: dict[tuple[int, int], list[str]] = defaultdict(list)
        for m in sorted(self.members, key=lambda m: m.role != "组长"):
            found[m.round_no, m.team].append(m.person)
        return found

    @cached_property
    def teams(self) -> dict[int, list[int]]:
        """The numbers of the teams that had a task, by round."""
        found: dict[int, set[int]] = defaultdict(set)
        for t in self.tasks:
            found[t.round_no].add(t.team)
        return {number: sorted(teams) for number, teams in found.items()}

    def unit(self, name: str) -> Organisation:
        """Return an organ by its full name."""
        return self.office.by_name[name]

    def group(self, unit: str, day: str) -> list[Leader]:
        """Return the leading group of an inspected unit on a day, its head first."""
        present = self.leaders.at(self.unit(unit).admin_unit, day)
        return sorted(present, key=lambda x: (not x.principal, x.no))

    def number(self, serial: int) -> int:
        """Return a serial number that no other copy uses."""
        return self.copy * 1000 + serial


def money(text: str) -> float | None:
    """Return the sum that a text tells, in 万元."""
    told = _MONEY.search(text)
    return float(told[1]) if told else None
