"""What a large network shows at first: the rest is folded into a badge of its unit, round or kind.

Folding arranges a picture and says nothing: what is folded into a unit lies nearest to it along the
edges named here, and the page says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.answers import Node, Subgraph
from graph.model.schema import schema
from visualizations import facts

_COURSE = ("FOUND", "YIELDED", "LED_TO", "RESULTED_IN", "REFERRED_TO", "RECTIFIES", "ISSUED")
"""What comes of an inspection, step by step."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to fold: the kind that holds, the edges that lead to it, how many of each kind stay."""

    name: str
    label: str
    holder: str | None
    edges: frozenset[str]
    stays: Mapping[str, int]


WAYS = (
    Way(
        "unit",
        "按单位汇总",
        "Organization",
        frozenset({*_COURSE, "INSPECTS", "CONCERNS", "SERVED_IN", "HAS_NAME", "TARGETS"})
        | {"PART_OF", "RECEIVED_IN", "IMPOSED_ON", "AGAINST", "ABOUT"},
        {"Organization": 90, "Round": 30, "Term": 5, "Prosecution": 20, "CaseFile": 30},
    ),
    Way(
        "round",
        "按轮次汇总",
        "Round",
        frozenset({*_COURSE, "EXECUTES", "OF_ROUND", "OF_TEAM", "MEMBER_OF"}),
        {"Round": 60, "Term": 5, "Prosecution": 30, "CaseFile": 30},
    ),
    Way("kind", "按类别汇总", None, frozenset(), {}),
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Of each node the place of what holds it, -1 for those that stay; places beyond the nodes are groups.

    `groups` are kind and name of what has no holder of its own; `note` says how much was folded, and what.
    """

    way: Way
    holders: tuple[int, ...]
    groups: tuple[tuple[str, str], ...]
    note: tuple[str, str]

    def shown(self) -> list[int]:
        """Return the places that the first picture shows."""
        count = len(self.holders)
        stay = [place for place, holder in enumerate(self.holders) if holder < 0]
        return [*stay, *range(count, count + len(self.groups))]


def fold(subgraph: Subgraph, way: Way) -> Folded:
    """Return who is folded into what: the best linked stay, the others go to the nearest holder that stays."""
    nodes = subgraph.nodes
    order = {node.id: place for place, node in enumerate(nodes)}
    edges = facts.joined(subgraph)
    degrees = Counter(order[end] for edge in edges for end in (edge.source, edge.target))
    stay = _stay(nodes, degrees, way.stays)
    around: dict[int, list[int]] = defaultdict(list)
    for edge in (edge for edge in edges if edge.kind in way.edges):
        one, other = order[edge.source], order[edge.target]
        around[one].append(other)
        around[other].append(one)
    holders = _nearest(around, [place for place in sorted(stay) if nodes[place].kind == way.holder])
    left = [p for p, _ in enumerate(nodes) if p not in stay and p not in holders]
    lone = [kind for kind in schema().nodes if any(nodes[place].kind == kind for place in left)]
    group = {kind: len(nodes) + place for place, kind in enumerate(lone)}
    holders |= {place: group[nodes[place].kind] for place in left}
    prefix = "其他" if way.holder else ""
    return Folded(
        way,
        tuple(-1 if place in stay else holders[place] for place, _ in enumerate(nodes)),
        tuple((kind, f"{prefix}{schema().nodes[kind].label}") for kind in lone),
        _note(nodes, stay, way),
    )


def _stay(nodes: Sequence[Node], degrees: Counter[int], stays: Mapping[str, int]) -> set[int]:
    found: set[int] = set()
    for kind, most in stays.items():
        of_kind = [place for place, node in enumerate(nodes) if node.kind == kind]
        found |= set(sorted(of_kind, key=lambda p: (-degrees[p], nodes[p].id))[:most])
    return found


def _nearest(around: Mapping[int, Iterable[int]], holders: Iterable[int]) -> dict[int, int]:
    """Return the nearest holder of each node that has a way to one; of several the first in the order."""
    found = {place: place for place in holders}
    waiting = deque(found)
    while waiting:
        place = waiting.popleft()
        for near in around.get(place, ()):
            if near not in found:
                found[near] = found[place]
                waiting.append(near)
    return found


def _note(nodes: Sequence[Node], stay: set[int], way: Way) -> tuple[str, str]:
    left = Counter(schema().nodes[n.kind].label for p, n in enumerate(nodes) if p not in stay)
    told = "、".join(f"{name} {count}" for name, count in left.most_common())
    holder = f"沿关系最近的{schema().nodes[way.holder].label}" if way.holder else "各类"
    return (
        f"共 {len(nodes)} 个节点，图中先画 {len(stay)} 个，其余 {sum(left.values())} 个收在{holder}里"
        "（图形里的数字是收起的个数）",
        f"收起：{told}。收在哪里只为看图，不表示事实；查找、展开、找路径都包括收起的节点。",
    )
