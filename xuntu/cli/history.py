"""xuntu history."""

from __future__ import annotations

import getpass
import json

import click

from xuntu.cli.shared import table, workspace_of


@click.command(
    "history",
    help="一个人、单位或事项的全部主张：在用的、被替代的、撤回的，各在何处、何时装载，以及有关的决定。",
)
@click.argument("entity")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option("--reveal", is_flag=True, help="显示受限内容（需要工作区密钥，会记录）")
@click.pass_context
def command(ctx: click.Context, entity: str, form: str, reveal: bool) -> None:
    """Print the history of one thing."""
    with workspace_of(ctx) as workspace:
        found = workspace.history(entity, reveal=getpass.getuser() if reveal else None)
    if form == "json":
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
        return
    click.echo(f"{found.kind} {found.name} {found.id}")
    rows = [
        (
            c.state,
            c.loaded_at[:10],
            c.says,
            "；".join(f"{label}：{value}" for label, value in c.values.items()),
            f"{c.file} {c.place}",
        )
        for c in found.claims
    ]
    click.echo(table(["状态", "装载", "主张", "内容", "出处"], rows))
    if found.decisions:
        click.echo("")
        told = [
            (d.at[:10], d.kind, d.by, d.why, d.about, "有效" if d.holds else "已撤销", d.id)
            for d in found.decisions
        ]
        click.echo(table(["日期", "决定", "决定人", "原因", "对象", "效力", "编号"], told))
