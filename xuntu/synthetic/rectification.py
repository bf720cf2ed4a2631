"""What the office asks of others after a round: measures, advice, matters handed on, reproaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from xuntu.synthetic import times
from xuntu.synthetic.desk import Desk, money
from xuntu.synthetic.events import CaseFile, Finding, Task
from xuntu.synthetic.model import TODAY
from xuntu.synthetic.records import Measure, Recommendation, Reproach, TransferItem

MEASURED_SINCE = 8
"""The round from which on measures were booked; before it they were kept on paper."""


def measures(desk: Desk) -> Iterator[Measure]:
    """Yield the measures against every finding that was fed back."""
    rng = desk.stream("measures")
    for task in desk.tasks:
        for finding in desk.of(task) if task.round_no >= MEASURED_SINCE else ():
            for seq in range(1, 3 if rng.random() < 0.15 else 2):
                yield _measure(desk, rng, task, finding, seq)


def _measure(desk: Desk, rng: Random, task: Task, finding: Finding, seq: int) -> Measure:
    group = desk.group(task.unit, task.feedback)
    lead = rng.choice(group) if group else None
    by_name = lead is not None and rng.random() < 0.1
    due = times.after(task.feedback, rng.choice((60, 90, 150, 180)))
    long_term = rng.random() < 0.08
    status = "长期坚持" if long_term else _status(rng, due)
    closed = times.after(task.feedback, rng.randint(30, 170)) if status == "已完成(销号)" else ""
    if closed > TODAY:
        closed, status = "", "整改中"
    done = bool(closed) or status in ("基本完成", "反弹")
    bounced = status == "反弹"
    return Measure(
        finding.no, seq, desk.word(rng, "goals"), f"{seq}.{desk.word(rng, 'measures')}",
        (lead.name if by_name else lead.no) if lead else "班子成员", by_name or lead is None,
        desk.word(rng, "departments"), desk.word(rng, "departments") if rng.random() < 0.5 else "",
        "长期坚持" if long_term else due, "已按要求整改" if done else "正在推进",
        100 if closed else rng.choice((40, 60, 80, None)), status,
        ("整改报告", "会议纪要") if closed else (), money(finding.text) if closed else None,
        rng.randint(0, 3) if closed else None,
        (desk.word(rng, "rules"),) if closed and rng.random() < 0.5 else (),
        "同意销号" if closed else "", closed,
        "反弹" if bounced else "未反弹" if closed and rng.random() < 0.2 else "",
        times.after(due, 30) if bounced and times.after(due, 30) < TODAY else "", desk.copy,
    )  # fmt: skip


def _status(rng: Random, due: str) -> str:
    if due > TODAY:
        return rng.choice(("整改中", "整改中", "未整改", "基本完成"))
    return rng.choice(("已完成(销号)",) * 10 + ("基本完成", "整改中", "反弹"))


def recommendations(desk: Desk) -> Iterator[Recommendation]:
    """Yield one or two letters of advice a round, each for findings of one kind."""
    rng = desk.stream("advice")
    serials: dict[str, int] = defaultdict(int)
    for held in desk.rounds:
        several: dict[str, list[str]] = defaultdict(list)
        for finding in desk.findings:
            if finding.round_no == held.number:
                several[finding.cat3].append(finding.no)
        common = sorted(cat for cat, numbers in several.items() if len(numbers) > 1)
        for cat in rng.sample(common, k=min(len(common), rng.choice((1, 2)))):
            sent = times.after(held.end, rng.randint(40, 60))
            serials[sent[:4]] += 1
            serial = desk.number(serials[sent[:4]])
            replied = times.after(sent, rng.randint(30, 80)) if rng.random() < 0.75 else ""
            yield Recommendation(
                f"巡建〔{sent[:4]}〕{serial}号", held.number, desk.unit(_bureau(desk, rng)).short,
                f"{desk.word(rng, 'advice')}（{cat}）", sent, rng.randint(1, 4), times.after(sent, 60),
                "已召开专题会研究" if replied else "", "修订制度" if replied else "",
                replied if replied < TODAY else "", tuple(several[cat][:3]),
                rng.randint(0, 2) if replied else None, desk.copy,
            )  # fmt: skip


def _bureau(desk: Desk, rng: Random) -> str:
    units = [u.admin_unit for u in desk.office.targets if u.kind == "政府部门"]
    return rng.choice(units)


def items(desk: Desk) -> Iterator[TransferItem]:
    """Yield what was handed to departments: matters of a unit that are no clue."""
    rng = desk.stream("items")
    serials: dict[str, int] = defaultdict(int)
    for task in desk.tasks:
        if rng.random() > 0.3:
            continue
        sent = times.after(task.end, rng.randint(10, 40))
        serials[sent[:4]] += 1
        closed = times.after(sent, rng.randint(20, 90))
        closed = closed if closed < TODAY and rng.random() < 0.8 else ""
        yield TransferItem(
            f"ZB{sent[:4]}-{desk.number(serials[sent[:4]]):03d}", task.round_no,
            desk.unit(_bureau(desk, rng)).short, desk.unit(task.unit).short, desk.word(rng, "items"),
            sent, times.after(sent, 60), "已办理并反馈" if closed else "",
            rng.randint(0, 1) if closed else None, rng.randint(0, 2) if closed else None,
            rng.randint(0, 1) if closed else None, closed,
            (rng.choice(desk.of(task)).no,) if rng.random() < 0.7 else (), desk.copy,
        )  # fmt: skip


def reproaches(desk: Desk, measures: list[Measure], cases: list[CaseFile]) -> Iterator[Reproach]:
    """Yield what followed bad rectification, cases of leaders, and the yearly appraisals."""
    rng = desk.stream("reproaches")
    findings = {f.no: f for f in desk.findings}
    serial, talked = 0, set()
    for measure in measures:
        if measure.status not in ("反弹", "未整改") and not (
            measure.status == "整改中" and measure.due < TODAY
        ):
            continue
        serial += 1
        made = _late(desk, rng, measure, findings[measure.finding], desk.number(serial))
        # Nobody is talked to twice in a day.
        if (made.on, made.kind, made.target) not in talked:
            yield made
        talked.add((made.on, made.kind, made.target))
    for case in cases:
        if case.no and case.principal:
            yield _both(desk, rng, case)
    for task in [t for t in desk.tasks if t.round_no >= 12 and t.type != "专项"]:
        score = round(rng.uniform(72, 95), 1)
        grade = "优" if score >= 90 else "良" if score >= 80 else "中"
        yield Reproach(
            times.after(task.end, 12), "政治生态评价", desk.unit(task.unit).short, "巡察期间政治生态评价", "",
            "市委巡察办", None, f"{score}/{grade}", "", task.unit, score, desk.copy,
        )  # fmt: skip


def _late(desk: Desk, rng: Random, measure: Measure, finding: Finding, serial: int) -> Reproach:
    on = measure.reopened or times.after(min(measure.due, "2025-02-10"), 20)
    unit = desk.unit(finding.unit)
    group = desk.group(finding.unit, on)
    kind = rng.choice(("约谈", "督办单", "通报")) if group else "督办单"
    numbered = f"巡督〔{on[:4]}〕{serial}号" if kind != "约谈" else ""
    target = group[0].no if kind == "约谈" else unit.short
    return Reproach(
        on, kind, target, f"整改不到位：{finding.cat3}（{measure.status}）", finding.no,
        desk.leaders.rows[2].no if desk.copy == 0 and kind == "约谈" else "市委巡察办",
        1 if kind == "约谈" else None, "", numbered, finding.unit, None, desk.copy,
    )  # fmt: skip


def _both(desk: Desk, rng: Random, case: CaseFile) -> Reproach:
    body = next(o for o in desk.office.organisations if o.admin_unit == case.unit)
    on = times.after(case.filed, rng.randint(20, 50))
    return Reproach(
        min(on, TODAY), "一案双查", body.short, f"{case.no}案发后倒查主体责任", case.no, "市纪委监委", None,
        "", f"巡问〔{on[:4]}〕{case.no.split('-')[1]}号", body.name, None, desk.copy,
    )  # fmt: skip
