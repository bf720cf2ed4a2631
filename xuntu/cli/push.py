"""xuntu push."""

from __future__ import annotations

import click

from xuntu.cli.shared import notice, workspace_of
from xuntu.pushing import push

EVERY = 100_000
"""Rows after which a push says how far it is."""


@click.command(
    "push",
    help="把图谱推送到图数据库服务器（Neo4j 或 ArcadeDB）：第一次全部，以后只推送变化，删去的也删去。\n\n"
    "中断后再执行一次就接着做。用户名和密码取自环境变量 XUNTU_BOLT_USER、XUNTU_BOLT_PASSWORD，"
    "或设置 bolt_credentials 指定的文件。\n\n"
    "服务器上的图谱不隐去受限内容：谁能连接服务器，谁就能看到全部。",
)
@click.argument("url", required=False)
@click.option("--database", help="服务器上的数据库名（默认取设置 bolt_database）")
@click.option("--overwrite", is_flag=True, help="别人改过推送的内容时，改回本工作区的内容")
@click.pass_context
def command(ctx: click.Context, url: str | None, database: str | None, overwrite: bool) -> None:
    """Push and say what was done."""
    done: dict[str, int] = {}

    def tell(what: str, rows: int) -> None:
        before = done.get(what, 0)
        done[what] = before + rows
        if done[what] // EVERY > before // EVERY:
            notice(ctx, f"{what} {done[what]:,} 行 …")

    with workspace_of(ctx) as workspace:
        pushed = push(workspace, url, database, overwrite=overwrite, tell=tell)
    said = f"新增 {pushed.made:,}、修改 {pushed.changed:,}、删去 {pushed.lost:,}"
    click.echo(f"服务器上的图谱与本工作区一致：{said}")
    nodes, edges = pushed.others
    if nodes or edges:
        notice(ctx, f"数据库里另有 {nodes:,} 个节点、{edges:,} 条关系不是巡图写的，没有动")
