"""Findings of which nothing came, and prosecutions whose finding nobody recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.model.answers import Answer, Cell, Column, Node, Trace, TraceStep
from graph.model.grades import FACTS
from graph.model.schema import schema
from graph.stores.store import Store
from queries.tracing.chain import LANES, MOST, Chain, surround
from queries.tracing.days import dates_of, since
from queries.tracing.finding import Scope, members
from queries.tracing.grading import doubts
from queries.tracing.likely import add_likely
from queries.tracing.limits import limits
from queries.tracing.steps import steps
from queries.tracing.told import trace_scope


def nothing_came(store: Store, scope: Scope, on: str) -> Answer:
    """Return the findings of a scope of which nothing came, by facts: neither clue nor anything handed over."""
    found = trace_scope(store, scope, on)
    nodes = {node.id: node for node in found.subgraph.nodes}
    in_scope = {node.id for node in members(store, scope)}
    facts = {s.source for s in found.steps if s.grade in FACTS and s.kind == "LED_TO"}
    maybe = {s.source for s in found.steps if s.grade not in FACTS}
    measured = {e.target for e in found.subgraph.edges if e.kind == "RECTIFIES"}
    waiting = {end.node for end in found.open_ends}
    rows = [
        (
            node.properties.get("no"), node.properties.get("name"),
            "、".join(sorted(_units_of(found, node.id, nodes))), found.dates.get(node.id),
            since(found.dates.get(node.id, ""), on), _state(node.id, waiting, measured),
            "有" if node.id in maybe else "无", node.id,
        )
        for node in found.subgraph.nodes
        if node.kind == "Finding" and node.id in in_scope - facts
    ]  # fmt: skip
    return Answer(
        f"{scope.title()} 没有引出线索和其他处置的问题",
        NOTHING,
        tuple(rows),
        {"on": on},
        labels=LABELS,
    )


LABELS = {"on": "截至日期"}

NOTHING = (
    Column("no", "问题编号"),
    Column("finding", "问题"),
    Column("unit", "单位"),
    Column("date", "发现日期"),
    Column("days", "至今（天）"),
    Column("rectified", "整改"),
    Column("maybe", "推断或存疑的去向"),
    Column("id", "节点编号"),
)


def _state(finding: str, waiting: set[str], measured: set[str]) -> str:
    if finding not in measured:
        return "没有措施"
    return "未全部销号" if finding in waiting else "已销号"


def _units_of(found: Trace, finding: str, nodes: Mapping[str, Node]) -> Iterator[str]:
    for edge in found.subgraph.edges:
        unit = nodes[edge.target]
        if edge.kind == "CONCERNS" and edge.source == finding and unit.kind == "Organization":
            yield str(unit.properties.get("name"))


UNEXPLAINED = (
    Column("prosecution", "移送司法"),
    Column("referred", "移送日期"),
    Column("first", "能追到的最早环节"),
    Column("number", "编号"),
    Column("broken", "断在"),
    Column("maybe", "推断的问题数"),
    Column("id", "节点编号"),
)


def unexplained(store: Store, on: str) -> Answer:
    """Return the prosecutions that no recorded link leads back to a finding, and where the way back ends."""
    rows = store.query("MATCH (n:Prosecution) RETURN n ORDER BY n.id", {}, limit=MOST)[1]
    found = {row[0].id: row[0] for row in rows if isinstance(row[0], Node)}
    chain = Chain(store, dict(found))
    back = chain.closure(found, onward=False)
    add_likely(chain, set(), back)
    surround(chain)
    dates = dates_of(chain)
    links = list(steps(chain, dates, doubts(chain, dates), limits()))
    told = (_way_back(chain, links, node) for node in found.values())
    shown = sorted((row for row in told if row), key=lambda row: (str(row[1] or ""), str(row[-1])))
    return Answer(
        "没有记录来自哪条问题的移送司法", UNEXPLAINED, tuple(shown), {"on": on}, labels=LABELS
    )


def _way_back(chain: Chain, links: list[TraceStep], node: Node) -> tuple[Cell, ...] | None:
    """Return the row of a prosecution without a finding; None if a recorded way leads to one."""
    sure = _back(links, node.id, FACTS)
    kinds = {chain.nodes[one].kind for one in sure}
    if "Finding" in kinds:
        return None
    first = min(sure, key=lambda one: (LANES.index(chain.nodes[one].kind), one))
    kind = schema().nodes[chain.nodes[first].kind]
    maybe = {one for one in _back(links, node.id, None) if chain.nodes[one].kind == "Finding"}
    known = node.properties
    broken = {"Prosecution": "案件", "CaseFile": "线索"}.get(kind.name, "问题")
    return (
        known.get("name"), known.get("referred_on"), kind.label,
        chain.nodes[first].properties.get(kind.caption), f"没有记录的{broken}", len(maybe), node.id,
    )  # fmt: skip


def _back(links: list[TraceStep], end: str, grades: frozenset[str] | None) -> set[str]:
    """Return all that leads to a node by links of these grades; None: of all."""
    causes: dict[str, list[str]] = {}
    for step in links:
        if step.kind not in ("FOUND", "YIELDED") and (grades is None or step.grade in grades):
            causes.setdefault(step.target, []).append(step.source)
    met, frontier = {end}, [end]
    while frontier:
        for one in causes.get(frontier.pop(), ()):
            if one not in met:
                met.add(one)
                frontier.append(one)
    return met
