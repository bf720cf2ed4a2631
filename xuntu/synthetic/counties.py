"""What county committees did in rounds of their own: bureaus, a township with its villages, a shared campaign.

Their working papers lie with the counties. All of it is added when the city is whole, from random streams of its own:
nothing else changes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from xuntu.synthetic import data, times
from xuntu.synthetic.events import Clue, County, Finding, Task
from xuntu.synthetic.findings import find
from xuntu.synthetic.leaders import Leaders
from xuntu.synthetic.model import Organisation
from xuntu.synthetic.office import Office
from xuntu.synthetic.organisations import commission, committee, county_name

FIRST, SECOND = "990121", "990122"
VILLAGES = ("石门村", "双桥村", "柳湾村", "茶亭村")
"""The villages of the first town of each of the two counties."""

_TOWNS = {FIRST: "青崖镇", SECOND: "芦汀镇"}
_TERMS = {FIRST: 13, SECOND: 14}
_CLUE_SHARE = 0.25


def organs(seed: int, office: Office) -> tuple[Organisation, ...]:
    """Return the organs of a copy with what was learnt later: means of county bureaus, villages, one body apart."""
    rng = data.stream(seed, office.copy, "county means")
    every = [_with_means(rng, org) for org in office.organisations]
    if office.copy == 0:
        every += [*_villages(office), *_apart(office)]
    return tuple(every)


def _with_means(rng: Random, org: Organisation) -> Organisation:
    """Give a county bureau the means by which one is chosen for an inspection from above."""
    if not (org.is_target and org.managing == "县管" and org.kind == "政府部门"):
        return org
    return replace(org, funds=rng.randrange(200, 12_000, 50), complaints=rng.randrange(0, 40))


def _villages(office: Office) -> Iterator[Organisation]:
    for code, town in _TOWNS.items():
        place = f"{county_name(0, code)}{town}"
        above = office.by_name[f"中共{place}委员会"]
        for village in VILLAGES:
            yield replace(
                above, name=f"中共{place}{village}支部委员会", short=f"{place}{village}党支部",
                kind="村社区", managing="乡管", admin_level="村社区", leader_level="", admin_unit="",
                parent=above.name, managed_by=above.name, uscc="",
            )  # fmt: skip


def _apart(office: Office) -> Iterator[Organisation]:
    """Yield a body that is inspected, but from above: it does not count for the county's coverage."""
    place = county_name(0, FIRST)
    bureau = office.by_name[f"中共{place}财政局党组"]
    yield replace(
        bureau, name=f"中共{place}烟草专卖局党组", short=f"{place}烟草局党组", kind="垂管机构", system="",
        admin_unit="", parent="", counts=False, excluded_because="垂管单位由上级党组织巡察", uscc="",
    )  # fmt: skip


def held(seed: int, office: Office, tasks: tuple[Task, ...], leaders: Leaders) -> Iterator[County]:
    """Yield the rounds of the two county committees; the first took part in a campaign of the city."""
    rng = data.stream(seed, office.copy, "counties")
    if office.copy == 0:
        for code, made in ((FIRST, _first(office, tasks)), (SECOND, _second())):
            yield _county(rng, seed, office, leaders, code, tuple(made))


def _county(
    rng: Random, seed: int, office: Office, leaders: Leaders, code: str, tasks: tuple[Task, ...]
) -> County:
    term = _TERMS[code]
    found = [
        replace(f, no=f"{term}{f.no[1:]}", persons=())
        for f in find(seed + term, office, [t for t in tasks if t.unit in office.by_name], leaders)
    ]
    ends = {(t.round_no, t.team, t.unit): t.end for t in tasks}
    risky = [f for f in found if f.risky]
    told = [f for f in risky if f is risky[0] or rng.random() < _CLUE_SHARE]
    clues = tuple(
        _clue(rng, code, number, finding, ends[finding.round_no, finding.team, finding.unit])
        for number, finding in enumerate(told, start=1)
    )
    return County(committee(0, code), term, tasks, tuple(found), clues)


def _clue(rng: Random, code: str, number: int, finding: Finding, end: str) -> Clue:
    day = times.after(end, rng.randint(10, 30))
    birth = f"19{57 + _TERMS[code] + number}-0{1 + number % 9}"
    return Clue(
        f"{county_name(0, code)[:2]}XS{day[:4]}-{number:03d}", finding.round_no, finding.team, finding.unit,
        f"示例{'甲乙丙丁戊己庚辛'[number % 8]}", "", f"{birth} 男", "工作人员", "科员及以下",
        "涉嫌违规报销费用", "廉洁纪律", "以权谋私", "违规报销", "底稿", finding.no, True, day, "单移交",
        commission(0, code)[1], False, "县管", receipt=f"案管室丙 {times.after(day, 1)}",
    )  # fmt: skip


def _first(office: Office, tasks: tuple[Task, ...]) -> Iterator[Task]:
    place = county_name(0, FIRST)
    town = f"{place}{_TOWNS[FIRST]}"
    spring = _task(16, 1, f"中共{place}林业局党组", "2024-03-18", "2024-05-17")
    yield spring
    yield replace(spring, unit=f"中共{place}水利局党组")
    yield replace(spring, team=2, unit=f"中共{town}委员会")
    # One village by way of its township, one directly; two have not been reached.
    yield replace(
        spring, team=2, unit=f"中共{town}{VILLAGES[0]}支部委员会", modes=("巡乡带村",),
        extends=f"中共{town}委员会",
    )  # fmt: skip
    yield replace(spring, team=2, unit=f"中共{town}{VILLAGES[1]}支部委员会", modes=("直接巡村",))
    yield from _shared(office, tasks, place)


def _shared(office: Office, tasks: tuple[Task, ...], place: str) -> Iterator[Task]:
    """Yield what was inspected in a campaign of the city: one bureau of the same system, one of another."""
    known = {o.system: o for o in office.county_bureaus if o.name.startswith(f"中共{place}")}
    special = [t for t in tasks if t.type == "专项" and office.by_name[t.unit].system in known]
    systems = {office.by_name[t.unit].system for t in special}
    for last in special[-1:]:
        campaign = f"{last.start[:4]}{last.theme}专项"
        own = known[office.by_name[last.unit].system]
        other = next(o for s, o in known.items() if s not in systems)
        for team, unit in ((1, own), (2, other)):
            task = _task(17, team, unit.name, last.start, last.end)
            yield replace(
                task, type="专项", modes=("同步/上下联动",), theme=last.theme, campaign=campaign
            )  # fmt: skip


def _second() -> Iterator[Task]:
    place = county_name(0, SECOND)
    task = _task(18, 1, f"中共{place}民政局党组", "2023-09-18", "2023-11-17")
    yield task
    yield replace(task, unit=f"中共{place}审计局党组")
    yield replace(task, team=2, unit=f"中共{place}{_TOWNS[SECOND]}委员会")
    yield replace(
        task,
        team=2,
        unit=f"中共{place}{_TOWNS[SECOND]}{VILLAGES[3]}支部委员会",
        modes=("直接巡村",),
    )


def _task(number: int, team: int, unit: str, start: str, end: str) -> Task:
    return Task(
        number, team, unit, "常规", (), "", start, end, times.after(end, -7), "",
        times.after(end, 35), "会议",
    )  # fmt: skip
