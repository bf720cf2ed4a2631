"""The chain around a node: everything that led to it and everything that came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.model.answers import Edge, Node
from graph.model.claims import kind_of
from graph.model.errors import QueryError
from graph.model.schema import schema
from graph.stores.store import Store

LANES = (
    "InspectionTask",
    "Petition",
    "WorkingPaper",
    "Finding",
    "ImmediateFix",
    "TransferItem",
    "Recommendation",
    "Clue",
    "CaseFile",
    "Accountability",
    "Sanction",
    "Prosecution",
)
"""The kinds of a chain, from cause to effect."""

AWAITING = LANES[LANES.index("Finding") :]
"""The kinds after which something is to be recorded, unless they end by themselves."""

CAUSES = ("LED_TO", "RESULTED_IN", "REFERRED_TO")
"""The relations by which one thing comes of another, and takes its time."""

FLOW = (*CAUSES, "MERGED_INTO", "RECURS_AS")
"""What a chain follows: the causes, a clue into another, a finding to the same one in a later round."""

ORIGINS = ("FOUND", "YIELDED")
PEOPLE = ("CONCERNS", "ABOUT", "AGAINST", "IMPOSED_ON", "CHARGES", "TARGETS")
_BESIDE = ("Declaration", "Assessment", "Meeting", "Event")
"""Kinds that concern a person and belong to no chain."""

_CLOSED_BY = {"ImmediateFix": "closed", "TransferItem": "closed", "Recommendation": "replied"}
"""The date with which a matter that was handed over ends."""

MOST = 100_000
"""Rows of one step of the search; a store's usual cap is for what is shown."""

# Only names of the schema are written into these texts.
_NODE = "MATCH (n:{kind} {{id: $id}}) RETURN n"
_ONWARD = (
    "UNWIND $ids AS id MATCH (n:{kind} {{id: id}})-[r:{types}]->(m) RETURN r, m ORDER BY r.id, m.id"
)
_BACK = (
    "UNWIND $ids AS id MATCH (n:{kind} {{id: id}})<-[r:{types}]-(m) RETURN r, m ORDER BY r.id, m.id"
)


@dataclass(slots=True)
class Chain:
    """Nodes and edges gathered so far, and the pairs that only a likeness joins: (cause, effect) → why."""

    store: Store
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    likely: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[str]:
        """Return the ids of the nodes of these kinds."""
        return [node.id for node in self.nodes.values() if node.kind in kinds]

    def add(self, node: Node) -> None:
        """Keep a node, unless it is there."""
        self.nodes.setdefault(node.id, node)

    def follow(self, ids: Iterable[str], types: tuple[str, ...], *, onward: bool) -> set[str]:
        """Add the edges of these types at these nodes, and their other ends; return those."""
        reached = set()
        for kind, listed in by_kind(ids).items():
            text = (_ONWARD if onward else _BACK).format(kind=kind, types="|".join(types))
            for row in self.store.query(text, {"ids": listed}, limit=MOST)[1]:
                edge, node = row
                if isinstance(edge, Edge) and isinstance(node, Node):
                    self.edges[edge.id] = edge
                    self.add(node)
                    reached.add(node.id)
        return reached

    def closure(
        self, ids: Iterable[str], *, onward: bool, types: tuple[str, ...] = FLOW
    ) -> set[str]:
        """Follow the flow from these nodes to its end; return all that was met, these included."""
        met, frontier = set(ids), set(ids)
        while frontier:
            frontier = self.follow(frontier, types, onward=onward) - met
            met |= frontier
        return met

    def drop(self, ids: Iterable[str]) -> None:
        """Forget nodes and their edges."""
        gone = set(ids)
        self.nodes = {key: node for key, node in self.nodes.items() if key not in gone}
        self.edges = {
            key: edge for key, edge in self.edges.items() if not gone & {edge.source, edge.target}
        }


def by_kind(ids: Iterable[str]) -> dict[str, list[str]]:
    """Return ids by the kind of their nodes, all in order."""
    found: dict[str, list[str]] = {}
    for one in sorted(set(ids)):
        found.setdefault(kind_of(one) or "", []).append(one)
    return dict(sorted(found.items()))


