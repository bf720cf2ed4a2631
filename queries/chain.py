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

_CLOSED_BY = {"ImmediateFix": "closed", "TransferItem": "closed", "Recommendation": "replied"}
"""The date with which a matter that was handed over ends."""

FLOW = ("LED_TO", "RESULTED_IN", "REFERRED_TO", "MERGED_INTO")
ORIGINS = ("FOUND", "YIELDED")
PEOPLE = ("CONCERNS", "ABOUT", "AGAINST", "IMPOSED_ON", "CHARGES", "TARGETS")
_BESIDE = ("Declaration", "Assessment", "Meeting", "Event")
"""Kinds that concern a person and belong to no chain."""


# Only names of the schema are written into these texts.
_NODE = "MATCH (n:{kind} {{id: $id}}) RETURN n"
_ONWARD = (
    "UNWIND $ids AS id MATCH (n:{kind} {{id: id}})-[r:{types}]->(m) RETURN r, m ORDER BY r.id, m.id"
)
_BACK = (
    "UNWIND $ids AS id MATCH (n:{kind} {{id: id}})<-[r:{types}]-(m) RETURN r, m ORDER BY r.id, m.id"
)
_LIKELY = """
UNWIND $ids AS id
MATCH (t:InspectionTask {id: id})-[:FOUND]->(f:Finding)
MATCH (t)-[:YIELDED]->(c:Clue)
WHERE NOT EXISTS { MATCH (:Finding)-[:LED_TO]->(c) }
  AND (f.cat2 = c.cat2 OR EXISTS { MATCH (f)-[:CONCERNS]->(:Person)<-[:ABOUT]-(c) })
RETURN DISTINCT f, c, f.id AS finding, c.id AS clue
ORDER BY finding, clue
"""


@dataclass(slots=True)
class Chain:
    """Nodes and edges gathered so far, and the pairs (finding, clue) that are only inferred."""

    store: Store
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    inferred: list[tuple[str, str]] = field(default_factory=list)

    def of(self, *kinds: str) -> list[str]:
        """Return the ids of the nodes of these kinds."""
        return [node.id for node in self.nodes.values() if node.kind in kinds]

    def follow(self, ids: Iterable[str], types: tuple[str, ...], *, onward: bool) -> set[str]:
        """Add the edges of these types at these nodes, and their other ends; return those."""
        by_kind: dict[str, list[str]] = {}
        for one in ids:
            by_kind.setdefault(kind_of(one) or "", []).append(one)
        reached = set()
        for kind, listed in sorted(by_kind.items()):
            text = (_ONWARD if onward else _BACK).format(kind=kind, types="|".join(types))
            for row in self.store.query(text, {"ids": sorted(listed)})[1]:
                edge, node = row
                if isinstance(edge, Edge) and isinstance(node, Node):
                    self.edges[edge.id] = edge
                    self.nodes.setdefault(node.id, node)
                    reached.add(node.id)
        return reached

    def closure(self, ids: Iterable[str], *, onward: bool) -> set[str]:
        """Follow the flow from these nodes to its end; return all that was met, these included."""
        met, frontier = set(ids), set(ids)
        while frontier:
            frontier = self.follow(frontier, FLOW, onward=onward) - met
            met |= frontier
        return met

    def drop(self, ids: Iterable[str]) -> None:
        """Forget nodes and their edges."""
        gone = set(ids)
        self.nodes = {key: node for key, node in self.nodes.items() if key not in gone}
        self.edges = {
            key: edge for key, edge in self.edges.items() if not gone & {edge.source, edge.target}
        }


