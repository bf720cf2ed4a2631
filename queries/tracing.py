"""Tracing: what came of a finding, or where a sanction came from, link by link."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from graph.model.answers import Edge, Node, Subgraph, Trace, TraceStep
from graph.model.errors import QueryError
from graph.model.schema import schema
from graph.stores.store import Store
from queries.chain import FLOW, LANES, ORIGINS, Chain, collect, ends

ALWAYS_SHOWN = ("Finding", "Clue", "CaseFile", "Sanction", "Prosecution")
"""Lanes that are shown even when nothing is recorded in them: that too is an answer."""

DATES: Mapping[str, tuple[str, ...]] = {
    "InspectionTask": ("begins",),
    "Petition": ("received",),
    "Finding": ("found_on",),
    "ImmediateFix": ("issued",),
    "TransferItem": ("sent",),
    "Recommendation": ("sent",),
    "Clue": ("transferred",),
    "CaseFile": ("filed", "filed_by_supervision"),
    "Accountability": ("on",),
    "Sanction": ("decided",),
    "Prosecution": ("referred_on",),
}
"""The date that a node counts from: the first that is known."""

FOUND_BY: Mapping[str, tuple[str, ...]] = {
    "Person": ("name", "person_no"),
    "Finding": ("no", "name"),
    "Accountability": ("no", "name"),
    "Sanction": ("name",),
    "Prosecution": ("name",),
    "InspectionTask": ("name",),
}
"""By what a thing is looked for; all other kinds by their number."""

_ROW = re.compile(r"第\d+行")
_PARAGRAPH = re.compile(r"第\d+段")


@dataclass(frozen=True, slots=True)
class Limits:
    """Days that a step may take by the kinds of its ends, and days until feedback on a clue."""

    steps: Mapping[tuple[str, str], int]
    feedback: int


@cache
def limits() -> Limits:
    """Return the limits of `limits.toml`."""
    text = files("queries").joinpath("limits.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    steps = {(step["from"], step["to"]): int(step["days"]) for step in data["step"]}
    return Limits(steps, int(data["feedback"]["days"]))


def trace(store: Store, node_id: str, on: str) -> Trace:
    """Return the chain of a node, forwards and backwards, each link graded and with its lag.

    From a person or a node of any kind in `LANES`. `on` is the ISO day to which the lags of open ends
    are counted. In a person's trace what was decided about others in the same case is left out.
    """
    _check_day(on)
    chain = collect(store, node_id)
    dates = _dates(chain)
    focus = chain.nodes[node_id]
    kind = schema().nodes[focus.kind]
    title = f"{kind.label} {focus.properties.get(kind.caption) or node_id} 的来龙去脉"
    steps = sorted(_steps(chain, dates), key=lambda s: (_place(chain, s), s.source, s.target))
    present = {node.kind for node in chain.nodes.values()}
    return Trace(
        title=title,
        focus=node_id,
        lanes=tuple(lane for lane in LANES if lane in present or lane in ALWAYS_SHOWN),
        subgraph=Subgraph(
            title,
            tuple(sorted(chain.nodes.values(), key=lambda node: _order(node, dates))),
            tuple(sorted(chain.edges.values(), key=lambda edge: edge.id)),
            notes=tuple(_notes(chain, dates, steps, on)),
        ),
        steps=tuple(steps),
        dates=dates,
        open_ends=tuple(sorted(ends(chain), key=lambda one: _order(chain.nodes[one], dates))),
        on=on,
    )


def find(store: Store, kind: str, text: str, limit: int = 50) -> tuple[Node, ...]:
    """Return the nodes of a kind that have this number or name, else those whose name holds it."""
    declared = schema().nodes.get(kind)
    if declared is None:
        raise QueryError(f"没有 {kind} 这种节点", hint=f"可用的有 {'、'.join(schema().nodes)}")
    fields = FOUND_BY.get(kind, (declared.caption,))
    # Only names of the schema are written into the text.
    equal = " OR ".join(f"n.{name} = $text" for name in ("id", *fields))
    holds = " OR ".join(f"n.{name} CONTAINS $text" for name in fields)
    for condition in (equal, holds):
        cypher = (
            f"MATCH (n:{kind}) WHERE {condition} "
            f"RETURN n, n.{declared.caption} AS caption, n.id AS id ORDER BY caption, id"
        )
        rows = store.query(cypher, {"text": text.strip()}, limit=limit)[1]
        if rows:
            return tuple(row[0] for row in rows if isinstance(row[0], Node))
    return ()


def _check_day(on: str) -> None:
    try:
        date.fromisoformat(on)
    except ValueError:
        raise QueryError(f"日期 {on!r} 不合适", hint="请写到日，如 2025-03-01") from None


def _dates(chain: Chain) -> dict[str, str]:
    """Return the date each node counts from; a finding without one has its task's entry date."""
    found = {}
    for node in chain.nodes.values():
        known = (node.properties.get(name) for name in DATES.get(node.kind, ()))
        first = next((value for value in known if value), None)
        if first:
            found[node.id] = str(first)
    for edge in chain.edges.values():
        if edge.kind == "FOUND" and edge.target not in found:
            task = chain.nodes[edge.source].properties
            told = task.get("begins") or task.get("feedback_on")
            if told:
                found[edge.target] = str(told)
    return found


