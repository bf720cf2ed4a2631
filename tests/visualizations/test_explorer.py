"""What a reader does on the network page, in a real browser: each act, by key and by pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graph.model.answers import Edge, Evidence, Node, Subgraph
from graph.model.claims import Value
from tests.visualizations.reading import SHOWN, apart, ask, at
from visualizations import network

Open = Callable[..., Any]
City = Callable[[int], Subgraph]


@pytest.fixture(scope="module")
def text(city: City) -> str:
    """The page of 150 nodes."""
    return network.page(city(150))


@pytest.fixture
def page(opened: Open, text: str) -> Iterator[Page]:
    """The page, opened; whatever a test did, nothing was asked for and nothing failed."""
    found = opened(text)
    found.page.focus("#canvas")
    yield found.page
    assert found.quiet(), found


# Keys one after another, and what must be true after each.
KEYS = (
    ("ArrowRight", "s.cursor !== null"),
    ("Enter", "s.chosen === s.cursor && document.querySelector('#panel h2') !== null"),
    ("Shift+ArrowRight", "(x.before = x.scene.look.x) !== 0"),
    ("ArrowDown", "s.cursor !== s.chosen"),
    ("ArrowDown", "s.cursor !== null"),
    ("Shift+Enter", "document.querySelector('#panel h2').textContent.startsWith('最短路径')"),
    ("Escape", "s.chosen === null && s.lit === null"),
    ("w", "s.start === s.cursor"),
    ("Escape", "s.start === null"),
    ("Enter", "s.chosen !== null"),
    ("o", f"{SHOWN} < 150 && s.alone"),
    ("c", f"(x.few = {SHOWN}) >= 1"),
    ("e", f"{SHOWN} > x.few"),
    ("z", f"{SHOWN} === x.few"),
    ("y", f"{SHOWN} > x.few"),
    ("r", f"{SHOWN} === 150"),
    ("p", "s.pins.has(s.cursor)"),
    ("Alt+ArrowRight", "s.pins.get(s.cursor)[0] === x.network.xs[s.cursor]"),
    ("h", f"{SHOWN} === 149 && s.chosen === null"),
    ("Control+z", f"{SHOWN} === 150"),
    ("Control+y", f"{SHOWN} === 149"),
    ("Control+z", f"{SHOWN} === 150"),
    (" ", "s.selected.size === 1"),
    (
        "k",
        "s.selected.size > 1 && document.querySelector('#panel h2').textContent.startsWith('选中')",
    ),
    ("Escape", "s.selected.size === 0"),
    ("a", "s.selected.size === 150"),
    ("Escape", "s.selected.size === 0"),
    ("x", "document.getElementById('canvas').classList.contains('lasso')"),
    ("Escape", "!document.getElementById('canvas').classList.contains('lasso')"),
    ("l", "s.layout === 'lanes' && document.getElementById('layout').value === 'lanes'"),
    ("l", "s.layout === 'force'"),
    ("+", "(x.wide = x.scene.look.k) > 0"),
    ("+", "x.scene.look.k > x.wide"),
    ("-", "Math.abs(x.scene.look.k - x.wide) < 1e-6"),
    ("0", "x.scene.look.k < x.wide"),
    ("d", "document.documentElement.dataset.theme === 'dark'"),
    ("n", "document.activeElement.id === 'note'"),
    ("g", "document.activeElement.closest('#legend') !== null"),
    ("t", "document.activeElement.dataset.end === 'from'"),
    ("?", "document.getElementById('keys').open"),
    ("/", "document.activeElement.id === 'search'"),
)
ELSEWHERE = {"S", "B", "I", "V", "Ctrl+P", "方向键", "Shift+方向键", "Alt+方向键"}
"""Tested by what they write or ask for; arrows by their own names above."""


def test_every_act_by_its_key_and_all_of_them_in_the_help(page: Page) -> None:
    for key, wanted in KEYS:
        if key in ("/",):
            page.keyboard.press("Escape")
        if key in ("n", "g", "t", "?"):
            page.focus("#canvas")
        page.keyboard.press(key)
        assert ask(page, wanted), (key, wanted)
    page.keyboard.press("Escape")
    acts = ask(page, "x.acts.map(({ keys, label }) => [keys, label])")
    pressed = {key.lower().replace("control", "ctrl") for key, _ in KEYS}
    assert {keys[0].lower() for keys, _ in acts if keys[0] not in ELSEWHERE} <= pressed
    page.keyboard.press("Escape")
    page.focus("#canvas")
    page.keyboard.press("?")
    told = page.locator("#keys").inner_text()
    assert all(label in told for _, label in acts)
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("#keys")).to_be_hidden()


def test_hide_and_expand_by_pointer(page: Page) -> None:
    page.evaluate("window.xuntu.choose(0)")
    near = ask(page, "x.network.neighbours(0).length")
    page.get_by_role("button", name="只看相邻").click()
    assert ask(page, SHOWN) == near + 1
    far = ask(page, "x.network.neighbours(0)[0]")
    page.mouse.dblclick(*at(page, far))
    assert ask(page, SHOWN) > near + 1
    page.evaluate("window.xuntu.choose(0)")
    page.get_by_role("button", name="隐藏").click()
    assert not ask(page, "x.network.shown(0)")
    for _ in range(3):
        page.get_by_role("button", name="撤销").click()
    expect(page.locator("#count")).to_contain_text("150 个节点 ·")


def test_a_dragged_node_stays_where_it_was_put(page: Page) -> None:
    x, y = at(page, 13)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=3)
    page.mouse.up()
    now = at(page, 13)
    assert abs(now[0] - x - 40) < 2
    assert abs(now[1] - y - 30) < 2
    page.locator("#layout").select_option("lanes")
    assert ask(page, "s.pins.get(13)[0] === x.network.xs[13]")
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="撤销").click()
    assert not ask(page, "s.pins.size")


def test_a_loop_and_ctrl_clicks_select(page: Page) -> None:
    page.get_by_role("button", name="圈选").click()
    frame = page.locator("#canvas").bounding_box()
    assert frame is not None
    right, bottom = frame["x"] + frame["width"] - 70, frame["y"] + frame["height"] - 3
    page.mouse.move(frame["x"] + 3, frame["y"] + 3)
    page.mouse.down()
    for corner in ((right, frame["y"] + 3), (right, bottom), (frame["x"] + 3, bottom)):
        page.mouse.move(*corner)
    page.mouse.up()
    assert ask(page, "s.selected.size") > 140
    expect(page.locator("#panel h2")).to_contain_text("选中")
    page.get_by_role("button", name="取消选中").click()
    page.get_by_role("button", name="圈选").click()
    for place in (1, 40):
        page.keyboard.down("Control")
        page.mouse.click(*at(page, place))
        page.keyboard.up("Control")
    assert ask(page, "[...s.selected]") == [1, 40]
    page.get_by_role("button", name="两点间路径").click()
    expect(page.locator("#panel h2")).to_contain_text("最短路径")


def test_the_legend_filters_kinds_and_relations(page: Page, city: City) -> None:
    graph = city(150)
    page.locator("#legend label", has_text="任职").click()
    assert ask(
        page, "x.network.lines.every(l => l.edges.every(i => x.data.edges[i].kind !== 'SERVED_IN'))"
    )
    page.locator("#legend label", has_text="人员").first.click()
    expect(page.locator("#count")).to_contain_text(f"{150 - 60} / 150 个节点")
    page.get_by_role("button", name="全部显示").click()
    expect(page.locator("#count")).to_have_text(f"150 个节点 · {len(graph.edges)} 条关系")
    expect(page.locator("#legend input").first).to_be_checked()


def test_the_timeline_leaves_what_is_in_it(page: Page) -> None:
    box = page.locator("#track").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=4)
    page.mouse.up()
    page.wait_for_timeout(50)
    start = ask(page, "s.from")
    assert start is not None
    assert ask(page, "x.data.spans.every((t, i) => !t || t[1] >= s.from || !x.network.shown(i))")
    hidden = 150 - ask(page, SHOWN)
    assert hidden > 20
    page.keyboard.press("ArrowLeft")
    assert ask(page, "s.from") == start - 1
    page.keyboard.press("End")
    page.get_by_role("slider", name="截止月份").press("Home")
    assert ask(page, "s.from === null || s.from <= s.until || s.until === null")
    page.get_by_role("button", name="清除").click()
    assert ask(page, SHOWN) == 150


def test_the_window_of_the_timeline_moves_as_a_whole(page: Page) -> None:
    page.get_by_role("slider", name="截止月份").press("ArrowLeft")
    before = ask(page, "[s.from, s.until]")
    box = page.locator("#track .range").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"], box["y"] + 10, steps=3)
    page.mouse.up()
    page.wait_for_timeout(50)
    assert before[0] is None
    assert ask(page, "s.from") is not None


def test_a_path_names_the_evidence_of_each_step(page: Page) -> None:
    page.evaluate("window.xuntu.does.path(0, 140)")
    panel = page.locator("#panel")
    steps = ask(page, "x.network.path(0, 140).length")
    expect(panel.locator("h2")).to_have_text(f"最短路径 · {steps} 步")
    assert panel.locator("ul.sources").count() >= steps
    assert panel.locator(".grade").count() >= steps
    page.evaluate("window.xuntu.does.pin([5])")
    assert ask(page, "s.lit && s.lit.lines.size") == steps


LINKS: tuple[tuple[str, int, int, dict[str, Value]], ...] = (
    ("SERVED_IN", 0, 1, {}),
    ("FOUND", 2, 3, {"certainty": "inferred"}),
    ("INSPECTS", 2, 1, {}),
)


def _guessed() -> Subgraph:
    kinds = ("Person", "Organization", "InspectionTask", "Finding")
    nodes = [Node(f"{kind}-{n:020x}", kind, {"name": f"第{n}个"}) for n, kind in enumerate(kinds)]
    edges = [
        Edge(f"{kind}-{n:020x}", kind, nodes[a].id, nodes[b].id, properties)
        for n, (kind, a, b, properties) in enumerate(LINKS)
    ]
    told = {edge.id: (Evidence("表.xlsx", "第3行", "原文"),) for edge in edges}
    return Subgraph("推断的一步", tuple(nodes), tuple(edges), told)


def test_an_inferred_step_is_never_told_as_a_fact(opened: Open) -> None:
    found = opened(network.page(_guessed()))
    page = found.page
    page.evaluate("window.xuntu.does.path(0, 3)")
    expect(page.locator("#panel .notice")).to_contain_text("不能当作事实")
    expect(page.locator("#panel .grade.guess")).to_have_text("推断，不是事实")
    page.evaluate("window.xuntu.does.path(0, 2)")
    expect(page.locator("#panel .notice")).to_have_count(0)
    assert ask(page, "x.scene.picture(null).querySelectorAll('[stroke-dasharray]').length") == 1
    assert found.quiet(), found


def test_labels_never_touch_in_any_layout_and_unit_names_are_whole(page: Page) -> None:
    long = "云川市城市建设投资运营集团有限公司第二工程项目管理分公司"
    counts = []
    for keys in ("", "l", "+", "+", "l", "d"):
        if keys:
            page.keyboard.press(keys)
        page.wait_for_timeout(60)
        boxes = page.evaluate("window.xuntu.drawn()")
        counts.append(len(boxes))
        assert apart(boxes)
    assert min(counts) > 10
    place = ask(page, f"x.network.nodes.findIndex(n => n.caption === '{long}')")
    page.evaluate("(place) => window.xuntu.choose(place, true)", place)
    page.wait_for_timeout(60)
    assert ask(page, f"x.network.labels[{place}].join('')") == long
    assert ask(page, f"x.drawn().some(box => box.place === {place})")
