"""The trace page: what came of a finding, lane by lane and along time, with lag and legal limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from graph.model.answers import Clock, FunnelStep, OpenEnd, Trace, TraceStep
from graph.model.grades import FACTS, GRADES, told
from visualizations import facts
from visualizations.page import Page, View, assemble

_MEANING = {
    "recorded": "台账有一栏写明",
    "stated": "文件中有一句话写明",
    "derived": "按台账所写的轮次、组、单位对上",
    "inferred": "没有写明，只是相像，须核实",
    "doubtful": "虽有记载，但日期、人员或单位对不上",
}
"""What the legend says of each grade."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link as the page draws it: ends as places in the list of nodes, days beyond the limit."""

    source: int
    target: int
    edge: int | None
    label: str
    grade: str
    fact: bool
    days: int | None
    least: int | None
    most: int | None
    limit: int | None
    over: int | None
    basis: str
    why: str


def _links(trace: Trace, order: Mapping[str, int]) -> list[Link]:
    edges = {edge.id: place for place, edge in enumerate(facts.joined(trace.subgraph))}
    return [
        Link(
            order[step.source],
            order[step.target],
            edges.get(step.edge) if step.edge else None,
            told(step.kind, _grade(step)),
            step.grade,
            step.grade in FACTS,
            step.days,
            step.least,
            step.most,
            step.limit,
            _over(step.days if step.days is not None else step.least, step.limit),
            facts.visible(step.basis),
            facts.visible(step.why),
        )
        for step in trace.steps
        if step.source in order and step.target in order
    ]


def _grade(step: TraceStep) -> str:
    """Return the grade of a step; one that is not known is an error, not a solid line."""
    if step.grade not in GRADES:
        raise ValueError(f"grade {step.grade!r} is not one of {tuple(GRADES)}")
    return step.grade


def _over(days: int | None, limit: int | None) -> int | None:
    """Return by how many days a limit is passed; None where it is not, or not known."""
    return days - limit if days is not None and limit is not None and days > limit else None


def _end(end: OpenEnd, trace: Trace, order: Mapping[str, int]) -> dict[str, object]:
    """Return an open end: the lane the link would go to, the days since, and the limit."""
    lane = trace.lanes.index(end.awaits) if end.awaits in trace.lanes else None
    return {
        "source": order[end.node],
        "lane": lane,
        "days": end.days,
        "limit": end.limit,
        "over": None if end.closed else _over(end.days, end.limit),
        "closed": end.closed,
        "basis": facts.visible(end.basis),
    }


def _clock(clock: Clock, order: Mapping[str, int]) -> dict[str, object]:
    return {
        "node": order[clock.node],
        "label": facts.visible(clock.label),
        "begin": facts.visible(clock.begin),
        "end": facts.visible(clock.end),
        "days": clock.days,
        "limit": clock.limit,
        "over": _over(clock.days, clock.limit),
        "basis": facts.visible(clock.basis),
    }


def _lane(kind: str, trace: Trace, links: list[Link]) -> dict[str, object]:
    """Return what the head of a lane says: how many, whence, and how long it took."""
    nodes = trace.subgraph.nodes
    entered = next((one.entered for one in trace.funnel if one.source == kind), None)
    step: FunnelStep | None = next((one for one in trace.funnel if one.target == kind), None)
    return {
        "kind": kind,
        "count": sum(node.kind == kind for node in nodes),
        "entered": None if trace.focus else entered,
        "from": step.source if step and step.entered else None,
        "share": round(100 * step.went_on / step.entered) if step and step.entered else None,
        "timed": step is not None and step.seen is not None,
        "median": step.median if step else None,
        "low": step.low if step else None,
        "high": step.high if step else None,
        "limit": step.limit if step else None,
        "over": sum(
            one.over is not None and one.fact for one in links if nodes[one.target].kind == kind
        ),
    }


def page(trace: Trace) -> Page:
    """Return the page of a trace: one small file, offline; whatever is chosen shows its chain and its sources."""
    data = facts.data(trace.subgraph)
    nodes = trace.subgraph.nodes
    order = {node.id: place for place, node in enumerate(nodes)}
    links = _links(trace, order)
    data |= {
        "title": facts.visible(trace.title),
        "on": facts.visible(trace.on),
        "focus": order.get(trace.focus),
        "grades": GRADES,
        "meaning": _MEANING,
        "kinds": facts.kinds({*trace.lanes, *(node.kind for node in nodes)}),
        "lanes": [_lane(lane, trace, links) for lane in trace.lanes],
        "links": [asdict(link) for link in links],
        "open": [_end(end, trace, order) for end in trace.open_ends if end.node in order],
        "clocks": [_clock(clock, order) for clock in trace.clocks if clock.node in order],
        "dates": [facts.visible(trace.dates.get(n.id, "")) for n in nodes],
    }
    scripts = ("lanes.js", "times.js", "chains.js", "told.js", "trace.js")
    return assemble("trace", f"{data['title']} · 处置链条", data, scripts=scripts)


VIEW = View("trace", "处置链条", Trace, page)
