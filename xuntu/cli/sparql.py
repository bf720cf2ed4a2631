"""xuntu sparql."""

from __future__ import annotations

import getpass

import click

from graph.model.errors import UsageError
from queries.sparql import TWINS
from xuntu import sparql
from xuntu.cli.shared import asking, parameters_of, print_asked, print_questions, workspace_of


@click.command(
    "sparql", help="用 SPARQL 提问：命名查询的名称或编号（Q1），或一条 SPARQL。只读，不联网。"
)
@click.argument("question", required=False)
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
        print_questions(TWINS.values())
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
    print_asked(ctx, answer, form)
