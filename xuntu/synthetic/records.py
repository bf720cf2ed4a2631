"""What an office books beside findings, clues and cases: papers, petitions, measures, meetings, lists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One working paper of a team."""

    no: str
    round_no: int
    team: int
    unit: str
    title: str
    origin: str
    facts: str
    basis: str
    evidence: tuple[str, ...]
    responsible: tuple[str, ...]
    category: str
    amount: float | None
    finder: str
    found_on: str
    writer: str
    opinion: str
    signed: str
    outcome: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Petition:
    """One letter, call or visit; who sent it is known by a sealed code only."""

    no: str
    round_no: int
    team: int
    unit: str
    received: str
    channel: str
    named: str
    sealed: str
    subject: str
    summary: str
    in_scope: bool
    handling: str
    link: str
    about_inspector: bool | None
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Fix:
    """One notice to put something right at once; `sources` are numbers of papers, findings, petitions."""

    no: str
    round_no: int
    team: int
    unit: str
    kind: str
    text: str
    issued: str
    due: str
    reported: str
    result: str
    status: str
    sources: tuple[str, ...]
    closed: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure against a finding; `lead` is a person's number, or a name where `by_name`."""

    finding: str
    seq: int
    goal: str
    text: str
    lead: str
    by_name: bool
    dept: str
    support: str
    due: str
    progress: str
    percent: int | None
    status: str
    evidence: tuple[str, ...]
    amount: float | None
    persons: int | None
    rules: tuple[str, ...]
    review: str
    closed: str
    lookback: str
    reopened: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One letter of advice to a department about what many units have in common."""

    no: str
    round_no: int
    receiver: str
    common: str
    sent: str
    count: int
    due: str
    handling: str
    result: str
    replied: str
    findings: tuple[str, ...]
    rules: int | None
    copy: int = 0


@dataclass(frozen=True, slots=True)
class TransferItem:
    """One matter that is no clue, handed to a department."""

    no: str
    round_no: int
    receiver: str
    unit: str
    text: str
    sent: str
    due: str
    result: str
    sanctioned: int | None
    handled: int | None
    rules: int | None
    closed: str
    findings: tuple[str, ...]
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Reproach:
    """One talk, notice, circular or appraisal; the target is a number or a unit, `by` a number or words."""

    on: str
    kind: str
    target: str
    reason: str
    link: str
    by: str
    form: int | None
    score: str
    no: str
    unit: str
    score_value: float | None
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting; who came and who did not by number, with their role in brackets behind it if they had one."""

    kind: str
    on: str
    chair: str
    form: str
    attended: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]
    round_no: int
    teams: tuple[int, ...]
    named: int | None
    decisions: str
    minutes: str
    units: tuple[str, ...]
    agenda: tuple[str, ...]
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Weekly:
    """One week of one team."""

    round_no: int
    team: int
    week: int
    on: str
    talks: int
    docs: int
    petitions: int
    visits: int
    findings: int
    plan: str
    methods: tuple[str, ...]
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that has no ledger of its own; `by` is a unit's short name or a person's number."""

    on: str
    kind: str
    round_no: int
    team: int
    by: str
    unit: str
    content: str
    due: str
    done: str
    ref: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Business:
    """One firm of a person or a relative, with one of its dealings if it has any."""

    person: str
    holder: str
    term: str
    firm: str
    uscc: str
    share: float | None
    post: str
    since: str
    until: str
    client: str
    deal: str
    amount: float | None
    signed: str
    number: str
    deal_kind: str
    industry: str
    listed: bool | None
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Training:
    """How one person was readied for one round."""

    round_no: int
    person: str
    trained: str
    topics: tuple[str, ...]
    attended: bool
    pledged: str
    integrity: str
    integrity_on: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of one version of a checklist."""

    template: str
    version: str
    applies_to: str
    no: str
    focus: str
    text: str
    must: bool
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """One item that a team looked at, or left."""

    round_no: int
    team: int
    unit: str
    template: str
    version: str
    item: str
    checked: bool
    on: str
    by: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Regulation:
    """One rule, plan or handbook; a plan names the units of its year."""

    title: str
    no: str
    kind: str
    issuer: str
    level: str
    stage: str
    issued: str
    from_year: int | None
    to_year: int | None
    targets: tuple[str, ...]
    approved: str
    status: str
    copy: int = 0
