"""Four fictional reports in prose, with the figures of the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from xuntu.synthetic import data
from xuntu.synthetic.events import Task
from xuntu.synthetic.model import City
from xuntu.synthetic.rounds import chinese

T = TypeVar("T")
_COUNTY = "990121"


def reports(city: City) -> dict[str, str]:
    """Return title and text of each report."""
    slots = {**_whole(city), **_thirteenth(city), **_twelfth(city), **_dongling(city)}
    texts = data.words("reports")
    return {title: text.strip().format(**slots) + "\n" for title, text in texts.items()}


def _number(found: Sequence[T], wanted: Callable[[T], bool]) -> int:
    return sum(1 for item in found if wanted(item))


def _units(tasks: Sequence[Task], wanted: Callable[[Task], bool]) -> int:
    return len({t.unit for t in tasks if wanted(t)})


def _day(text: str) -> str:
    year, month, day = (int(part) for part in text.split("-"))
    return f"{year}年{month}月{day}日"


def _whole(city: City) -> dict[str, object]:
    led = {c.no for c in city.cases if c.clue and c.no}
    heads = {x.title: x.name for x in city.leaders[:7]}
    return {
        "rounds": len(city.rounds),
        "teams": len(city.teams),
        "targets": _units(city.tasks, lambda t: t.type == "常规" and not t.modes),
        "lookback": _units(city.tasks, lambda t: t.type == "回头看"),
        "mobile": _units(city.tasks, lambda t: t.type == "机动式"),
        "county": _units(city.tasks, lambda t: "提级" in t.modes),
        "findings": len(city.findings),
        "clues": len(city.clues),
        "cases": len(led),
        "sanctioned": _number(city.sanctions, lambda s: s.case in led),
        "prosecuted": _number(city.prosecutions, lambda p: p.case in led),
        "first_form": _number(city.cases, lambda c: bool(c.measure)),
        "secretary": heads["市委书记"],
        "commissioner": heads["市委常委、市纪委书记、市监委主任"],
        "organiser": heads["市委常委、组织部部长"],
    }


def _thirteenth(city: City) -> dict[str, object]:
    tasks = [t for t in city.tasks if t.round_no == 13 and t.copy == 0]
    found = [f for f in city.findings if f.round_no == 13 and f.copy == 0]
    kinds = Counter(f.cat1 for f in found)
    names = [c["name"] for c in data.words("findings")["category"]]
    return {
        "start": _day(min(t.start for t in tasks)),
        "end": _day(max(t.end for t in tasks)),
        "teams13": len({t.team for t in tasks}),
        "units13": _units(tasks, lambda _: True),
        "lookback13": _units(tasks, lambda t: t.type == "回头看"),
        "county13": _units(tasks, lambda t: "提级" in t.modes),
        "findings13": len(found),
        "clues13": _number(city.clues, lambda c: c.round_no == 13 and c.copy == 0),
        **{f"c{i}": kinds[name] for i, name in enumerate(names, start=1)},
        "team_lines": _team_lines(city, tasks),
    }


def _team_lines(city: City, tasks: Sequence[Task]) -> str:
    names = {p.no: p.name for p in city.persons}
    shorts = {o.name: o.short for o in city.organisations}
    heads = {(m.round_no, m.team): names[m.person] for m in city.members if m.role == "组长"}
    lines = []
    for team in sorted({t.team for t in tasks}):
        units = "、".join(shorts[t.unit] for t in tasks if t.team == team)
        head = heads[tasks[0].round_no, team]
        lines.append(f"市委第{chinese(team)}巡察组组长{head}向{units}反馈了巡察情况。")
    return "\n".join(lines)


def _twelfth(city: City) -> dict[str, object]:
    tasks = [t for t in city.tasks if t.round_no == 12 and t.copy == 0]
    found = _number(city.findings, lambda f: f.round_no == 12 and f.copy == 0)
    done = found * 9 // 10
    leaders = {x.org: x for x in city.leaders if x.principal and not x.until}
    bodies = {o.name: o for o in city.organisations}
    lines = []
    for task in tasks[:3]:
        body = bodies[task.unit]
        head = leaders[body.admin_unit]
        lines.append(
            f"{bodies[body.admin_unit].short}{head.title}{head.name}主持召开专题会议，逐条认领反馈问题。"
        )
    return {
        "start12": _day(min(t.start for t in tasks)),
        "units12": _units(tasks, lambda _: True),
        "findings12": found,
        "measures": found * 3,
        "done": done,
        "rate": round(100 * done / found, 1),
        "clues12": _number(city.clues, lambda c: c.round_no == 12 and c.copy == 0),
        "lead_lines": "\n".join(lines),
    }


def _dongling(city: City) -> dict[str, object]:
    here = {o.name: o for o in city.organisations if o.region == _COUNTY and o.copy == 0}
    tasks = [t for t in city.tasks if t.unit in here]
    lines = [
        f"{t.start[:4]}年，七届市委第{chinese(t.round_no)}轮巡察第{t.team}巡察组进驻{here[t.unit].short}。"
        for t in tasks
    ]
    return {
        "dongling_units": _units(tasks, lambda _: True),
        "dongling_findings": _number(city.findings, lambda f: f.unit in here),
        "dongling_clues": _number(city.clues, lambda c: c.unit in here),
        "dongling_lines": "".join(lines),
    }
