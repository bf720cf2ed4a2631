"""An answer of thousands of nodes: drawn summarised, with what was folded, and nothing stands still meanwhile."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.xuntu.web.conftest import FINDINGS, Client, loaded
from tests.xuntu.web.test_bench import SLOW_MS, entered, look


def test_above_two_thousand_nodes_the_picture_is_folded_and_says_what(
    browser: Browser, apart: Client
) -> None:
    rows = (
        f"D-{n},七届第十轮,云山区{'甲乙丙丁戊己庚辛壬癸'[n % 10]}局,全面从严治党责任,其他,第{n}项问题\n"
        for n in range(2100)
    )
    loaded(apart, "多.csv", FINDINGS + "".join(rows))
    context = entered(browser, apart)
    seen = look(context, apart)
    page = seen.part("Cypher")
    expect(page.locator("#cypher[data-ready=yes]")).to_be_visible()
    page.locator(".cm-content").focus()
    page.keyboard.insert_text(
        "MATCH p = (f:Finding)-[:CONCERNS]->(u) WHERE f.no STARTS WITH 'D-' RETURN p"
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator("#cypher .bar")).to_contain_text("2100 行", timeout=SLOW_MS)
    # Of so many rows, too, the first ones at first.
    assert page.locator("#cypher .answer tbody tr").count() == 200
    page.get_by_role("button", name="关系图").press("Enter")
    # While it is drawn, the page and the server go on.
    seen.part("看板")
    assert apart.cypher("MATCH (u:Organization) RETURN count(u) AS n").status == 200
    seen.part("Cypher")
    folded = seen.picture().locator("#folded")
    expect(folded).to_contain_text(
        "共 2110 个节点，图中先画 10 个，其余 2100 个收在", timeout=SLOW_MS
    )
    folded.locator("summary").click()
    expect(folded).to_contain_text("收起：问题 2100。收在哪里只为看图，不表示事实")
    assert seen.quiet()
    context.close()
