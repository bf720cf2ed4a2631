"""What one check costs with its process: the whole pool against every city-managed unit."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.runner import Figure, both, program
from benchmarks.workspaces import city, loaded
from xuntu.synthetic.model import NEXT_ENTRY

GOAL = 1.5
PEOPLE, UNITS = 169, 88


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write rows as the CSV that a clerk's spreadsheet saves."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def draft(folder: Path) -> Path:
    """Write a draft in which one team of everybody inspects every unit."""
    folder.mkdir(exist_ok=True)
    truth = city(1)
    people = truth.persons[:PEOPLE]
    units = [unit for unit in truth.organisations if unit.managing == "市管" and unit.is_target]
    members = [("第1组", p.no, p.name, "组员") for p in people]
    tasks = [("第1组", u.name, "常规", "", NEXT_ENTRY) for u in units[:UNITS]]
    write(folder / "人员.csv", [("巡察组", "人员编号", "姓名", "角色"), *members])
    head = ("巡察组", "被巡察单位", "巡察类型", "组织方式", "进驻日期")
    write(folder / "任务.csv", [head, *tasks])
    return folder


def run(folder: Path) -> Figure:
    """Run `xuntu check` on the city and count its CPU seconds."""
    workspace = loaded(folder, 1)
    words: list[str | Path] = [
        "--workspace",
        workspace,
        "--quiet",
        "check",
        "--draft",
        draft(folder / "draft"),
    ]
    # In turns, so that a busy moment hits both.
    done, start = both(
        [program("xuntu"), *words, "--format", "json"], [program("xuntu"), "--help"], times=5
    )
    beyond = done.seconds - start.seconds
    verdicts = json.loads(done.printed)["verdicts"]
    full = len(verdicts) == PEOPLE * UNITS
    note = f"{len(verdicts):,} verdicts by all rules; {done.seconds:.2f} s with the start of {start.seconds:.2f} s"
    met = full and beyond <= GOAL
    name = f"`xuntu check`, {PEOPLE} x {UNITS}, beyond the start"
    return Figure(name, f"≤ {GOAL} s CPU", f"{beyond:.2f} s CPU", met, note)
