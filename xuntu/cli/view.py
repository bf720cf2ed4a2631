"""xuntu view."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from graph.model.errors import UsageError
from xuntu import pages
from xuntu.cli.shared import day_of, parameters_of, workspace_of, write_page


@click.command(
    "view", help="生成一个可离线打开的网页：trace ID（处置全程）或 network（查询结果的关系图）。"
)
@click.argument("name", type=click.Choice(pages.NAMES))
@click.argument("identifier", required=False)
@click.option("--query", "question", help="network：命名查询或问题编号")
@click.option("--cypher", help="network：一条 Cypher，返回节点、关系或路径")
@click.option(
    "--param", "params", multiple=True, help="参数 名称=值，可多次；名称:=JSON 给出数字或列表"
)
@click.option("--on", help="trace：截至日期（默认今天）")
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
    on: str | None,
    output: Path,
) -> None:
    """Write a page."""
    with workspace_of(ctx) as workspace:
        if name == "trace":
            if identifier is None:
                raise UsageError("trace 页需要一个 ID", hint="xuntu trace --finding 编号 可查到 ID")
            text = pages.trace_page(workspace, identifier, (day_of(on) or date.today()).isoformat())
        else:
            asked = cypher or question
            if identifier is not None:
                question, asked = "neighbourhood", "neighbourhood"
                params = (*params, f"node={identifier}")
            if asked is None or (cypher and question):
                raise UsageError("network 页需要一个 ID、--query 或 --cypher（三选一）")
            answer = workspace.query_raw(asked, parameters_of(params), cypher=cypher is not None)
            text = pages.network_page(workspace, answer)
    write_page(output, text)
    click.echo(f"已写入 {output}，用浏览器打开即可（不需要网络）")
