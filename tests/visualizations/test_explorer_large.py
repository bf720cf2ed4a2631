"""The network page above two thousand nodes: summarised, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model.answers import Subgraph
from tests.visualizations.reading import SHOWN, ask
from visualizations import network

Open = Callable[..., Any]
City = Callable[[int], Subgraph]


@pytest.fixture(scope="module")
def large(city: City) -> str:
    """The page of 2,600 nodes."""
    return network.page(city(2600))


def test_a_large_graph_is_summarised_and_says_so(opened: Open, large: str) -> None:
    found = opened(large)
    page = found.page
    expect(page.locator("#folded")).to_contain_text("共 2600 个节点，图中先画")
    assert ask(page, SHOWN) < 400
    held = ask(page, "x.network.held.reduce((a, b) => a + b, 0)")
    seen = ask(page, "x.data.nodes.filter((_, i) => x.network.shown(i)).length")
    assert held + seen == 2600
    page.locator("#folded summary").click()
    expect(page.locator("#folded")).to_contain_text("收起：问题")
    for number in (1, 2):
        page.locator("#view").select_option(str(number))
        assert ask(page, "x.network.held.reduce((a, b) => a + b, 0)") > 2000
        assert ask(page, SHOWN) < 400
    expect(page.locator("#folded")).to_contain_text("各类")
    page.focus("#canvas")
    page.keyboard.press("m")
    assert ask(page, "s.view") == 0
    assert found.quiet(), found


def test_what_is_folded_is_found_unfolded_and_on_paths(opened: Open, large: str) -> None:
    found = opened(large)
    page = found.page
    page.keyboard.press("/")
    page.keyboard.type("W2599")
    expect(page.locator("#found")).to_contain_text("共 1 个")
    page.keyboard.press("Enter")
    chosen = ask(page, "s.chosen")
    assert ask(page, f"x.network.shown({chosen})")
    page.get_by_role("button", name="撤销").click()
    assert not ask(page, f"x.network.shown({chosen})")
    page.evaluate(f"window.xuntu.does.path(0, {chosen})")
    expect(page.locator("#panel h2")).to_contain_text("最短路径")
    assert ask(page, f"x.network.shown({chosen})")
    unit = ask(page, "x.network.held.indexOf(Math.max(...x.network.held))")
    before = ask(page, SHOWN)
    page.evaluate("(place) => window.xuntu.does.expand([place])", unit)
    assert before < ask(page, SHOWN) <= before + 60
    page.evaluate("(place) => window.xuntu.does.collapse(place)", unit)
    assert ask(page, SHOWN) <= before + 1
    line = ask(page, "x.network.lines.find(l => l.folded).edges.length")
    assert line >= 1
    assert found.quiet(), found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    opened: Open, large: str, theme: str, require: Callable[[str], str]
) -> None:
    found = opened(large, theme=theme)
    page = found.page
    page.evaluate(Path(require("axe")).read_text(encoding="utf-8"))
    run = "async () => (await axe.run()).violations.map(v => [v.id, v.impact, v.nodes[0].html])"
    for prepare in (
        "window.xuntu.choose(3)",
        "window.xuntu.does.path(0, 2599)",
        "document.getElementById('keys').showModal()",
    ):
        page.evaluate(prepare)
        bad = [found for found in page.evaluate(run) if found[1] in ("serious", "critical")]
        assert bad == []
    assert found.quiet(), found
