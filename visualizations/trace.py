"""The trace page: what came of a finding, lane by lane, with time, lag and legal limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from statistics import median

from graph.model.answers import Node, Trace, TraceStep
from graph.model.schema import schema
from visualizations import facts
from visualizations.page import Page, View, assemble

GRADES = {"recorded": "有记录", "stated": "有原文", "inferred": "推断"}
"""How a link is known; a grade that is not here is an error, not a solid line."""


def _day(text: str | None) -> date | None:
    """Return a day that is known to the day, else None."""
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Link:
    """One link as the page draws it: ends as places in the list of nodes, days beyond the limit."""

    source: int
    target: int
    edge: int | None
    label: str
    grade: str
    days: int | None
    limit: int | None
    over: int | None


def _links(trace: Trace, order: Mapping[str, int]) -> list[Link]:
    edges = {edge.id: place for place, edge in enumerate(facts.joined(trace.subgraph))}
    return [
        Link(
            order[step.source],
            order[step.target],
            edges.get(step.edge) if step.edge else None,
            schema().edges[step.kind].label,
            _grade(step),
            step.days,
            step.limit,
            _over(step.days, step.limit),
        )
        for step in trace.steps
        if step.source in order and step.target in order
    ]


def _grade(step: TraceStep) -> str:
    if step.grade not in GRADES:
        raise ValueError(f"grade {step.grade!r} is not one of {tuple(GRADES)}")
    return step.grade


def _over(days: int | None, limit: int | None) -> int | None:
    """Return by how many days a limit is passed; None where it is not, or not known."""
    return days - limit if days is not None and limit is not None and days > limit else None


def _next_lane(kind: str, trace: Trace) -> int | None:
    """Return the first lane that a link from this kind may lead to; None after the last step."""
    start = trace.lanes.index(kind)
    for place in range(start + 1, len(trace.lanes)):
        if any(edge.joins(kind, trace.lanes[place]) for edge in schema().edges.values()):
            return place
    return None


def _open(trace: Trace, order: Mapping[str, int]) -> list[dict[str, object]]:
    """Return the open ends: the lane the link would go to, the days since, the limit of its like."""
    nodes = {node.id: node for node in trace.subgraph.nodes}
    today = _day(trace.on)
    found: list[dict[str, object]] = []
    for name in (name for name in trace.open_ends if name in order):
        node = nodes[name]
        lane = _next_lane(node.kind, trace) if node.kind in trace.lanes else None
        begun = _day(trace.dates.get(name))
        days = (today - begun).days if today and begun else None
        limit = _usual_limit(trace, nodes, node.kind, trace.lanes[lane]) if lane else None
        closed = node.properties.get("closed") is True
        found.append(
            {
                "source": order[name],
                "lane": lane,
                "days": days,
                "limit": limit,
                "over": None if closed else _over(days, limit),
                "closed": closed,
            }
        )
    return found


def _usual_limit(trace: Trace, nodes: Mapping[str, Node], kind: str, later: str) -> int | None:
    """Return the limit that all links of one kind carry here; None where they differ or none is."""
    limits = {
        step.limit
        for step in trace.steps
        if step.source in nodes and step.target in nodes
        if (nodes[step.source].kind, nodes[step.target].kind) == (kind, later)
    }
    return limits.pop() if len(limits) == 1 else None


def _lane(kind: str, kinds: Sequence[str], links: Sequence[Link]) -> dict[str, object]:
    """Return what the head of a lane says: how many, whence, how long it took, how often too long."""
    into = [link for link in links if kinds[link.target] == kind]
    lags = [link.days for link in into if link.days is not None]
    limits = {link.limit for link in into if link.limit is not None}
    usual = Counter(kinds[link.source] for link in into).most_common(1)
    source = usual[0][0] if usual else None
    went_on = {link.source for link in into if kinds[link.source] == source}
    return {
        "kind": kind,
        "count": kinds.count(kind),
        "from": source,
        "share": round(100 * len(went_on) / kinds.count(source)) if source else None,
        "median": round(median(lags)) if lags else None,
        "limit": limits.pop() if len(limits) == 1 else None,
        "over": sum(link.over is not None for link in into),
    }


def page(trace: Trace) -> Page:
    """Return the page of a trace: one small file, offline; a click on a card shows its sources."""
    data = facts.data(trace.subgraph)
    nodes = trace.subgraph.nodes
    order = {node.id: place for place, node in enumerate(nodes)}
    links = _links(trace, order)
    data |= {
        "title": facts.visible(trace.title),
        "on": facts.visible(trace.on),
        "focus": order.get(trace.focus),
        "grades": GRADES,
        "kinds": facts.kinds({*trace.lanes, *(node.kind for node in nodes)}),
        "lanes": [_lane(lane, [n.kind for n in nodes], links) for lane in trace.lanes],
        "links": [asdict(link) for link in links],
        "open": _open(trace, order),
        "dates": [facts.visible(trace.dates.get(n.id, "")) for n in nodes],
    }
    return assemble(
        "trace", f"{data['title']} · 处置链条", data, scripts=("lanes.js", "times.js", "trace.js")
    )


VIEW = View("trace", "处置链条", Trace, page)
