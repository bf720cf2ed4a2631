"""What a large graph folds: nothing is lost, the nearest holder holds, and the page says how much."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.model.answers import Edge, Node, Subgraph
from visualizations.folding import WAYS, Way, fold

City = Callable[[int], Subgraph]
UNIT = WAYS[0]


def _node(kind: str, number: int) -> Node:
    return Node(f"{kind}-{number:020x}", kind, {"name": f"{kind}{number}"})


def _chain(unit: int) -> tuple[list[Node], list[Edge]]:
    """Return a unit with its task, a finding that became a clue, and a member of the team that found it."""
    kinds = ("Organization", "InspectionTask", "Finding", "Clue", "Person")
    nodes = [_node(kind, unit) for kind in kinds]
    links = (("INSPECTS", 1, 0), ("FOUND", 1, 2), ("LED_TO", 2, 3), ("FOUND_BY", 2, 4))
    return nodes, [
        Edge(f"{kind}-{unit:020x}", kind, nodes[a].id, nodes[b].id, {}) for kind, a, b in links
    ]


def test_each_is_folded_into_the_nearest_unit_and_what_has_none_into_its_kind() -> None:
    parts = [_chain(1), _chain(2)]
    nodes = [node for part in parts for node in part[0]]
    edges = [edge for part in parts for edge in part[1]]
    # The one who found something at unit 1 works at unit 2: that says nothing of where the finding belongs.
    edges.append(Edge("SERVED_IN-" + "9" * 20, "SERVED_IN", nodes[4].id, nodes[5].id, {}))
    found = fold(Subgraph("", tuple(nodes), tuple(edges)), UNIT)
    assert found.holders == (-1, 0, 0, 0, 5, -1, 5, 5, 5, 10)
    assert found.groups == (("Person", "其他人员"),)
    assert found.shown() == [0, 5, 10]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_nothing_is_lost_and_the_note_counts_it(city: City, way: Way) -> None:
    graph = city(2300)
    found = fold(graph, way)
    count = len(graph.nodes)
    shown = set(found.shown())
    assert len(found.holders) == count
    assert {holder for holder in found.holders if holder >= 0} <= shown
    stay = found.holders.count(-1)
    assert f"共 {count} 个节点，图中先画 {stay} 个，其余 {count - stay} 个" in found.note[0]
    assert (
        sum(int(part.split(" ")[-1]) for part in found.note[1][3:].split("。")[0].split("、"))
        == count - stay
    )
    assert len(shown) <= 400


def test_what_stays_is_what_has_most_links(city: City) -> None:
    graph = city(2300)
    links = [end for edge in graph.edges for end in (edge.source, edge.target)]
    few = Way("few", "", "Organization", UNIT.edges, {"Organization": 5})
    units = [p for p, node in enumerate(graph.nodes) if node.kind == "Organization"]
    stay = {p for p, holder in enumerate(fold(graph, few).holders) if holder < 0}
    least = min(links.count(graph.nodes[place].id) for place in stay)
    assert len(stay) == 5
    assert all(links.count(graph.nodes[place].id) <= least for place in units if place not in stay)


def test_the_same_graph_is_folded_the_same_in_any_order(city: City) -> None:
    graph = city(2300)
    turned = Subgraph(graph.title, graph.nodes, tuple(reversed(graph.edges)))
    assert fold(graph, UNIT).shown() == fold(turned, UNIT).shown()
