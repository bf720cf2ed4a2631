"""Writing the city as an office would hand it over: ledgers, reports, regions and a draft."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from xuntu.synthetic import data, intake_rows, list_rows, register_rows, work_rows
from xuntu.synthetic.model import COMMITTEE, NEXT_ENTRY, NEXT_ROUND, TERM, City
from xuntu.synthetic.register_rows import Row
from xuntu.synthetic.reports import reports
from xuntu.synthetic.styles import STANDARD, Cell, dress, ordered
from xuntu.synthetic.times import after
from xuntu.synthetic.workbooks import Sheet, sheet, write_ledger, write_plain

LEDGERS: tuple[tuple[str, str, Callable[[City], Iterable[Row]]], ...] = (
    ("L1", "被巡察对象台账", register_rows.organisations),
    ("L16", "机构沿革表", register_rows.changes),
    ("L2", "轮次与任务安排表", work_rows.tasks),
    ("L3", "巡察人才库登记表", register_rows.pool),
    ("L4", "任职经历表", register_rows.careers),
    ("L5", "回避申报表", register_rows.declarations),
    ("L7", "问题清单", work_rows.findings),
    ("L10", "线索移交登记表", work_rows.clues),
    ("L11", "线索办理与处分登记表", work_rows.cases),
    ("L19", "巡察组人员名单", register_rows.members),
    ("L20", "家庭成员及社会关系表", register_rows.families),
    ("L25", "领导班子成员名册", register_rows.leaders),
    ("L6", "问题底稿", intake_rows.papers),
    ("L8", "立行立改登记表", intake_rows.fixes),
    ("L9", "整改台账", intake_rows.measures),
    ("L12", "信访登记表", intake_rows.petitions),
    ("L13", "巡察建议书台账", intake_rows.recommendations),
    ("L14", "听取汇报会议台账", list_rows.meetings),
    ("L15", "巡察进度周报", list_rows.weeklies),
    ("L17", "转交办事项台账", intake_rows.items),
    ("L18", "问责约谈与政治生态评价台账", intake_rows.reproaches),
    ("L21", "经商办企业及业务往来表", list_rows.businesses),
    ("L22", "培训与承诺登记表", list_rows.trainings),
    ("L23", "工作事项台账", list_rows.events),
    ("L24", "检查清单", list_rows.checklist),
    ("L26", "制度规划文件台账", list_rows.regulations),
    ("L27", "清单检查记录", list_rows.checks),
)
"""Ledger code, file name and where its rows come from."""


def write_city(city: City, folder: Path) -> list[Path]:
    """Write ledgers, reports, `regions.csv` and the draft into a folder and return their paths.

    Equal cities give equal bytes.
    """
    tables, prose = folder / "台账", folder / "报告"
    for needed in (tables, prose):
        needed.mkdir(parents=True, exist_ok=True)
    written = []
    for ledger, name, rows in LEDGERS:
        look = sheet(ledger)
        path = tables / f"{name}{look.suffix}"
        write_ledger(look, _cells(city, look, rows(city)), path)
        written.append(path)
    for name, text in reports(city).items():
        path = prose / f"{name}.txt"
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return [
        *written,
        write_regions(city, folder / "regions.csv"),
        _draft(city, folder / "拟任名单.xlsx"),
    ]


def write_plain_ledgers(city: City, folder: Path) -> Path:
    """Write every ledger that has rows as a text table with the headers of the templates; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = data.stream(city.seed, 0, "plain")
    for ledger, name, made in LEDGERS:
        columns = [row for row in data.rows("ledgers") if row["ledger"] == ledger]
        if not (rows := list(made(city))):
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow([column["header"] for column in columns])
            for row in rows:
                cells = (dress(rng, c["type"], row.get(c["field"]), STANDARD) for c in columns)
                out.writerow(cells)
    return folder


def _cells(city: City, look: Sheet, rows: Iterable[Row]) -> Iterator[list[Cell]]:
    rng = data.stream(city.seed, 0, f"style {look.ledger}")
    for row in rows:
        yield ordered(rng, look.fields, row, look.tongue, said=look.ledger == "L5")


def write_regions(city: City, path: Path) -> Path:
    """Write the divisions as the table that a workspace reads; return its path."""
    lines = ["code,name,parent", *(f"{p.code},{p.name},{p.parent}" for p in city.places)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def _draft(city: City, path: Path) -> Path:
    people: list[list[Cell]] = [
        [
            "巡察组",
            "人员编号",
            "姓名",
            "角色",
            "岗位分工",
            "任命单位",
            "授权单位",
            "授权文号",
            "到岗日期",
        ]
    ]
    people += [
        [m.team, m.person, m.name, m.role, m.post or None, COMMITTEE, COMMITTEE, m.authorised_doc,
         after(NEXT_ENTRY, -4)]
        for m in city.draft_members
    ]  # fmt: skip
    work: list[list[Cell]] = [
        [
            "巡察组",
            "被巡察单位",
            "巡察类型",
            "组织方式",
            "进驻日期",
            "届次",
            "轮次",
            "派出党委",
            "撤点日期",
        ]
    ]
    work += [
        [
            t.team,
            t.unit,
            t.type,
            ";".join(t.modes) or None,
            t.start,
            TERM,
            NEXT_ROUND,
            COMMITTEE,
            t.end,
        ]
        for t in city.draft_tasks
    ]
    write_plain({"人员": people, "任务": work}, path)
    return path
