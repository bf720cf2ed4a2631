"""Tables of things with their sources: by mouse, by keyboard, on paper; nothing told by colour alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from graph.model.answers import Evidence
from tests.visualizations import sheets
from visualizations.blocks import (
    Column,
    Heading,
    Item,
    Mark,
    Row,
    Said,
    Slot,
    Span,
    Table,
    Tiles,
    sheet,
)
from visualizations.page import carried

Open = Callable[..., Any]
LATE, DONE = Mark("bad", "超", "超期"), Mark("good", "完", "已销号")
STARTED, LEFT = Span("2019-01-01", "2021-06-30"), Span("2021-07-01", "", True)


def _item(name: str, kind: str = "Organization") -> Item:
    source = Evidence(f"{name}台账.xlsx", "第7行", f"单位：{name}｜状态：在册")
    return Item(kind, name, (("名称", name),), (source,))


def _table(number: int = 3, **more: Any) -> Table:
    """Return a table with a column of each sort; every second row is late."""
    columns = (
        *(Column("单位"), Column("状态", "mark", picked=True), Column("层级", picked=True)),
        *(Column("件数", "number"), Column("率", "share"), Column("时间", "span")),
        *(Column("甲轮", "slot", note="2023"), Column("乙轮", "slot")),
    )
    rows = []
    for n in range(number):
        name = f"单位{number - n:03}"
        mark = LATE if n % 2 == 0 else DONE
        slots: tuple[Slot, Slot] = (((_item(f"{name}甲任务", "InspectionTask"), DONE),), ())
        rows.append(
            Row(
                _item(name),
                (
                    *(name, Said(mark, f"超期 {n} 天" if mark is LATE else "", n)),
                    *("市管" if n % 3 else "县管", n, None if n == 1 else 50.0),
                    *(LEFT if n % 2 else STARTED, *(slots if n % 2 == 0 else slots[::-1])),
                ),
            )
        )
    return Table("一览", columns, tuple(rows), until="2025-03-24", **more)


def _page(table: Table | None = None) -> str:
    tiles = Tiles((("超期", "2", "条"),))
    heading = Heading("整改", "共 3 项", (("派出党委", "中共云川市委"),), ("只作参考",))
    return sheet("rectification", "整改看板", heading, (tiles, table or _table()))


def _names(page: Page) -> list[str]:
    return page.locator("table.rows tbody th").all_inner_texts()


def test_a_click_on_a_row_shows_facts_row_and_quote(opened: Open) -> None:
    found = opened(_page())
    found.page.get_by_role("button", name="单位002", exact=True).click()
    panel = found.page.locator("#panel")
    for text in ("单位002", "名称", "单位002台账.xlsx", "第7行", "单位：单位002｜状态：在册"):
        expect(panel).to_contain_text(text)
    expect(found.page.locator("#sheet .chosen")).to_have_count(1)
    assert found.quiet(), found


def test_every_row_and_slot_leads_to_its_source(opened: Open) -> None:
    page = opened(_page()).page
    for number in range(page.locator("#sheet .stop").count()):
        page.locator("#sheet .stop").nth(number).click()
        expect(page.locator("#panel .quote")).not_to_have_text("")


def test_by_keyboard_alone(opened: Open) -> None:
    found = opened(_page())
    page = found.page
    focused = "document.activeElement.textContent"
    page.locator("table.rows thead button").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "单位003"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "单位002"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "单位002，乙轮：已销号，单位002甲任务"
    )
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    expect(page.locator("#panel h2")).to_have_text("单位002甲任务")
    expect(page.locator("#live")).to_have_text("巡察任务 单位002甲任务")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "stop slot"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "单位003"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("单位001甲")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("单位001甲任务")
    assert found.quiet(), found


def test_a_table_takes_one_stop_of_the_tab_key(opened: Open) -> None:
    page = opened(_page(_table(40))).page
    assert page.locator("table.rows tbody [tabindex='0']").count() == 1


def test_heads_sort_by_keyboard_and_say_so(opened: Open) -> None:
    page = opened(_page()).page
    head = page.get_by_role("button", name="单位", exact=True)
    head.focus()
    page.keyboard.press("Enter")
    assert _names(page) == ["单位001", "单位002", "单位003"]
    expect(page.locator("thead th").first).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert _names(page) == ["单位003", "单位002", "单位001"]
    expect(page.locator("thead th").first).to_have_attribute("aria-sort", "none")


def test_what_is_not_known_is_sorted_last_both_ways(opened: Open) -> None:
    page = opened(_page()).page
    head = page.get_by_role("button", name="率", exact=True)
    for _ in range(2):
        head.click()
        assert _names(page)[-1] == "单位002"


def test_the_legend_and_the_lists_filter(opened: Open) -> None:
    page = opened(_page(_table(20))).page
    late = page.get_by_role("button", name="超期 10")
    late.click()
    expect(late).to_have_attribute("aria-pressed", "false")
    expect(page.locator("table.rows tbody tr")).to_have_count(10)
    page.get_by_label("层级").select_option("县管")
    expect(page.locator(".below p")).to_have_text("3 行，共 20 行")
    page.get_by_label("表内筛选").fill("单位017")
    assert _names(page) == ["单位017"]


def test_what_is_hidden_at_first_is_found_and_shown(opened: Open) -> None:
    page = opened(_page(_table(hidden=(DONE,)))).page
    assert _names(page) == ["单位003", "单位001"]
    page.locator("#search").fill("单位002")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("单位002")
    assert len(_names(page)) == 3


def test_a_long_table_is_drawn_in_parts_and_printed_whole(opened: Open, tmp_path: Path) -> None:
    page = opened(_page(_table(401))).page
    expect(page.locator("table.rows tbody tr")).to_have_count(300)
    pages = _printed(page, tmp_path)
    assert "单位401" in pages[0]
    assert "单位001" in pages[-1]
    page.get_by_role("button", name="再显示 300 行").click()
    expect(page.locator("table.rows tbody tr")).to_have_count(401)


def _printed(page: Page, folder: Path) -> list[str]:
    """Return the text of each sheet, blanks out; every sheet is A4, landscape."""
    file = folder / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(file) as book:
        for n in range(len(book)):
            assert [round(side) for side in book[n].get_size()] == [842, 595]
        return [
            re.sub(r"\s", "", book[n].get_textpage().get_text_range()) for n in range(len(book))
        ]


@pytest.mark.parametrize("name", sheets.SHEETS)
def test_the_printer_gets_tables_on_a4_and_no_controls(
    opened: Open, name: str, tmp_path: Path
) -> None:
    found = opened(sheets.page(name), theme="dark")
    found.page.evaluate("window.xuntu.choose(0)")
    text = "".join(_printed(found.page, tmp_path))
    assert all(one in text for one in sheets.NAMES)
    assert not re.search("表内筛选|返回（Esc）|查找", text)
    assert found.quiet(), found


def test_no_state_is_told_by_colour_alone(opened: Open) -> None:
    page = opened(_page()).page
    expect(page.locator("td.mark").first).to_have_text("超超期 0 天")
    signs = page.locator(".sign").evaluate_all("all => all.map((e) => e.textContent)")
    assert set(signs) == {"超", "完"}


def test_a_stretch_of_time_lies_where_its_dates_are(opened: Open) -> None:
    page = opened(_page()).page
    ends = [
        page.locator("div.span b")
        .nth(n)
        .evaluate("e => [e.style.left, e.style.width, e.className]")
        for n in (0, 1)
    ]
    # From 2019 to the end of 2025 are 2,557 days.
    assert float(ends[0][0][:-1]) == 0
    assert float(ends[0][1][:-1]) == pytest.approx(100 * 911 / 2557, abs=0.1)
    assert ends[1][2] == "ongoing"
    assert float(ends[1][0][:-1]) == pytest.approx(100 * 912 / 2557, abs=0.1)
    assert float(ends[1][1][:-1]) == pytest.approx(100 * 1362 / 2557, abs=0.1)


def test_a_thing_is_written_once() -> None:
    one = _item("财政局")
    rows = (Row(one, ("甲",)), Row(one, ("乙",)))
    data = carried(sheet("unit", "单位卡片", Heading("一"), (Table("表", (Column("列"),), rows),)))
    assert len(data["nodes"]) == 1
    assert [row[0] for row in data["blocks"][0]["rows"]] == [0, 0]


def test_an_unknown_tone_is_an_error() -> None:
    cell = Said(Mark("rosa", "粉", "粉色"))
    table = Table("表", (Column("列", "mark"),), (Row(None, (cell,)),))
    with pytest.raises(ValueError, match="rosa"):
        sheet("unit", "单位卡片", Heading("一"), (table,))
