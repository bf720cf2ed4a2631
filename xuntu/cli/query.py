"""xuntu query."""

from __future__ import annotations

import getpass

import click

from graph.model.errors import UsageError
from queries.library import QUERIES
from queries.statistics import STATISTICS
from xuntu.cli.shared import asking, parameters_of, print_asked, print_questions, workspace_of


@click.command(
    "query", help="提问：命名查询的名称或问题编号（Q16），或 --cypher 后的 Cypher。只读。"
)
@click.argument("name", required=False)
@click.option("--cypher", help="一条 Cypher 查询（只读）")
@asking
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
        print_questions((*QUERIES.values(), *STATISTICS.values()))
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
    print_asked(ctx, answer, form)
