"""What is planted in the trial office: for each rule conflicts, and near misses that are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from xuntu.synthetic import places, times
from xuntu.synthetic.events import Clue, Member, Task
from xuntu.synthetic.model import COMMITTEE, City, Declaration, Posting
from xuntu.synthetic.records import Business
from xuntu.synthetic.trial import (
    COUNTY,
    ENTRY,
    ROUND,
    VILLAGE,
    Life,
    Office,
    Unit,
    Verdict,
    assembled,
    life,
    office,
    relative,
)

FREE, REVIEW, RECUSE = "可任", "需复核", "应回避"
LEADER, MEMBER = "组长", "组员"
Plant = Callable[[Office, Life, Unit], None]


@dataclass(frozen=True, slots=True)
class Seed:
    """One kind of conflict, or of what only looks like one: who gets it, where, and what is to be said."""

    rule: str
    case: str
    plant: Plant
    verdict: str
    role: str = MEMBER
    where: str = "市"
    """Whose unit it is about: 市, 县 or 村."""
    everywhere: str = ""
    """Said of every unit of the city, of the county, or of all (全部), not of one alone."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An office with what is to be said of every person and unit of it; who is not listed is 可任."""

    city: City
    units: tuple[Unit, ...]
    roles: dict[str, str]
    truth: tuple[Verdict, ...]

    def expected(self) -> dict[tuple[str, str], str]:
        """Return the verdict of every person and unit."""
        planted = {(v.person, v.unit): v.verdict for v in self.truth}
        return {
            (p.no, u.body): planted.get((p.no, u.body), FREE)
            for p in self.city.persons
            for u in self.units
        }


def make_trial(
    seed: int = 1, each: int = 2, bystanders: int = 10, *, history: bool = True
) -> Trial:
    """Return an office in which every kind of conflict is planted `each` times, all on record.

    Without `history` relatives have a current employer only, no dates. Equal arguments give equal offices.
    """
    made = office(seed)
    lives: list[Life] = []
    truth, roles = [], {}
    for turn in range(each):
        for number, kind in enumerate(SEEDS):
            units = [unit for unit in made.units if unit.where == kind.where]
            unit = units[(number * 3 + turn) % len(units)]
            own = life(made, chief=kind.role == LEADER, history=history)
            made.company.clear()
            kind.plant(made, own, unit)
            met = _met(made, kind) if kind.everywhere else [unit]
            for each_life in (own, *made.company):
                no = each_life.person.no
                lives.append(each_life)
                roles[no] = kind.role
                truth += [
                    Verdict(no, u.body, kind.role, kind.rule, kind.case, kind.verdict) for u in met
                ]
    for _ in range(bystanders):
        own = life(made, chief=False, history=history)
        lives.append(own)
        roles[own.person.no] = MEMBER
    return Trial(assembled(seed, made, lives), made.units, roles, tuple(truth))


def _met(made: Office, kind: Seed) -> list[Unit]:
    """Return the units for which something that is said everywhere holds."""
    return [unit for unit in made.units if kind.everywhere in (unit.where, "全部")]


def _stay(org: str, since: str, until: str, **more: Any) -> Plant:
    """Put a stay of the main career into a life; `org` is a field of the unit."""

    def plant(_made: Office, own: Life, unit: Unit) -> None:
        where, last = getattr(unit, org), own.postings[-1]
        new = replace(last, org=where, since=since, until=until, **more)
        kept = [p for p in own.postings if p.since < since]
        own.postings = [replace(p, until=min(p.until or since, since)) for p in kept] + [new]
        if until:
            after = [p for p in own.postings if p.since >= until]
            own.postings += after or [replace(last, since=until)]
        else:
            own.person = replace(own.person, employer=where)

    return plant


def _beside(kind: str, since: str, until: str, **more: Any) -> Plant:
    """Put a stay beside the main career: a secondment, a study, a candidacy."""

    def plant(_made: Office, own: Life, unit: Unit) -> None:
        home = own.postings[-1].org if kind in ("借调", "挂职") else ""
        given = {"title": "工作人员", "home_unit": home} | more
        own.postings.append(
            Posting(own.person.no, unit.admin, since=since, until=until, kind=kind, **given)
        )

    return plant


