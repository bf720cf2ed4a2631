"""Decisions: what a named person settled, when and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from graph.model.errors import WorkspaceError
from graph.model.vocabulary import labels

KINDS = labels("decision_kind")
"""The codes of decisions with their Chinese labels."""


_SUBJECTS = {"WITHDRAWN": 1, "REPLACES": 2}
"""How many subjects a kind needs."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log: kind (a code of `KINDS`), who, when (ISO), why, what it is about.

    `subjects` are mention keys or source hashes, in the order the kind gives them a meaning:
    SAME and NOT_SAME name two mentions, WITHDRAWN and RESTORED one source, REPLACES the new and the old source.
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


def withdrawn_sources(decisions: tuple[Decision, ...]) -> frozenset[str]:
    """Return the hashes of the sources that are out: withdrawn, or replaced by a newer edition."""
    withdrawn: set[str] = set()
    for decision in decisions:
        if decision.kind == "WITHDRAWN":
            withdrawn.add(decision.subjects[0])
        elif decision.kind == "RESTORED":
            withdrawn.discard(decision.subjects[0])
    replaced = {d.subjects[1] for d in decisions if d.kind == "REPLACES"}
    return frozenset(withdrawn | replaced)
