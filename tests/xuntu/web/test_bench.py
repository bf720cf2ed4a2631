"""The workbench in a browser: every part of it by keyboard, nothing asked of anybody else, nothing wrong said."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    FrameLocator,
    Page,
    expect,
)

from tests.xuntu.web.conftest import MEMBERS, TASKS, Client, career

SLOW_MS = 120_000
EDITOR_MS = 200
"""The editor takes no Enter for a choice that has only just been offered."""
PARTS = ("提问", "Cypher", "追踪", "看板", "回避核查", "待决事项", "装载")


@dataclass
class Seen:
    """A page of the workbench, with all that it asked for and said."""

    page: Page
    host: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def quiet(self, refused: int = 0) -> bool:
        """Tell whether nothing was asked of anybody else, nothing failed and nothing fired.

        `refused` requests were wrong on purpose: the browser notes each.
        """
        foreign = [
            url
            for url in self.requests
            if not url.startswith(f"http://{self.host}/") and not url.startswith(("data:", "blob:"))
        ]
        fired = any(frame.evaluate("window.__fired !== undefined") for frame in self.page.frames)
        errors = [one for one in self.errors if "status of 400" not in one]
        assert (foreign, errors, fired) == ([], [], False)
        assert len(self.errors) == refused
        return True

    def part(self, name: str) -> Page:
        """Go to a part by its key, as the page says."""
        self.page.keyboard.press(f"Alt+{PARTS.index(name) + 1}")
        expect(self.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        return self.page

    def picture(self) -> FrameLocator:
        """What stands in the frame of the part in front."""
        frame = self.page.locator("[role=tabpanel]:visible iframe")
        expect(frame).to_have_count(1, timeout=SLOW_MS)
        assert "allow-same-origin" not in (frame.get_attribute("sandbox") or "allow-same-origin")
        return frame.content_frame


def entered(browser: Browser, client: Client, *, policy: bool = True) -> BrowserContext:
    """Return a browser that came in by the link."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=not policy)
    context.set_default_timeout(SLOW_MS)
    page = context.new_page()
    page.goto(client.bench.door.link)
    page.close()
    return context


@pytest.fixture(scope="module")
def context(browser: Browser, client: Client) -> Iterator[BrowserContext]:
    """The browser that the tests of this file share."""
    found = entered(browser, client)
    yield found
    found.close()


def look(context: BrowserContext, client: Client) -> Seen:
    """Open the workbench."""
    page = context.new_page()
    seen = Seen(page, client.host)

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.errors.append(message.text)

    def asked(dialog: Dialog) -> None:
        seen.errors.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", said)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("dialog", asked)
    page.goto(f"http://{client.host}/")
    expect(page.locator("#status")).to_contain_text("中共云川市委", timeout=SLOW_MS)
    return seen


@pytest.fixture
def seen(context: BrowserContext, client: Client) -> Iterator[Seen]:
    """The workbench in the browser."""
    found = look(context, client)
    yield found
    found.page.close()


def test_a_question_of_the_catalogue_is_asked_by_keyboard(seen: Seen) -> None:
    page = seen.page
    keys = page.keyboard
    expect(page.locator("#questions button").first).to_be_visible()
    keys.press("/")
    keys.type("单位情况")
    expect(page.locator("#questions button:visible")).to_have_count(1)
    keys.press("Tab")
    keys.press("Enter")
    first = page.locator("form.asking input").first
    expect(first).to_be_focused()
    keys.type("云山区林业局")
    keys.press("Enter")
    expect(page.locator("#ask .answer table")).to_contain_text("基本情况", timeout=SLOW_MS)
    assert seen.quiet()


def test_what_a_form_lacks_is_said(seen: Seen) -> None:
    page = seen.page
    page.get_by_role("button", name=re.compile("^Q2")).first.click()
    page.get_by_role("button", name="提问", exact=True).click()
    assert page.evaluate("document.activeElement.validity.valueMissing")
    page.get_by_label("届次").fill("七七七")
    page.get_by_role("button", name="提问", exact=True).click()
    expect(page.locator("#ask .fault")).to_contain_text("不合适", timeout=SLOW_MS)


