"""The page of real reports: synthetic ones, and the corpus where it lies beside the repository."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.model import regions
from loaders.reports.extract import report
from visualizations.report import page
from xuntu.marking import marked

Open = Callable[..., Any]

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "corpus" / "reports").glob("seed_*.txt"))
CASES = sorted((ROOT / "tests" / "cases" / "reports").glob("*.txt"))
THEMES = {"light": "rgb(245, 246, 248)", "dark": "rgb(18, 22, 28)"}


@pytest.mark.parametrize("path", [*CASES, *SEEDS], ids=lambda path: path.stem)
def test_every_fact_is_on_the_page_and_in_reach(opened: Open, path: Path) -> None:
    read = report(path.read_bytes(), path.name, regions.load())
    assert read.facts
    theme = "dark" if len(read.facts) % 2 else "light"
    found = opened(page(marked(read, path.name)), theme=theme)
    view = found.page
    assert view.evaluate("getComputedStyle(document.body).backgroundColor") == THEMES[theme]
    assert view.locator("#list ol").first.locator("li").count() == len(read.facts)
    numbers = view.locator("#text [data-number]").count()
    view.locator("#text").focus()
    reached = set()
    for _ in range(numbers):
        view.keyboard.press("Tab")
        reached.add(view.evaluate("document.activeElement.dataset.number"))
        assert view.evaluate("window.xuntu.state.chosen") == int(
            view.evaluate("document.activeElement.dataset.number")
        )
    assert {str(node) for node in range(len(read.facts))} <= reached
    assert found.quiet(), found


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious(opened: Open, require: Callable[[str], str], theme: str) -> None:
    script = Path(require("axe")).read_text(encoding="utf-8")
    path = ROOT / "tests" / "cases" / "reports" / "feedback.txt"
    read = report(path.read_bytes(), path.name, regions.load())
    view = opened(page(marked(read, path.name)), theme=theme).page
    view.evaluate("window.xuntu.choose(0)")
    view.evaluate(script)
    found = view.evaluate("axe.run().then((r) => r.violations.map((v) => [v.id, v.impact]))")
    assert [fault for fault in found if fault[1] in ("serious", "critical")] == [], json.dumps(
        found
    )
