"""A part of a loaded city as the pages get it: masked, with its evidence."""

from __future__ import annotations

from collections import defaultdict, deque
from pathlib import Path

from graph.exports._masked import Graph
from graph.model.answers import Edge, Node, Subgraph
from graph.snapshot import Snapshot
from graph.sources import Sources
from xuntu.asking import evidence
from xuntu.masking import mask_of

START = "Round"
"""Where a part begins: the round with the smallest id, then what is nearest to it."""
HUBS = frozenset({"Region", "Category", "Document", "OrgName"})
"""Kinds that join everything with everything: a part does not grow through them."""


def city_graph(home: Path, size: int) -> Subgraph:
    """Return the `size` nodes nearest to a round, and all edges between them."""
    folder = home / "derived" / (home / "derived" / "current").read_text(encoding="utf-8").strip()
    snapshot = Snapshot(folder.name, folder)
    mask = mask_of(snapshot)
    graph = Graph(snapshot, mask)
    nodes = {
        row.id: Node(row.id, table.kind.name, dict(row.properties))
        for table in graph.nodes
        for row in table.rows()
    }
    edges = [
        Edge(row.id, table.kind.name, row.source, row.target, dict(row.properties))
        for table in graph.edges
        for row in table.rows()
    ]
    chosen = _nearest(nodes, edges, size)
    part = Subgraph(
        f"云川市巡察（虚构），{len(chosen)} 个节点",
        tuple(nodes[name] for name in sorted(chosen)),
        tuple(edge for edge in edges if edge.source in chosen and edge.target in chosen),
    )
    ids = [node.id for node in part.nodes] + [edge.id for edge in part.edges]
    found = evidence(snapshot, Sources(home / "sources"), ids)
    return mask.subgraph(Subgraph(part.title, part.nodes, part.edges, found))


def _nearest(nodes: dict[str, Node], edges: list[Edge], size: int) -> set[str]:
    around: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.source in nodes and edge.target in nodes:
            around[edge.source].append(edge.target)
            around[edge.target].append(edge.source)
    start = min(name for name, node in nodes.items() if node.kind == START)
    found, waiting = {start}, deque([start])
    while waiting and len(found) < size:
        name = waiting.popleft()
        for near in sorted(set(around[name]) - found):
            if len(found) == size:
                break
            found.add(near)
            if nodes[near].kind not in HUBS:
                waiting.append(near)
    return found
