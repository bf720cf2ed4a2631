"""A tour of the workbench whose office is hostile: every part of it, with hostile texts typed and handed in."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.xuntu.hostile import visits
from tests.xuntu.hostile.office import Office
from tests.xuntu.hostile.poison import strings
from tests.xuntu.web.conftest import Client
from tests.xuntu.web.test_bench import PARTS, SLOW_MS, Seen, entered, look
from tests.xuntu.web.test_hostile import NEVER
from xuntu.workspace import Workspace

GRAPH = (
    "MATCH p = (f:Finding)-[:CONCERNS]->(u:Organization) "
    "RETURN f, u, f.text, f.example, u.name AS `<b>{{1337*1337}}`, p LIMIT 300"
)
CARDS = {
    "单位卡片": "who",
    "人员卡片": "P0027",
    "轮次看板": "",
    "覆盖图：单位 × 轮次": "",
    "整改看板": "",
}

WORDS = {
    "term": "7", "round": "14", "since": "2019-01-01", "until": "2025-12-31", "team": "第1组",
    "units": "<svg/onload=window.__fired=1>,云川市财政局", "node": "Clue-<img src=x onerror=window.__fired=1>",
    "sanction": strings()[3],
}  # fmt: skip
"""What is typed where a question must be given something, by parameter."""

NOBODY = "没有这家<script>window.__fired=1</script>"


def copy(workspace: Workspace, folder: Path) -> Path:
    """Return a copy of a workspace that may be changed."""
    workspace.close()
    made = folder / "w"
    shutil.copytree(workspace.folder, made)
    return made


def take(
    browser: Browser, client: Client, office: Office, *, policy: bool, thorough: bool
) -> list[str]:
    """Go through all parts, find everything quiet, and return what could be read."""
    context = entered(browser, client, policy=policy)
    seen = look(context, client)
    page = seen.page
    scripts = page.locator("script").count()
    told: list[str] = []
    refused = 0
    # What the others show in their frames are the pages of `visits`.
    rest = (_trace, _boards, _check) if thorough else ()
    for visit in (_questions, _cypher, *rest, _review, _load):
        refused += visit(seen, office, told, thorough)
        told.append(page.locator("body").inner_text())
        assert page.evaluate(NEVER) == []
    for part in PARTS:
        seen.part(part)
        told.append(page.locator("body").inner_text())
    page.wait_for_timeout(200)
    assert page.evaluate(NEVER) == []
    assert page.locator("script").count() == scripts
    assert "1787569" not in "".join(told)
    assert seen.quiet(refused=refused)
    context.close()
    return told


def _picture(seen: Seen, told: list[str]) -> None:
    body = seen.picture().locator("body")
    expect(body.locator("h1").first).to_be_visible(timeout=SLOW_MS)
    told.append(body.inner_text())


def _answered(area: Locator) -> None:
    expect(area.locator(".answer, .fault").first).to_be_visible(timeout=SLOW_MS)


def _questions(seen: Seen, _office: Office, told: list[str], thorough: bool) -> int:
    page = seen.part("提问")
    expect(page.locator("#questions button").first).to_be_visible(timeout=SLOW_MS)
    page.locator("#seek").fill(strings()[0])
    page.locator("#seek").fill("" if thorough else "单位情况")
    refused, words = 0, WORDS | {"unit": _first(page, visits.TASK)}
    for number in range(page.locator("#questions button:visible").count()):
        page.locator("#questions button:visible").nth(number).click()
        for empty in page.locator("#ask form.asking input[required]").all():
            empty.fill(words.get(empty.get_attribute("name") or "", "P0027"))
        page.get_by_role("button", name="提问", exact=True).click()
        _answered(page.locator("#ask"))
        refused += page.locator("#ask .fault").count()
        told.append(page.locator("#ask .area").inner_text())
    return refused


def _cypher(seen: Seen, _office: Office, told: list[str], thorough: bool) -> int:
    page = seen.part("Cypher")
    expect(page.locator("#cypher[data-ready=yes]")).to_be_attached(timeout=SLOW_MS)
    page.locator(".cm-content").focus()
    page.keyboard.insert_text(GRAPH)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#cypher .answer tbody tr").nth(30)).to_be_attached(timeout=SLOW_MS)
    told.append(page.locator("#cypher .answer").inner_text())
    page.get_by_role("button", name="关系图").press("Enter")
    _picture(seen, told)
    if thorough:
        page.get_by_role("button", name="表格").press("Enter")
        page.locator("#cypher .answer button.node").first.press("Enter")
        _picture(seen, told)
    return 0


def _trace(seen: Seen, _office: Office, told: list[str], _thorough: bool) -> int:
    page = seen.part("追踪")
    page.get_by_label("从哪里出发").select_option(value="")
    page.get_by_label("编号或姓名").fill(_first(page, visits.CHAIN))
    page.keyboard.press("Enter")
    _picture(seen, told)
    page.get_by_label("编号或姓名").fill(NOBODY)
    page.keyboard.press("Enter")
    expect(page.locator("#trace .fault")).to_contain_text("script", timeout=SLOW_MS)
    return 1


def _boards(seen: Seen, _office: Office, told: list[str], thorough: bool) -> int:
    page = seen.part("看板")
    page.get_by_label("届次").fill("7")
    page.get_by_label("轮次", exact=True).fill("14")
    for label, who in CARDS.items() if thorough else [*CARDS.items()][:1]:
        page.get_by_label("哪一页").select_option(label=label)
        if who:
            name = _first(page, visits.TASK) if who == "who" else who
            page.get_by_label("姓名、编号或单位名称").fill(name)
        page.get_by_role("button", name="打开", exact=True).click()
        _picture(seen, told)
    page.get_by_label("哪一页").select_option(label="整改看板")
    page.get_by_label("单位", exact=True).fill(NOBODY)
    page.keyboard.press("Enter")
    expect(page.locator("[role=tabpanel]:visible .fault")).to_contain_text(
        "script", timeout=SLOW_MS
    )
    return 1


def _first(page: Page, cypher: str) -> str:
    """Return the first cell of the answer to a question, asked as the page asks."""
    asked = {"question": cypher, "cypher": True, "parameters": {}}
    found: str = page.evaluate(
        "(asked) => fetch('/api/ask', {method: 'POST', headers: {'X-Xuntu': '1'}, body: JSON.stringify(asked)})"
        ".then((reply) => reply.json()).then((found) => found.rows[0][0])",
        asked,
    )
    return found


def _check(seen: Seen, office: Office, told: list[str], _thorough: bool) -> int:
    page = seen.part("回避核查")
    page.get_by_label("名单文件").set_input_files(office.draft)
    page.get_by_label("核查人").fill(visits.WHO)
    page.get_by_label("保存这次核查").check()
    page.get_by_role("button", name="核查", exact=True).click()
    expect(page.locator("#check .notice")).to_contain_text("已保存为核查", timeout=SLOW_MS)
    _picture(seen, told)
    page.locator("#check .list button").first.click()
    expect(page.locator("#check .bar")).to_contain_text("与保存时相比", timeout=SLOW_MS)
    told.append(page.locator("#check").inner_text())
    return 0


def _review(seen: Seen, _office: Office, told: list[str], _thorough: bool) -> int:
    page = seen.part("待决事项")
    items = page.locator("#review .item")
    expect(items.first).to_be_visible(timeout=SLOW_MS)
    told.append(page.locator("#review").inner_text())
    page.locator("#review").get_by_label("决定人").fill(visits.WHO)
    page.locator("#review").get_by_label("理由").fill(strings()[1])
    items.get_by_role("button", name="不是同一个").first.click()
    log = page.get_by_role("region", name="作过的决定")
    expect(log).to_contain_text(strings()[1], timeout=SLOW_MS)
    return 0


def _load(seen: Seen, office: Office, told: list[str], thorough: bool) -> int:
    page = seen.part("装载")
    expect(page.get_by_role("region", name="隔离的")).to_be_visible(timeout=SLOW_MS)
    told.append(page.locator("#load").inner_text())
    files = sorted(office.files[0].iterdir())
    page.get_by_label("文件", exact=True).set_input_files(files if thorough else files[:2])
    page.get_by_role("button", name="试装载").click()
    report = page.get_by_role("region", name="每个文件的结果")
    expect(report).to_contain_text("onerror", timeout=SLOW_MS)
    told.append(page.locator("#load").inner_text())
    return 0
