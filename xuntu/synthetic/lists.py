"""Trainings, checklists, regulations and firms: what an office keeps for years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from xuntu.synthetic import data, times
from xuntu.synthetic.codes import credit_code
from xuntu.synthetic.desk import Desk
from xuntu.synthetic.events import DraftMember, Task
from xuntu.synthetic.model import NEXT_ROUND, Relative
from xuntu.synthetic.organisations import committee
from xuntu.synthetic.people import File
from xuntu.synthetic.records import Business, ChecklistItem, ItemCheck, Regulation, Training

INSPECTED = "云川市交通运输局"
"""The unit of the planned round with which a relative's firm has a contract."""

_OWNERS = ("妻子", "丈夫", "弟弟", "哥哥", "妹妹", "儿子", "女儿", "姐夫", "妹夫")


def trainings(desk: Desk, drafted: Sequence[DraftMember]) -> Iterator[Training]:
    """Yield who was trained for the last rounds held, and for the planned one."""
    rng = desk.stream("trainings")
    for held in desk.rounds[-3:]:
        for member in desk.members:
            if member.round_no == held.number:
                yield _training(desk, rng, held.number, member.person, held.start, 0.95)
    for drafted_member in drafted:
        yield _training(desk, rng, NEXT_ROUND, drafted_member.person, "2025-03-20", 1.0)


def _training(
    desk: Desk, rng: Random, round_no: int, person: str, start: str, sure: float
) -> Training:
    there = rng.random() < sure
    asked = sure == 1.0 or rng.random() < 0.9
    return Training(
        round_no, person, times.after(start, -9) if there else "",
        tuple(rng.sample(desk.words["topics"], k=rng.randint(1, 3))) if there else (), there,
        times.after(start, -8) if there else "", "无异议" if asked else "未回复",
        times.after(start, -12) if asked else "", desk.copy,
    )  # fmt: skip


def checklist(copy: int) -> Iterator[ChecklistItem]:
    """Yield every item of every version of the checklists; all copies share them."""
    for t in data.words("records")["template"] if copy == 0 else ():
        for number, text in enumerate(t["items"], start=1):
            yield ChecklistItem(
                t["name"], t["version"], t["applies_to"], f"{t['prefix']}-{number:02d}",
                ("决策部署", "全面从严治党", "基层党组织建设")[number % 3] if number % 4 else "", text,
                number % 5 != 0, t["since"], t["until"],
            )  # fmt: skip


def checks(desk: Desk) -> Iterator[ItemCheck]:
    """Yield which items the teams of the last two rounds looked at."""
    rng = desk.stream("checks")
    items = list(checklist(0))
    for task in desk.tasks:
        if task.round_no < desk.rounds[-2].number:
            continue
        usable = [i for i in items if _applies(desk, task, i)]
        for item in rng.sample(usable, k=min(len(usable), rng.randint(3, 5))):
            seen = rng.random() < 0.9
            yield ItemCheck(
                task.round_no, task.team, task.unit, item.template, item.version, item.no, seen,
                times.after(task.start, rng.randint(5, 15)) if seen else "",
                rng.choice(desk.staff[task.round_no, task.team]) if seen else "", desk.copy,
            )  # fmt: skip


def _applies(desk: Desk, task: Task, item: ChecklistItem) -> bool:
    schools = desk.unit(task.unit).kind in ("学校", "医院", "事业单位")
    if schools != (item.applies_to == "事业单位"):
        return False
    return item.since <= task.start and (not item.until or task.start <= item.until)


def regulations(desk: Desk) -> Iterator[Regulation]:
    """Yield the rules of the office, and a plan for every year with the units it names."""
    rng = desk.stream("regulations")
    issuer = committee(desk.copy)
    for row in desk.words["regulation"] if desk.copy == 0 else ():
        yield Regulation(
            row["title"], f"云委巡〔{row['on'][:4]}〕{rng.randint(2, 60)}号", row["kind"], issuer, "地市州盟",
            row["stage"], row["on"], row.get("from"), row.get("to"), (),
            times.after(row["on"], -6) if rng.random() < 0.7 else "",
            "修订" if row["on"] < "2019-03" else "现行", desk.copy,
        )  # fmt: skip
    for year in sorted({r.year for r in desk.rounds}):
        numbers = {r.number for r in desk.rounds if r.year == year}
        units = [desk.unit(t.unit).short for t in desk.tasks if t.round_no in numbers]
        title = f"{issuer.removeprefix('中共')}{year}年巡察工作计划"
        yield Regulation(
            title, f"云委巡〔{year}〕{desk.number(1)}号", "年度计划", issuer, "地市州盟", "规划布局",
            f"{year}-01-28", year, year, tuple(dict.fromkeys(units)), f"{year}-01-20", "现行", desk.copy,
        )  # fmt: skip


def businesses(desk: Desk, files: Sequence[File], drafted: Sequence[str]) -> Iterator[Business]:
    """Yield the firms of people and relatives; one contracts with a unit that is to be inspected."""
    rng = desk.stream("firms")
    serial, planted, numbered = 0, False, False
    for file in files:
        # One owner at least is in the pool as well, and goes by number.
        chosen = rng.random() <= 0.12 or (bool(file.spouse_no) and not numbered)
        if file.person.no in drafted or not chosen:
            continue
        owners = [r for r in file.relatives if r.term in _OWNERS and not r.until and not r.leading]
        owner = rng.choice(owners) if owners and serial % 5 != 4 else None
        if file.spouse_no and not numbered:
            owner = next((r for r in owners if r.number), owner)
            numbered = owner is not None and bool(owner.number)
        plant = owner is not None and not planted
        yield from _dealings(desk, rng, file, owner, plant, serial)
        serial, planted = serial + 1, planted or plant


def _dealings(
    desk: Desk, rng: Random, file: File, owner: Relative | None, plant: bool, serial: int
) -> Iterator[Business]:
    at = serial % len(desk.words["firms"])
    number = desk.number(serial)
    firm = f"云川{number if serial >= len(desk.words['firms']) or desk.copy else ''}{desk.words['firms'][at]}"
    client = desk.office.by_name.get(INSPECTED) if plant else None
    if client is None:
        client = desk.unit(rng.choice(desk.office.targets).admin_unit)
    share = float(rng.choice((10, 30, 40, 51, 100))) if rng.random() < 0.85 else None
    post = rng.choice(("法定代表人", "监事", "")) if share else "法定代表人"
    deals = 1 if plant else rng.choice((0, 1, 1, 2))
    for turn in range(max(1, deals)):
        signed = f"202{rng.randint(2, 4)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        yield Business(
            file.person.no, owner.name if owner else file.person.name, owner.term if owner else "本人",
            firm, credit_code("国有企业", "990100", 900_000 + number) if at % 2 else "", share, post,
            f"201{rng.randint(4, 9)}-0{rng.randint(1, 9)}" if turn == 0 else "",
            "至今" if turn == 0 and rng.random() < 0.7 else "",
            client.short if turn < deals else "",
            f"{client.short}{desk.words['deals'][at]}{'（二期）' if turn else ''}" if turn < deals else "",
            float(rng.randint(8, 900)) if turn < deals else None, signed if turn < deals else "",
            owner.number if owner else "", "合同" if turn < deals else "", desk.words["industries"][at],
            False if rng.random() < 0.5 else None, desk.copy,
        )  # fmt: skip
