"""The network page: any subgraph as nodes and links, each with its source."""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter
from dataclasses import replace

from pyvis.network import Network

from graph.model.answers import Node, Subgraph
from graph.model.schema import schema
from visualizations import facts, palette, positions
from visualizations.page import Page, View, assemble

LIBRARY = "vis-network-10.1.5.min.js"
MOST = 2000
"""Nodes that one picture shows; more help nobody."""

LINE, LINES = 20, 4
"""A label's longest line, in half-width characters, and its most lines."""

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "hideEdgesOnZoom": True},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}},
    # A label of this size fits the box that its node was given room for; further out it is left away.
    "nodes": {"font": {"size": 7}, "scaling": {"label": {"enabled": True, "drawThreshold": 6}}},
}


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def label(caption: str) -> str:
    """Return the caption in lines of about equal length, cut with …… only beyond four of them."""
    wanted = max(1, math.ceil(_width(caption) / LINE))
    room = 2 * math.ceil(_width(caption) / wanted / 2) if wanted <= LINES else LINE
    lines = [""]
    for character in caption:
        if _width(lines[-1] + character) > max(room, 4) and _width(lines[-1]):
            lines.append("")
        lines[-1] += character
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][:-2] + "……"]
    return "\n".join(lines)


def _degrees(subgraph: Subgraph) -> Counter[str]:
    ends = Counter(end for edge in subgraph.edges for end in (edge.source, edge.target))
    return Counter({node.id: ends[node.id] for node in subgraph.nodes})


def bounded(subgraph: Subgraph) -> Subgraph:
    """Return the subgraph, of its nodes only the 2,000 with most links, with a note of what is left out."""
    degrees = _degrees(subgraph)
    if len(degrees) <= MOST:
        return subgraph
    order = sorted(subgraph.nodes, key=lambda node: (-degrees[node.id], node.id))
    kept = {node.id for node in order[:MOST]}
    left = Counter(schema().nodes[node.kind].label for node in order[MOST:])
    told = "、".join(f"{name} {count}" for name, count in left.most_common())
    note = (
        f"共 {len(order)} 个节点，图中只画相连最多的 {MOST} 个；"
        f"省去 {len(order) - MOST} 个（{told}）。请缩小查询范围再画。"
    )
    return replace(
        subgraph,
        nodes=tuple(node for node in subgraph.nodes if node.id in kept),
        edges=tuple(e for e in subgraph.edges if e.source in kept and e.target in kept),
        notes=(*subgraph.notes, note),
    )


def _box(text: str, size: float) -> positions.Size:
    lines = text.split("\n")
    return max(size * 2 + 14, max(map(_width, lines)) * 3.6), size * 2 + len(lines) * 10 + 16


def _add_node(network: Network, node: Node, text: str, size: float, at: positions.Point) -> None:
    kind = schema().nodes[node.kind]
    network.add_node(
        node.id,
        label=text,
        shape=kind.shape,
        color=palette.themes(kind.color)[0],
        size=size,
        x=at[0],
        y=at[1],
        kind=node.kind,
    )


def to_pyvis(subgraph: Subgraph) -> Network:
    """Return the subgraph as a pyvis network with positions, for those who go on with it themselves.

    No node has a `title` or `group`: pyvis's own template runs the first as markup and lets the
    second overrule the colour.
    """
    network = Network(directed=True, height="800px", width="100%")
    network.set_options(json.dumps(_OPTIONS))
    degrees = _degrees(subgraph)
    labels = {node.id: label(facts.caption(node)) for node in subgraph.nodes}
    sizes = {name: round(7 + 2.4 * math.sqrt(min(count, 60)), 1) for name, count in degrees.items()}
    edges = facts.joined(subgraph)
    links = [(edge.source, edge.target) for edge in edges]
    points = positions.place({n: _box(labels[n], sizes[n]) for n in sizes}, links)
    for node in subgraph.nodes:
        _add_node(network, node, labels[node.id], sizes[node.id], points[node.id])
    for edge in edges:
        name = schema().edges[edge.kind].label
        network.add_edge(edge.source, edge.target, id=edge.id, label=name, kind=edge.kind)
    return network


def page(subgraph: Subgraph) -> Page:
    """Return the page of a subgraph: one file, offline; a click on a node or link shows its source."""
    shown = bounded(subgraph)
    data = facts.data(shown)
    drawn = to_pyvis(shown).nodes
    data["places"] = [[node["x"], node["y"], node["size"]] for node in drawn]
    data["labels"] = [node["label"] if "\n" in node["label"] else 0 for node in drawn]
    return assemble(
        "network",
        f"{data['title']} · 关系图",
        data,
        scripts=("labels.js", "picture.js", "network.js"),
        library=LIBRARY if drawn else None,
    )


VIEW = View("network", "关系图", Subgraph, page)
