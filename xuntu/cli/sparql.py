"""xuntu sparql."""

from __future__ import annotations

import getpass

import click

from graph.model.errors import UsageError
from queries.sparql import TWINS
from xuntu import sparql
from xuntu.cli.shared import notice, parameters_of, print_answer, table, workspace_of


@click.command(
    "sparql", help="用 SPARQL 提问：命名查询的名称或编号（Q1），或一条 SPARQL。只读，不联网。"
)
@click.argument("question", required=False)
@click.option(
    "--param",
    "params",
    multiple=True,
    help='参数 名称=值，可多次；名称:=JSON 给出数字或列表，例如 n:=5、types:=["常规"]',
)
@click.option("--list", "listing", is_flag=True, help="列出全部命名的 SPARQL 查询")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@click.option("--timeout", type=click.FloatRange(0.1, 86_400), help="最多运行的秒数")
@click.option("--limit", type=click.IntRange(1), help="最多返回的行数")
@click.option("--reveal", is_flag=True, help="显示受限内容（需要工作区密钥，会记录）")
@click.pass_context
def command(
    ctx: click.Context,
    question: str | None,
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
                q.number,
                q.title,
                "、".join(f"{p.name}（{p.label}）" for p in q.parameters.values()),
            )
            for q in TWINS.values()
        ]
        click.echo(table(["名称", "编号", "问题", "参数"], rows))
        return
    if question is None:
        raise UsageError("请给出一个查询名或一条 SPARQL", hint="xuntu sparql --list 列出全部")
    who = getpass.getuser() if reveal else None
    with workspace_of(ctx) as workspace:
        answer = sparql.ask(
            workspace,
            question,
            parameters_of(params),
            timeout=timeout,
            limit=limit,
            reveal=who,
        )
    print_answer(answer, form)
    for note in answer.notes:
        notice(ctx, note)
    if answer.truncated:
        notice(ctx, f"只显示前 {len(answer.rows)} 行；用 --limit 放宽")
