"""xuntu export."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from graph.exports import EXPORTS, MANIFEST, report_of
from xuntu.cli.shared import notice, workspace_of
from xuntu.exporting import export


@click.command(
    "export",
    help="把整个图写成别的格式。受限内容默认隐去；哪些内容写不进这种格式，逐项记在损失报告里。\n\n"
    "格式：\n\n" + "\n\n".join(f"{name}　{form.label}" for name, form in EXPORTS.items()),
)
@click.option("--format", "form", required=True, help="格式名")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="写到这个文件或文件夹（只有本人可读）",
)
@click.option("--force", is_flag=True, help="替换这里以前的导出")
@click.option("--reveal", is_flag=True, help="显示受限内容（需要工作区密钥，会记录）")
@click.pass_context
def command(ctx: click.Context, form: str, output: Path, force: bool, reveal: bool) -> None:
    """Export and say what was lost."""
    who = getpass.getuser() if reveal else None
    with workspace_of(ctx) as workspace:
        done = export(workspace, form, output, reveal=who, force=force)
    nodes, edges = (sum(counts.values()) for counts in (done.nodes, done.edges))
    report = output / MANIFEST if EXPORTS[form].folder else report_of(output)
    click.echo(f"已写入 {output}：节点 {nodes:,} 个，关系 {edges:,} 条；损失报告 {report.name}")
    for text, count in done.lost().items():
        notice(ctx, f"{text}：{count:,} 处")
