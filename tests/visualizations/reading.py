"""How tests read a network page in the browser."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from playwright.sync_api import Page

Box = dict[str, float]

SHOWN = "x.network.nodes.filter((_, i) => x.network.shown(i)).length"


def ask(page: Page, expression: str) -> Any:
    """Return a value of the page: `x` is what its scripts share, `s` the state of the network."""
    return page.evaluate(
        f"(() => {{ const x = window.xuntu, s = x.state; return {expression}; }})()"
    )


def at(page: Page, place: int) -> tuple[float, float]:
    """Return where a node stands in the window."""
    found = page.evaluate("(place) => window.xuntu.where(place)", place)
    frame = page.locator("#canvas").bounding_box()
    assert frame is not None
    return frame["x"] + found["x"], frame["y"] + found["y"]


def apart(boxes: list[Box]) -> bool:
    """Tell whether no two boxes overlap."""
    return all(
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
        for one, other in combinations(boxes, 2)
    )
