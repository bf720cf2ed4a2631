"""The trace page, in Python and in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model.answers import (
    Clock,
    Edge,
    Evidence,
    FunnelStep,
    Node,
    OpenEnd,
    Subgraph,
    Trace,
    TraceStep,
)
from graph.model.claims import Value
from visualizations import trace

Open = Callable[..., Any]
LANES = ("Finding", "Clue", "CaseFile", "Sanction", "Prosecution")


def _node(kind: str, number: int, **properties: Value) -> Node:
    return Node(f"{kind}-{number:020x}", kind, properties)


FINDING = _node("Finding", 1, name="专项资金滞留未拨", no="W001")
CLUE = _node("Clue", 2, no="〔2023〕034号")
CASE = _node("CaseFile", 3, no="云纪立〔2023〕8号")
REFERRAL = _node("Prosecution", 4, name="移送云川市人民检察院")
OTHER = _node("Clue", 5, no="〔2023〕040号", closed=True)
UNIT = _node("Organization", 6, name="东岭县财政局")
NODES = (FINDING, CLUE, CASE, REFERRAL, OTHER, UNIT)
LED = Edge("LED_TO-" + "0" * 20, "LED_TO", FINDING.id, CLUE.id, {})
GIVEN = Trace(
    "一条处置链",
    CLUE.id,
    LANES,
    Subgraph(
        "",
        NODES,
        (LED, Edge("CONCERNS-" + "0" * 20, "CONCERNS", FINDING.id, UNIT.id, {})),
        {
            CLUE.id: (Evidence("线索移交台账.xlsx", "L10!第7行", "线索编号：〔2023〕034号"),),
            LED.id: (Evidence("线索移交台账.xlsx", "L10!第7行", "对应问题：W001"),),
        },
    ),
    (
        TraceStep(FINDING.id, CLUE.id, LED.id, "LED_TO", "recorded", 64, 30, basis="云川市规定"),
        TraceStep(CLUE.id, CASE.id, None, "LED_TO", "inferred", 78, 90, why="同一人员"),
        TraceStep(CASE.id, REFERRAL.id, None, "REFERRED_TO", "stated", None, 60),
        TraceStep(FINDING.id, OTHER.id, None, "LED_TO", "inferred", 10, 30),
        TraceStep(OTHER.id, CASE.id, None, "LED_TO", "doubtful", 132, 90, why="不是同一人"),
    ),
    {
        FINDING.id: "2022-11-04",
        CLUE.id: "2023-01-07",
        CASE.id: "2023-03-26",
        OTHER.id: "2022-11-14",
    },
    (
        OpenEnd(OTHER.id, "CaseFile", 412, 90, "云川市规定", closed=True),
        OpenEnd(CASE.id, "Sanction", 280, 180, "云川市规定"),
        OpenEnd(REFERRAL.id),
    ),
    "2023-12-31",
    (Clock(CLUE.id, "移交到反馈", "2023-01-07", "", 358, 90, "条例"),),
    (FunnelStep("Finding", "Clue", 40, 20, 5, 15, 20, 37, 30, None, 33, 30, 4),),
)


def _data(text: str) -> Mapping[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', text, re.S)
    assert found is not None
    data: Mapping[str, Any] = json.loads(found.group(1))
    return data


def test_a_link_is_over_only_when_days_and_limit_say_so() -> None:
    links = _data(trace.page(GIVEN))["links"]
    assert [link["over"] for link in links] == [34, None, None, None, 42]
    assert [link["fact"] for link in links] == [True, False, True, False, False]
    month = replace(GIVEN.steps[0], days=None, least=40, most=70)
    [only] = _data(trace.page(replace(GIVEN, steps=(month,))))["links"]
    assert (only["days"], only["over"]) == (None, 10)


def test_what_nobody_records_is_never_called_led_to() -> None:
    labels = [link["label"] for link in _data(trace.page(GIVEN))["links"]]
    assert labels == ["引出", "可能有关", "移送", "可能有关", "记为引出"]


def test_an_open_end_stands_where_the_next_link_would_lead() -> None:
    found = [
        (e["source"], e["lane"], e["days"], e["over"]) for e in _data(trace.page(GIVEN))["open"]
    ]
    # What is closed is never late; after a prosecution no lane comes.
    assert found == [(4, 2, 412, None), (2, 3, 280, 100), (3, None, None, None)]


def test_a_lane_says_how_many_came_and_how_long_it_took() -> None:
    lanes = _data(trace.page(GIVEN))["lanes"]
    assert lanes[1] == {
        "kind": "Clue", "count": 2, "entered": None, "from": "Finding", "share": 50, "timed": True,
        "median": 37, "low": 30, "high": None, "limit": 30, "over": 1,
    }  # fmt: skip
    # A doubtful link is over nothing.
    assert (lanes[2]["over"], lanes[3]["from"], lanes[3]["timed"]) == (0, None, False)


def test_an_unknown_grade_is_an_error_not_a_solid_line() -> None:
    step = replace(GIVEN.steps[0], grade="guessed")
    with pytest.raises(ValueError, match="guessed"):
        trace.page(replace(GIVEN, steps=(step,)))


def cards(page: Any) -> Any:
    """Change to the lanes of cards."""
    page.get_by_role("button", name="卡片").click()
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_click_on_a_card_shows_its_sources_and_its_chain(opened: Open, theme: str) -> None:
    found = opened(trace.page(GIVEN), theme=theme)
    page, panel = cards(found.page), found.page.locator("#panel")
    for text in ("1 问题", "2 问题线索", "3 案件", "4 处分处理", "5 移送司法"):
        expect(page.locator("#lanes")).to_contain_text(text)
    page.keyboard.press("Escape")
    page.locator(".card", has_text="〔2023〕034号").click()
    expect(panel).to_contain_text("处置链 · 共 4 项")
    for text in ("期限 30 天：云川市规定", "移交到反馈：358 天，还没有结束", "按“同一人员”推断的，请核实",
                 "线索移交台账.xlsx", "L10!第7行", "线索编号：〔2023〕034号", "2023-01-07",
                 "历时 64 天，期限 30 天", "⚠ 超期 34 天", "东岭县财政局"):  # fmt: skip
        expect(panel).to_contain_text(text)
    panel.get_by_text("这一步的依据").click()
    expect(panel).to_contain_text("对应问题：W001")
    assert found.quiet(), found


def test_each_grade_is_drawn_its_own_way(opened: Open) -> None:
    page = cards(opened(trace.page(GIVEN)).page)
    dashes = {
        grade: page.locator(f"#chart path.{grade}").first.evaluate(
            "e => getComputedStyle(e).strokeDasharray"
        )
        for grade in ("recorded", "stated", "inferred", "doubtful", "open")
    }
    assert dashes["recorded"] == dashes["stated"] == "none"
    assert len(set(dashes.values())) == 4
    assert page.locator("#chart circle.mark").count() == 1
    assert page.locator("#chart .lag .tag").all_inner_texts() == ["推断", "推断", "存疑"]
    expect(page.locator("#chart .lag.over")).to_contain_text("⚠ 超期 34 天")
    expect(page.locator("#chart div.open").first).to_contain_text("已办结")
    expect(page.locator("#chart div.open").last).to_contain_text("⚠ 超期 100 天")


@pytest.mark.parametrize("tasks", [False, True], ids=["findings", "inspections"])
def test_nothing_covers_anything_and_no_name_is_cut(
    opened: Open, chains: Callable[..., Trace], tasks: bool
) -> None:
    found = opened(trace.page(chains(25, tasks)))
    cards(found.page)
    for width in (1440, 1920, 1100):
        found.page.set_viewport_size({"width": width, "height": 900})
        found.page.wait_for_timeout(120)
        boxes = found.page.locator("#chart .card, #chart div.open, #chart .lag").evaluate_all(
            "all => all.map(e => { const b = e.getBoundingClientRect();"
            " return [b.left, b.top, b.right, b.bottom, e.innerText]; })"
        )
        assert len(boxes) > 100
        for a, b in combinations(boxes, 2):
            assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1, (
                a,
                b,
            )
        cut = "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.innerText)"
        assert found.page.locator("#chart b, #chart small, .lane").evaluate_all(cut) == []
    assert found.quiet(), found


def test_filters_time_axis_and_search(opened: Open, chains: Callable[..., Trace]) -> None:
    found = opened(trace.page(chains(25)))
    page, count = found.page, found.page.locator("#count")
    rows = page.locator(".row")
    before = rows.count()
    assert before == len(_data(trace.page(chains(25)))["dates"]) - page.evaluate(
        "xuntu.data.nodes.filter((n) => ['Person', 'Organization'].includes(n.kind)).length"
    )
    page.get_by_label("只看有推断").check()
    expect(count).to_contain_text("/ 25 条处置链")
    assert 0 < rows.count() < before
    page.get_by_label("只看有推断").uncheck()
    rows.nth(3).click()
    expect(page.locator("#panel")).to_contain_text("处置链 · 共")
    cards(page)
    expect(page.locator(".card")).to_have_count(before)
    page.keyboard.press("/")
    page.keyboard.type("检察院")
    page.keyboard.press("Enter")
    expect(page.locator('.card[aria-pressed="true"]')).to_contain_text("移送云川市人民检察院")
    assert found.quiet(), found


def _to_chart(page: Any) -> None:
    while not page.evaluate("document.activeElement.matches('.card, .row')"):
        page.keyboard.press("Tab")


def test_every_action_by_keyboard(opened: Open) -> None:
    page = cards(opened(trace.page(GIVEN)).page)
    page.locator("#search").focus()
    _to_chart(page)
    chosen = page.locator('.card[aria-pressed="true"]')
    expect(chosen).to_contain_text("〔2023〕034号")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(chosen).to_contain_text("云纪立〔2023〕8号")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(chosen).to_contain_text("〔2023〕040号")
    page.keyboard.press("Escape")
    expect(chosen).to_have_count(0)
    expect(page.locator("#panel")).to_contain_text("单击卡片")


def test_every_thing_of_a_chain_is_reached_by_keyboard_on_the_time_axis(
    opened: Open, chains: Callable[..., Trace]
) -> None:
    page = opened(trace.page(replace(chains(6, True), focus=""))).page
    _to_chart(page)
    page.keyboard.press("Home")
    reached = set()
    for _ in range(page.locator(".row").count()):
        page.keyboard.press("Enter")
        here = page.evaluate("Number(document.activeElement.dataset.node)")
        assert page.evaluate("xuntu.state.chosen") == here
        reached.add(here)
        page.keyboard.press("ArrowDown")
    drawn = page.evaluate(
        "[...document.querySelectorAll('.row')].map((e) => Number(e.dataset.node))"
    )
    assert reached == set(drawn)
    assert len(drawn) == len(reached) > 15


def test_the_limit_stands_on_the_time_axis_where_it_falls(opened: Open) -> None:
    found = opened(trace.page(GIVEN))
    lag = found.page.locator('.bar[data-source="0"][data-target="1"]')
    at = {
        name: lag.locator(f"line.{name}").evaluate("e => [e.x1.baseVal.value, e.x2.baseVal.value]")
        for name in ("lagged", "beyond", "limit")
    }
    (begin, end), (due, _) = at["lagged"], at["limit"]
    # 30 of 64 days; what is beyond is drawn on its own, and said in words.
    assert (due - begin) / (end - begin) == pytest.approx(30 / 64, abs=0.01)
    assert at["beyond"] == pytest.approx([due, end])
    expect(lag).to_contain_text("64 天 / 限 30　⚠ 超期 34 天")
    # What is only likely has no limit to break and is no solid bar.
    likely = found.page.locator('.bar[data-source="1"][data-target="2"]')
    assert likely.locator("line.limit, line.beyond").count() == 0
    expect(likely).to_contain_text("推断")
    waiting = found.page.locator('.bar[data-source="2"] .open')
    assert waiting.count() == 1
    expect(found.page.locator("#lanes")).to_contain_text("中位 37（30–未达到）天 / 限 30")
    assert found.quiet(), found


def test_what_is_known_to_the_month_is_drawn_as_a_month(opened: Open) -> None:
    vague = replace(GIVEN, dates={**GIVEN.dates, CLUE.id: "2023-01"})
    page = opened(trace.page(vague)).page
    assert page.locator("rect.vague").count() == 1
    expect(page.locator("#chart text.undated")).to_have_count(1)


def test_findings_after_which_nothing_came_are_folded_and_said(
    opened: Open, chains: Callable[..., Trace]
) -> None:
    page = opened(trace.page(replace(chains(90), focus=""))).page
    alone = page.evaluate("xuntu.chains.alone.size")
    assert alone > 15
    expect(page.locator("#count")).to_contain_text(f"收起 {alone} 条没有下文的问题")
    before = page.locator(".row").count()
    page.get_by_label("收起没有下文的问题").uncheck()
    assert page.locator(".row").count() == before + alone
    expect(page.locator("#panel")).to_contain_text("95% 区间 28 天 至 41 天")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    opened: Open, require: Callable[[str], str], chains: Callable[..., Trace], theme: str
) -> None:
    found = opened(trace.page(chains(12, True)), theme=theme)
    found.page.evaluate(Path(require("axe")).read_text(encoding="utf-8"))
    for _ in range(2):
        said = found.page.evaluate(
            "axe.run().then((r) => r.violations.map((v) => [v.id, v.impact, v.nodes[0].html]))"
        )
        assert [one for one in said if one[1] in ("serious", "critical")] == []
        found.page.locator("#times").click()
    assert found.quiet(), found
