"""Decisions: what a named person settled, when and why.

The log is only ever added to. Any decision is taken back by a later one, and of two that contradict
each other the last one wins.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from graph.model.errors import WorkspaceError
from graph.model.vocabulary import labels

KINDS = labels("decision_kind")
"""The codes of decisions with their Chinese labels."""


_SUBJECTS = {
    "WITHDRAWN": 1, "RESTORED": 1, "REPLACES": 2, "TAKEN_BACK": 1, "SAME": 2, "NOT_SAME": 2, "SAME_ORG": 2,
    "NOT_SAME_ORG": 2, "SAME_POSTING": 2, "NOT_SAME_POSTING": 2, "ROW_WRONG": 2,
    "SAME_SANCTION": 2, "NOT_SAME_SANCTION": 2,
    "WAIVE": 4, "UPHOLD": 4, "WAIVE_MISSING": 4,
}  # fmt: skip
"""How many subjects a kind needs."""

JUDGING = frozenset({"WAIVE", "UPHOLD", "WAIVE_MISSING"})
"""The kinds that settle a conflict: they change a verdict, and nothing of the graph."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log: kind (a code of `KINDS`), who, when (ISO), why, what it is about.

    `subjects` are mention keys or source hashes, in the order the kind gives them a meaning:
    SAME and NOT_SAME (…_ORG, …_POSTING, …_SANCTION) name two mentions, ROW_WRONG a source and a place in it,
    WITHDRAWN and RESTORED one source, REPLACES the new and the old source,
    WAIVE, UPHOLD and WAIVE_MISSING a person, a unit, a rule and a digest of the facts,
    TAKEN_BACK the id of an earlier decision (also of a TAKEN_BACK: then that one's subject holds again).
    """

    kind: str
    by: str
    at: str
    why: str
    subjects: tuple[str, ...]
    details: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise WorkspaceError(f"未知的决定类型 {self.kind!r}", hint=f"可用：{'、'.join(KINDS)}")
        if not self.by.strip():
            raise WorkspaceError("决定没有写明决定人", hint="请用 --by 写明姓名")
        if len(self.subjects) < _SUBJECTS.get(self.kind, 0):
            raise WorkspaceError(f"决定 {self.kind} 没有写明对象")
        if self.kind == "REPLACES" and self.subjects[0] == self.subjects[1]:
            raise WorkspaceError("一个来源不能替代它自己")

    @property
    def id(self) -> str:
        """The digest of its line: what a later decision that takes it back calls it."""
        return hashlib.sha256(self.to_line().encode()).hexdigest()[:20]

    def to_line(self) -> str:
        """Return the decision as one line of decisions.jsonl."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def from_line(line: str, where: str) -> Decision:
    """Return the decision a line of the log holds; raise WorkspaceError naming the line."""
    try:
        data = json.loads(line)
        if not isinstance(data["subjects"], list):
            raise TypeError("subjects")
        return Decision(
            kind=data["kind"],
            by=data["by"],
            at=data["at"],
            why=data["why"],
            subjects=tuple(data["subjects"]),
            details=data.get("details", {}),
        )
    except (ValueError, KeyError, TypeError, WorkspaceError) as error:
        raise WorkspaceError("决定日志有一行不能读", where=where, hint=str(error)) from error


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold, in order: neither taken back nor there only to take another back."""
    taken_back: set[str] = set()
    found: list[Decision] = []
    # From the end: what takes back comes later, and may itself have been taken back later still.
    for decision in reversed(decisions):
        if decision.id in taken_back:
            continue
        if decision.kind == "TAKEN_BACK":
            taken_back.add(decision.subjects[0])
        else:
            found.append(decision)
    return tuple(reversed(found))


def of_the_graph(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that deriving reads: all but those that settle a conflict, and what takes those back."""
    judging = {d.id for d in decisions if d.kind in JUDGING}
    found: list[Decision] = []
    for decision in decisions:
        if decision.kind in JUDGING:
            continue
        if decision.kind == "TAKEN_BACK" and decision.subjects[0] in judging:
            judging.add(decision.id)
            continue
        found.append(decision)
    return tuple(found)


def known_by(decisions: Sequence[Decision], day: date) -> tuple[Decision, ...]:
    """Return the decisions that had been taken by the end of a day, as the log dates them."""
    return tuple(decision for decision in decisions if decision.at[:10] <= day.isoformat())


def withdrawn_sources(
    decisions: Sequence[Decision], held: Collection[str] | None = None
) -> frozenset[str]:
    """Return the hashes of the sources that are out: withdrawn, or replaced by an edition that stands.

    An edition that was withdrawn, or is not in `held` (None: all are), replaces nothing: the one before
    it is back, unless a still newer one took the place of both.
    """
    withdrawn = withdrawn_by_name(decisions)
    newer: dict[str, set[str]] = {}
    for decision in in_force(decisions):
        if decision.kind == "REPLACES":
            new, old = decision.subjects[:2]
            newer.setdefault(old, set()).add(new)
            # The last word on `new` is that it stands: so there is never a circle.
            newer.pop(new, None)
    gone = withdrawn | {new for some in newer.values() for new in some if not _there(new, held)}
    return frozenset(withdrawn | {old for old in newer if _replaced(old, newer, gone)})


def withdrawn_by_name(decisions: Sequence[Decision]) -> frozenset[str]:
    """Return the hashes of the sources that a decision of their own took out, replaced or not."""
    found: set[str] = set()
    for decision in in_force(decisions):
        if decision.kind == "WITHDRAWN":
            found.add(decision.subjects[0])
        elif decision.kind == "RESTORED":
            found.discard(decision.subjects[0])
    return frozenset(found)


def _there(source: str, held: Collection[str] | None) -> bool:
    return held is None or source in held


def _replaced(source: str, newer: Mapping[str, set[str]], gone: Collection[str]) -> bool:
    """Tell whether an edition after this one, directly or over others, stands."""
    waiting, seen = list(newer[source]), set(newer[source])
    while waiting:
        one = waiting.pop()
        if one not in gone:
            return True
        fresh = newer.get(one, set()) - seen
        waiting += fresh
        seen |= fresh
    return False
