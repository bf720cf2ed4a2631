"""The links, open ends and clocks of a chain, each with its days and its limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.model.answers import Clock, Node, OpenEnd, TraceStep
from graph.model.schema import schema
from graph.model.values import earliest
from queries.tracing.chain import CAUSES, FLOW, LANES, ORIGINS, Chain, ends, has_ended
from queries.tracing.days import between, since
from queries.tracing.grading import Doubts, grade
from queries.tracing.limits import Limits


def steps(
    chain: Chain, dates: Mapping[str, str], doubts: Doubts, rules: Limits
) -> Iterator[TraceStep]:
    """Yield all links of a chain, the likely ones too."""
    for edge in chain.edges.values():
        if edge.kind in FLOW or edge.kind in ORIGINS:
            known, why = grade(edge), ""
            if edge.kind in CAUSES and known != "inferred":
                kinds = (chain.nodes[edge.source].kind, chain.nodes[edge.target].kind)
                why = doubts.against(kinds, edge.source, edge.target)
            known = "doubtful" if why else known
            pair = (edge.source, edge.target)
            yield _step(chain, dates, pair, (edge.id, edge.kind), known, why, rules)
    for pair, why in sorted(chain.likely.items()):
        kinds = (chain.nodes[pair[0]].kind, chain.nodes[pair[1]].kind)
        if not doubts.against(kinds, *pair):
            yield _step(chain, dates, pair, (None, _usual(kinds)), "inferred", why, rules)


def _usual(kinds: tuple[str, str]) -> str:
    """Return the relation that a link between these kinds would be, were it recorded."""
    return next(kind for kind in CAUSES if schema().edges[kind].joins(*kinds))


def _step(
    chain: Chain,
    dates: Mapping[str, str],
    ends_: tuple[str, str],
    edge: tuple[str | None, str],
    known: str,
    why: str,
    rules: Limits,
) -> TraceStep:
    source, target = ends_
    begun, done = dates.get(source, ""), dates.get(target, "")
    # The date of a finding may be that of its task, and a finding that recurs has no deadline.
    timed = edge[1] in CAUSES
    span = between(begun, done) if timed else None
    limit = rules.step(chain.nodes[source].kind, chain.nodes[target].kind, begun)
    return TraceStep(
        source,
        target,
        *edge,
        known,
        days=span.least if span and span.least == span.most else None,
        limit=limit.days if limit and timed else None,
        least=span.least if span else None,
        most=span.most if span else None,
        basis=limit.basis if limit and timed else "",
        why=why,
    )


def open_ends(chain: Chain, dates: Mapping[str, str], on: str, rules: Limits) -> Iterator[OpenEnd]:
    """Yield where nothing is recorded afterwards, with the days so far."""
    for one in ends(chain):
        node = chain.nodes[one]
        awaited = _awaited(node.kind)
        limit = rules.step(node.kind, awaited, dates.get(one, "")) if awaited else None
        yield OpenEnd(
            one,
            awaited,
            since(dates.get(one, ""), on),
            limit.days if limit else None,
            limit.basis if limit else "",
            has_ended(node),
        )


def _awaited(kind: str) -> str | None:
    """Return the first kind that a link from this one may lead to; None after the last step."""
    later = LANES[LANES.index(kind) + 1 :]
    fitting = [lane for lane in later if any(schema().edges[k].joins(kind, lane) for k in CAUSES)]
    main = [lane for lane in fitting if lane in ("Clue", "CaseFile", "Sanction")]
    return next(iter((*main, *fitting)), None)


def clocks(nodes: Mapping[str, Node], on: str, rules: Limits) -> Iterator[Clock]:
    """Yield what runs inside the nodes, by two of their dates; what has not begun does not run."""
    for node in nodes.values():
        for timed in rules.clocks:
            begin = str(node.properties.get(timed.begin) or "")
            end = str(node.properties.get(timed.end) or "")
            if node.kind != timed.kind or not begin or (not end and has_ended(node)):
                continue
            if end and earliest(end).isoformat() > on:
                end = ""
            span = between(begin, end) if end else None
            days = span.least if span and span.least == span.most else None
            days = since(begin, on) if not end else days
            yield Clock(node.id, timed.label, begin, end, days, timed.limit.days, timed.limit.basis)
