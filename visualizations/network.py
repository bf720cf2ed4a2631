"""The network page: any subgraph to explore, as nodes and links, each with its source."""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter
from dataclasses import astuple

from pyvis.network import Network

from graph.model.answers import Edge, Node, Subgraph
from graph.model.schema import schema
from visualizations import facts, packing, palette, positions, swimlanes, times
from visualizations.folding import WAYS, Folded, Way, fold
from visualizations.page import Page, View, assemble

SCRIPTS = (
    "graph.js",
    "pens.js",
    "labels.js",
    "scene.js",
    "timeline.js",
    "details.js",
    "saving.js",
    "pointer.js",
    "network.js",
)
MOST = 2000
"""Nodes that a picture shows one by one; more help nobody, and are summarised."""

LINE, LINES, NAME_LINES = 20, 4, 9
"""A label's longest line, in half-width characters, and its most lines; those of a unit's name."""

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


def label(caption: str, most: int = LINES) -> str:
    """Return the caption in lines of about equal length, cut with …… only beyond the most of them."""
    wanted = max(1, math.ceil(_width(caption) / LINE))
    room = 2 * math.ceil(_width(caption) / wanted / 2) if wanted <= most else LINE
    lines = [""]
    for character in caption:
        if _width(lines[-1] + character) > max(room, 4) and _width(lines[-1]):
            lines.append("")
        lines[-1] += character
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-2] + "……"]
    return "\n".join(lines)


def _degrees(subgraph: Subgraph) -> Counter[str]:
    ends = Counter(end for edge in subgraph.edges for end in (edge.source, edge.target))
    return Counter({node.id: ends[node.id] for node in subgraph.nodes})


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
    labels = {node.id: _lines(facts.caption(node), node.kind) for node in subgraph.nodes}
    sizes = {name: _size(count) for name, count in degrees.items()}
    edges = facts.joined(subgraph)
    links = [(edge.source, edge.target) for edge in edges]
    points = positions.place({n: _box(labels[n], sizes[n]) for n in sizes}, links)
    for node in subgraph.nodes:
        _add_node(network, node, labels[node.id], sizes[node.id], points[node.id])
    for edge in edges:
        name = schema().edges[edge.kind].label
        network.add_edge(edge.source, edge.target, id=edge.id, label=name, kind=edge.kind)
    return network


def _views(subgraph: Subgraph) -> list[Folded]:
    if len(subgraph.nodes) > MOST:
        return [fold(subgraph, way) for way in WAYS]
    everything = Way("all", "全部", None, frozenset(), {})
    return [Folded(everything, (-1,) * len(subgraph.nodes), (), ("", ""))]


class _Drawing:
    """All that the page needs to know of where things stand, in one subgraph."""

    def __init__(self, subgraph: Subgraph) -> None:
        order = {node.id: place for place, node in enumerate(subgraph.nodes)}
        joined = facts.joined(subgraph)
        self.ends = [(order[edge.source], order[edge.target]) for edge in joined]
        degrees = _degrees(subgraph)
        self.names = [facts.caption(node) for node in subgraph.nodes]
        self.sizes = [_size(degrees[node.id]) for node in subgraph.nodes]
        self.kinds = [node.kind for node in subgraph.nodes]
        self.spans = [times.node_span(n.kind, n.properties) for n in subgraph.nodes]
        self.edge_spans = [times.edge_span(edge.kind, edge.properties) for edge in joined]

    def view(self, folded: Folded) -> dict[str, object]:
        """Return one way to draw it: what is folded where, and both layouts of what is shown."""
        held = Counter(folded.holders)
        count = len(self.names)
        names = [*self.names, *(name for _, name in folded.groups)]
        kinds = [*self.kinds, *(kind for kind, _ in folded.groups)]
        starts = [span and span[0] for span in self.spans] + [None] * len(folded.groups)
        groups = [_size(held[count + place]) for place, _ in enumerate(folded.groups)]
        sizes = [max(s, _size(held[p])) for p, s in enumerate(self.sizes)] + groups
        shown = folded.shown()
        boxes = {
            f"{place:09}": _box(_lines(names[place], kinds[place]), sizes[place]) for place in shown
        }
        points = positions.place(boxes, self._links(folded))
        lanes = swimlanes.place(kinds, starts, shown)
        return {
            "name": folded.way.name,
            "label": folded.way.label,
            "note": folded.note,
            "groups": [[kind, name] for kind, name in folded.groups],
            "sizes": groups,
            "holders": folded.holders if folded.note[0] else None,
            "places": shown,
            "force": [round(number) for place in shown for number in points[f"{place:09}"]],
            "lanes": [number for place in shown for number in lanes.points[place]],
            "rows": [astuple(band) for band in lanes.rows],
            "columns": [astuple(band) for band in lanes.columns],
        }

    def _links(self, folded: Folded) -> list[tuple[str, str]]:
        """Return the links of the first picture: what is folded is linked where it is held."""
        seen = [place if holder < 0 else holder for place, holder in enumerate(folded.holders)]
        pairs = {(seen[one], seen[other]) for one, other in self.ends}
        return [(f"{one:09}", f"{other:09}") for one, other in sorted(pairs) if one != other]


def _size(links: int) -> float:
    """Return the radius of a node with so many links, or holding so many nodes."""
    return round(7 + 2.4 * math.sqrt(min(links, 60)), 1)


def _lines(caption: str, kind: str) -> str:
    """Return the lines of a label; the name of a unit is never cut."""
    return label(caption, NAME_LINES if kind == "Organization" else LINES)


def _grade(edge: Edge) -> int:
    """Return how an edge is known: 0 stated, 1 derived from what is stated, 2 inferred (never a fact)."""
    if edge.properties.get("certainty") == "inferred":
        return 2
    return int(schema().edges[edge.kind].derived)


def _drawn(subgraph: Subgraph) -> dict[str, object]:
    drawing = _Drawing(subgraph)
    broken = [_lines(name, kind) for name, kind in zip(drawing.names, drawing.kinds, strict=True)]
    return {
        "labels": [text if "\n" in text else 0 for text in broken],
        "sizes": drawing.sizes,
        "spans": drawing.spans,
        "edgeSpans": drawing.edge_spans,
        "grades": [_grade(edge) for edge in facts.joined(subgraph)],
        "views": [drawing.view(folded) for folded in _views(subgraph)],
    }


def page(subgraph: Subgraph) -> Page:
    """Return the page of a subgraph: one file, offline; above 2,000 nodes it opens summarised and says so."""
    head, rest = packing.packed(subgraph)
    return assemble(
        "network",
        f"{head['title']} · 关系图",
        head,
        scripts=SCRIPTS if subgraph.nodes else ("unpack.js",),
        packed=rest | _drawn(subgraph) if subgraph.nodes else None,
    )


VIEW = View("network", "关系图", Subgraph, page)
