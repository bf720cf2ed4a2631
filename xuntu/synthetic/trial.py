"""A second fictional office in which everything is on record and every conflict is planted, hence known.

Its people work in organs that nobody inspects, and so do their relatives, but for what is planted: who is to be
judged how for which unit is therefore a plain list, made without any reading of a graph.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from xuntu.synthetic import data, names, places, times
from xuntu.synthetic.events import Clue, Member, Round, Task, Team
from xuntu.synthetic.model import (
    COMMITTEE,
    City,
    Declaration,
    Leader,
    Organisation,
    OrgChange,
    Person,
    Posting,
    Relative,
)
from xuntu.synthetic.records import Business, Training

ENTRY = "2025-03-24"
COUNTY = "990121"
"""Where the crossing teams go."""

VILLAGE = "青崖镇石桥村"
"""The village of that county which is inspected as well."""

HOME = "990124"
"""Where everybody comes from."""

ROUND = 15
_INSPECTED = (
    ("林业局", "林业"), ("水务局", "水利"), ("交通运输局", "交通"), ("农业农村局", "农业农村"), ("民政局", "民政"),
    ("应急管理局", "应急"), ("统计局", "统计"), ("医疗保障局", "医保"), ("科学技术局", "科技"), ("商务局", "商务"),
)  # fmt: skip
_COUNTY = (
    ("水利局", "水利"),
    ("教育局", "教育"),
    ("农业农村局", "农业农村"),
    ("卫生健康局", "卫健"),
)
_HOMES = (
    "审计局",
    "财政局",
    "司法局",
    "档案馆",
    "机关事务管理局",
    "信访局",
    "税费征管服务局",
    "党史研究室",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may be inspected: its party body, its office, what is below it and what it was before."""

    body: str
    admin: str
    below: str
    before: str
    group: str
    where: str
    """市, 县 or 村: whose unit it is."""

    @property
    def cross(self) -> bool:
        """Whether the team that crosses into the county inspects it."""
        return self.where == "县"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a person, a role and a unit when everything is known."""

    person: str
    unit: str
    role: str
    rule: str
    case: str
    verdict: str


@dataclass(slots=True)
class Life:
    """A person with all that is on record of them, while it is being made."""

    person: Person
    postings: list[Posting] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    businesses: list[Business] = field(default_factory=list)
    training: Training | None = None


@dataclass(slots=True)
class Office:
    """The office while it is being made: units, leaders, tasks and clues that plants may add to."""

    rng: Random
    units: tuple[Unit, ...]
    organisations: list[Organisation]
    changes: list[OrgChange] = field(default_factory=list)
    leaders: list[Leader] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    clues: list[Clue] = field(default_factory=list)
    company: list[Life] = field(default_factory=list)
    """People of the pool whom a plant put beside the one it is about."""
    count: int = 0
    """How many people the pool has so far."""

    def homes(self) -> list[str]:
        """Return the organs that nobody inspects."""
        return [f"云川市{name}" for name in _HOMES]

    def new_home(self) -> str:
        """Return an organ that nobody inspects and in which nobody works yet."""
        last = self.organisations[-1]
        name = f"云川市第{len(self.organisations)}专项工作办公室"
        self.organisations.append(
            replace(last, name=name, short="", region=places.CITY, managing="市管", admin_level="地市州盟",
                    managed_by=COMMITTEE)
        )  # fmt: skip
        return name

    def deputy(self, unit: Unit) -> Leader:
        """Return a new deputy of a unit, whom nobody of the pool knows."""
        leader = self._leader(unit, f"{unit.admin}副局长", principal=False)
        self.leaders.append(leader)
        return leader

    def _leader(self, unit: Unit, title: str, *, principal: bool, until: str = "") -> Leader:
        level = {"市": "县处级", "县": "乡科级"}.get(unit.where)
        rank = level + ("正职" if principal else "副职") if level else ""
        gender = names.gender(self.rng)
        return Leader(
            f"Q{len(self.leaders) + 1:04d}", names.full(self.rng, gender), gender,
            times.birth_between(self.rng, 1968, 1976), HOME, unit.admin, title, rank, principal, "",
            "2018-04" if until else "2022-06", until,
        )  # fmt: skip

    def lead(self) -> None:
        """Give every unit its number one, and the one before."""
        for unit in self.units:
            title = "党支部书记" if unit.where == "村" else f"{unit.admin}党组书记、局长"
            self.leaders.append(self._leader(unit, title, principal=True))
            self.leaders.append(self._leader(unit, title, principal=True, until="2022-05"))


def office(seed: int) -> Office:
    """Return an office with its organs and leading groups, nobody in its pool yet."""
    units, organs, changes = [], [], []
    for place, region, level, words in (
        ("云川市", places.CITY, "地市州盟", _INSPECTED),
        (places.name(COUNTY), COUNTY, "县市区旗", _COUNTY),
    ):
        manager = f"中共{place}委"
        own = Organisation(
            "", "", "政府部门", region, "市管" if region == places.CITY else "县管", level,
            managed_by=manager, counts=False, excluded_because="按党组织统计",
        )  # fmt: skip
        for name, system in words:
            unit, made, change = _unit(own, place, name, system)
            units.append(unit)
            organs += made
            changes.append(change)
    city = Organisation("", "", "政府部门", places.CITY, managed_by=COMMITTEE, counts=False)
    organs += [replace(city, name=f"云川市{h}", short=f"市{h}") for h in _HOMES]
    units.append(_VILLAGE_UNIT)
    organs += _village(city)
    east = replace(
        city, region=COUNTY, managing="县管", admin_level="县市区旗", managed_by="中共东岭县委"
    )
    organs.append(replace(east, name="东岭县司法局", short="东岭县司法局"))
    whole = Office(data.stream(seed, 0, "trial"), tuple(units), organs, changes)
    whole.lead()
    return whole


_VILLAGE_UNIT = Unit(
    f"中共东岭县{VILLAGE}支部委员会", f"东岭县{VILLAGE}村民委员会", "", "", "", "村"
)


def _village(own: Organisation) -> list[Organisation]:
    """Return the committee and the party branch of the village; its place is in its name, its code the county's."""
    admin = replace(
        own, name=_VILLAGE_UNIT.admin, kind="村(社区)", region=COUNTY, managing="乡管",
        admin_level="村(社区)", managed_by="",
    )  # fmt: skip
    body = replace(
        admin, name=_VILLAGE_UNIT.body, admin_unit=admin.name, is_target=True, counts=True
    )
    return [admin, body]