def _kin(term: str, born: int, where: str, **more: Any) -> Plant:
    """Let a relative of this term work in the unit; whoever bears the term already gives way."""

    def plant(made: Office, own: Life, unit: Unit) -> None:
        wanted = ("妻子", "丈夫") if term == "配偶" else (term,)
        old = next((r for r in own.relatives if r.term in wanted), None)
        row = old or relative(made, own, term, born, history=bool(own.relatives[0].post_until))
        own.relatives = [r for r in own.relatives if r is not old]
        own.relatives.append(replace(row, employer=getattr(unit, where), **more))

    return plant


def _leads(term: str, born: int) -> Plant:
    """Let a relative be a deputy of the unit, on the family page and in the roster."""

    def plant(made: Office, own: Life, unit: Unit) -> None:
        boss = made.deputy(unit)
        _kin(term, born, "admin", title=f"{unit.admin}副局长", leading=True)(made, own, unit)
        row = own.relatives[-1]
        gender = "女" if row.term in ("妻子", "妹妹") else "男"
        made.leaders[-1] = replace(boss, name=row.name, birth=row.birth, gender=gender)

    return plant


def _says(**words: Any) -> Plant:
    """Let the person declare something about the unit."""

    def plant(_made: Office, own: Life, unit: Unit) -> None:
        said = Declaration(own.person.no, ROUND, True, "2025-03-05", unit=unit.body, **words)
        own.declarations = [*own.declarations, said] if "declared_by" in words else [said]

    return plant


def _former_wife(made: Office, own: Life, unit: Unit) -> None:
    _leads("配偶", 1978)(made, own, unit)
    own.relatives[-1] = replace(own.relatives[-1], since="2004-05", until="2019-06")
    own.relatives = [r for r in own.relatives if r.term not in ("妻弟", "小叔")]
    own.person = replace(own.person, marital="离异")


def _firm(signed: str) -> Plant:
    def plant(_made: Office, own: Life, unit: Unit) -> None:
        row = next(r for r in own.relatives if r.term in ("妻弟", "小叔"))
        firm = f"示例{own.person.no}餐饮有限公司"
        own.businesses.append(
            Business(own.person.no, row.name, row.term, firm, "", 60.0, "法定代表人", "2015-03", "至今", unit.admin,
                     "食堂服务", 45.0, signed, "", "合同", "餐饮", listed=False)
        )  # fmt: skip

    return plant


def _superior(until: str) -> Plant:
    """Let a leader of the unit have been the person's superior, elsewhere."""

    def plant(made: Office, own: Life, unit: Unit) -> None:
        boss = made.deputy(unit)
        last = own.postings[-1]
        own.postings[-1] = replace(last, superior=boss.no, until=until)
        home = next(h for h in made.homes() if h not in {p.org for p in own.postings})
        own.postings.append(replace(last, org=home, since=until))
        own.person = replace(own.person, employer=home)

    return plant


def _together(since: str, until: str) -> Plant:
    """Let the person and a leader of the unit have sat in one leading group elsewhere."""

    def plant(made: Office, own: Life, unit: Unit) -> None:
        boss = made.deputy(unit)
        org = made.new_home()
        _stay("admin", since, until, leading=True, title="党组成员")(
            made, own, replace(unit, admin=org)
        )
        made.leaders.append(
            replace(boss, org=org, since=since, until=until, title="党组成员、副局长")
        )

    return plant


def _led_before(made: Office, own: Life, unit: Unit) -> None:
    team = 1 + len({m.team for m in made.members if m.round_no == ROUND - 1})
    made.tasks.append(_task(ROUND - 1, team, unit, "2024-08-12", "2024-10-11"))
    made.members.append(
        Member(ROUND - 1, team, own.person.no, LEADER, "", own.person.employer, COMMITTEE, COMMITTEE,
               "云委巡〔2024〕9号", "2024-08-05", "2024-08-12", "2024-10-11", "", "")
    )  # fmt: skip


def _task(number: int, team: int, unit: Unit, start: str, end: str) -> Task:
    return Task(number, team, unit.body, "常规", (), "", start, end, "", "", "", "")