def start(store: Store, identifier: str) -> Chain:
    """Return a chain of this one node; raise QueryError if it is not there or has no chain."""
    kind = kind_of(identifier) or ""
    if kind not in LANES and kind != "Person":
        known = "、".join(schema().nodes[lane].label for lane in (*LANES[1:], "Person"))
        raise QueryError(f"{identifier} 不能追溯", hint=f"可以追溯的有：{known}")
    rows = store.query(_NODE.format(kind=kind), {"id": identifier})[1]
    if not rows or not isinstance(rows[0][0], Node):
        raise QueryError(f"图谱里没有 {identifier}", hint="请用 xuntu query person_card 等查询编号")
    return Chain(store, {identifier: rows[0][0]})


def seeds(chain: Chain, identifier: str) -> set[str]:
    """Return where the flow begins: the node itself, or what names the person, or what the task brought."""
    kind = kind_of(identifier)
    if kind == "Person":
        found = chain.follow({identifier}, PEOPLE, onward=False) - set(chain.of(*_BESIDE))
        chain.drop(chain.of(*_BESIDE))
        return found
    if kind == "InspectionTask":
        return chain.follow({identifier}, ORIGINS, onward=True)
    return {identifier}


def surround(chain: Chain) -> None:
    """Add what stands around the flow: tasks, people, units and what became of them, measures."""
    _add_tasks(chain)
    chain.follow(chain.of(*AWAITING), PEOPLE, onward=True)
    chain.follow(chain.of("InspectionTask"), ("INSPECTS",), onward=True)
    units = chain.of("Organization")
    chain.closure(units, onward=True, types=("SUCCEEDED_BY",))
    chain.follow(chain.of("Finding"), ("RECTIFIES",), onward=False)


def _add_tasks(chain: Chain) -> None:
    """Add the tasks of the findings, and of the clues that come from no finding here."""
    led = (edge for edge in chain.edges.values() if edge.kind == "LED_TO")
    explained = {edge.target for edge in led if kind_of(edge.source) != "Petition"}
    explained |= {effect for _, effect in chain.likely}
    chain.follow(chain.of("Finding"), ORIGINS, onward=False)
    chain.follow(set(chain.of("Clue")) - explained, ORIGINS, onward=False)


def leave_others_out(chain: Chain, person: str) -> None:
    """In a person's chain, leave out what was decided about others in the same case."""
    own = {edge.source for edge in chain.edges.values() if edge.target == person}
    others = {edge.source for edge in chain.edges.values() if edge.kind in PEOPLE} - own
    chain.drop(
        one for one in chain.of("Sanction", "Prosecution", "Accountability") if one in others
    )
    named = {edge.target for edge in chain.edges.values()}
    chain.drop(one for one in chain.of("Person") if one != person and one not in named)
    chain.likely = {
        pair: why for pair, why in chain.likely.items() if set(pair) <= chain.nodes.keys()
    }


def ends(chain: Chain) -> Iterator[str]:
    """Yield the nodes after which nothing is recorded, though something should be."""
    left = {edge.source for edge in chain.edges.values() if edge.kind in FLOW}
    done = rectified(chain)
    for node in chain.nodes.values():
        if node.kind in AWAITING and node.id not in left | done and not has_ended(node):
            yield node.id


def rectified(chain: Chain) -> set[str]:
    """Return the findings whose measures are all closed, at least one, and none was reopened."""
    state: dict[str, bool] = {}
    for edge in chain.edges.values():
        if edge.kind == "RECTIFIES":
            known = chain.nodes[edge.source].properties
            closed = bool(known.get("closed")) and not known.get("reopened")
            state[edge.target] = state.get(edge.target, True) and closed
    return {finding for finding, closed in state.items() if closed}


def has_ended(node: Node) -> bool:
    """Tell whether a node ends its chain by itself: closed, answered, sanctioned, judged."""
    known = node.properties
    if node.kind == "Clue":
        return known.get("closed") is True or known.get("disposition") == "予以了结"
    if node.kind == "Prosecution":
        return bool(known.get("judged_on") or known.get("judgement"))
    if node.kind in _CLOSED_BY:
        return bool(known.get(_CLOSED_BY[node.kind]))
    return node.kind in {"Sanction", "Accountability"}
