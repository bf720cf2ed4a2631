"""Verdicts and what they rest on: reasons with their dated paths, and the data that was missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum

from graph.model.claims import place_shown


class Verdict(IntEnum):
    """What may be done with a person for a unit; the greater is the worse."""

    FREE = 0
    REVIEW = 1
    UNKNOWN = 2
    RECUSE = 3

    @property
    def label(self) -> str:
        """The Chinese word a clerk reads."""
        return ("可任", "需复核", "信息不足", "应回避")[self]


class Severity(Enum):
    """What one conflict leads to: H blocks, S needs a named reviewer, I is a note."""

    H = Verdict.RECUSE
    S = Verdict.REVIEW
    I = Verdict.FREE  # noqa: E741  the letters are the contract's


IDENTITY = "待核实身份"
PRECISION = "日期精度不足"
DECLARED = "按申报"
MISSING = "缺数据"
STALE = "数据过期"
CONFLICT = "来源不一致"
UNIT_NAME = "待核实单位"
VAULT = "未核(需封存库)"


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a source: the file as the user knows it, and the place in it."""

    file: str
    place: str

    @property
    def text(self) -> str:
        """As it stands at the end of a reason: 任职经历表.xlsx 第12行."""
        return f"{self.file} {place_shown(self.place)}".strip()

    def to_json(self) -> dict[str, str]:
        """Return the place as the contract writes it."""
        return {"file": self.file, "place": self.place}


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path: what it is, between whom, when, and where it stands."""

    id: str
    kind: str
    label: str
    source: str
    target: str
    since: str
    until: str
    text: str
    sources: tuple[Place, ...]

    def to_json(self) -> dict[str, object]:
        """Return the edge as the contract writes it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "from": self.source,
            "to": self.target,
            "since": self.since,
            "until": self.until,
            "text": self.text,
            "sources": [place.to_json() for place in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Opinion:
    """How grave a matter is until somebody decides it (`open`), whether a ledger says that it is decided, and when."""

    open: Severity
    decided: bool = False
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One conflict found, or one reason why the data cannot tell (`severity` None).

    With an `opinion` its severity is what a ledger says was decided, which a later decision may overrule.
    """

    rule: str | None
    severity: Severity | None
    code: str | None
    text: str
    path: tuple[Step, ...] = ()
    sources: tuple[Place, ...] = ()
    basis: str = ""
    opinion: Opinion | None = None

    def to_json(self) -> dict[str, object]:
        """Return the reason as the contract writes it."""
        return {
            "rule": self.rule,
            "severity": self.severity.name if self.severity else None,
            "code": self.code,
            "text": self.text,
            "path": [step.to_json() for step in self.path],
            "sources": [place.to_json() for place in self.sources],
        }


MASKED = {
    Severity.H: Reason(None, Severity.H, None, "不可任"),
    Severity.S: Reason(None, Severity.S, None, "需由办公室负责人核实"),
}
"""All that is said of what a masked rule found, beside 待核实身份 of who may be somebody; a mere note says nothing."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that a rule lacks: the ledger column, what exactly is absent, whether it blocks."""

    field: str
    text: str
    code: str = MISSING
    blocks: bool = True


def worst(severities: Iterable[Severity], *, lacking: bool) -> Verdict:
    """Return the worst of what was found; missing data is worse than 需复核, never 可任."""
    found = max((severity.value for severity in severities), default=Verdict.FREE)
    return max(found, Verdict.UNKNOWN if lacking else Verdict.FREE)
