"""Loading the city's twenty-seven ledgers gives back its truth, entity by entity and edge by edge."""

from __future__ import annotations

from collections import Counter

import pytest

from graph.model.schema import schema
from graph.snapshot import Snapshot
from loaders.ledgers import LEDGERS
from tests.xuntu.synthetic.truth.compare import edge_faults, node_faults
from tests.xuntu.synthetic.truth.graph import Graph
from tests.xuntu.synthetic.truth.model import DERIVED, EDGE_KEYS, Truth
from tests.xuntu.synthetic.truth.whole import truth_of
from xuntu.synthetic import City, writing
from xuntu.synthetic.model import COMMITTEE

_SHOWN = 20


@pytest.fixture(scope="module")
def graph(snapshot: Snapshot) -> Graph:
    return Graph(snapshot, COMMITTEE)


@pytest.fixture(scope="module")
def truth(the_city: City, graph: Graph) -> Truth:
    return truth_of(the_city, graph.id)


def test_the_city_keeps_every_ledger() -> None:
    assert sorted(ledger for ledger, _, _ in writing.LEDGERS) == sorted(LEDGERS)
    assert len(LEDGERS) == 27


def test_every_entity_is_there_and_no_other(truth: Truth, graph: Graph) -> None:
    assert list(node_faults(truth, graph))[:_SHOWN] == []


def test_every_edge_is_there_and_no_other(truth: Truth, graph: Graph) -> None:
    assert list(edge_faults(truth, graph))[:_SHOWN] == []


def test_edges_are_told_apart_as_the_graph_tells_them_apart() -> None:
    for kind in schema().edges.values():
        if kind.name not in DERIVED:
            key = {*kind.key, "since"} if kind.interval else set(kind.key)
            assert set(EDGE_KEYS.get(kind.name, ())) == key, kind.name


def test_every_kind_of_thing_occurs(truth: Truth) -> None:
    kinds = {str(ref[0]) for ref in truth.nodes}
    assert {"Petition", "Meeting", "Regulation", "ChecklistItem", "Assessment"} <= kinds
    assert len(kinds) == 28
    assert len({kind for kind, *_ in truth.edges}) == 60


def test_whoever_sent_a_petition_is_nowhere(the_city: City, graph: Graph) -> None:
    sealed = {p.sealed for p in the_city.petitions if p.sealed}
    assert sealed
    for petition in graph.nodes("Petition").values():
        assert not sealed & {str(value) for value in petition.values()}


def test_the_comparison_misses_no_entity(truth: Truth, graph: Graph) -> None:
    """A truth that lacks entities, or tells of them otherwise, is told from the graph, one by one."""
    kinds = ("Finding", "Measure", "Person", "Organization", "Event")
    wrong = Truth(dict(truth.nodes), truth.edges)
    meant = Counter(graph.id(ref) for ref in truth.nodes if ref[0] == "Person")
    for kind in kinds:
        refs = [r for r in truth.nodes if r[0] == kind and meant[graph.id(r)] < 2]
        del wrong.nodes[refs[0]]
        text = next(k for k, v in truth.nodes[refs[1]].items() if isinstance(v, str))
        wrong.nodes[refs[1]] = truth.nodes[refs[1]] | {text: "别的"}
    assert len(list(node_faults(wrong, graph))) == 2 * len(kinds)


def test_the_comparison_misses_no_edge(truth: Truth, graph: Graph) -> None:
    """A truth that lacks edges, or tells of some too many, is told from the graph, one by one."""
    kinds = ("LED_TO", "SERVED_IN", "PARENT_OF", "TARGETS", "ATTENDED")
    wrong = Truth(truth.nodes, dict(truth.edges))
    for kind in kinds:
        one = next(edge for edge in truth.edges if edge[0] == kind)
        del wrong.edges[one]
        wrong.edges[(kind, one[2], one[1], one[3])] = {}
    assert len(list(edge_faults(wrong, graph))) == 2 * len(kinds)
