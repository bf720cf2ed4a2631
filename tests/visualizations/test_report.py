"""The page of a report, in Python and in a browser: every fact in place, by mouse and by keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from visualizations import report
from visualizations.report import LOST, NOISE, REPAIRED, Change, Fact, MarkedText

Open = Callable[..., Any]

TEXT = """云川市委第七輪巡察情況
　　市委巡察組(zǔ)對市财政局党組開展巡察,發現問题36個,其中重點問題12个。
经市?zhèn)髅鄹委批准移交365bet机关。
"""
KINDS = {
    "metric": "公布数字",
    "organisation": "单位",
    "inspects": "巡察任务",
    "round": "巡察轮次",
    "team": "巡察组",
    "person": "任职",
    "sanction": "处分处理",
    "pattern": "常见问题表现",
}


def _fact(kind: str, quote: str, said: str, doubts: tuple[str, ...] = ()) -> Fact:
    start = TEXT.index(quote)
    fields = (("所说的主体", "云川市委"), ("数值", said))
    confidence = 0.5 if doubts else 0.9
    return Fact(
        kind, start, start + len(quote), said, fields, "第2段", "measure:one", confidence, doubts
    )


def _change(written: str, read: str | None, kind: str = "", note: str = "") -> Change:
    start = TEXT.index(written)
    return Change(start, start + len(written), read, kind, note)


# One fact inside another, two on one stretch, two that overlap, two that touch.
FACTS = (
    _fact("inspects", "市委巡察組(zǔ)對市财政局党組開展巡察", "巡察 云川市财政局党组"),
    _fact("organisation", "市财政局党組", "云川市财政局党组"),
    _fact("team", "市委巡察組", "云川市委巡察组"),
    _fact("round", "第七輪巡察", "云川市委 第7轮巡察"),
    _fact("metric", "巡察,發現問题36個", "发现问题 36个"),
    _fact("pattern", "發現問题36個", "违规决策 · 部分"),
    _fact("metric", "其中重點問題12个", "重点问题 12个", ("重点问题12个大于所属总数",)),
)
CHANGES = (
    _change("輪", "轮"),
    _change("組(zǔ)", "组(zǔ)"),
    _change("(zǔ)", "", NOISE, "夹带注音"),
    _change("?zhèn)髅鄹委", "委书记", REPAIRED, "编码修复"),
    _change("365bet", "□"),
    _change("365bet", None, LOST, "垃圾文字替换了原文"),
)
GIVEN = MarkedText(
    "云川市委第七轮巡察情况",
    TEXT,
    KINDS,
    FACTS,
    (CHANGES[0], Change(CHANGES[1].start, CHANGES[1].start + 1, "组"), *CHANGES[2:]),
    ((0, 5, "网页附带的文字，没有读"),),
    (("派出党委", "云川市委（文中写明，把握 100%）"), ("发布日期", "2025-08-20")),
    ("有 1 处文字缺失或损坏",),
)
ORDER = sorted(FACTS, key=lambda fact: (fact.start, -fact.end))


def _data(marked: MarkedText) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', report.page(marked), re.S)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def _pieces(data: dict[str, Any]) -> list[list[Any]]:
    return [piece for _, pieces in data["lines"] for piece in pieces]


def test_pieces_are_the_text_and_carry_their_facts() -> None:
    data = _data(GIVEN)
    assert "".join(piece[0] for piece in _pieces(data)) == TEXT.replace("\n", "")
    for node, fact in enumerate(ORDER):
        here = "".join(piece[0] for piece in _pieces(data) if node in piece[2])
        assert here == TEXT[fact.start : fact.end]


def test_what_is_read_stands_beside_what_is_written() -> None:
    lines = [
        "".join(p[0] if p[1] is None else p[1] for p in pieces)
        for _, pieces in _data(GIVEN)["lines"]
    ]
    assert lines[0] == "云川市委第七轮巡察情況"
    assert lines[1].startswith("　　市委巡察组對")
    assert lines[2] == "经市委书记批准移交□机关。"
    assert [why for why, _ in _data(GIVEN)["lines"]] == ["网页附带的文字，没有读", "", ""]


def test_facts_on_one_stretch_are_drawn_on_lines_of_their_own() -> None:
    levels = [mark[3] for mark in _data(GIVEN)["marks"]]
    for one, level in zip(ORDER, levels, strict=True):
        for other, other_level in zip(ORDER, levels, strict=True):
            if one is not other and one.start < other.end and other.start < one.end:
                assert level != other_level


spans = st.tuples(st.integers(0, 30), st.integers(1, 12))


@settings(max_examples=60, deadline=None)
@given(st.text("甲乙丙\n(é)？", min_size=1, max_size=30), st.lists(spans, max_size=12))
def test_any_spans_give_back_the_text(text: str, places: list[tuple[int, int]]) -> None:
    found = tuple(
        Fact("metric", start, min(start + size, len(text)), "一", (), "第1段", "r", 0.9)
        for start, size in places
        if start < len(text)
    )
    data = _data(MarkedText("题", text, KINDS, found))
    shown = "".join(piece[0] for piece in _pieces(data))
    assert shown == "".join(line for line in text.split("\n") if line.strip())
    for node, fact in enumerate(sorted(found, key=lambda fact: (fact.start, -fact.end))):
        here = "".join(piece[0] for piece in _pieces(data) if node in piece[2])
        assert here == "".join(_seen(text, fact.start, fact.end))


def _seen(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the characters of a stretch that stand in lines that are shown."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield line[max(0, start - at) : max(0, end - at)]
        at += len(line) + 1


def _numbers(page: Page) -> list[str]:
    buttons = page.locator("#text [data-number]:visible")
    return [str(one) for one in buttons.evaluate_all("all => all.map(e => e.dataset.number)")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_a_clerk_reads(opened: Open, theme: str) -> None:
    found = opened(report.page(GIVEN), theme=theme)
    page, panel = found.page, found.page.locator("#panel")
    expect(page.locator("#count")).to_have_text("7 条事实 · 1 条需复核 · 1 处已修复 · 1 处无法修复")
    expect(page.locator("#context")).to_contain_text("云川市委（文中写明，把握 100%）")
    expect(page.locator(".notice")).to_have_text("有 1 处文字缺失或损坏")
    for text in ("公布数字 2", "单位 1", "常见问题表现 1", "已修复 1", "无法修复 1"):
        expect(page.locator("#legend")).to_contain_text(text)
    page.locator("#list button", has_text="重点问题 12个").click()
    for text in ("公布数字", "第 7 / 7 条", "需复核", "重点问题12个大于所属总数", "所说的主体",
                 "第2段", "其中重點問題12个", "把握 50%", "measure:one"):  # fmt: skip
        expect(panel).to_contain_text(text)
    page.locator("#list button", has_text="垃圾文字替换了原文").click()
    expect(panel.locator(".quote")).to_have_text(["365bet", "□"])
    page.locator("#list button", has_text="→ 委书记").click()
    expect(panel.locator(".quote")).to_have_text(["?zhèn)髅鄹委", "委书记"])
    assert found.quiet(), found


def test_every_fact_is_reached_by_tab_and_by_arrow(opened: Open) -> None:
    page = opened(report.page(GIVEN)).page
    every = [str(node) for node in range(9)]
    assert sorted(_numbers(page)) == every
    reached = []
    page.locator("#text").focus()
    for _ in every:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.number"))
        expect(page.locator("#panel h2")).to_have_text(
            page.evaluate("window.xuntu.data.nodes[window.xuntu.state.chosen].caption")
        )
    assert reached == _numbers(page)
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_contain_text("逐条核对")
    page.locator("#text [data-number]").first.focus()
    walked = [page.evaluate("document.activeElement.dataset.number")]
    for _ in every[1:]:
        page.keyboard.press("ArrowRight")
        walked.append(page.evaluate("document.activeElement.dataset.number"))
        expect(page.locator("#live")).to_contain_text(
            page.evaluate("window.xuntu.data.nodes[window.xuntu.state.chosen].caption")
        )
    assert walked == reached
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.number") == walked[-2]


def test_the_list_is_walked_by_arrows(opened: Open) -> None:
    page = opened(report.page(GIVEN)).page
    assert page.locator('#list [tabindex="0"]').count() == 1
    page.locator('#list [tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator('#list [aria-pressed="true"]')).to_contain_text(ORDER[1].said)
    assert page.evaluate("document.activeElement.dataset.row") == "1"
    page.keyboard.press("n")
    expect(page.locator("#panel h2")).to_have_text("重点问题 12个")


def test_hovering_tells_all_facts_of_a_place(opened: Open) -> None:
    page = opened(report.page(GIVEN)).page
    card = page.locator("#card")
    page.locator("#text .marked", has_text="市财政局党組").hover()
    expect(card.locator("p")).to_have_text(
        ["单位：云川市财政局党组", "巡察任务：巡察 云川市财政局党组"]
    )
    page.locator("#text .marked", has_text="發現問题36個").hover()
    expect(card).to_contain_text("常见问题表现：违规决策")
    expect(card).to_contain_text("公布数字：发现问题 36个")
    page.locator("#title").hover()
    expect(card).to_be_hidden()


def test_a_click_takes_the_innermost_fact_then_the_one_around_it(opened: Open) -> None:
    page = opened(report.page(GIVEN)).page
    piece, told = page.locator("#text .marked", has_text="市财政局党組"), page.locator("#panel h2")
    piece.click()
    expect(told).to_have_text("云川市财政局党组")
    expect(page.locator("#panel .also")).to_have_text("巡察 云川市财政局党组")
    piece.click()
    expect(told).to_have_text("巡察 云川市财政局党组")


def test_filters_hide_marks_numbers_and_rows(opened: Open) -> None:
    page = opened(report.page(GIVEN)).page
    page.get_by_role("button", name="单位 1").click()
    assert page.locator("#list").get_by_text("云川市财政局党组", exact=True).count() == 0
    assert str(ORDER.index(FACTS[1])) not in _numbers(page)
    page.locator("#text .marked", has_text="市财政局党組").hover()
    expect(page.locator("#card p")).to_have_count(1)
    page.locator("#doubtful").click()
    expect(page.locator("#list ol").first.locator("li")).to_have_count(1)
    # Whoever looks for a fact that is hidden is shown it.
    page.evaluate("window.xuntu.choose(0)")
    expect(page.locator("#list ol").first.locator("li")).to_have_count(7)


def test_the_text_can_be_shown_as_it_is_read(opened: Open) -> None:
    page = opened(report.page(GIVEN)).page
    text, before = page.locator("#text"), _numbers(page)
    expect(text.locator(".noise")).to_have_text("(zǔ)")
    page.locator("#reading").click()
    expect(text).to_contain_text("经市委书记")
    expect(text.locator(".noise")).to_have_count(0)
    assert _numbers(page) == before
    page.keyboard.press("/")
    page.keyboard.type("重点问题")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("重点问题 12个")


def test_choosing_never_scrolls_the_head_away(opened: Open) -> None:
    many = "\n".join(f"云川市委发现问题{n}个。" for n in range(300))
    places = [(m.start(), m.end()) for m in re.finditer(r"发现问题\d+个", many)]
    found = tuple(Fact("metric", a, b, many[a:b], (), "第1段", "r", 0.9) for a, b in places)
    page = opened(report.page(MarkedText("长文", many, KINDS, found))).page
    page.evaluate("window.xuntu.choose(250)")
    assert page.evaluate("document.scrollingElement.scrollTop + document.body.scrollTop") == 0
    expect(page.locator("#title")).to_be_in_viewport()
    expect(page.locator('[data-number="250"]')).to_be_in_viewport()
    expect(page.locator('[data-row="250"]')).to_be_in_viewport()
