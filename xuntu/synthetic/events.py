"""What the office did and what came of it: rounds, findings, clues, cases, and the planned round."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """One round of the term."""

    number: int
    year: int
    start: str
    end: str
    theme: str


@dataclass(frozen=True, slots=True)
class Team:
    """One team of one round."""

    round_no: int
    number: int
    copy: int = 0

    @property
    def name(self) -> str:
        """Return the name the ledgers use."""
        return f"第{self.number}组"


@dataclass(frozen=True, slots=True)
class Task:
    """One team on one unit with one type; the unit is named as it was called then."""

    round_no: int
    team: int
    unit: str
    type: str
    modes: tuple[str, ...]
    theme: str
    start: str
    end: str
    petition_deadline: str
    follows_up: str
    feedback: str
    feedback_form: str
    copy: int = 0
    campaign: str = ""
    """Number of a campaign that the theme does not tell."""
    extends: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One person in one team."""

    round_no: int
    team: int
    person: str
    role: str
    post: str
    home_unit: str
    appointed_by: str
    authorised_by: str
    authorised_doc: str
    authorised_on: str
    since: str
    until: str
    left_because: str
    grade: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of the feedback."""

    no: str
    round_no: int
    team: int
    unit: str
    type: str
    cat1: str
    cat2: str
    cat3: str
    text: str
    example: str
    common: bool
    persons: tuple[str, ...]
    paper: str
    risky: bool
    copy: int = 0
    items: tuple[str, ...] = ()
    recurs: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clue:
    """One clue handed over; `stated` tells whether its row names the finding it came from."""

    no: str
    round_no: int
    team: int
    unit: str
    subject: str
    subject_no: str
    subject_key: str
    post: str
    level: str
    problem: str
    discipline: str
    cat1: str
    cat2: str
    origin: str
    finding: str
    stated: bool
    transferred: str
    mode: str
    receiver: str
    fast: bool
    managing: str
    copy: int = 0
    papers: tuple[str, ...] = ()
    petitions: tuple[str, ...] = ()
    receipt: str = ""
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class County:
    """What one county committee did in a term of its own."""

    committee: str
    term: int
    tasks: tuple[Task, ...]
    findings: tuple[Finding, ...]
    clues: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """How one clue was handled, or a case that no clue led to (then `clue` is empty)."""

    clue: str
    no: str
    person: str
    person_key: str
    unit: str
    post: str
    level: str
    principal: bool
    source: str
    accepted: str
    authority: str
    disposition: str
    disposed: str
    filed: str = ""
    filed_supervision: str = ""
    detained: str = ""
    released: str = ""
    trial_in: str = ""
    trial_out: str = ""
    measure: str = ""
    form: int | None = None
    seized: float | None = None
    recovered: float | None = None
    eight_rules: bool = False
    closed: str = ""
    fed_back: str = ""
    reviewed: str = ""
    tags: tuple[str, ...] = ()
    copy: int = 0
    confiscated: float | None = None
    restituted: float | None = None
    handed_in: float | None = None


@dataclass(frozen=True, slots=True)
class Sanction:
    """What a case ended in."""

    case: str
    person: str
    party: str
    admin: str
    decided: str
    influence_end: str
    executed: str
    probation: int | None = None
    restored: str = ""


@dataclass(frozen=True, slots=True)
class Prosecution:
    """The way of a case to court; empty dates have not come."""

    case: str
    person: str
    referred: str
    indicted: str
    judged: str
    judgement: str


@dataclass(frozen=True, slots=True)
class DraftMember:
    """One row of the sheet 人员 of the planned round."""

    team: str
    person: str
    name: str
    role: str
    post: str
    authorised_doc: str


@dataclass(frozen=True, slots=True)
class DraftTask:
    """One row of the sheet 任务 of the planned round."""

    team: str
    unit: str
    type: str
    modes: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing that a check of the draft must find: `rule` is empty for a clean person."""

    name: str
    person: str
    team: str
    unit: str
    rule: str
    verdict: str
    because: str