def _unit(
    own: Organisation, place: str, name: str, system: str
) -> tuple[Unit, list[Organisation], OrgChange]:
    short = place.replace("云川市", "市", 1) + name
    top = "县处级正职" if own.region == places.CITY else "乡科级正职"
    admin = replace(own, name=place + name, short=short, system=system, leader_level=top)
    body = replace(
        admin, name=f"中共{admin.name}党组", short=f"{short}党组", admin_unit=admin.name,
        parent=own.managed_by, is_target=True, counts=True, excluded_because="",
    )  # fmt: skip
    below = replace(
        own, name=f"{admin.name[:-1]}服务中心", short="", kind="事业单位", parent=admin.name
    )
    old = f"{place}{name[:-1]}管理办公室"
    before = replace(own, name=old, short="", status="更名", dissolved="2021-01-10")
    group = replace(
        own, name=f"{place}纪委监委驻{name}纪检监察组", short="", kind="派驻机构", watches=(admin.name,)
    )  # fmt: skip
    change = OrgChange(old, admin.name, "更名", "2021-01-10", "", "", "", own.region)
    where = "市" if own.region == places.CITY else "县"
    unit = Unit(body.name, admin.name, below.name, old, group.name, where)
    return unit, [admin, body, below, before, group], change


def life(made: Office, *, chief: bool, history: bool) -> Life:
    """Return a person of whom everything is on record and to whom no unit means anything."""
    rng = made.rng
    made.count += 1
    gender = names.gender(rng)
    year = rng.randint(1974, 1982)
    birth, start = f"{year}-{rng.randint(10, 12):02d}", f"{year + 22}-07"  # no relative's month
    homes = rng.sample(made.homes(), 3)
    no = f"P{made.count:04d}"
    rank = "县处级正职" if chief else "乡科级副职"
    person = Person(
        no, names.full(rng, gender), gender, birth, "", "汉族", HOME, HOME, times.later(start, 20), start, "本科",
        f"示例{rng.choice('东南西北')}方大学行政管理", homes[2], "科长", "一级主任科员", rank, ("财务审计",),
        "常规入库", "专业干部", 0, "良好", "可用", "990102", "已婚", "", "", "",
    )  # fmt: skip
    cuts = (
        start,
        f"{year + 30}-0{rng.randint(1, 9)}",
        f"{year + 36}-0{rng.randint(1, 9)}",
        "",
    )
    posts = [
        Posting(no, home, "科员" if at < 2 else "科长", cuts[at], cuts[at + 1], rank=rank)
        for at, home in enumerate(homes)
    ]
    signed = Declaration(no, ROUND, False, "2025-03-05")
    trained = Training(
        ROUND,
        no,
        "2025-03-18",
        ("政治理论",),
        attended=True,
        pledged="2025-03-19",
        integrity="无异议",
        integrity_on="2025-03-12",
    )
    found = Life(person, posts, [], [signed], [], trained)
    found.relatives = list(_family(made, found, history=history))
    return found