def _clue(of: str) -> Plant:
    """Let a clue of this round be about the person, or about a relative of theirs."""

    def plant(made: Office, own: Life, unit: Unit) -> None:
        if not any(t.unit == unit.body and t.round_no == ROUND for t in made.tasks):
            made.tasks.append(_task(ROUND, 1, unit, ENTRY, "2025-05-23"))
        row = next(r for r in own.relatives if r.term == "哥哥")
        name, number, key = (
            (row.name, "", f"{row.birth} 男")
            if of == "哥哥"
            else (own.person.name, own.person.no, "")
        )
        made.clues.append(
            Clue(f"XS2025-{len(made.clues) + 1:03d}", ROUND, 1, unit.body, name, number, key, "科员", "副科",
                 "涉嫌收受礼金", "廉洁纪律", "", "", "信访", "", stated=False, transferred="2025-04-10", mode="单移交",
                 receiver="市纪委监委", fast=False, managing="", receipt="案管室甲 2025-04-11")
        )  # fmt: skip

    return plant


def _person(**changes: Any) -> Plant:
    def plant(_made: Office, own: Life, _unit: Unit) -> None:
        own.person = replace(own.person, **changes)

    return plant


def _lives(village: str) -> Plant:
    return _person(lives_in=f"{places.path(COUNTY)}{village}")


def _works_in_county(_made: Office, own: Life, _unit: Unit) -> None:
    own.postings[-1] = replace(own.postings[-1], org="东岭县司法局")
    own.person = replace(own.person, employer="东岭县司法局")


def _spouse_lives_there(_made: Office, own: Life, _unit: Unit) -> None:
    row = own.relatives[0]
    own.relatives[0] = replace(row, household=COUNTY, home_in=COUNTY)


def _missed_training(_made: Office, own: Life, _unit: Unit) -> None:
    if own.training:
        own.training = replace(own.training, attended=False)


def _namesake(made: Office, own: Life, unit: Unit) -> None:
    """Let the number one before last bear the person's name, with another month of birth."""
    at = next(i for i, x in enumerate(made.leaders) if x.org == unit.admin and x.until)
    other = times.later(own.person.birth, -70)
    made.leaders[at] = replace(made.leaders[at], name=own.person.name, birth=other)


def _fellow(*, same: bool) -> Plant:
    """Put a brother or sister into the same team, or (not `same`) only somebody of their name."""

    def plant(made: Office, own: Life, _unit: Unit) -> None:
        other = life(made, chief=False, history=True)
        made.company.append(other)
        at = next(i for i, r in enumerate(own.relatives) if r.term == "哥哥")
        who = other.person
        if same:
            term = "哥哥" if who.gender == "男" else "姐姐"
            row = own.relatives[at]
            own.relatives[at] = replace(
                row, term=term, name=who.name, number=who.no, birth=who.birth
            )
        else:
            own.relatives[at] = replace(own.relatives[at], name=who.name)

    return plant


def _in_another_team(since: str, until: str) -> Plant:
    def plant(made: Office, own: Life, _unit: Unit) -> None:
        team = 50 + len(made.members)
        made.members.append(
            Member(ROUND - 1, team, own.person.no, MEMBER, "", own.person.employer, COMMITTEE, COMMITTEE,
                   "云委巡〔2024〕9号", "2024-08-05", since, until, "", "")
        )  # fmt: skip

    return plant


_SUITS: dict[str, str] = {"relation_class": "本人利害"}
_MATE = {"relation_class": "同学师生", "relation": "大学同班同学", "kin_name": "示例同窗"}

