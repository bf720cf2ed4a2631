"""xuntu withdraw."""

from __future__ import annotations

import getpass

import click

from xuntu.cli.shared import workspace_of


@click.command(
    "withdraw", help="撤回一个来源（文件名或散列开头）：图中不再有它的任何痕迹，决定留在日志里。"
)
@click.argument("source")
@click.option("--reason", required=True, help="为什么撤回")
@click.option("--by", default=getpass.getuser, help="决定人姓名（默认：系统用户名）")
@click.option("--erase", is_flag=True, help="连原件和主张一起删除，只留散列、名称、时间和决定人")
@click.pass_context
def command(ctx: click.Context, source: str, reason: str, by: str, erase: bool) -> None:
    """Withdraw a source."""
    with workspace_of(ctx) as workspace:
        gone = workspace.withdraw(source, by=by, why=reason, erase=erase)
    click.echo(f"已撤回 {gone.name}" + ("，原件和主张已删除" if erase else ""))
