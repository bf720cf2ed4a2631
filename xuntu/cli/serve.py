"""xuntu serve."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import ExitStack

import click

from xuntu.cli.shared import notice, workspace_of
from xuntu.opening import REMOTE
from xuntu.serving import Service

PORT = 7687
"""Where tools look for a graph database by themselves."""


TURN_S = 0.0005
"""Seconds that a thread computes before it lets another: with Python's own, many who ask hold up a load tenfold."""


@click.command(
    "serve",
    help="在本机打开网页工作台（提问、关系图、追踪、核查、待决事项、装载）；--bolt 另供 Neo4j Browser "
    "等工具和驱动只读连接。运行期间，其他 xuntu 命令自动经由它查询。",
)
@click.option("--bolt", is_flag=True, help="另开放 Bolt 端口（只在本机，只读用户）")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    help="Bolt 端口；0 为任一空闲端口",
)
@click.option(
    "--web-port",
    type=click.IntRange(0, 65_535),
    default=0,
    help="工作台的端口；0（默认）为任一空闲端口",
)
@click.pass_context
def command(ctx: click.Context, bolt: bool, port: int, web_port: int) -> None:
    """Serve until told to stop."""
    # Here: what only the page needs.
    from xuntu.web.running import Workbench

    sys.setswitchinterval(TURN_S)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())

    def said(text: str) -> None:
        notice(ctx, text)

    with ExitStack() as held:
        workspace = held.enter_context(workspace_of(ctx))
        service = None
        # A server elsewhere is open without us; to offer it here is refused by Service.
        if bolt or workspace.settings.store != REMOTE:
            service = Service(workspace, port if bolt else 0, offered=bolt)
            held.enter_context(service)
        bench = held.enter_context(Workbench(workspace.folder, web_port, said=said))
        if service is not None:
            _tell(ctx, service)
        click.echo(f"工作台  {bench.door.link}")
        notice(ctx, "请用浏览器打开工作台的链接：只在本机有效，只能用一次。按 Ctrl-C 结束。")
        if service is not None:
            service.watch(stop, said)
        else:
            stop.wait()
    notice(ctx, "已结束")


def _tell(ctx: click.Context, service: Service) -> None:
    """Say how foreign tools enter, where they may."""
    entry = service.analyst
    if entry is None:
        return
    click.echo(f"地址    {entry.url}")
    click.echo(f"数据库  {entry.database}")
    click.echo(f"用户    {entry.user}（只读）")
    click.echo(f"密码    见文件 {service.password_file}（只有本人可读，每次启动都换）")
    notice(ctx, "经 Bolt 看到的图谱没有遮盖，请勿让他人使用本机的这个账户。")
