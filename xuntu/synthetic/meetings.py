"""Meetings, weekly reports and the small events around a round."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from xuntu.synthetic import times
from xuntu.synthetic.desk import Desk
from xuntu.synthetic.events import Round, Task
from xuntu.synthetic.model import TODAY
from xuntu.synthetic.organisations import committee
from xuntu.synthetic.records import Event, Meeting, Weekly
from xuntu.synthetic.rounds import chinese

_SECRETARY, _MAYOR, _COMMISSIONER, _ORGANISER = range(4)
_FEEDBACK_SINCE = 12


def meetings(desk: Desk) -> Iterator[Meeting]:
    """Yield the meetings of every round: who goes where, the start, the hearing, the feedback."""
    rng = desk.stream("meetings")
    heads = [x.no for x in desk.leaders.rows[:4]] if desk.copy == 0 else ["", "", "", ""]
    for held in desk.rounds:
        yield from _before(desk, rng, held, heads)
        yield from _hearings(desk, rng, held, heads)
    for task in desk.tasks:
        if task.round_no >= _FEEDBACK_SINCE and task.feedback_form == "会议":
            yield _feedback(desk, task)


def _before(desk: Desk, rng: Random, held: Round, heads: list[str]) -> Iterator[Meeting]:
    teams = tuple(desk.teams[held.number])
    minutes = f"纪要〔{held.year}〕{desk.number(held.number)}号"
    yield Meeting(
        "巡察工作领导小组会", times.after(held.start, -12), heads[_COMMISSIONER] or "领导小组组长", "会议听",
        ((heads[_ORGANISER], ""),) if heads[_ORGANISER] else (), (), held.number, (), None,
        f"研究第{chinese(held.number)}轮巡察方案和组长人选", minutes, (), ("审定方案", "研究组长人选"), desk.copy,
    )  # fmt: skip
    told = (desk.unit(t.unit).short for t in desk.tasks if t.round_no == held.number)
    units = tuple(dict.fromkeys(told))
    yield Meeting(
        "动员部署会", times.after(held.start, -2), heads[_MAYOR] or "领导小组副组长", "",
        tuple((desk.staff[held.number, team][0], "组长") for team in teams), (), held.number, teams, None,
        f"部署第{chinese(held.number)}轮巡察", "", units if rng.random() < 0.3 else (), (), desk.copy,
    )  # fmt: skip


def _hearings(desk: Desk, rng: Random, held: Round, heads: list[str]) -> Iterator[Meeting]:
    teams = tuple(desk.teams[held.number])
    absent = tuple(h for h in heads[_ORGANISER:] if h and rng.random() < 0.2)
    attended = tuple((h, "") for h in heads[1:] if h and h not in absent)
    for kind, days, chair, who in (
        ("巡察工作领导小组会", 12, _COMMISSIONER, "领导小组组长"),
        ("书记专题会", 20, _SECRETARY, "市委书记"),
    ):
        reporters = tuple((desk.staff[held.number, team][0], "汇报") for team in teams)
        there = tuple(a for a in attended if a[0] != heads[chair])
        yield Meeting(
            kind, times.after(held.end, days), heads[chair] or who, "会议听", there + reporters,
            absent if kind == "书记专题会" else (), held.number, teams,
            rng.randint(0, 5) if kind == "书记专题会" else None, "同意巡察报告，按程序反馈和移交",
            f"专纪〔{held.year}〕{desk.number(held.number * 2 + days % 2)}号" if kind == "书记专题会" else "",
            (), ("听取汇报", "研究移交") if kind == "书记专题会" else ("听取汇报",), desk.copy,
        )  # fmt: skip


def _feedback(desk: Desk, task: Task) -> Meeting:
    team = desk.staff[task.round_no, task.team]
    group = desk.group(task.unit, task.feedback)
    return Meeting(
        "反馈会", task.feedback, team[0], "", ((team[0], "反馈"), *((x.no, "") for x in group)), (),
        task.round_no, (task.team,), None, "反馈巡察意见，提出整改要求", "", (desk.unit(task.unit).short,), (),
        desk.copy,
    )  # fmt: skip


def weeklies(desk: Desk) -> Iterator[Weekly]:
    """Yield the weekly reports of the teams of the last two rounds."""
    rng = desk.stream("weeklies")
    for held in desk.rounds[-2:]:
        for team in desk.teams[held.number]:
            total = 0
            for week in range(1, rng.randint(6, 8)):
                total += rng.randint(0, 4)
                methods = tuple(
                    f"{name}:{rng.randint(5, 150)}"
                    for name in rng.sample(desk.words["methods"], k=rng.choice((0, 1, 2)))
                )
                plan = desk.word(rng, "plans") if rng.random() < 0.8 else ""
                yield Weekly(
                    held.number, team, week, times.after(held.start, 7 * week - 3), rng.randint(2, 25),
                    rng.randint(10, 160), rng.randint(0, 6), rng.randint(0, 9), total, plan, methods, desk.copy,
                )  # fmt: skip


def events(desk: Desk) -> Iterator[Event]:
    """Yield what departments, teams and units did around the last rounds."""
    rng = desk.stream("events")
    departments = [
        desk.unit(o.admin_unit).short
        for o in desk.office.targets
        if o.system in ("审计", "信访", "党建组织")
    ]
    for held in desk.rounds[-4:]:
        for team in desk.teams[held.number]:
            yield _told(desk, rng, held, team, rng.choice(departments))
        if desk.copy == 0:
            chief = desk.leaders.rows[_COMMISSIONER].no
            yield Event(
                times.after(held.start, 15), "驻点调研", held.number, 0, chief, "", "带队到巡察组驻点调研", "", "", ""
            )  # fmt: skip
    for task in desk.tasks:
        if task.round_no >= desk.rounds[-3].number:
            yield from _after(desk, rng, task)


def _told(desk: Desk, rng: Random, held: Round, team: int, department: str) -> Event:
    due = times.after(held.start, -3)
    done = times.after(held.start, -rng.randint(1, 8))
    units = [t.unit for t in desk.tasks if (t.round_no, t.team) == (held.number, team)]
    return Event(
        times.after(held.start, -10), "巡前通报", held.number, team, department,
        desk.unit(rng.choice(units)).short, desk.word(rng, "notices"), due,
        done if rng.random() < 0.9 else "", "", desk.copy,
    )  # fmt: skip


def _after(desk: Desk, rng: Random, task: Task) -> Iterator[Event]:
    unit = desk.unit(task.unit).short
    office = f"{committee(desk.copy)}巡察工作领导小组办公室"
    yield Event(
        times.after(task.start, -5), "进驻通知", task.round_no, task.team, office, unit,
        f"关于进驻{unit}的通知", "", times.after(task.start, -5),
        f"云巡办〔{task.start[:4]}〕{desk.number(task.team)}号", desk.copy,
    )  # fmt: skip
    due = times.after(task.feedback, 30)
    done = times.after(task.feedback, rng.randint(15, 45))
    yield Event(
        task.feedback, "整改方案报送", task.round_no, task.team, unit, unit, "报送整改方案", due,
        done if done < TODAY else "", "", desk.copy,
    )  # fmt: skip
    if rng.random() < 0.5:
        yield Event(
            task.feedback, "公开反馈", task.round_no, 0, office, unit, f"公开{unit}反馈情况", "",
            task.feedback, "门户网站", desk.copy,
        )  # fmt: skip
