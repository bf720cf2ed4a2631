"""xuntu rebuild."""

from __future__ import annotations

import click

from xuntu.cli.shared import workspace_of


@click.command("rebuild", help="重新读取全部原件并重建推导结果；规则没有变时快照散列不变。")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Rebuild everything that is derived."""
    with workspace_of(ctx) as workspace:
        snapshot = workspace.rebuild()
    click.echo(f"已重建，快照 {snapshot.hash}")
