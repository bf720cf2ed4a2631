"""The trace page, in Python and in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model.answers import Edge, Evidence, Node, Subgraph, Trace, TraceStep
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
        TraceStep(FINDING.id, CLUE.id, LED.id, "LED_TO", "recorded", 64, 30),
        TraceStep(CLUE.id, CASE.id, None, "LED_TO", "inferred", 78, 90),
        TraceStep(CASE.id, REFERRAL.id, None, "REFERRED_TO", "stated", None, 60),
        TraceStep(FINDING.id, OTHER.id, None, "LED_TO", "inferred", 10, 30),
    ),
    {
        FINDING.id: "2022-11-04",
        CLUE.id: "2023-01-07",
        CASE.id: "2023-03-26",
        OTHER.id: "2022-11-14",
    },
    (OTHER.id, REFERRAL.id),
    "2023-12-31",
)


def _data(text: str) -> Mapping[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', text, re.S)
    assert found is not None
    data: Mapping[str, Any] = json.loads(found.group(1))
    return data


def test_a_link_is_over_only_when_days_and_limit_say_so() -> None:
    assert [link["over"] for link in _data(trace.page(GIVEN))["links"]] == [34, None, None, None]


def test_an_open_end_stands_where_the_next_link_would_lead() -> None:
    # What is closed is never late; after a prosecution no lane comes.
    assert _data(trace.page(GIVEN))["open"] == [
        {"source": 4, "lane": 2, "days": 412, "limit": 90, "over": None, "closed": True},
        {"source": 3, "lane": None, "days": None, "limit": None, "over": None, "closed": False},
    ]
    still = replace(OTHER, properties={"no": "〔2023〕040号"})
    graph = replace(GIVEN.subgraph, nodes=(*NODES[:4], still, UNIT))
    assert _data(trace.page(replace(GIVEN, subgraph=graph)))["open"][0]["over"] == 322


@pytest.mark.parametrize("partial", ["2022-11", "2022", "", "不详"])
def test_days_are_not_counted_from_a_day_that_is_not_known(partial: str) -> None:
    dates = {**GIVEN.dates, OTHER.id: partial}
    found = _data(trace.page(replace(GIVEN, dates=dates)))["open"][0]
    assert (found["days"], found["over"]) == (None, None)


def test_limits_that_differ_are_nobodys_limit() -> None:
    more = TraceStep(OTHER.id, CASE.id, None, "LED_TO", "inferred", 5, 45)
    found = _data(trace.page(replace(GIVEN, steps=(*GIVEN.steps, more))))
    assert found["open"][0]["limit"] is None
    assert found["lanes"][2]["limit"] is None


def test_a_lane_says_how_many_came_and_how_long_it_took() -> None:
    lanes = _data(trace.page(GIVEN))["lanes"]
    assert lanes[1] == {
        "kind": "Clue", "count": 2, "from": "Finding", "share": 100, "median": 37, "limit": 30, "over": 1
    }  # fmt: skip
    assert (lanes[3]["count"], lanes[3]["median"], lanes[3]["from"]) == (0, None, None)


def test_an_unknown_grade_is_an_error_not_a_solid_line() -> None:
    step = replace(GIVEN.steps[0], grade="guessed")
    with pytest.raises(ValueError, match="guessed"):
        trace.page(replace(GIVEN, steps=(step,)))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_click_on_a_card_shows_its_sources_and_its_chain(opened: Open, theme: str) -> None:
    found = opened(trace.page(GIVEN), theme=theme)
    page, panel = found.page, found.page.locator("#panel")
    for text in ("1 问题", "2 问题线索", "3 案件", "4 处分处理", "5 移送司法"):
        expect(page.locator("#lanes")).to_contain_text(text)
    page.keyboard.press("Escape")
    page.locator(".card", has_text="〔2023〕034号").click()
    expect(panel).to_contain_text("处置链 · 共 4 项")
    for text in ("线索移交台账.xlsx", "L10!第7行", "线索编号：〔2023〕034号", "2023-01-07",
                 "历时 64 天，期限 30 天", "⚠ 超期 34 天", "东岭县财政局"):  # fmt: skip
        expect(panel).to_contain_text(text)
    panel.get_by_text("这一步的依据").click()
    expect(panel).to_contain_text("对应问题：W001")
    assert found.quiet(), found


def test_each_grade_is_drawn_its_own_way(opened: Open) -> None:
    page = opened(trace.page(GIVEN)).page
    dashes = {
        grade: page.locator(f"#chart path.{grade}").first.evaluate(
            "e => getComputedStyle(e).strokeDasharray"
        )
        for grade in ("recorded", "stated", "inferred", "open")
    }
    assert dashes["recorded"] == dashes["stated"] == "none"
    assert len(set(dashes.values())) == 3
    assert page.locator("#chart circle.mark").count() == 1
    assert page.locator("#chart .lag .tag").all_inner_texts() == ["推断", "推断"]
    expect(page.locator("#chart .lag.over")).to_contain_text("⚠ 超期 34 天")
    expect(page.locator("#chart div.open")).to_contain_text("已办结")


@pytest.mark.parametrize("tasks", [False, True], ids=["findings", "inspections"])
def test_nothing_covers_anything_and_no_name_is_cut(
    opened: Open, chains: Callable[..., Trace], tasks: bool
) -> None:
    found = opened(trace.page(chains(25, tasks)))
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
    cards = page.locator(".card")
    before = cards.count()
    page.get_by_label("只看有推断").check()
    expect(count).to_contain_text("/ 25 条处置链")
    assert 0 < cards.count() < before
    page.get_by_label("只看有推断").uncheck()
    page.get_by_role("button", name="时间轴").click()
    assert page.locator(".row").count() >= 25
    page.locator(".row").nth(3).click()
    expect(page.locator("#panel")).to_contain_text("处置链 · 共")
    page.get_by_role("button", name="时间轴").click()
    page.keyboard.press("/")
    page.keyboard.type("检察院")
    page.keyboard.press("Enter")
    expect(page.locator('.card[aria-pressed="true"]')).to_contain_text("移送云川市人民检察院")
    assert found.quiet(), found


def test_every_action_by_keyboard(opened: Open) -> None:
    page = opened(trace.page(GIVEN)).page
    while not page.evaluate("document.activeElement.classList.contains('card')"):
        page.keyboard.press("Tab")
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
