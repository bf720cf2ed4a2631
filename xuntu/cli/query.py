"""xuntu query."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from graph.model.answers import Answer
from graph.model.errors import UsageError
from queries import catalogue
from xuntu.cli.shared import (
    asking,
    notice,
    parameters_of,
    print_answer,
    print_notes,
    table,
    workspace_of,
    writable,
)
from xuntu.outputs import FORMS, write


@click.command(
    "query",
    help="提问：问题编号（Q16）或名称，或 --cypher 后的 Cypher。只读。不写问题就按类别列出全部。",
)
@click.argument("name", required=False)
@click.option("--cypher", help="一条 Cypher 查询（只读）")
@click.option("--on", help="截至日期，同 --param on=日期；期限都算到这一天")
@click.option("--list", "listing", is_flag=True, help="按类别列出全部问题和参数")
@click.option("--format", "form", type=click.Choice(FORMS), help="默认 table，或按 --out 的扩展名")
@click.option("--out", type=click.Path(path_type=Path), help="写入文件；csv 的说明另存一个文本")
@asking
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    cypher: str | None,
    params: tuple[str, ...],
    on: str | None,
    listing: bool,
    form: str | None,
    out: Path | None,
    timeout: float | None,
    limit: int | None,
    reveal: bool,
) -> None:
    """Ask and print."""
    if listing or (name is None and cypher is None):
        click.echo(_listed())
        return
    if name is not None and cypher is not None:
        raise UsageError("问题和 --cypher 只能给一个", hint="xuntu query 列出全部问题")
    form = _form(form, out)
    who = getpass.getuser() if reveal else None
    with workspace_of(ctx) as workspace:
        answer = workspace.query(
            cypher or name or "",
            parameters_of((*params, *([f"on={on}"] if on else []))),
            cypher=cypher is not None,
            timeout=timeout,
            limit=limit,
            reveal=who,
        )
    _give(ctx, answer, form, out)
    print_notes(ctx, answer)


def _form(form: str | None, out: Path | None) -> str:
    """Return the form that is asked for, or that the name of the file tells."""
    if out is None:
        if form == "xlsx":
            raise UsageError("Excel 要写入文件", hint="请加 --out 文件.xlsx")
        return form or "table"
    found = form or out.suffix.removeprefix(".").lower()
    if found not in FORMS[1:]:
        raise UsageError(
            f"不能写成 {found or '没有扩展名'!r}", hint=f"可用：{'、'.join(FORMS[1:])}"
        )
    return found


def _give(ctx: click.Context, answer: Answer, form: str, out: Path | None) -> None:
    if out is None:
        print_answer(answer, form)
        if form == "csv":
            for label, text in answer.heading:
                if label != "提示":
                    notice(ctx, f"{label}：{text}")
        return
    for path in write(answer, form, writable(out)):
        notice(ctx, f"已写入 {path}")


def _listed() -> str:
    """Return all questions group by group; a parameter in brackets has a default."""
    parts = []
    for group, questions in catalogue.grouped().items():
        rows = [
            (
                one.number,
                one.name,
                one.title,
                " ".join(
                    p.name if p.default is None else f"[{p.name}]" for p in one.parameters.values()
                ),
            )
            for one in questions
        ]
        parts.append(
            f"{group}\n{table(['编号', '名称', '问题', '参数（方括号的可以不写）'], rows)}"
        )
    return "\n\n".join(parts)
