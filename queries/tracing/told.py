"""Traces as they are told: of one thing, or of all that the tasks of a scope brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from graph.model.answers import Clock, Node, Subgraph, Trace, TraceStep
from graph.model.errors import QueryError
from graph.model.schema import schema
from graph.stores.store import Store
from queries.tracing.chain import (
    LANES,
    Chain,
    has_ended,
    leave_others_out,
    rectified,
    seeds,
    start,
    surround,
)
from queries.tracing.days import END_DATES, dates_of, first_date
from queries.tracing.finding import Scope, members
from queries.tracing.funnel import Histories, History, funnel
from queries.tracing.grading import doubts
from queries.tracing.likely import add_likely
from queries.tracing.limits import Limits, limits
from queries.tracing.steps import clocks, open_ends, steps

ALWAYS_SHOWN = ("Finding", "Clue", "CaseFile", "Sanction", "Prosecution")
"""Lanes that are shown even when nothing is recorded in them: that too is an answer."""


SAID = 10
"""How many running times beyond their limit are said one by one."""


def trace(store: Store, node_id: str, on: str, rules: Limits | None = None) -> Trace:
    """Return the chain of a node, forwards and backwards, each link graded and with its lag.

    From a person or a node of any kind in `LANES`. `on` is the ISO day to which the lags of open ends
    are counted. In a person's trace what was decided about others in the same case is left out.
    `rules` are the limits that lags stand beside; the built-in ones, if none are given.
    """
    _check_day(on)
    chain = start(store, node_id)
    focus = chain.nodes[node_id]
    _grow(chain, seeds(chain, node_id))
    if focus.kind == "Person":
        leave_others_out(chain, node_id)
    kind = schema().nodes[focus.kind]
    title = f"{kind.label} {focus.properties.get(kind.caption) or node_id} 的来龙去脉"
    return _told(chain, title, node_id, on, None, rules or limits())


def trace_scope(store: Store, scope: Scope, on: str, rules: Limits | None = None) -> Trace:
    """Return the chains of all that the tasks of a scope brought, with their funnel."""
    _check_day(on)
    found = members(store, scope)
    chain = Chain(store, {node.id: node for node in found})
    begun = {node.id for node in found}
    _grow(chain, begun)
    return _told(chain, f"{scope.title()} 的处置全程", "", on, begun, rules or limits())


def _grow(chain: Chain, begun: set[str]) -> None:
    onward = chain.closure(begun, onward=True)
    back = chain.closure(begun, onward=False)
    add_likely(chain, onward, back)
    surround(chain)


def _told(
    chain: Chain, title: str, focus: str, on: str, cohort: set[str] | None, rules: Limits
) -> Trace:
    dates = dates_of(chain)
    links = sorted(
        steps(chain, dates, doubts(chain, dates), rules),
        key=lambda s: (LANES.index(chain.nodes[s.source].kind), s.source, s.target),
    )
    first = cohort if cohort is not None else set(chain.of("Finding", "Clue"))
    present = {node.kind for node in chain.nodes.values()}
    order = {one: _order(node, dates) for one, node in chain.nodes.items()}
    awaited = sorted(open_ends(chain, dates, on, rules), key=lambda end: order[end.node])
    running = tuple(clocks(chain.nodes, on, rules))
    return Trace(
        title=title,
        focus=focus,
        lanes=tuple(lane for lane in LANES if lane in present or lane in ALWAYS_SHOWN),
        subgraph=Subgraph(
            title,
            tuple(sorted(chain.nodes.values(), key=lambda node: order[node.id])),
            tuple(sorted(chain.edges.values(), key=lambda edge: edge.id)),
            notes=tuple(_notes(chain, dates, links, running)),
        ),
        steps=tuple(links),
        dates=dates,
        open_ends=tuple(awaited),
        on=on,
        clocks=running,
        funnel=funnel(_histories(chain, dates, links), first, on, rules),
    )


def _histories(chain: Chain, dates: Mapping[str, str], links: Iterable[TraceStep]) -> Histories:
    """Return the chain as a funnel counts it; that a finding recurs is no effect of it."""
    done = rectified(chain)
    things = {
        node.id: History(
            node.kind,
            dates.get(node.id, ""),
            has_ended(node) or node.id in done,
            first_date(node, END_DATES),
        )
        for node in chain.nodes.values()
    }
    causes = [(s.source, s.target, s.grade) for s in links if s.kind != "RECURS_AS"]
    return Histories(things, causes)


def _check_day(on: str) -> None:
    try:
        date.fromisoformat(on)
    except ValueError:
        raise QueryError(f"日期 {on!r} 不合适", hint="请写到日，如 2025-03-01") from None


def _order(node: Node, dates: Mapping[str, str]) -> tuple[int, str, str]:
    lane = LANES.index(node.kind) if node.kind in LANES else len(LANES)
    return lane, dates.get(node.id, "9999"), node.id


def _notes(
    chain: Chain, dates: Mapping[str, str], links: list[TraceStep], running: Iterable[Clock]
) -> Iterator[str]:
    guessed = sum(step.grade == "inferred" for step in links)
    if guessed:
        yield f"{guessed} 条连线是按同一任务、同类问题或同一人员推断的，不是记录，不计入漏斗"
    doubted = sum(step.grade == "doubtful" for step in links)
    if doubted:
        yield f"{doubted} 条连线虽有记载，但日期、人员或单位对不上，列为存疑，不计入漏斗"
    borrowed = sum(
        node.kind == "Finding" and not node.properties.get("found_on") and node.id in dates
        for node in chain.nodes.values()
    )
    if borrowed:
        yield f"{borrowed} 条问题没有发现日期，按所属任务的进驻日期起算"
    vague = sum(1 < len(day) < 10 for day in dates.values())
    if vague:
        yield f"{vague} 个日期只到年或月，相关时长按最短到最长写出"
    yield from _changes(chain)
    late = [
        _running(chain.nodes[clock.node], clock.label, clock.days, clock.limit)
        for clock in running
        if not clock.end and clock.days is not None and clock.days > clock.limit
    ]
    yield from late[:SAID]
    if len(late) > SAID:
        yield f"另有 {len(late) - SAID} 项超过期限没有结束，见各卡片"


def _running(node: Node, label: str, days: int, limit: int) -> str:
    kind = schema().nodes[node.kind]
    name = node.properties.get(kind.caption) or node.id
    if label == "移交到反馈":
        return f"线索 {name} 移交 {days} 天仍无反馈（期限 {limit} 天）"
    return f"{kind.label} {name} {label}已 {days} 天，没有结束（期限 {limit} 天）"


def _changes(chain: Chain) -> Iterator[str]:
    """Yield what became of the units of the chain: the same body goes by another name today."""
    for edge in sorted(chain.edges.values(), key=lambda edge: edge.id):
        if edge.kind == "SUCCEEDED_BY":
            names = [chain.nodes[one].properties.get("name") for one in (edge.source, edge.target)]
            how = "，".join(
                str(edge.properties[n]) for n in ("on", "change") if edge.properties.get(n)
            )
            yield f"单位沿革：{names[0]} → {names[1]}" + (f"（{how}）" if how else "")
