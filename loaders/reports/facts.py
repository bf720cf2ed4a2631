"""Facts: what a report states, each with its verbatim evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Field = str | int | float | bool | None | list[str] | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: its type, its fields (those of the corpus' SCHEMA.md), where it stands.

    `start` and `end` count characters of the decoded original, and `evidence` is that slice of it.
    `doubt` says in Chinese which check a figure did not pass (see loaders.reports.validators).
    """

    type: str
    fields: Mapping[str, Field]
    start: int
    end: int
    evidence: str
    rule: str
    confidence: float = 1.0
    place: str = field(default="", compare=False)
    doubt: str = ""

    def to_json(self) -> dict[str, object]:
        """Return the fact as one flat object; fields that hold nothing are left out."""
        filled = {k: v for k, v in self.fields.items() if v not in (None, "", [], {})}
        where = {"start": self.start, "end": self.end, "evidence": self.evidence}
        doubt = {"doubt": self.doubt} if self.doubt else {}
        return {
            "type": self.type,
            **filled,
            **where,
            "rule": self.rule,
            "confidence": self.confidence,
            **doubt,
        }


@dataclass(frozen=True, slots=True)
class Unusable:
    """A passage that could not become a fact: where it stands and why."""

    column: str
    value: str
    reason: str
    start: int
    end: int
    evidence: str
    place: str
    suggestion: str = ""
