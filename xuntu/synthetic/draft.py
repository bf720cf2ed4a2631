"""The planned round: three teams on six units, with what a check must find planted in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from xuntu.synthetic import times, titles
from xuntu.synthetic.careers import NOW, current, settle, stay
from xuntu.synthetic.data import stream
from xuntu.synthetic.events import DraftMember, DraftTask, Planted
from xuntu.synthetic.leaders import Leaders
from xuntu.synthetic.model import NEXT_ENTRY, Posting, Relative
from xuntu.synthetic.office import Office
from xuntu.synthetic.people import File
from xuntu.synthetic.ties import career_complete, family_complete, stranger, touches

COUNTY = "990121"
TEAMS = {
    "第1组": ("中共云川市市场监督管理局党组", "中共云川市交通运输局党组"),
    "第2组": ("中共云川市卫生健康委员会党组", "中共云川市教育体育局党组"),
    "第3组": ("中共东岭县自然资源局党组", "中共东岭县住房和城乡建设局党组"),
}
_DOC = "云委巡〔2025〕4号"
_POSTS = ("", "财务审计", "综合协调", "党建组织", "谈话外调", "信访", "财务审计")


@dataclass(slots=True)
class Draft:
    """The draft while it is being made."""

    office: Office
    leaders: Leaders
    files: list[File]
    members: list[DraftMember] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)

    def seat(self, team: str, role: str, fits: Callable[[File], bool] = lambda _: True) -> File:
        """Give a seat to the first person whom nothing forbids and who fits."""
        found = next(f for f in self.files if not f.keep and self._clean(team, f) and fits(f))
        found.keep = True
        number = len([m for m in self.members if m.team == team])
        person = found.person
        self.members.append(DraftMember(team, person.no, person.name, role, _POSTS[number], _DOC))
        return found

    def _clean(self, team: str, file: File) -> bool:
        seated = {m.person for m in self.members}
        apart = team != "第3组" or stranger(file, COUNTY)
        whole = career_complete(file) and family_complete(file) and not file.spouse_no
        alone = file.spouse_no not in seated and not any(p.home_unit for p in file.postings)
        return (
            apart
            and whole
            and alone
            and not any(touches(self.office, file, u) for u in TEAMS[team])
        )

    def plant(
        self, name: str, file: File, unit: str, rule: str, verdict: str, because: str
    ) -> None:
        """Note what a check must find for a person."""
        team = next(m.team for m in self.members if m.person == file.person.no)
        self.planted.append(Planted(name, file.person.no, team, unit, rule, verdict, because))


def propose(seed: int, office: Office, files: Sequence[File], leaders: Leaders) -> Draft:
    """Choose the teams of the planned round and plant their conflicts; files and leaders change with it."""
    order = list(files)
    stream(seed, 0, "draft").shuffle(order)
    draft = Draft(office, leaders, order)
    _first(draft)
    _second(draft)
    _third(draft)
    return draft


def tasks() -> tuple[DraftTask, ...]:
    """Return the units of the planned round, two to a team."""
    return tuple(
        DraftTask(team, unit, "常规", ("提级", "交叉") if team == "第3组" else (), NEXT_ENTRY,
                  times.after(NEXT_ENTRY, 60))
        for team, units in TEAMS.items() for unit in units
    )  # fmt: skip


def _lead(draft: Draft, team: str) -> File:
    return draft.seat(team, "组长", lambda f: f.chief)


def _member(draft: Draft, team: str, role: str = "组员", **wants: str) -> File:
    def fits(file: File) -> bool:
        person = file.person
        return not file.chief and all(getattr(person, key) == value for key, value in wants.items())

    return draft.seat(team, role, fits)


def _of_city(draft: Draft, team: str, role: str = "组员", **wants: str) -> File:
    return _member(draft, team, role, county="", **wants)


def _first(draft: Draft) -> None:
    team, (market, traffic) = "第1组", TEAMS["第1组"]
    _lead(draft, team)
    deputy = draft.seat(
        team,
        "副组长",
        lambda f: f.stage == 2 and not f.person.county and f.person.work_start < "2005",
    )
    _stay(draft, deputy, "云川市质量技术监督局", "特种设备安全监察科科长", "2016-04", "2022-11")
    draft.plant(
        "R02经机构改革",
        deputy,
        market,
        "R02",
        "应回避",
        "原市质监局2019-01并入市市监局，2022-11离任不满三年",
    )
    _member(draft, team, "联络员")
    married = _of_city(draft, team, marital="已婚")
    leader = _spouse_leads(draft, married, "云川市交通运输局")
    draft.plant("R10", married, traffic, "R10", "应回避", f"配偶{leader}任市交通运输局班子成员")
    draft.plant(
        "R42只因第二家单位",
        married,
        traffic,
        "R42",
        "应回避",
        "对市市监局可任，只与第二家单位有冲突",
    )
    for _ in range(3):
        _member(draft, team)


def _second(draft: Draft) -> None:
    team, (health, school) = "第2组", TEAMS["第2组"]
    _lead(draft, team)
    deputy = draft.seat(
        team,
        "副组长",
        lambda f: f.stage == 2 and not f.person.county and f.person.work_start < "2008",
    )
    _stay(draft, deputy, "云川市卫生健康委员会", "规划发展科科长", "2019-09", "2023-06")
    draft.plant("R02", deputy, health, "R02", "应回避", "2023-06离任市卫健委，至进驻不满三年")
    _member(draft, team, "联络员")
    here = _of_city(draft, team)
    _stay(draft, here, "云川市教育体育局", "教育督导科科长", "2021-07", "")
    draft.plant("R01", here, school, "R01", "应回避", "现任职于市教体局")
    married = _of_city(draft, team, marital="已婚")
    _spouse_works(married, "云川市疾病预防控制中心", "检验科检验师")
    draft.plant("R11", married, health, "R11", "应回避", "配偶在市卫健委下属单位工作")
    clean = _member(draft, team)
    draft.plant("各规则均通过", clean, health, "", "可任", "与两家单位均无关系，材料齐全")
    gap = draft.seat(team, "组员", lambda f: not f.chief and f.person.work_start < "2016")
    _forget(gap)
    draft.plant("履历不全", gap, health, "", "信息不足", "2022-10至2023-09履历空缺")


def _third(draft: Draft) -> None:
    team, (land, houses) = "第3组", TEAMS["第3组"]
    _lead(draft, team)
    draft.seat(team, "副组长", lambda f: f.stage == 2)
    _member(draft, team, "联络员")
    native = _member(draft, team)
    native.person = replace(native.person, native=COUNTY)
    draft.plant("R30", native, houses, "R30", "应回避", "籍贯东岭县，交叉巡察东岭县单位")
    man = _member(draft, team, gender="男", marital="已婚")
    brother = _brother_in_law(draft, man, "东岭县自然资源局")
    draft.plant("R12", man, land, "R12", "应回避", f"妻兄{brother}任东岭县自然资源局局长")
    silent = _member(draft, team, marital="已婚")
    silent.relatives = [r for r in silent.relatives if r.term not in ("妻子", "丈夫")]
    silent.person = replace(silent.person, family_checked="")
    draft.plant("亲属信息不全", silent, land, "", "信息不足", "已婚而未填配偶，且未签本轮回避申报")
    _member(draft, team)


def _stay(draft: Draft, file: File, org: str, title: str, since: str, until: str) -> None:
    person = file.person.no
    rank = titles.CITY_RANKS[2]
    section = title.removesuffix("科长") + "科"
    stay(file, Posting(person, org, title, since, until, rank=rank, section=section))
    settle(stream(0, 0, person), draft.office, file)


def _forget(file: File) -> None:
    last = current(file)
    kept = [p for p in file.postings if p.since < "2021-01" and p is not last]
    kept = [replace(p, until=min(p.until or "2022-10", "2022-10")) for p in kept]
    if last.since < "2021-01":
        kept.append(replace(last, until="2022-10"))
    elif kept:
        kept[-1] = replace(kept[-1], until="2022-10")
    file.postings = [*kept, replace(last, since="2023-09")]
    file.person = replace(file.person, career_checked="")


def _spouse(file: File) -> Relative:
    return next(r for r in file.relatives if r.term in ("妻子", "丈夫"))


def _put(file: File, old: Relative, new: Relative) -> None:
    file.relatives[file.relatives.index(old)] = new


def _spouse_leads(draft: Draft, file: File, org: str) -> str:
    row = _spouse(file)
    deputy = next(x for x in draft.leaders.of(org) if not x.principal and not x.until)
    gender = "女" if row.term == "妻子" else "男"
    draft.leaders.rename(deputy, name=row.name, birth=row.birth, gender=gender)
    _put(file, row, replace(
        row, employer=org, title=deputy.title, leading=True, political="中共党员",
        post_since=deputy.since, post_until="至今",
    ))  # fmt: skip
    return row.name


def _spouse_works(file: File, org: str, title: str) -> None:
    row = _spouse(file)
    since = times.later(row.birth, 300) if row.birth < "1998" else NOW
    _put(file, row, replace(
        row, employer=org, title=title, leading=False, post_since=since, post_until="至今"
    ))  # fmt: skip


def _brother_in_law(draft: Draft, file: File, org: str) -> str:
    wife = _spouse(file)
    boss = next(x for x in draft.leaders.of(org) if x.principal and not x.until)
    born = times.later(wife.birth, -38)
    name = wife.name[0] + (boss.name[1:] if boss.gender == "男" else "守勋")
    draft.leaders.rename(boss, name=name, birth=born, gender="男")
    file.relatives = [r for r in file.relatives if r.term not in ("妻兄", "妻弟")]
    file.relatives.append(replace(
        wife, term="妻兄", name=name, birth=born, employer=org, title=boss.title, leading=True,
        since="", until="", political="中共党员", post_since=boss.since, post_until="至今",
    ))  # fmt: skip
    return name
