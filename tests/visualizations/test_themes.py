"""Both themes: what is read can be read, and the button does what the system does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model.answers import Subgraph, Trace
from tests.visualizations import sheets
from visualizations import check, network, report, trace
from visualizations.check import Matrix
from visualizations.report import MarkedText
from visualizations.views import VIEWS

Open = Callable[..., Any]

# WCAG contrast of each element that has text of its own, on the nearest ground that is opaque.
WORST = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  return [...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility() && !e.disabled
    && !['SCRIPT', 'NOSCRIPT'].includes(e.tagName)
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
    const style = getComputedStyle(e);
    const paint = e.namespaceURI.endsWith('svg') ? style.fill : style.color;
    const [a, b] = [light(parse(paint)), light(ground(e))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), e.textContent.slice(0, 30)];
  }).filter(([ratio]) => ratio < 4.5);
}"""


@pytest.fixture(scope="session", params=[view.name for view in VIEWS])
def text(
    request: pytest.FixtureRequest,
    city: Callable[[int], Subgraph],
    chains: Callable[[int], Trace],
    checked: Callable[[int], MarkedText],
    matrix: Callable[..., Matrix],
) -> str:
    """A page of each view."""
    if request.param in sheets.SHEETS:
        return sheets.page(request.param)
    if request.param == "check":
        return check.page(matrix(6, 4, 2))
    if request.param == "report":
        return report.page(checked(20))
    return network.page(city(150)) if request.param == "network" else trace.page(chains(12))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_has_the_contrast_of_aa(opened: Open, text: str, theme: str) -> None:
    found = opened(text, theme=theme)
    assert found.page.evaluate(WORST) == []
    found.page.evaluate("window.xuntu.choose(window.xuntu.data.nodes.length - 1)")
    assert found.page.evaluate(WORST) == []
    assert found.quiet(), found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    opened: Open, text: str, require: Callable[[str], str], theme: str
) -> None:
    page = opened(text, theme=theme).page
    page.evaluate("window.xuntu.choose(0)")
    page.evaluate(Path(require("axe")).read_text(encoding="utf-8"))
    run = "axe.run().then((r) => r.violations.map((v) => [v.id, v.impact, v.nodes[0].html]))"
    found = page.evaluate(run)
    assert [fault for fault in found if fault[1] in ("serious", "critical")] == [], found


def test_the_button_changes_the_theme(opened: Open, text: str) -> None:
    page = opened(text, theme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(18, 22, 28)"
    page.get_by_role("button", name="浅色").click()
    assert page.evaluate(ground) == "rgb(245, 246, 248)"
    expect(page.locator("#theme")).to_have_text("深色")


def test_it_prints(opened: Open, text: str) -> None:
    found = opened(text)
    assert found.page.pdf(format="A4", landscape=True).startswith(b"%PDF")
    assert found.quiet(), found
