"""A real browser, one a session, and made-up graphs of the size that people draw."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from graph.model.answers import (
    Edge,
    Evidence,
    FunnelStep,
    Node,
    OpenEnd,
    Subgraph,
    Trace,
    TraceStep,
)
from graph.model.claims import Value, digest
from tests.visualizations.opening import Opened, watch
from visualizations import check
from visualizations.report import LOST, NOISE, REPAIRED, Change, Fact, MarkedText

CASES = Path(__file__).parents[1] / "cases" / "visualizations"
LIMITS = {("Finding", "Clue"): 30, ("Clue", "CaseFile"): 90, ("CaseFile", "Sanction"): 180}
UNITS = ["财政局", "卫生健康局", "教育局", "住房和城乡建设局", "农业农村局",
         "市场监督管理局", "水务局", "民政局"]  # fmt: skip
PLACES = ["云川市", "云山区", "清河区", "东岭县", "南浦县", "西泽县", "北原县"]
TOPICS = ["专项资金滞留未拨", "采购化整为零规避公开招标", "选人用人程序倒置", "亲属违规经商办企业",
          "整改台账虚假销号", "履行主体责任不力", "公务接待超标准列支", "项目结余资金长期未清理"]  # fmt: skip
SURNAMES, GIVEN = "甲乙丙丁戊己庚辛", "一二三四五六七八九十"


Open = Callable[..., Opened]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page's text from a file: `opened(text, theme="dark")`."""
    pages: list[Page] = []

    def open_it(text: str, theme: str = "light") -> Opened:
        file = tmp_path / f"page{len(pages)}.html"
        file.write_text(text, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        pages.append(page)
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        found = Opened(page)
        watch(page, found, file.as_uri())
        page.goto(file.as_uri())
        # Playwright's own waiting makes code of text, which the pages forbid.
        while not page.evaluate("Boolean(window.xuntu && window.xuntu.ready)"):
            assert not found.errors, found
            page.wait_for_timeout(20)
        return found

    yield open_it
    for page in pages:
        page.close()


class Made:
    """Collects nodes and edges of a made-up graph, each with the row it would stand in."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.evidence: dict[str, tuple[Evidence, ...]] = {}

    def node(self, kind: str, file: str = "台账.xlsx", /, **properties: Value) -> Node:
        """Add a node and the row that states it."""
        made = Node(digest(kind, len(self.nodes), *properties.values()), kind, properties)
        quote = "｜".join(f"{name}：{value}" for name, value in properties.items())
        self.evidence[made.id] = (Evidence(file, f"第{len(self.nodes) + 3}行", quote),)
        self.nodes.append(made)
        return made

    def edge(self, kind: str, source: Node, target: Node, /, **properties: Value) -> Edge:
        """Add an edge with the row that states it."""
        made = Edge(
            digest(kind, source.id, target.id, len(self.edges)),
            kind,
            source.id,
            target.id,
            properties,
        )
        self.evidence[made.id] = (
            Evidence("关系表.xlsx", f"第{len(self.edges) + 3}行", f"{kind} 的原文"),
        )
        self.edges.append(made)
        return made

    def subgraph(self, title: str) -> Subgraph:
        """Return what was collected."""
        return Subgraph(title, tuple(self.nodes), tuple(self.edges), self.evidence)

    def person(self) -> str:
        """Return a name that nobody bears."""
        return self.random.choice(SURNAMES) + "".join(self.random.sample(GIVEN, 2))


def _city(size: int) -> Subgraph:
    made = Made(7)
    pick = made.random.choice
    committee = made.node("Organization", name="中共云川市委", kind="党委", managing_level="市级")
    rounds = [made.node("Round", name=f"十三届市委第{n}轮", number=n) for n in range(1, 5)]
    for one in rounds:
        made.edge("DISPATCHES", committee, one)
    teams = [made.node("Team", name=f"市委第{n}巡察组", number=n) for n in range(1, 9)]
    for team in teams:
        made.edge("OF_ROUND", team, pick(rounds))
    units = [
        made.node("Organization", name=f"{p}{u}", kind="行政机关")
        for p in PLACES
        for u in UNITS[:4]
    ]
    units.append(
        made.node("Organization", name="云川市城市建设投资运营集团有限公司第二工程项目管理分公司")
    )
    for unit in units:
        made.edge("PART_OF", unit, committee)
    tasks = []
    for unit in units:
        task = made.node(
            "InspectionTask",
            name=f"巡察{unit.properties['name']}",
            type="常规",
            begins="2023-04-10",
        )
        made.edge("EXECUTES", pick(teams), task)
        made.edge("INSPECTS", task, unit)
        tasks.append(task)
    people = [
        made.node("Person", name=made.person(), person_no=f"P{n:03}", gender="男")
        for n in range(60)
    ]
    for person in people:
        for since in made.random.sample(("2015-06", "2018-03", "2021"), pick((1, 1, 2))):
            made.edge(
                "SERVED_IN", person, pick(units), title="副局长", since=since, until="2022-01"
            )
        if made.random.random() < 0.4:
            made.edge("MEMBER_OF", person, pick(teams), role="组员")
    while len(made.nodes) < size:
        finding = made.node(
            "Finding", name=pick(TOPICS), no=f"W{len(made.nodes):04}", found_on="2023-05-18"
        )
        made.edge("FOUND", pick(tasks), finding)
        if made.random.random() < 0.5 and len(made.nodes) < size:
            clue = made.node(
                "Clue", no=f"〔2023〕{len(made.nodes):03}号", transferred="2023-06-20", closed=False
            )
            made.edge("LED_TO", finding, clue)
            made.edge("ABOUT", clue, pick(people))
    return made.subgraph("十三届市委巡察关系（虚构）")


@pytest.fixture(scope="session")
def city() -> Callable[[int], Subgraph]:
    """A made-up city's graph with as many nodes as asked for (at least 150)."""
    return _city


class _Chains(Made):
    """Chains from findings on, with dates; some end early, some are late."""

    def __init__(self) -> None:
        super().__init__(11)
        self.steps: list[TraceStep] = []
        self.dates: dict[str, str] = {}
        self.open: list[OpenEnd] = []

    def waits(self, node: Node, awaits: str | None = None) -> None:
        """Say that nothing is recorded after a node."""
        days = (date(2024, 11, 30) - date.fromisoformat(self.dates[node.id])).days
        limit = LIMITS.get((node.kind, awaits or ""))
        self.open.append(OpenEnd(node.id, awaits, days, limit, "样例" if limit else ""))

    def dated(self, node: Node, day: date) -> Node:
        self.dates[node.id] = day.isoformat()
        return node

    def link(self, kind: str, source: Node, target: Node) -> None:
        grade = self.random.choices(("recorded", "stated", "inferred"), (6, 3, 2))[0]
        edge = self.edge(kind, source, target).id if grade != "inferred" else None
        ends = [date.fromisoformat(self.dates[n.id]) for n in (source, target)]
        limit = LIMITS.get((source.kind, target.kind))
        self.steps.append(
            TraceStep(source.id, target.id, edge, kind, grade, (ends[1] - ends[0]).days, limit)
        )

    def later(self, node: Node, low: int, high: int) -> date:
        return date.fromisoformat(self.dates[node.id]) + timedelta(self.random.randint(low, high))

    def clue(self, finding: Node) -> Node:
        day = self.later(finding, 5, 60)
        clue = self.dated(
            self.node("Clue", "线索移交台账.xlsx", no=f"〔{day.year}〕{len(self.nodes):03}号"), day
        )
        self.link("LED_TO", finding, clue)
        who = self.node("Person", name=self.person())
        self.edge("ABOUT", clue, who)
        if self.random.random() < 0.35:
            self.waits(clue, "CaseFile")
            return clue
        case = self.dated(
            self.node("CaseFile", "立案台账.xlsx", no=f"云纪立〔{day.year}〕{len(self.nodes)}号"),
            self.later(clue, 30, 150),
        )
        self.link("LED_TO", clue, case)
        self.edge("AGAINST", case, who)
        if self.random.random() < 0.3:
            self.waits(case, "Sanction")
            return clue
        for name in self.random.sample(
            ("党内严重警告", "撤销党内职务", "政务记大过", "开除党籍"),
            self.random.choice((1, 1, 2)),
        ):
            self.link(
                "RESULTED_IN",
                case,
                self.dated(
                    self.node("Sanction", "处分台账.xlsx", name=name), self.later(case, 60, 230)
                ),
            )
        if self.random.random() < 0.3:
            referral = self.dated(
                self.node("Prosecution", name="移送云川市人民检察院"), self.later(case, 30, 90)
            )
            self.link("REFERRED_TO", case, referral)
            self.waits(referral)
        return clue


def _trace(chains: int, tasks: bool = False) -> Trace:
    made = _Chains()
    for place in range(chains):
        day = date(2021, 5, 1) + timedelta(38 * place)
        if tasks and place % 3 == 0:
            unit = made.random.choice(PLACES) + made.random.choice(UNITS)
            task = made.dated(made.node("InspectionTask", name=f"巡察{unit}", type="常规"), day)
        topic = made.random.choice(TOPICS)
        finding = made.dated(
            made.node("Finding", "问题台账.xlsx", name=topic, no=f"W{place:03}"), day
        )
        if tasks:
            found = made.edge("FOUND", task, finding).id
            made.steps.append(TraceStep(task.id, finding.id, found, "FOUND", "recorded"))
        else:
            unit = made.random.choice(PLACES) + made.random.choice(UNITS)
            made.edge("CONCERNS", finding, made.node("Organization", name=unit))
        clues = [made.clue(finding) for _ in range(made.random.choice((0, 1, 1, 1, 2)))]
        if not clues:
            made.waits(finding, "Clue")
        if tasks and len(clues) == 2:
            merged = made.edge("MERGED_INTO", *clues).id
            made.steps.append(
                TraceStep(clues[0].id, clues[1].id, merged, "MERGED_INTO", "recorded")
            )
    lanes = ("Finding", "Clue", "CaseFile", "Sanction", "Prosecution")
    graph = made.subgraph("十三届市委巡察发现问题的处置（虚构）")
    return Trace(
        graph.title,
        made.nodes[0].id,
        ("InspectionTask", *lanes) if tasks else lanes,
        graph,
        tuple(made.steps),
        made.dates,
        tuple(made.open),
        "2024-11-30",
        funnel=(FunnelStep("Finding", "Clue", 25, 20, 0, 5, 20, 33, 28, 41, 31, 30, 9),),
    )


@pytest.fixture(scope="session")
def chains() -> Callable[..., Trace]:
    """A made-up trace with as many chains as asked for; `tasks=True` begins with inspections."""
    return _trace


MARKS = ("公布数字", "单位", "巡察任务", "巡察轮次", "巡察组", "任职", "处分处理", "常见问题表现")


def _report(lines: int) -> MarkedText:
    text, found, changes = "", [], []
    for number in range(lines):
        at, kind = len(text), str(number % len(MARKS))
        text += f"　　市委巡察組(zǔ)对{PLACES[number % 7]}开展巡察，發現問題{number}个，乱码?h)。\n"
        doubts = ("把握不大（50%）",) if number % 3 == 0 else ()
        said = f"发现问题 {number}个"
        told = (("所说的主体", "云川市委"), ("数值", f"{number}个"))
        place = f"第{number + 1}段"
        found.append(Fact(kind, at + 2, at + 20, "巡察", told, place, "inspects:list", 0.9))
        found.append(Fact("0", at + 10, at + 22, said, told, place, "measure:found", 0.5, doubts))
        changes.append(Change(at + 6, at + 7, "组"))
        changes.append(Change(at + 7, at + 11, "", NOISE, "夹带注音"))
        odd = text.index("乱码", at)
        changes.append(Change(odd, odd + 2, "文字", REPAIRED, "编码修复"))
        changes.append(Change(odd + 2, odd + 5, "?h)", LOST, "编码损坏，无法修复"))
    kinds = {str(place): label for place, label in enumerate(MARKS)}
    context = (("文件", "报告.txt"), ("派出党委", "云川市委（文中写明，把握 90%）"))
    unread = ((0, 10, "网页附带的文字，没有读"),)
    notes = (f"有 {lines} 处文字缺失或损坏",)
    return MarkedText(
        "云川市委巡察情况", text, kinds, tuple(found), tuple(changes), unread, context, notes
    )


@pytest.fixture(scope="session")
def checked() -> Callable[[int], MarkedText]:
    """A made-up report of as many paragraphs as asked for, with facts of every kind and damage."""
    return _report


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _made(kind: Callable[..., Any], given: Mapping[str, Any]) -> Any:
    return kind(**{name: _tuples(value) for name, value in given.items()})


def _cells(case: Mapping[str, Any]) -> dict[str, check.Cell]:
    """Return the cells of the case file by name, with their reasons and gaps."""
    links = {
        name: {"path": [_made(check.Link, link) for link in given.get("path", [])]}
        for name, given in case["reasons"].items()
    }
    reasons = {n: _made(check.Reason, given | links[n]) for n, given in case["reasons"].items()}
    gaps = {name: _made(check.Gap, given) for name, given in case["gaps"].items()}
    return {
        name: _made(check.Cell, given | {"reasons": [reasons[r] for r in given["reasons"]],
                                         "gaps": [gaps[g] for g in given["gaps"]]})
        for name, given in case["cells"].items()
    }  # fmt: skip


def _matrix(people: int, units: int, teams: int = 1) -> check.Matrix:
    case = json.loads((CASES / "check.json").read_text(encoding="utf-8"))
    cells, often = _cells(case), list(case["often"].values())
    rules = tuple(_made(check.TeamRule, given) for given in case["team_rules"])
    made, found = random.Random(5), []
    offices = [f"中共{place}{unit}党组" for unit in UNITS for place in PLACES]
    names = tuple(f"{offices[n % len(offices)]}{n // len(offices) or ''}" for n in range(units))
    for team in range(1, teams + 1):
        rows = [
            made.choices([cells[c] for c in case["often"]], often, k=units) for _ in range(people)
        ]
        rows[0][0], rows[-1][-1] = cells["recuse"], cells["unknown"]
        who = []
        for n, row in enumerate(rows):
            name = made.choice(SURNAMES) + "".join(made.sample(GIVEN, 2))
            worst = max((cell.verdict for cell in row), key=check.VERDICTS.index)
            who.append(check.Member(f"P{team}{n:03}", name, "组员" if n else "组长", worst))
        found.append(check.Team(f"第{team}组", tuple(who), names, tuple(map(tuple, rows)), rules))
    context = (("派出党委", "中共云川市委"), ("核查日期", "2025-03-24"), ("核查人", "甲九九"))
    return check.Matrix(
        "拟任名单", context, case["rules"], tuple(found), ("第3行的单位按现名核查",)
    )


@pytest.fixture(scope="session")
def matrix() -> Callable[..., check.Matrix]:
    """A made-up check: `matrix(people, units, teams)`, with a cell of every kind if it is large."""
    return _matrix
