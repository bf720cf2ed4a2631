"""xuntu funnel."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path

import click

from graph.model.errors import UsageError
from queries.tracing import Scope
from xuntu import typed
from xuntu.cli.scopes import scope_of, scope_options
from xuntu.cli.shared import notice, print_answer, workspace_of, writable
from xuntu.outputs import FORMS, write

LISTS = {"nothing": "没有引出任何处置的问题", "unexplained": "没有记录来自哪条问题的移送司法"}


@click.command(
    "funnel",
    help="处置漏斗：一届、一轮、一组、一家单位或一类问题，从问题到移送司法各走到哪一步、用了多少天。",
)
@scope_options
@click.option("--on", help="截至日期（默认今天）；之后的事不计")
@click.option(
    "--list",
    "listed",
    type=click.Choice(list(LISTS)),
    help="；".join(f"{name}：列出{words}" for name, words in LISTS.items()),
)
@click.option("--format", "form", type=click.Choice(FORMS), default="table")
@click.option("--out", "-o", type=click.Path(path_type=Path, dir_okay=False), help="写入文件")
@click.option("--reveal", is_flag=True, help="显示小于阈值的件数和受限内容（会记录）")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    on: str | None,
    listed: str | None,
    form: str,
    out: Path | None,
    reveal: bool,
    **given: str | None,
) -> None:
    """Count and print."""
    if form == "xlsx" and out is None:
        raise UsageError("Excel 要写入文件", hint="请加 --out 文件.xlsx")
    if out is not None and form == "table":
        form = out.suffix.removeprefix(".").lower()
        if form not in FORMS[1:]:
            raise UsageError(
                f"不能写成 {form or '没有扩展名'!r}", hint=f"可用：{'、'.join(FORMS[1:])}"
            )
    scope = scope_of(given) or Scope()
    day = (typed.day(on) or date.today()).isoformat()
    who = getpass.getuser() if reveal else None
    with workspace_of(ctx) as workspace:
        answer = workspace.funnel(scope, day, what=listed or "funnel", reveal=who)
    if out is None:
        print_answer(answer, form)
    else:
        for path in write(answer, form, writable(out)):
            notice(ctx, f"已写入 {path}")
    for note in answer.notes:
        notice(ctx, note)