def test_cypher_is_completed_from_the_schema_run_and_remembered(seen: Seen) -> None:
    page = seen.part("Cypher")
    keys = page.keyboard
    expect(page.locator("#cypher[data-ready=yes]")).to_be_visible()
    page.locator(".cm-content").focus()
    keys.type("MATCH (f:Find")
    chosen = page.locator(".cm-tooltip-autocomplete li[aria-selected]")
    expect(chosen).to_have_text("Finding问题")
    page.wait_for_timeout(EDITOR_MS)
    keys.press("Enter")
    keys.type(")-[:CONC")
    expect(chosen).to_contain_text("CONCERNS")
    page.wait_for_timeout(EDITOR_MS)
    keys.press("Enter")
    keys.type("]->(u) WHERE f.")
    expect(page.locator(".cm-tooltip-autocomplete li").filter(has_text="no")).not_to_have_count(0)
    keys.press("Escape")
    keys.type("no = $no RETURN f, u")
    expect(page.locator(".cm-content")).to_have_text(
        "MATCH (f:Finding)-[:CONCERNS]->(u) WHERE f.no = $no RETURN f, u"
    )
    assert page.locator(".cm-line .tok-keyword").count() >= 2
    keys.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.cm-editor')")
    page.get_by_text("参数", exact=True).click()
    page.get_by_label("JSON").fill('{"no": "W-01"')
    page.locator(".cm-content").focus()
    keys.press("Control+Enter")
    expect(page.locator("#cypher .fault")).to_contain_text("JSON")
    page.get_by_label("JSON").fill('{"no": "W-01"}')
    page.locator(".cm-content").focus()
    keys.press("Control+Enter")
    expect(page.locator("#cypher .answer tbody tr")).to_have_count(1, timeout=SLOW_MS)
    page.get_by_role("button", name="关系图").press("Enter")
    expect(seen.picture().locator("#title")).to_have_text("自定义查询")
    page.locator("#cypher .typed").first.press("Enter")
    expect(page.locator(".cm-content")).to_contain_text("WHERE f.no = $no")
    assert seen.quiet()


def test_a_node_of_a_table_leads_to_its_picture(seen: Seen) -> None:
    page = seen.part("Cypher")
    expect(page.locator("#cypher[data-ready=yes]")).to_be_visible()
    page.locator(".cm-content").focus()
    page.keyboard.type("MATCH (f:Finding {no: 'W-02'}) RETURN f")
    page.keyboard.press("Control+Enter")
    page.locator("#cypher .answer button.node").press("Enter")
    expect(seen.picture().locator("#title")).to_be_visible()
    assert seen.quiet()


def test_a_trace_by_the_number_of_a_clue(seen: Seen) -> None:
    page = seen.part("追踪")
    page.get_by_label("从哪里出发").select_option(label="线索编号")
    page.get_by_label("编号或姓名").fill("XS-404")
    page.keyboard.press("Enter")
    expect(page.locator("#trace .fault")).to_contain_text("没有找到", timeout=SLOW_MS)
    page.get_by_label("编号或姓名").fill("XS-1")
    page.keyboard.press("Enter")
    expect(seen.picture().locator("#title")).to_contain_text("XS-1")
    assert seen.quiet(refused=1)


def test_a_card_is_opened(seen: Seen) -> None:
    page = seen.part("看板")
    page.get_by_label("哪一页").select_option(label="单位卡片")
    page.get_by_label("姓名、编号或单位名称").fill("云山区林业局")
    page.keyboard.press("Enter")
    expect(seen.picture().locator("h1")).to_contain_text("云山区林业局")
    assert seen.quiet()


