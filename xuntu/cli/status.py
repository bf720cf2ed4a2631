"""xuntu status."""

from __future__ import annotations

import json

import click

from graph.model.schema import schema
from xuntu.cli.shared import table, workspace_of


@click.command("status", help="工作区里有什么：来源、节点、关系、隔离、待决。")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    """Print what the workspace holds."""
    with workspace_of(ctx) as workspace:
        found = workspace.status()
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    click.echo(f"派出党委 {found['committee'] or '（未设）'}")
    click.echo(
        f"来源 {found['sources']} 个（撤回或被替代 {found['withdrawn']} 个） "
        f"节点 {found['nodes']} 关系 {found['edges']}"
    )
    click.echo(f"隔离 {found['quarantined']} 处 待决 {found['undecided']} 处")
    click.echo(f"快照 {found['snapshot_hash']}")
    kinds = found["kinds"]
    if isinstance(kinds, dict) and kinds:
        click.echo(
            table(
                ["类别", "中文", "数量"], [(k, schema().kind(k).label, n) for k, n in kinds.items()]
            )
        )
