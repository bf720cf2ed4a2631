"""xuntu load."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from xuntu.cli.shared import notice, table, workspace_of

_STATES = {
    "loaded": "已装载",
    "would load": "可装载",
    "same": "已有，未变",
    "withdrawn": "已撤回",
    "skipped": "跳过",
    "refused": "拒绝",
}


@click.command("load", help="装载文件或文件夹（.xlsx .csv .txt）。同一内容装载两次不会改变什么。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "forced", help="指明是哪种台账（L4）或报告（report）")
@click.option("--committee", help="这些文件属于哪个党委")
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    forced: str | None,
    committee: str | None,
    dry_run: bool,
) -> None:
    """Load files and say what became of each."""

    def progress(files: list[Path]) -> Iterator[Path]:
        hidden = ctx.obj[1] or len(files) < 2
        with click.progressbar(files, label="装载", file=sys.stderr, hidden=hidden) as bar:
            yield from bar

    with workspace_of(ctx) as workspace:
        reports = workspace.load(
            paths, forced=forced, committee=committee, dry_run=dry_run, progress=progress
        )
    rows = [
        (r.name, _STATES[r.state], r.kind, r.claims or "", r.rejected or "", r.reason or r.title)
        for r in reports
    ]
    click.echo(table(["文件", "结果", "类别", "主张", "隔离", "说明"], rows))
    refused = sum(r.state == "refused" for r in reports)
    if any(r.rejected for r in reports):
        notice(ctx, "有行或单元格没能使用，已隔离：xuntu quarantine 查看原因")
    if not reports:
        notice(ctx, "没有找到可装载的文件（.xlsx .csv .txt）")
    if refused:
        raise SystemExit(1)
