"""Traces, cards and boards: from a number, a name or a round to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from graph.model.answers import Node, Subgraph
from graph.model.errors import QueryError, UsageError
from graph.model.names import chinese_number, to_half_width
from graph.model.schema import schema
from graph.model.values import partial_date
from xuntu import pages
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


LONGEST_NUMBER = 12
"""Characters of a number of a term or a round."""


def trace(desk: Desk, asked: Asked) -> object:
    """Draw the trace of one node; where several bear the number or name, return them to choose from."""
    start, kind = bodies.text(asked, "start", empty=False), bodies.text(asked, "kind")
    on = day(bodies.text(asked, "on")) or date.today()
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
    on = (day(bodies.text(asked, "on")) or date.today()).isoformat()
    which = Which(
        number(asked, "term", "届次"),
        number(asked, "round", "轮次"),
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


def day(text: str) -> date | None:
    """Return a day typed as 2025-03-24 or 2025.3.24, None for nothing; raise UsageError for less than a day."""
    if not text:
        return None
    try:
        return date.fromisoformat(partial_date(text))
    except ValueError as error:
        raise UsageError(f"{text!r} 不是日期", hint="应写到日，例如 2025-03-24") from error


def number(asked: Asked, name: str, label: str) -> int | None:
    """Return a number typed as 14, 十四 or 第十四轮, None for nothing; raise UsageError for anything else."""
    text = bodies.text(asked, name)
    if not text:
        return None
    digits = to_half_width(text).removeprefix("第").rstrip("届轮")
    found = chinese_number(digits) if len(digits) <= LONGEST_NUMBER else None
    if found is None:
        raise UsageError(f"{label} {text[:LONGEST_NUMBER]!r} 不是序号", hint="请填数字，如 14")
    return found
