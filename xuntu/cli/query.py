"""xuntu query."""

from __future__ import annotations

import getpass

import click

from graph.model.errors import UsageError
from queries.library import QUERIES
from queries.statistics import STATISTICS
from xuntu.cli.shared import notice, parameters_of, print_answer, table, workspace_of


@click.command(
    "query", help="提问：命名查询的名称或问题编号（Q16），或 --cypher 后的 Cypher。只读。"
)
@click.argument("name", required=False)
@click.option("--cypher", help="一条 Cypher 查询（只读）")
@click.option(
    "--param",
    "params",
    multiple=True,
    help='参数 名称=值，可多次；名称:=JSON 给出数字或列表，例如 n:=5、ids:=["P0001"]',
)
@click.option("--list", "listing", is_flag=True, help="列出全部命名查询")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@click.option("--timeout", type=click.FloatRange(0.1, 86_400), help="最多运行的秒数")
@click.option("--limit", type=click.IntRange(1), help="最多返回的行数")
@click.option("--reveal", is_flag=True, help="显示受限内容（需要工作区密钥，会记录）")
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    cypher: str | None,
    params: tuple[str, ...],
    listing: bool,
    form: str,
    timeout: float | None,
    limit: int | None,
    reveal: bool,
) -> None:
    """Ask and print."""
    if listing:
        rows = [
            (
                q.name,
                q.number or "",
                q.title,
                "、".join(f"{p.name}（{p.label}）" for p in q.parameters.values()),
            )
            for q in (*QUERIES.values(), *STATISTICS.values())
        ]
        click.echo(table(["名称", "编号", "问题", "参数"], rows))
        return
    if (name is None) == (cypher is None):
        raise UsageError(
            "请给出一个查询名，或用 --cypher 给出一条查询", hint="xuntu query --list 列出全部"
        )
    who = getpass.getuser() if reveal else None
    with workspace_of(ctx) as workspace:
        answer = workspace.query(
            cypher or name or "",
            parameters_of(params),
            cypher=cypher is not None,
            timeout=timeout,
            limit=limit,
            reveal=who,
        )
    print_answer(answer, form)
    for note in answer.notes:
        notice(ctx, note)
    if answer.truncated:
        notice(ctx, f"只显示前 {len(answer.rows)} 行；用 --limit 放宽")
