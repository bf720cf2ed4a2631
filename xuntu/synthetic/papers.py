"""Papers, petitions and immediate fixes: what comes in while a team is on the spot."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from xuntu.synthetic import times
from xuntu.synthetic.desk import Desk, money
from xuntu.synthetic.events import Finding, Task
from xuntu.synthetic.model import TODAY
from xuntu.synthetic.records import Fix, Paper, Petition

_BASIS = {
    "落实党的理论和路线方针政策、党中央重大决策部署": "党组工作条例关于贯彻落实上级部署的规定",
    "落实全面从严治党主体责任和监督责任": "落实全面从严治党主体责任规定",
    "落实新时代党的组织路线": "干部选拔任用工作条例有关规定",
    "落实巡视巡察、审计等监督整改": "巡视工作条例关于整改落实的规定",
}


def intake(desk: Desk) -> tuple[list[Paper], list[Petition], list[Fix]]:
    """Return the papers, petitions and fixes of every task, tied to each other."""
    rng = desk.stream("papers")
    papers: list[Paper] = []
    petitions: list[Petition] = []
    fixes: list[Fix] = []
    serials: dict[tuple[int, int], int] = {}
    for task in desk.tasks:
        own = [_paper(desk, rng, task, f) for f in desk.of(task)]
        if rng.random() < 0.4:
            own.append(_spare(desk, rng, task, own[-1].no))
        letters = [_petition(desk, rng, task, serials) for _ in range(rng.randint(0, 3))]
        fix = _fix(desk, rng, task, own, letters, len(fixes) + 1) if rng.random() < 0.4 else None
        letters = [_linked(rng, letter, own, fix) for letter in letters]
        told = {letter.link for letter in letters}
        papers += [replace(p, origin="信访") if p.no in told else p for p in own]
        petitions += letters
        fixes += [fix] if fix else []
    return papers, petitions, fixes


def _day(rng: Random, task: Task, first: float, last: float) -> str:
    """Return a day of a task's stay, between two shares of it."""
    stay = {"机动式": 20, "专项": 40}.get(task.type, 54)
    return min(times.after(task.start, rng.randint(int(stay * first), int(stay * last))), task.end)


def _paper(desk: Desk, rng: Random, task: Task, finding: Finding) -> Paper:
    team = desk.staff[task.round_no, task.team]
    signed = _day(rng, task, 0.8, 0.95)
    short = desk.unit(task.unit).short
    proofs = rng.sample(desk.words["evidence"], k=rng.randint(1, 3))
    return Paper(
        finding.paper, task.round_no, task.team, task.unit, finding.cat3,
        rng.choice(("谈话", "查阅资料", "查阅资料", "走访", "抽查")), finding.text,
        _BASIS[finding.cat1], tuple(f"证据{i:02d}{text}" for i, text in enumerate(proofs, 1)),
        (f"{short}主体责任", "书记第一责任人") if rng.random() < 0.7 else (f"{short}主体责任",),
        finding.cat1, money(finding.text), rng.choice(team[1:] or team),
        _day(rng, task, 0.1, 0.7), rng.choice(team[1:] or team), "同意入报告", signed, "入报告",
        desk.copy,
    )  # fmt: skip


def _spare(desk: Desk, rng: Random, task: Task, last: str) -> Paper:
    """Return a paper that came to no finding: its number goes on after the last one's."""
    team, short = desk.staff[task.round_no, task.team], desk.unit(task.unit).short
    text = desk.word(rng, "spare").format(u=short, y=int(task.start[:4]) - 1, n=rng.randint(2, 9))
    outcome = rng.choice(("立行立改", "不采用", "移交线索"))
    opinion = {"不采用": "情节轻微，不采用", "立行立改": "立行立改"}.get(outcome, "移交")
    return Paper(
        f"{last[:-2]}{int(last[-2:]) + 1:02d}", task.round_no, task.team, task.unit,
        text.removeprefix(short), "抽查", text, "内部管理规定", ("证据01现场照片",),
        (f"{short}主体责任",), "落实全面从严治党主体责任和监督责任", None, team[-1],
        _day(rng, task, 0.2, 0.6), team[-1], opinion, _day(rng, task, 0.8, 0.95), outcome, desk.copy,
    )  # fmt: skip


def _petition(desk: Desk, rng: Random, task: Task, serials: dict[tuple[int, int], int]) -> Petition:
    key = (task.round_no, task.team)
    serials[key] = serials.get(key, 0) + 1
    unit, named = desk.unit(task.unit), rng.random() < 0.4
    in_scope = rng.random() < 0.85
    text = desk.word(rng, "petitions").format(u=unit.short)
    sealed = f"V-{task.round_no:02d}{task.team:02d}{serials[key]:02d}" if named else ""
    return Petition(
        f"XF{task.round_no:02d}-{task.team}-{serials[key]:03d}", task.round_no, task.team, task.unit,
        min(_day(rng, task, 0.05, 0.85), task.petition_deadline),
        rng.choice(("来信", "来电", "来访", "扫码", "举报箱")), "实名" if named else "匿名", sealed,
        unit.short, text, in_scope, "留存" if in_scope else "转交", "",
        True if rng.random() < 0.02 else rng.choice((False, False, None)), desk.copy,
    )  # fmt: skip


def _linked(rng: Random, letter: Petition, papers: list[Paper], fix: Fix | None) -> Petition:
    """Send a petition on: into a paper, or into the fix of its task."""
    if not letter.in_scope:
        return letter
    if fix is not None and letter.no in fix.sources:
        return replace(letter, handling="立行立改", link=fix.no)
    if rng.random() < 0.55:
        return replace(letter, handling="深入了解", link=rng.choice(papers).no)
    return letter


def _fix(
    desk: Desk, rng: Random, task: Task, papers: list[Paper], letters: list[Petition], serial: int
) -> Fix:
    spare = [p.no for p in papers if p.outcome == "立行立改"]
    usable = [p.no for p in letters if p.in_scope]
    sources = tuple(spare[:1] + usable[:1]) or (desk.of(task)[0].no,)
    issued = _day(rng, task, 0.5, 0.9)
    due = times.after(issued, rng.choice((20, 30, 45)))
    state = rng.choice(("办结", "办结", "办结", "未办结", "延期"))
    closed = times.after(issued, rng.randint(10, 40)) if state == "办结" else ""
    if closed > TODAY:
        closed, state = "", "未办结"
    unit = desk.unit(task.unit)
    return Fix(
        f"立改〔{issued[:4]}〕{desk.number(serial)}号", task.round_no, task.team, task.unit,
        "立查立处" if rng.random() < 0.12 else "立行立改",
        f"{unit.short}：{desk.word(rng, 'goals')}，涉及{desk.word(rng, 'departments')}", issued, due,
        closed if closed and rng.random() < 0.8 else "", "已整改到位" if closed else "", state, sources,
        closed, desk.copy,
    )  # fmt: skip
