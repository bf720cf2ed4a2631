"""Avoidance checks on a workspace: they open the snapshot alone, never the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from graph.model.errors import WorkspaceError
from graph.snapshot import Snapshot
from queries import avoidance
from queries.avoidance import profile, rosters
from queries.avoidance.candidates import FORBIDDEN, Candidate, Candidates, Wanted, shown
from queries.avoidance.candidates import candidates as ranked
from queries.avoidance.draft import Task
from queries.avoidance.pivot import pivot
from queries.avoidance.verdict import Verdict
from xuntu import judging
from xuntu.folder import Folder

ORDER = ("应回避", "信息不足", "需复核", "可任")
"""Verdicts from the worst to the best, as a clerk wants to read them."""


def check(
    folder: Folder, draft: avoidance.Draft, on: date | None = None, known_by: date | None = None
) -> avoidance.Check:
    """Return the check of a draft against everything the workspace knows, or knew by the end of a day."""
    snapshot, committee = _known(folder, known_by), committee_of(folder)
    found = avoidance.check(snapshot, draft, profile_of(folder), committee=committee, on=on)
    return judging.settled(folder, snapshot, found, known_by)


def roster(
    folder: Folder,
    team: str,
    which: tuple[int | None, int | None],
    known_by: date | None = None,
    *,
    unstaffed: bool = False,
) -> rosters.Roster:
    """Return the round on record of a team: of a term and round if they are named, else the latest.

    A planned team without members is one if `unstaffed` is asked for.
    """
    snapshot, committee = _known(folder, known_by), committee_of(folder)
    return rosters.on_record(snapshot, team, committee, *which, unstaffed=unstaffed)


def everybody(
    folder: Folder, tasks: Sequence[Task], role: str, known_by: date | None = None
) -> avoidance.Draft:
    """Return the draft of the whole pool for some tasks, or for the planned ones if none are given."""
    snapshot = _known(folder, known_by)
    tasks = tasks or rosters.planned(snapshot, committee_of(folder))
    return rosters.everybody(rosters.pool(snapshot), tasks, role)


def candidates(
    folder: Folder, draft: avoidance.Draft, wanted: Wanted, on: date | None = None
) -> Candidates:
    """Return who of the pool could join a team of a draft, the best first."""
    snapshot, committee = _known(folder), committee_of(folder)
    return ranked(snapshot, draft, wanted, profile_of(folder), committee=committee, on=on)


def committee_of(folder: Folder) -> str:
    """Return the committee of a workspace; raise WorkspaceError if it names none."""
    if not folder.settings.committee:
        raise WorkspaceError("工作区没有写明派出党委", hint="请在 workspace.toml 写明 committee")
    return folder.settings.committee


def _known(folder: Folder, day: date | None = None) -> Snapshot:
    return folder.snapshot_known_by(day) if day else folder.snapshot()


def profile_of(folder: Folder) -> profile.Profile:
    """Return the avoidance profile that the workspace's settings name, or the built-in one."""
    named = folder.settings.profile
    path: Path | None = folder.folder / named if named else None
    if path is not None and not path.is_file():
        raise WorkspaceError(
            "没有这个回避规则设置", where=named, hint="请核对 workspace.toml 的 profile"
        )
    return profile.load(path)


