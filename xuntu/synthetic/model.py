"""The values that a fictional city is made of; a name refers to an organisation, a number to a person."""

from __future__ import annotations

from dataclasses import dataclass, field

from xuntu.synthetic.events import (
    CaseFile,
    Clue,
    County,
    DraftMember,
    DraftTask,
    Finding,
    Member,
    Planted,
    Prosecution,
    Round,
    Sanction,
    Task,
    Team,
)
from xuntu.synthetic.records import (
    Business,
    ChecklistItem,
    Event,
    Fix,
    ItemCheck,
    Measure,
    Meeting,
    Paper,
    Petition,
    Recommendation,
    Regulation,
    Reproach,
    Training,
    TransferItem,
    Weekly,
)

COMMITTEE = "中共云川市委"
TERM = 7
TERM_NAME = "七届"
TODAY = "2025-03-14"
"""The day the ledgers were taken: nothing in the city is dated later but the draft."""

NEXT_ROUND = 15
NEXT_ENTRY = "2025-03-24"


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division."""

    code: str
    name: str
    parent: str
    towns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organ as the ledger of inspected units describes it; references are full names."""

    name: str
    short: str
    kind: str
    region: str
    managing: str = "市管"
    admin_level: str = "地市州盟"
    system: str = ""
    leader_level: str = ""
    parent: str = ""
    admin_unit: str = ""
    managed_by: str = ""
    is_target: bool = False
    counts: bool = True
    excluded_because: str = ""
    signs: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    watches: tuple[str, ...] = ()
    uscc: str = ""
    funds: int | None = None
    complaints: int | None = None
    status: str = "在册"
    founded: str = ""
    dissolved: str = ""
    copy: int = 0


@dataclass(frozen=True, slots=True)
class OrgChange:
    """One row of the reform: what became of an organ."""

    old: str
    new: str
    kind: str
    on: str
    function: str
    section: str
    doc: str
    region: str


@dataclass(frozen=True, slots=True)
class Posting:
    """One stay of a person in an organisation; an empty end means 至今."""

    person: str
    org: str
    title: str
    since: str
    until: str
    kind: str = "任职"
    home_unit: str = ""
    leading: bool = False
    principal: bool = False
    rank: str = ""
    section: str = ""
    in_charge: str = ""
    superior: str = ""
    note: str = ""
    degree: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the talent pool."""

    no: str
    name: str
    gender: str
    birth: str
    id_no: str
    ethnicity: str
    native: str
    growth: str
    party_join: str
    work_start: str
    education: str
    school: str
    employer: str
    post: str
    grade: str
    rank: str
    skills: tuple[str, ...]
    entry: str
    source: str
    declined: int
    evaluation: str
    status: str
    lives_in: str
    marital: str
    career_checked: str
    family_checked: str
    county: str
    """Code of the county the person works in; empty for the city's own organs."""
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Relative:
    """One row of a person's family page."""

    person: str
    term: str
    name: str
    number: str
    birth: str
    political: str
    employer: str
    title: str
    leading: bool
    lives_in: str
    since: str
    until: str
    nature: str
    stated_on: str
    post_since: str = ""
    post_until: str = ""
    household: str = ""
    home_in: str = ""


@dataclass(frozen=True, slots=True)
class Leader:
    """One post of a leading group, present or former; an empty end means 至今."""

    no: str
    name: str
    gender: str
    birth: str
    native: str
    org: str
    title: str
    rank: str
    principal: bool
    in_charge: str
    since: str
    until: str
    in_charge_of: tuple[str, ...] = ()
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a person declared for a round; without relation it says 无."""

    person: str
    round_no: int
    has_items: bool
    signed: str
    relation_class: str = ""
    relation: str = ""
    kin_name: str = ""
    kin_post: str = ""
    kin_key: str = ""
    period: str = ""
    unit: str = ""
    decision: str = ""
    declared_by: str = "本人申报"
    interest_kind: str = ""
    interest: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """The whole truth of a fictional office; equal seed and scale make equal cities."""

    seed: int
    scale: int
    places: tuple[Place, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    changes: tuple[OrgChange, ...] = ()
    persons: tuple[Person, ...] = ()
    postings: tuple[Posting, ...] = ()
    relatives: tuple[Relative, ...] = ()
    leaders: tuple[Leader, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    rounds: tuple[Round, ...] = ()
    teams: tuple[Team, ...] = ()
    tasks: tuple[Task, ...] = ()
    members: tuple[Member, ...] = ()
    findings: tuple[Finding, ...] = ()
    clues: tuple[Clue, ...] = ()
    cases: tuple[CaseFile, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    prosecutions: tuple[Prosecution, ...] = ()
    papers: tuple[Paper, ...] = ()
    petitions: tuple[Petition, ...] = ()
    fixes: tuple[Fix, ...] = ()
    measures: tuple[Measure, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    items: tuple[TransferItem, ...] = ()
    reproaches: tuple[Reproach, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    weeklies: tuple[Weekly, ...] = ()
    events: tuple[Event, ...] = ()
    trainings: tuple[Training, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    checks: tuple[ItemCheck, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    businesses: tuple[Business, ...] = ()
    counties: tuple[County, ...] = ()
    draft_members: tuple[DraftMember, ...] = ()
    draft_tasks: tuple[DraftTask, ...] = ()
    planted: tuple[Planted, ...] = field(default=())