def collect(store: Store, identifier: str) -> Chain:
    """Return the chain of a node; raise QueryError if it is not there or has no chain."""
    kind = kind_of(identifier) or ""
    if kind not in LANES and kind != "Person":
        known = "、".join(schema().nodes[lane].label for lane in (*LANES[1:], "Person"))
        raise QueryError(f"{identifier} 不能追溯", hint=f"可以追溯的有：{known}")
    chain = Chain(store)
    rows = store.query(_NODE.format(kind=kind), {"id": identifier})[1]
    if not rows or not isinstance(rows[0][0], Node):
        raise QueryError(f"图谱里没有 {identifier}", hint="请用 xuntu query person_card 等查询编号")
    chain.nodes[identifier] = rows[0][0]
    seeds = {identifier}
    if kind == "Person":
        seeds = chain.follow(seeds, PEOPLE, onward=False) - set(chain.of(*_BESIDE))
        chain.drop(chain.of(*_BESIDE))
    elif kind == "InspectionTask":
        seeds = chain.follow(seeds, ORIGINS, onward=True)
    onward = chain.closure(seeds, onward=True)
    back = chain.closure(seeds, onward=False)
    _add_inferred(chain, onward, back)
    _add_tasks(chain)
    chain.follow(chain.of(*AWAITING), PEOPLE, onward=True)
    chain.drop(chain.of("Organization"))
    if kind == "Person":
        _leave_others_out(chain, identifier)
    return chain


def _add_inferred(chain: Chain, onward: set[str], back: set[str]) -> None:
    """Add the links that no ledger records but task and category, or task and person, suggest."""
    tasks = Chain(chain.store).follow(chain.of("Finding", "Clue"), ORIGINS, onward=False)
    if not tasks:
        return
    for row in chain.store.query(_LIKELY, {"ids": sorted(tasks)})[1]:
        finding, clue = row[0], row[1]
        if not isinstance(finding, Node) or not isinstance(clue, Node):
            continue
        if finding.id in onward or clue.id in back:
            chain.nodes.setdefault(finding.id, finding)
            chain.nodes.setdefault(clue.id, clue)
            chain.inferred.append((finding.id, clue.id))
    chain.closure({clue for _, clue in chain.inferred}, onward=True)
    chain.closure({finding for finding, _ in chain.inferred}, onward=False)


def _add_tasks(chain: Chain) -> None:
    """Add the tasks of the findings, and of the clues that come from no finding here."""
    led = (edge for edge in chain.edges.values() if edge.kind == "LED_TO")
    explained = {edge.target for edge in led if kind_of(edge.source) != "Petition"}
    explained |= {clue for _, clue in chain.inferred}
    chain.follow(chain.of("Finding"), ORIGINS, onward=False)
    chain.follow(set(chain.of("Clue")) - explained, ORIGINS, onward=False)


def _leave_others_out(chain: Chain, person: str) -> None:
    """In a person's chain, leave out what was decided about others in the same case."""
    own = {edge.source for edge in chain.edges.values() if edge.target == person}
    others = {edge.source for edge in chain.edges.values() if edge.kind in PEOPLE} - own
    chain.drop(
        one for one in chain.of("Sanction", "Prosecution", "Accountability") if one in others
    )
    named = {edge.target for edge in chain.edges.values()}
    chain.drop(one for one in chain.of("Person") if one != person and one not in named)


def ends(chain: Chain) -> Iterator[str]:
    """Yield the nodes after which nothing is recorded, though something should be."""
    left = {edge.source for edge in chain.edges.values() if edge.kind in FLOW}
    for node in chain.nodes.values():
        if node.kind not in AWAITING or node.id in left:
            continue
        if not _has_ended(node):
            yield node.id


def _has_ended(node: Node) -> bool:
    """Tell whether a node ends its chain by itself: closed, answered, sanctioned, judged."""
    known = node.properties
    if node.kind == "Clue":
        return known.get("closed") is True or known.get("disposition") == "予以了结"
    if node.kind == "Prosecution":
        return bool(known.get("judged_on") or known.get("judgement"))
    if node.kind in _CLOSED_BY:
        return bool(known.get(_CLOSED_BY[node.kind]))
    return node.kind in {"Sanction", "Accountability"}
