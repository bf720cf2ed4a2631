"""xuntu sparql."""

from __future__ import annotations

import getpass

import click

from graph.model.errors import UsageError
from queries.sparql import TWINS
from xuntu import sparql
from xuntu.cli.shared import (
    asking,
    parameters_of,
    print_answer,
    print_notes,
    table,
    workspace_of,
)


@click.command(
    "sparql", help="用 SPARQL 提问：命名查询的名称或编号（Q1），或一条 SPARQL。只读，不联网。"
)
@click.argument("question", required=False)
@click.option("--list", "listing", is_flag=True, help="列出全部命名的 SPARQL 查询")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@asking
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
        rows = (
            (
                q.name,
                q.number,
                q.title,
                "、".join(f"{p.name}（{p.label}）" for p in q.parameters.values()),
            )
            for q in TWINS.values()
        )
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
    print_notes(ctx, answer)
