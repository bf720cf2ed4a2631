"""xuntu serve."""

from __future__ import annotations

import signal
import threading

import click

from graph.model.errors import UsageError
from xuntu.cli.shared import notice, workspace_of
from xuntu.serving import Service

PORT = 7687
"""Where tools look for a graph database by themselves."""


@click.command(
    "serve",
    help="在本机开放图谱：--bolt 供 Neo4j Browser 等工具和驱动只读连接。运行期间，其他 xuntu 命令自动经由它查询。",
)
@click.option("--bolt", is_flag=True, help="开放 Bolt 端口（只在本机，只读用户）")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    help="Bolt 端口；0 为任一空闲端口",
)
@click.pass_context
def command(ctx: click.Context, bolt: bool, port: int) -> None:
    """Serve until told to stop."""
    if not bolt:
        raise UsageError("网页工作台还没有", hint="要供图数据库工具连接，请用 xuntu serve --bolt")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    with workspace_of(ctx) as workspace, Service(workspace, port) as service:
        entry = service.analyst
        click.echo(f"地址    {entry.url}")
        click.echo(f"数据库  {entry.database}")
        click.echo(f"用户    {entry.user}（只读）")
        click.echo(f"密码    见文件 {service.password_file}（只有本人可读，每次启动都换）")
        notice(ctx, "经 Bolt 看到的图谱没有遮盖，请勿让他人使用本机的这个账户。按 Ctrl-C 结束。")
        service.watch(stop, lambda text: notice(ctx, text))
    notice(ctx, "已结束")
