"""The network page, in Python and in a browser."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graph.model.answers import Edge, Evidence, Node, Subgraph
from graph.model.schema import schema
from visualizations import network

Open = Callable[..., Any]
City = Callable[[int], Subgraph]

TWO = Subgraph(
    "两个节点",
    (
        Node("Person-" + "1" * 20, "Person", {"name": "甲一一", "gender": "女"}),
        Node("Organization-" + "2" * 20, "Organization", {"name": "云川市财政局"}),
    ),
    (
        Edge(
            "SERVED_IN-" + "3" * 20,
            "SERVED_IN",
            "Person-" + "1" * 20,
            "Organization-" + "2" * 20,
            {"title": "副局长", "since": "2019-06"},
        ),
    ),
    {
        "Person-" + "1" * 20: (Evidence("人员信息表.xlsx", "L3!第4行", "姓名：甲一一｜性别：女"),),
        "SERVED_IN-" + "3" * 20: (Evidence("任职经历表.xlsx", "L4!第12行", "职务：副局长"),),
    },
)


def test_pyvis_gets_positions_and_no_markup(city: City) -> None:
    drawn = network.to_pyvis(city(150))
    assert len(drawn.nodes) == 150
    assert all({"x", "y", "label", "shape", "color"} <= node.keys() for node in drawn.nodes)
    assert all(not {"title", "group"} & node.keys() for node in drawn.nodes)
    assert drawn.options["physics"] == {"enabled": False}
    assert drawn.options["edges"]["smooth"] is False
    assert {node["shape"] for node in drawn.nodes} <= {k.shape for k in schema().nodes.values()}


def test_labels_break_evenly_and_keep_every_character() -> None:
    name = "云川市城市建设投资运营集团有限公司第二工程项目管理分公司"
    lines = network.label(name).split("\n")
    assert "".join(lines) == name
    assert max(map(len, lines)) - min(map(len, lines)) <= 2
    assert network.label("甲一一") == "甲一一"
    assert network.label("甲" * 60).endswith("……")


def _click(page: Page, place: int) -> None:
    at = page.evaluate("(place) => window.xuntu.where(place)", place)
    frame = page.locator("#canvas").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_click_on_a_node_shows_its_source(opened: Open, theme: str) -> None:
    found = opened(network.page(TWO), theme=theme)
    expect(found.page.locator("#legend")).to_contain_text("单位")
    expect(found.page.locator("#legend")).to_contain_text("任职")
    _click(found.page, 0)
    panel = found.page.locator("#panel")
    for text in (
        "人员",
        "甲一一",
        "性别",
        "女",
        "人员信息表.xlsx",
        "L3!第4行",
        "姓名：甲一一｜性别：女",
    ):
        expect(panel).to_contain_text(text)
    panel.get_by_text("情况与依据").click()
    for text in ("任职经历表.xlsx", "L4!第12行", "职务：副局长", "2019-06"):
        expect(panel).to_contain_text(text)
    assert found.quiet(), found


def test_a_click_on_a_link_shows_its_source(opened: Open) -> None:
    found = opened(network.page(TWO))
    ends = [found.page.evaluate("(i) => window.xuntu.where(i)", i) for i in (0, 1)]
    frame = found.page.locator("#canvas").bounding_box()
    middle = [frame["xy"[i]] + (ends[0]["xy"[i]] + ends[1]["xy"[i]]) / 2 for i in (0, 1)]
    found.page.mouse.click(*middle)
    expect(found.page.locator("#panel")).to_contain_text("L4!第12行")
    assert found.quiet(), found


def test_a_city_of_three_hundred_nodes_by_mouse(opened: Open, city: City) -> None:
    graph = city(300)
    found = opened(network.page(graph))
    for place in (0, 40, 200):
        _click(found.page, place)
        source = graph.evidence[graph.nodes[place].id][0]
        for text in (source.file, source.place, source.quote):
            expect(found.page.locator("#panel")).to_contain_text(text)
        found.page.keyboard.press("Escape")
    assert found.quiet(), found


def test_labels_never_touch(opened: Open, city: City) -> None:
    found = opened(network.page(city(300)))
    found.page.focus("#canvas")
    counts = []
    for _ in range(4):
        found.page.wait_for_timeout(80)
        boxes = found.page.evaluate("window.xuntu.drawn()")
        counts.append(len(boxes))
        for one, other in combinations(boxes, 2):
            assert (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            ), (one, other)
        found.page.keyboard.press("+")
    assert counts[0] > 60, counts


def test_every_action_by_keyboard(opened: Open) -> None:
    found = opened(network.page(TWO))
    page, panel = found.page, found.page.locator("#panel")
    while page.evaluate("document.activeElement.id") != "canvas":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#live")).to_contain_text("1 个相邻")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("依据")
    page.keyboard.press("Escape")
    expect(panel).to_contain_text("单击节点或连线")
    page.keyboard.press("/")
    page.keyboard.type("财政局")
    expect(page.locator("#found")).to_contain_text("共 1 个")
    page.keyboard.press("Enter")
    expect(panel.locator("h2")).to_have_text("云川市财政局")
    assert found.quiet(), found


def test_filter_neighbours_and_path(opened: Open, city: City) -> None:
    graph = city(150)
    found = opened(network.page(graph))
    near = {e.target for e in graph.edges if e.source == graph.nodes[0].id}
    near |= {e.source for e in graph.edges if e.target == graph.nodes[0].id}
    page, count = found.page, found.page.locator("#count")
    page.locator("#legend label", has_text="人员").first.click()
    expect(count).to_contain_text("90 / 150 个节点")
    page.locator("#everything").click()
    expect(count).to_have_text(f"150 个节点 · {len(graph.edges)} 条关系")
    page.evaluate("window.xuntu.choose(0)")
    page.get_by_role("button", name="只看相邻").click()
    expect(count).to_contain_text(f"{len(near) + 1} / 150")
    page.locator("#everything").click()
    page.evaluate("window.xuntu.choose(0)")
    page.get_by_role("button", name="从这里找路径").click()
    _click(page, 13)
    expect(page.locator("#panel")).to_contain_text("最短路径")
    assert found.quiet(), found


def test_an_empty_graph_says_so(opened: Open) -> None:
    found = opened(network.page(Subgraph("空", (), (), notes=("查了 3 份文件",))))
    expect(found.page.locator("#empty")).to_be_visible()
    expect(found.page.locator(".notice")).to_have_text("查了 3 份文件")
    assert found.quiet(), found
