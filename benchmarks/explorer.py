"""The network page beside pyvis's own of the same graph, and with twenty thousand nodes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyvis.network import Network

from benchmarks.browser import Chromium, chromium, wait
from benchmarks.ours.city_graph import city_graph
from benchmarks.runner import Figure
from benchmarks.workspaces import loaded
from graph.model.answers import Subgraph
from visualizations import facts, network

READY = "window.xuntu && window.xuntu.ready"
SECONDS, TIMES, BYTES = 1.2, 15.0, 400_000
FIRST, SEARCH = 3.0, 100.0
MARGIN = 1.5
"""pyvis's page is stopped when it took so many times more than the goal: the ratio is a lower bound then."""

_SEARCH = """(text) => {
  const box = document.getElementById('search');
  const start = performance.now();
  box.value = text;
  box.dispatchEvent(new Event('input'));
  return performance.now() - start;
}"""
WORDS = ("财政局", "W", "选人用人", "没有这个词", "2023")


def run(folder: Path) -> Iterator[Figure]:
    """Yield the figures of a page of 1,000 nodes, then of one of 20,000."""
    small = city_graph(loaded(folder, 1), 1000)
    large = city_graph(loaded(folder, 3), 20_000)
    with chromium() as browser:
        yield from _thousand(browser, folder, small)
        yield from _many(browser, folder, large)


def pyvis_page(graph: Subgraph) -> str:
    """Return the page that pyvis makes of a graph when nothing is set."""
    plain = Network(directed=True, cdn_resources="in_line")
    for node in graph.nodes:
        plain.add_node(node.id, label=facts.caption(node))
    for edge in facts.joined(graph):
        plain.add_edge(edge.source, edge.target)
    page: str = plain.generate_html()
    return page


def _written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def _thousand(browser: Chromium, folder: Path, graph: Subgraph) -> Iterator[Figure]:
    ours = _written(folder, "ours-1000.html", network.page(graph))
    size = ours.stat().st_size
    what = f"{len(graph.nodes):,} nodes, {len(graph.edges):,} edges"
    yield Figure("network page: size", f"≤ {BYTES:,}", f"{size:,}", size <= BYTES, what)
    spent = browser.loaded(ours, READY)
    yield Figure(
        "network page: CPU until at rest",
        f"≤ {SECONDS} s",
        f"{spent:.2f} s",
        spent <= SECONDS,
        what,
    )
    peer = _written(folder, "pyvis-1000.html", pyvis_page(graph))
    most = MARGIN * TIMES * max(spent, SECONDS)
    page = browser.tab(folder)
    start = browser.cpu()
    page.goto(peer.as_uri(), wait_until="commit")
    theirs = browser.settled(start, most, least=2)
    page.close(run_before_unload=False)
    bound = "at least " if theirs >= most else ""
    yield Figure(
        "pyvis's default page of the same graph / ours",
        f"≥ {TIMES:.0f}x",
        f"{bound}{theirs / spent:.0f}x",
        theirs >= TIMES * spent,
        f"{theirs:.0f} against {spent:.2f} s CPU{'; stopped before it had drawn' if bound else ''}",
    )


def _many(browser: Chromium, folder: Path, graph: Subgraph) -> Iterator[Figure]:
    file = _written(folder, "ours-20000.html", network.page(graph))
    page = browser.tab(folder)
    start = browser.cpu()
    page.goto(file.as_uri(), wait_until="commit")
    wait(page, READY)
    spent = browser.cpu() - start
    first = page.evaluate("window.xuntu.painted") / 1000
    search = max(page.evaluate(_SEARCH, word) for word in WORDS)
    shown = page.locator("#count").inner_text()
    page.close()
    note = f"{shown}; {file.stat().st_size:,} bytes; by the clock, {spent:.2f} s CPU"
    yield Figure(
        "20,000 nodes: first picture", f"≤ {FIRST} s", f"{first:.2f} s", first <= FIRST, note
    )
    yield Figure(
        "20,000 nodes: slowest search",
        f"≤ {SEARCH:.0f} ms",
        f"{search:.1f} ms",
        search <= SEARCH,
        f"of {len(WORDS)} words over all nodes, folded ones too",
    )