def _steps(chain: Chain, dates: Mapping[str, str]) -> Iterator[TraceStep]:
    for edge in chain.edges.values():
        if edge.kind in FLOW or edge.kind in ORIGINS:
            # The date of a finding may be that of its task: no lag between the two.
            days = None if edge.kind in ORIGINS else _days(dates, edge.source, edge.target)
            limit = _limit(edge.source, edge.target, chain)
            yield TraceStep(edge.source, edge.target, edge.id, edge.kind, grade(edge), days, limit)
    for finding, clue in chain.inferred:
        limit = _limit(finding, clue, chain)
        days = _days(dates, finding, clue)
        yield TraceStep(finding, clue, None, "LED_TO", "inferred", days, limit)


def grade(edge: Edge) -> str:
    """Return how an edge is known: inferred, recorded in a ledger's row, or stated in prose only."""
    if edge.properties.get("certainty") == "inferred":
        return "inferred"
    sources = str(edge.properties.get("sources") or "")
    return "stated" if _PARAGRAPH.search(sources) and not _ROW.search(sources) else "recorded"


def _limit(source: str, target: str, chain: Chain) -> int | None:
    return limits().steps.get((chain.nodes[source].kind, chain.nodes[target].kind))


def _days(dates: Mapping[str, str], source: str, target: str) -> int | None:
    """Return the days between two nodes if both dates are known to the day."""
    first, last = dates.get(source, ""), dates.get(target, "")
    if len(first) != 10 or len(last) != 10:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _place(chain: Chain, step: TraceStep) -> int:
    return LANES.index(chain.nodes[step.source].kind)


def _order(node: Node, dates: Mapping[str, str]) -> tuple[int, str, str]:
    lane = LANES.index(node.kind) if node.kind in LANES else len(LANES)
    return lane, dates.get(node.id, "9999"), node.id


def _notes(
    chain: Chain, dates: Mapping[str, str], steps: list[TraceStep], on: str
) -> Iterator[str]:
    guessed = sum(step.grade == "inferred" for step in steps)
    if guessed:
        yield f"{guessed} 条连线是按同一任务、同类问题或同一人员推断的，不是记录"
    borrowed = sum(
        node.kind == "Finding" and not node.properties.get("found_on") and node.id in dates
        for node in chain.nodes.values()
    )
    if borrowed:
        yield f"{borrowed} 条问题没有发现日期，按所属任务的进驻日期起算"
    vague = sum(1 < len(day) < 10 for day in dates.values())
    if vague:
        yield f"{vague} 个日期只到年或月，相关时长不计算"
    for node in chain.nodes.values():
        late = _days({"a": dates.get(node.id, ""), "b": on}, "a", "b")
        waiting = node.kind == "Clue" and not node.properties.get("fed_back")
        if waiting and late is not None and late > limits().feedback:
            number = node.properties.get("no") or node.id
            yield f"线索 {number} 移交 {late} 天仍无反馈（期限 {limits().feedback} 天）"
