"""xuntu view."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from graph.model.errors import UsageError
from visualizations.page import Page
from xuntu import pages, typed
from xuntu.cli.shared import parameters_of, workspace_of, write_page
from xuntu.telling import Which
from xuntu.workspace import Workspace

_HELP = """生成一个可离线打开的网页。

\b
trace ID                处置全程
network ID              关系图（或 --query、--cypher 的结果）
coverage                覆盖图：单位 × 轮次
person 姓名或编号        人员卡片
unit 名称               单位卡片
rectification           整改看板（可加 --term、--round、--unit）
round [轮次]            轮次看板（可加 --term；不写为最近一轮）
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed."""

    identifier: str | None
    question: str | None
    cypher: str | None
    params: tuple[str, ...]
    on: str
    which: Which
    reveal: str | None

    def named(self, what: str, hint: str) -> str:
        """Return the identifier; raise UsageError if there is none."""
        if not self.identifier:
            raise UsageError(f"{what}需要一个编号或名称", hint=hint)
        return self.identifier


def _trace(workspace: Workspace, asked: _Asked) -> Page:
    identifier = asked.named("trace 页", "xuntu trace --finding 编号 可查到 ID")
    return pages.trace_page(workspace, identifier, asked.on)


def _network(workspace: Workspace, asked: _Asked) -> Page:
    question, params = asked.cypher or asked.question, asked.params
    if asked.identifier is not None:
        question, params = "neighbourhood", (*params, f"node={asked.identifier}")
    if question is None or (asked.cypher and asked.question):
        raise UsageError("network 页需要一个 ID、--query 或 --cypher（三选一）")
    cypher = asked.cypher is not None and asked.identifier is None
    return pages.network_page(
        workspace, workspace.query_raw(question, parameters_of(params), cypher=cypher)
    )


def _person(workspace: Workspace, asked: _Asked) -> Page:
    who = asked.named("person 页", "例如 xuntu view person P0001 -o 人员.html")
    return pages.person_page(workspace, who, asked.on, reveal=asked.reveal)


def _unit(workspace: Workspace, asked: _Asked) -> Page:
    name = asked.named("unit 页", "例如 xuntu view unit 云川市财政局 -o 单位.html")
    return pages.unit_page(workspace, name, asked.on)


_PAGES: Mapping[str, Callable[[Workspace, _Asked], Page]] = {
    "trace": _trace,
    "network": _network,
    "coverage": lambda workspace, asked: pages.coverage_page(workspace, asked.on, asked.which),
    "person": _person,
    "unit": _unit,
    "rectification": lambda workspace, asked: pages.rectification_page(
        workspace, asked.on, asked.which
    ),
    "round": lambda workspace, asked: pages.round_page(workspace, asked.on, asked.which),
}


@click.command("view", help=_HELP)
@click.argument("name", type=click.Choice(pages.NAMES))
@click.argument("identifier", required=False)
@click.option("--query", "question", help="network：命名查询或问题编号")
@click.option("--cypher", help="network：一条 Cypher，返回节点、关系或路径")
@click.option(
    "--param", "params", multiple=True, help="参数 名称=值，可多次；名称:=JSON 给出数字或列表"
)
@click.option("--term", help="coverage、rectification、round：届次")
@click.option("--round", "number", help="rectification、round：轮次")
@click.option(
    "--committee",
    default="",
    help="coverage、rectification、round：派出党委；coverage、round 默认工作区的，“全部”为所有",
)
@click.option("--unit", default="", help="rectification：单位全称、简称或编号")
@click.option("--on", help="截至日期（默认今天）")
@click.option("--reveal", is_flag=True, help="person：显示受限内容（需要工作区密钥，会记录）")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到这个 .html",
)
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    identifier: str | None,
    question: str | None,
    cypher: str | None,
    params: tuple[str, ...],
    term: str | None,
    number: str | None,
    committee: str,
    unit: str,
    on: str | None,
    reveal: bool,
    output: Path,
) -> None:
    """Write a page."""
    chosen = typed.ordinal(number or (identifier if name == "round" else None), "轮次")
    which = Which(typed.ordinal(term, "--term"), chosen, committee, unit)
    day = (typed.day(on) or date.today()).isoformat()
    who = getpass.getuser() if reveal else None
    asked = _Asked(identifier, question, cypher, params, day, which, who)
    with workspace_of(ctx) as workspace:
        text = _PAGES[name](workspace, asked)
    write_page(output, text)
    click.echo(f"已写入 {output}，用浏览器打开即可（不需要网络）")