def lines(found: avoidance.Check, *, full: bool, known_by: date | None = None) -> list[str]:
    """Return a check as lines for a terminal: the worst first, every reason with its sources."""
    data: Any = found.to_json()
    turns = {(j.member.team, j.member.person_no, j.unit): pivot(j) for j in found.verdicts}
    verdicts = sorted(
        data["verdicts"],
        key=lambda v: (ORDER.index(v["verdict"]), v["team"], v["person_no"], v["unit"]),
    )
    out = []
    for verdict in verdicts:
        if verdict["verdict"] == "可任" and not full:
            continue
        out.append(
            f"【{verdict['verdict']}】{verdict['name']}（{verdict['person_no']}）{verdict['role']} → {verdict['unit']}"
        )
        out += [f"    {reason['text']}" for reason in verdict["reasons"]]
        if turn := turns[verdict["team"], verdict["person_no"], verdict["unit"]]:
            out.append(f"    → {turn}")
        rules_by_field: dict[str, list[str]] = {}
        for gap in verdict["missing"]:
            rules_by_field.setdefault(gap["field"], []).append(gap["rule"])
        out += [
            f"    缺 {field}（{'、'.join(rules)} 需要）" for field, rules in rules_by_field.items()
        ]
    out += [
        f"【{'通过' if rule['passed'] else '组内规则不通过'}】{rule['text'].partition(' ')[2]}"
        for rule in data["team_rules"]
        if full or not rule["passed"]
    ]
    counts = {label: sum(p["verdict"] == label for p in data["people"]) for label in ORDER}
    total = "，".join(f"{label} {n} 人" for label, n in counts.items())
    out.append(f"核查日期 {data['on']}：{total}（按每人对本组全部单位中最重的一项）")
    if known_by is not None:
        out.append(f"台账截至 {known_by.isoformat()} 装载的内容；此后装载的和决定的没有计入")
    return out


MARKS = dict(zip(ORDER, "×？△○", strict=True))
"""What stands for a verdict in a cell of a matrix."""


def matrix(found: avoidance.Check) -> list[str]:
    """Return a check of many people for many units as a table: a line a person, a column a unit."""
    units: dict[tuple[str, str], int] = {}
    rows: dict[tuple[str, str], dict[int, str]] = {}
    worst: dict[tuple[str, str], Verdict] = {}
    for judged in found.verdicts:
        who = (judged.member.person_no, judged.name)
        column = units.setdefault((judged.member.team, judged.unit), len(units) + 1)
        rows.setdefault(who, {})[column] = MARKS[judged.verdict.label]
        worst[who] = max(judged.verdict, worst.get(who, judged.verdict))
    out = [f"{number:>3} {team} {unit}" for (team, unit), number in units.items()]
    out.append(" ".join([*(f"{n:>3}" for n in units.values()), " 可任 人员"]))
    for who, cells in sorted(rows.items(), key=lambda row: (worst[row[0]], row[0])):
        free = sum(cell == MARKS["可任"] for cell in cells.values())
        shown = " ".join(f" {cells.get(n, ' ')}" if cells.get(n) else "   " for n in units.values())
        out.append(f"{shown} {free:>4}  {who[1]}（{who[0]}）")
    marks = "，".join(f"{mark} {label}" for label, mark in MARKS.items())
    out.append(f"核查日期 {found.on}：{len(rows)} 人 × {len(units)} 个任务单位；{marks}")
    return out


def candidate_lines(found: Candidates, *, full: bool, most: int = 20) -> list[str]:
    """Return candidates as lines for a terminal, the best first; who is out only on demand."""
    free = [c for c in found.people if c.verdict is not Verdict.RECUSE]
    listed = found.people if full else free[:most]
    asked = "、".join(found.need)
    out = [
        f"{found.team}{f'，顶替{found.instead_of}' if found.instead_of else ''}"
        f"{f'，专长 {asked}' if asked else ''}：人才库可用且未列入的 {len(found.people)} 人，"
        f"其中 {len(found.people) - len(free)} 人应回避或不可任"
    ]
    out += [line for number, c in enumerate(listed, 1) for line in _candidate(number, c)]
    if len(listed) < len(free):
        out.append(f"… 另有 {len(free) - len(listed)} 人，--full 列出全部")
    out.append(f"核查日期 {found.on}；按 应回避、资料、需复核条数、专长、组内规则、近三年轮次 排序")
    return out


def _candidate(number: int, one: Candidate) -> list[str]:
    if one.masked:
        return [f"{number:>3} 【{FORBIDDEN}】{one.name}（{one.person_no}）"]
    told = [
        f"专长 {'、'.join(one.skills) or '未填'}",
        f"参加过 {one.rounds} 轮（近三年 {one.recent} 轮）",
    ]
    told += [f"打破 {shown(one.broken)}"] if one.broken else []
    told += [f"补上 {shown(one.mended)}"] if one.mended else []
    head = f"{number:>3} 【{one.verdict.label}】{one.name}（{one.person_no}） {'；'.join(told)}"
    return [head, *(f"        {reason.text}" for reason in one.reasons)]
