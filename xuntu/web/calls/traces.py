"""Traces, cards and boards: from a number, a name or a round to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from graph.model.answers import Node, Subgraph
from graph.model.errors import QueryError, UsageError
from graph.model.schema import schema
from xuntu import pages, typed
from xuntu.telling import Which
from xuntu.web import bodies
from xuntu.web.bodies import Asked
from xuntu.web.calls.questions import picture
from xuntu.web.desk import Desk
from xuntu.workspace import Workspace

CARDS: Mapping[str, Callable[[Workspace, str, str], str]] = {
    "person": pages.person_page,
    "unit": pages.unit_page,
}
BOARDS: Mapping[str, Callable[[Workspace, str, Which], str]] = {
    "coverage": pages.coverage_page,
    "rectification": pages.rectification_page,
    "round": pages.round_page,
}


def trace(desk: Desk, asked: Asked) -> object:
    """Draw the trace of one node; where several bear the number or name, return them to choose from."""
    start, kind = bodies.text(asked, "start", empty=False), bodies.text(asked, "kind")
    on = typed.day(bodies.text(asked, "on") or None) or date.today()
    if kind:
        if kind not in schema().nodes:
            raise UsageError("没有这一类", where=kind)
        found = desk.workspace.find(kind, start)
        if not found:
            hint = "请核对编号或姓名"
            raise QueryError(f"没有找到{schema().nodes[kind].label} {start!r}", hint=hint)
        if len(found) > 1:
            return {"choices": _choices(desk, found)}
        start = found[0].id
    return picture(desk, pages.trace_page(desk.workspace, start, on.isoformat()))


def view(desk: Desk, asked: Asked) -> object:
    """Draw a card or a board, as `xuntu view` does."""
    name, who = bodies.text(asked, "page"), bodies.text(asked, "who")
    on = (typed.day(bodies.text(asked, "on") or None) or date.today()).isoformat()
    which = Which(
        typed.ordinal(bodies.text(asked, "term") or None, "届次"),
        typed.ordinal(bodies.text(asked, "round") or None, "轮次"),
        bodies.text(asked, "committee"),
        bodies.text(asked, "unit"),
    )
    if name in CARDS:
        if not who:
            raise UsageError("请写明姓名、编号或单位名称")
        return picture(desk, CARDS[name](desk.workspace, who, on))
    if name not in BOARDS:
        raise UsageError("没有这种页面", where=name)
    return picture(desk, BOARDS[name](desk.workspace, on, which))


def _choices(desk: Desk, found: list[Node]) -> list[dict[str, object]]:
    masked = desk.workspace.mask().subgraph(Subgraph("", tuple(found), ()))
    return [{"id": node.id, "kind": node.kind, "properties": _told(node)} for node in masked.nodes]


def _told(node: Node) -> list[tuple[str, object]]:
    kinds = schema().nodes[node.kind].properties
    return [
        (kinds[name].label, value)
        for name, value in node.properties.items()
        if name in kinds and not kinds[name].internal and value not in (None, "")
    ]
