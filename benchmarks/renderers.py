"""Three ways to draw one network in a page: `python -m benchmarks.renderers FOLDER`, for decision 0035.

FOLDER holds `vis-network.min.js` and `cytoscape.min.js` (from `npm pack vis-network@10.1.5` and
`cytoscape@3.34.4`); the city is made there. Same nodes, lines, positions, labels; no layout in the page.
"""

from __future__ import annotations

import base64
import gzip
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.browser import chromium, wait
from benchmarks.ours.city_graph import city_graph
from benchmarks.workspaces import loaded
from visualizations import network
from visualizations.page import carried

PEERS = Path(__file__).parent / "peers"
Rows = Sequence[Mapping[str, Any]]

SHELL = """<!doctype html><meta charset="utf-8"><style>html,body,#graph{{height:100%;margin:0}}</style>
<div id="graph"></div><script>{library}</script><script>const NODES = {nodes}, LINES = {lines};{start}</script>"""


@dataclass(frozen=True, slots=True)
class Renderer:
    """One way to draw: its page, when it has drawn, one step of a pan and of a zoom."""

    name: str
    page: Callable[[Path, str], str]
    ready: str = "window.drawn === true"
    pan: str = "window.pan(i)"
    zoom: str = "window.zoom(i)"


def _with(library: str, drawn_by: str) -> Callable[[Path, str], str]:
    def page(folder: Path, ours: str) -> str:
        start = PEERS.joinpath(drawn_by).read_text(encoding="utf-8")
        nodes, lines = _drawn(ours)
        script = (folder / library).read_text(encoding="utf-8")
        told = [
            json.dumps(part, ensure_ascii=False).replace("<", "\\u003c") for part in (nodes, lines)
        ]
        return SHELL.format(library=script, nodes=told[0], lines=told[1], start=start)

    return page


def _drawn(ours: str) -> tuple[Rows, list[list[int]]]:
    """Return the nodes and lines of a page of ours, as it places them."""
    data = carried(ours)
    at = data["views"][0]["force"]
    names = [data["texts"][place] for place in data["nodes"][2]]
    kinds = [data["texts"][place] for place in data["nodes"][1]]
    nodes = [
        {
            "label": data["labels"][place] or name,
            "x": at[2 * place],
            "y": at[2 * place + 1],
            "size": data["sizes"][place],
            "color": data["kinds"][kinds[place]]["light"],
        }
        for place, name in enumerate(names)
    ]
    pairs = sorted(set(zip(data["edges"][1], data["edges"][2], strict=True)))
    return nodes, [list(pair) for pair in pairs]


RENDERERS = (
    Renderer(
        "own canvas (the whole page)",
        lambda _folder, ours: ours,
        "window.xuntu && window.xuntu.ready",
        "window.xuntu.scene.pan(4, 2)",
        "window.xuntu.scene.zoom(i % 2 ? 1.1 : 1 / 1.08)",
    ),
    Renderer("vis-network 10.1.5 (drawing only)", _with("vis-network.min.js", "vis_network.js")),
    Renderer("cytoscape 3.34.4 (drawing only)", _with("cytoscape.min.js", "cytoscape.js")),
)


def _library_size(page: str) -> float:
    return len(base64.b64encode(gzip.compress(page.encode(), 9))) / 1000


def main(folder: Path) -> None:
    """Print a table of all renderers at both sizes."""
    home = loaded(folder, 1)
    for size in (1000, 2000):
        ours = network.page(city_graph(home, size))
        for renderer in RENDERERS:
            text = renderer.page(folder, ours)
            file = folder / "renderer.html"
            file.write_text(text, encoding="utf-8")
            with chromium() as browser:
                spent = browser.loaded(file, renderer.ready)
                page = browser.open(file)
                wait(page, renderer.ready)
                pan, zoom = browser.frames(page, renderer.pan), browser.frames(page, renderer.zoom)
            sys.stdout.write(
                f"| {renderer.name} | {size} | {spent:.2f} | {pan:.0f}, {zoom:.0f} | {len(text.encode()) / 1000:.0f} "
                f"| {_library_size(text):.0f} |\n"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
