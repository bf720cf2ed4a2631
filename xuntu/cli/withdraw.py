"""xuntu withdraw."""

from __future__ import annotations

import getpass
import re

import click

from graph.model.decisions import KINDS
from graph.model.errors import UsageError
from xuntu.cli.shared import workspace_of


@click.command(
    "withdraw", help="撤回一个来源（文件名或散列开头）：图中不再有它的任何痕迹，决定留在日志里。"
)
@click.argument("source")
@click.option("--reason", default="", help="为什么撤回（或恢复）")
@click.option("--by", default=getpass.getuser, help="决定人姓名（默认：系统用户名）")
@click.option("--erase", is_flag=True, help="连原件和主张一起删除，只留散列、名称、时间和决定人")
@click.option("--undo", is_flag=True, help="收回撤回：来源重新计入；也可写决定的编号，撤销那个决定")
@click.pass_context
def command(ctx: click.Context, source: str, reason: str, by: str, erase: bool, undo: bool) -> None:
    """Withdraw a source, or take that back."""
    if erase and undo:
        raise UsageError("--erase 与 --undo 不能同时用")
    with workspace_of(ctx) as workspace:
        if undo:
            if re.fullmatch(r"[0-9a-f]{20}", source):
                taken = workspace.take_back(source, by=by, why=reason)
                told = f"{KINDS[taken.kind]}（{taken.by} {taken.at[:10]} {taken.why}）"
                click.echo(f"已撤销决定：{told}")
            else:
                click.echo(f"已恢复 {workspace.restore(source, by=by, why=reason)}")
            return
        gone = workspace.withdraw(source, by=by, why=reason, erase=erase)
    click.echo(f"已撤回 {gone.name}" + ("，原件和主张已删除" if erase else ""))
