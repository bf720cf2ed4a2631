"""Files of the network page: a view saved and opened, the picture as PNG and SVG, paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graph.model.answers import Subgraph
from tests.visualizations.reading import SHOWN, ask
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


def test_a_view_is_saved_and_opened_again(page: Page, tmp_path: Path) -> None:
    page.evaluate("window.xuntu.choose(3)")
    page.locator("#note").fill("看这里 <img src=x onerror=window.__fired=1>")
    page.get_by_role("button", name="固定").click()
    page.evaluate("window.xuntu.choose(7)")
    page.get_by_role("button", name="隐藏").click()
    page.locator("#legend label", has_text="人员").first.click()
    page.locator("#layout").select_option("lanes")
    page.get_by_role("slider", name="起始月份").press("ArrowRight")
    seen, told = ask(page, SHOWN), ask(page, "[s.from, s.layout, [...s.kinds]]")
    with page.expect_download() as download:
        page.focus("#canvas")
        page.keyboard.press("s")
    file = tmp_path / "view.json"
    download.value.save_as(file)
    page.get_by_role("button", name="全部显示").click()
    page.evaluate("window.xuntu.state.notes.clear()")
    with page.expect_file_chooser() as chooser:
        page.focus("#canvas")
        page.keyboard.press("b")
    chooser.value.set_files(file)
    expect(page.locator("#panel .notice")).to_have_text("视图已打开。")
    assert ask(page, SHOWN) == seen
    assert ask(page, "[s.from, s.layout, [...s.kinds]]") == told
    assert ask(page, "s.notes.get(3)").startswith("看这里")
    assert ask(page, "s.pins.has(3)")
    expect(page.locator("#panel")).to_contain_text("看这里 <img")


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("不是视图", "不是本页保存的视图"),
        ("null", "不是本页保存的视图"),
        ('{"format":"别的"}', "不是本页保存的视图"),
        (
            json.dumps(
                {
                    "format": "xuntu-view",
                    "view": 7,
                    "hidden": [{}, "没有这个"],
                    "pins": [3, ["x", "y"]],
                    "notes": "x",
                    "from": "2020",
                    "kinds": ["__proto__", "没有"],
                    "look": {"k": 0},
                }
            ),
            "不在这张图里",
        ),
    ],
)
def test_a_file_that_is_no_view_changes_nothing(
    page: Page, tmp_path: Path, view: str, told: str
) -> None:
    file = tmp_path / "view.json"
    file.write_text(view, encoding="utf-8")
    page.locator("#file").set_input_files(file)
    expect(page.locator("#panel .notice")).to_contain_text(told)
    assert ask(page, SHOWN) == 150


def test_png_and_svg(page: Page, tmp_path: Path) -> None:
    names = {"i": "关系图.png", "v": "关系图.svg"}
    for key, name in names.items():
        with page.expect_download() as download:
            page.keyboard.press(key)
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    assert (tmp_path / "关系图.png").read_bytes().startswith(b"\x89PNG")
    svg = (tmp_path / "关系图.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert svg.count("<text") > 20
    assert "中共云川市委" in svg


def test_print_holds_the_picture_as_lines_and_the_notes(page: Page) -> None:
    page.evaluate("window.xuntu.network.act(() => window.xuntu.state.notes.set(2, '一条备注'))")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert ask(page, "document.documentElement.dataset.theme") == "light"
    assert page.locator("#paper > svg text").count() > 20
    expect(page.locator("#paper")).to_contain_text("一条备注")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#paper > *").count() == 0
    assert page.pdf(format="A4", landscape=True).startswith(b"%PDF")