def _family(made: Office, own: Life, *, history: bool) -> list[Relative]:
    man = own.person.gender == "男"
    year = int(own.person.birth[:4])
    return [
        relative(made, own, term, born, history=history)
        for term, born in (
            ("妻子" if man else "丈夫", year + 1), ("父亲", year - 27), ("母亲", year - 25),
            ("哥哥", year - 3), ("妻弟" if man else "小叔", year + 4),
        )
    ]  # fmt: skip


_WOMEN = ("妻子", "母亲", "妹妹", "前妻")


def relative(made: Office, own: Life, term: str, born: int, *, history: bool = True) -> Relative:
    """Return a relative who works in an organ that nobody inspects."""
    rng = made.rng
    gender = "女" if term in _WOMEN else "男"
    blood = term in ("父亲", "哥哥", "妹妹", "堂兄")
    name = names.full(rng, gender, own.person.name[0] if blood else "")
    since = f"{born + 24}-07" if history else ""
    married = f"{born + 27}-05" if history and term in ("妻子", "丈夫") else ""
    return Relative(
        own.person.no, term, name, "", f"{born}-0{rng.randint(1, 9)}", "群众", rng.choice(made.homes()), "干部",
        leading=False, lives_in="990102", since=married, until="", nature="", stated_on="2025-01-10",
        post_since=since, post_until="至今" if history else "",
    )  # fmt: skip


def assembled(seed: int, made: Office, lives: list[Life]) -> City:
    """Return the office as the value that ledgers are written from."""
    held = tuple(
        Round(number, year, start, end, "")
        for number, year, start, end in (
            (14, 2024, "2024-08-12", "2024-10-11"),
            (ROUND, 2025, ENTRY, "2025-05-23"),
        )
    )
    return City(
        seed, 1, places.places(), tuple(made.organisations), tuple(made.changes),
        tuple(each.person for each in lives),
        tuple(p for each in lives for p in sorted(each.postings, key=lambda p: (p.since, p.kind))),
        tuple(r for each in lives for r in each.relatives), tuple(made.leaders),
        tuple(d for each in lives for d in each.declarations), held,
        tuple(Team(r.number, 1) for r in held), tuple(made.tasks), tuple(made.members),
        clues=tuple(made.clues),
        businesses=tuple(b for each in lives for b in each.businesses),
        trainings=tuple(each.training for each in lives if each.training),
    )  # fmt: skip