SEEDS: tuple[Seed, ...] = (
    Seed("R01", "现职", _stay("admin", "2021-05", ""), RECUSE),
    Seed("R01", "现职在下属单位", _stay("below", "2021-05", ""), RECUSE),
    Seed("R02", "离任不满三年", _stay("admin", "2021-10", "2023-06"), RECUSE, LEADER),
    Seed("R02", "离任不满三年，组员", _stay("admin", "2021-10", "2023-06"), REVIEW),
    Seed("R02", "离任已满三年，任职不长", _stay("admin", "2019-10", "2021-06"), FREE),
    Seed(
        "R03", "早年在更名前的单位任职六年", _stay("before", "2011-02", "2017-05"), RECUSE, LEADER
    ),
    Seed("R03", "早年长期任职，组员", _stay("admin", "2011-02", "2017-05"), REVIEW),
    Seed("R04", "借调在该单位", _beside("借调", "2024-06", ""), RECUSE),
    Seed("R04", "借调结束不满三年", _beside("借调", "2022-06", "2023-04"), REVIEW),
    Seed("R05", "派驻该单位", _stay("group", "2022-03", "", kind="派驻"), RECUSE, LEADER),
    Seed(
        "R06",
        "在该单位取得学位",
        _beside("学习", "2009-09", "2012-06", degree="硕士研究生"),
        RECUSE,
        LEADER,
    ),
    Seed("R07", "拟任该单位职务", _beside("拟任", "2025-01", "", title="副局长"), RECUSE),
    Seed("R08", "上轮也任组长", _led_before, REVIEW, LEADER),
    Seed("R10", "配偶任班子", _leads("配偶", 1978), RECUSE),
    Seed("R11", "配偶是下属单位职工", _kin("配偶", 1978, "below"), RECUSE),
    Seed(
        "R11",
        "父亲早已退休",
        _kin("父亲", 1950, "admin", post_until="2010-06", title="退休干部"),
        FREE,
    ),
    Seed("R12", "妹夫任班子", _leads("妹夫", 1980), RECUSE),
    Seed("R13", "堂兄是普通职工", _kin("堂兄", 1975, "admin", title="科员"), REVIEW),
    Seed("R14", "亲属企业有合同", _firm("2024-03-12"), RECUSE),
    Seed("R14", "合同已过三年", _firm("2020-03-12"), FREE),
    Seed("R15", "兄长涉线索", _clue("哥哥"), RECUSE),
    Seed("R16", "前配偶任班子", _former_wife, REVIEW),
    Seed("R20", "与单位有诉讼", _says(interest_kind="诉讼", interest="征收补偿", **_SUITS), RECUSE),
    Seed("R20", "只是交水费", _says(interest_kind="其他", interest="按月缴纳水费", **_SUITS), FREE),
    Seed("R21", "本人是被反映人", _clue("本人"), RECUSE, everywhere="全部"),
    Seed("R22", "曾是现任副局长的下级", _superior("2023-06"), RECUSE, LEADER),
    Seed("R23", "与现任副局长同班子", _together("2012-03", "2016-08"), RECUSE, LEADER),
    Seed("R24", "大学同班同学任局长", _says(kin_post="局长", **_MATE), REVIEW, LEADER),
    Seed("R25", "单位申请回避", _says(declared_by="单位申请"), REVIEW),
    Seed("R30", "籍贯在该县", _person(native=COUNTY), RECUSE, where="县", everywhere="县"),
    Seed("R31", "成长地在该县", _person(growth=COUNTY), RECUSE, where="县", everywhere="县"),
    Seed("R32", "在该县工作", _works_in_county, RECUSE, where="县", everywhere="县"),
    Seed("R33", "配偶户籍、房产在该县", _spouse_lives_there, REVIEW, where="县", everywhere="县"),
    Seed("R34", "住在该村", _lives(VILLAGE), RECUSE, where="村"),
    Seed("R34", "住在同镇别村", _lives("青崖镇梅溪村"), REVIEW, where="村"),
    Seed("R34", "住在同县别镇", _lives("双槐镇松溪村"), FREE, where="村"),
    Seed("R35", "籍贯、成长地都在本市", _person(native="990102", growth="990102"), FREE),
    Seed("R40", "兄弟姐妹同在组内", _fellow(same=True), RECUSE, everywhere="全部"),
    Seed("R40", "与兄长同名的人在组内", _fellow(same=False), FREE, everywhere="全部"),
    Seed("R46", "组长职务低", _person(rank="乡科级正职"), REVIEW, LEADER, everywhere="市"),
    Seed(
        "R47",
        "同时在另一个组",
        _in_another_team("2025-03-03", "2025-04-30"),
        RECUSE,
        everywhere="全部",
    ),
    Seed("R47", "上一轮刚结束", _in_another_team("2024-12-02", "2025-03-14"), FREE),
    Seed("R48", "没有参加培训", _missed_training, RECUSE, everywhere="全部"),
    Seed("T1", "同名不同人", _namesake, FREE),
)