def draft(folder: Path) -> Path:
    """Write a draft as a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    for name, text in (("人员", MEMBERS), ("任务", TASKS)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.remove(book.worksheets[0])
    book.save(folder / "拟任名单.xlsx")
    return folder / "拟任名单.xlsx"


def test_a_draft_is_checked_kept_and_decided_on(seen: Seen, tmp_path: Path) -> None:
    page = seen.part("回避核查")
    page.get_by_role("button", name="核查", exact=True).click()
    expect(page.locator("#check .fault")).to_contain_text("请先选择名单文件")
    page.get_by_label("名单文件").set_input_files(draft(tmp_path))
    page.get_by_label("保存这次核查").press("Space")
    page.get_by_role("button", name="核查", exact=True).press("Enter")
    expect(page.locator("#check .fault")).to_contain_text("请写明保存人", timeout=SLOW_MS)
    page.get_by_label("核查人").fill("钱办事")
    page.keyboard.press("Enter")
    expect(page.locator("#check .notice")).to_contain_text("已保存为核查", timeout=SLOW_MS)
    expect(seen.picture().locator("#matrices")).to_contain_text("赵同名")
    page.locator("#check .list button").first.press("Enter")
    expect(page.locator("#check .bar")).to_contain_text("与保存时相比没有变化", timeout=SLOW_MS)
    code = page.get_by_label("哪一条")
    before = code.locator("option").first.inner_text()
    page.get_by_label("决定人").first.fill("孙复核")
    page.locator("#check").get_by_label("理由").fill("已核实")
    page.get_by_role("button", name=re.compile("豁免|维持")).first.press("Enter")
    expect(page.locator("#check .bar, #check .fault").first).to_be_visible(timeout=SLOW_MS)
    assert before
    assert seen.quiet(refused=2)


def test_one_person_for_one_unit(seen: Seen) -> None:
    page = seen.part("回避核查")
    page.get_by_label("核查什么").select_option(label="一人一单位")
    page.get_by_label("人员编号").fill("P01")
    page.get_by_label("被巡察单位").fill("云山区林业局")
    page.get_by_label("核查日期").fill("2025-03-24")
    page.keyboard.press("Enter")
    expect(page.locator("#check .bar")).to_contain_text("1 人", timeout=SLOW_MS)
    assert seen.quiet()


def test_an_open_item_is_decided_by_name_and_taken_back(seen: Seen) -> None:
    page = seen.part("待决事项")
    item = page.locator(".item").filter(has_text="赵同名")
    expect(item).to_have_count(1, timeout=SLOW_MS)
    # Who is reported is neither shown nor decided on here.
    assert "钱另名" not in page.content()
    item.get_by_role("button", name="不是同一个").press("Enter")
    expect(page.locator("#review .fault")).to_contain_text("请写明决定人", timeout=SLOW_MS)
    expect(page.get_by_label("决定人")).to_be_focused()
    page.keyboard.type("孙复核")
    page.get_by_label("理由").fill("出生年月不同")
    item.get_by_role("button", name="不是同一个").press("Enter")
    expect(item).to_have_count(0, timeout=SLOW_MS)
    log = page.get_by_role("region", name="作过的决定")
    expect(log).to_contain_text("孙复核")
    expect(log).to_contain_text("出生年月不同")
    if os.environ.get("XUNTU_SOAK"):
        log.get_by_role("button", name="撤销").first.press("Enter")
        expect(item).to_have_count(1, timeout=SLOW_MS)
    assert seen.quiet(refused=1)


def test_a_file_is_tried_before_it_is_loaded(seen: Seen, client: Client, tmp_path: Path) -> None:
    count = "MATCH (p:Person) RETURN count(p) AS n"
    before = client.cypher(count).said["rows"][0][0]
    file = tmp_path / "补报.csv"
    file.write_text(
        career(40, 5) + "吴坏行,P77,二〇一几年,2019-01,云山区甲庄镇政府,科员,任职\n",
        encoding="utf-8",
    )
    page = seen.part("装载")
    page.get_by_label("文件", exact=True).set_input_files(file)
    page.get_by_role("button", name="试装载").press("Enter")
    report = page.get_by_role("region", name="每个文件的结果")
    expect(report).to_contain_text("可装载", timeout=SLOW_MS)
    expect(page.get_by_role("region", name="没能使用的")).to_contain_text("二〇一几年")
    assert client.cypher(count).said["rows"][0][0] == before
    assert not [one for one in client.read("loads") if one["name"] == "补报.csv"]
    page.get_by_role("button", name="装载", exact=True).press("Enter")
    assert page.evaluate("document.activeElement.validity.valueMissing")
    page.get_by_label("装载人").fill("钱办事")
    page.keyboard.press("Enter")
    expect(report).to_contain_text("已装载", timeout=SLOW_MS)
    expect(page.get_by_role("region", name="装载过的")).to_contain_text("补报.csv", timeout=SLOW_MS)
    expect(page.get_by_role("region", name="隔离的")).to_contain_text("补报.csv")
    assert client.cypher(count).said["rows"][0][0] == before + 6
    assert seen.quiet()


def test_what_was_not_tried_is_not_loaded(client: Client) -> None:
    one = client.upload("x.csv", career(60, 1).encode())
    reply = client.call("load", uploads=[one], really=True, by="钱办事")
    assert (reply.status, reply.said["error"]) == (400, "请先试装载：看过结果再装载")
    assert client.call("load", uploads=[one]).status == 200
    assert client.call("load", uploads=[one], really=True, forced="L3", by="钱办事").status == 400
    assert client.call("load", uploads=[one], really=True).said["error"] == "请写明装载人"
    client.call("discard", uploads=[one])
    assert client.call("load", uploads=[one]).status == 400


def serious(page: Page) -> list[list[str]]:
    """Return what axe finds in the page, apart from what stands in its frames, which have their own tests."""
    told = page.evaluate(
        "axe.run(document, {iframes: false}).then((r) => r.violations.map("
        "(v) => [v.id, v.impact, v.nodes[0].html]))"
    )
    return [one for one in told if one[1] in ("serious", "critical")]


def test_axe_finds_nothing_serious_in_either_theme(
    seen: Seen, require: Callable[[str], str]
) -> None:
    page = seen.page
    page.get_by_role("button", name=re.compile("^单位情况")).click()
    page.keyboard.type("云山区林业局")
    page.keyboard.press("Enter")
    expect(page.locator("#ask .answer")).to_be_visible(timeout=SLOW_MS)
    page.evaluate(Path(require("axe")).read_text(encoding="utf-8"))
    for name in PARTS:
        seen.part(name)
        page.wait_for_load_state("networkidle")
        assert serious(page) == [], name
        page.locator("#theme").press("Enter")
        assert serious(page) == [], name
    assert seen.quiet()


def test_tabs_are_walked_with_the_arrows_and_the_theme_by_its_button(seen: Seen) -> None:
    page = seen.page
    page.get_by_role("tab", name="提问").focus()
    for name in (*PARTS[1:], PARTS[0]):
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tabpanel")).to_have_count(1)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="深色").press("Enter")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert seen.quiet()
