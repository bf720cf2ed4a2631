"""xuntu load."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xuntu.cli.shared import notice, table, workspace_of

if TYPE_CHECKING:
    from xuntu.loading import FileReport

_HEADERS = ["文件", "结果", "类别", "行", "新", "变", "同", "主张", "隔离", "说明"]


@click.command(
    "load",
    help="装载文件或文件夹（台账 .xlsx .xls .csv；报告 .txt .html .mht .docx .pdf；图的导出文件夹和 .ftm.json 等）。"
    "同一内容装载两次不会改变什么；同一台账的新版替代旧版，并会说明。",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "forced", help="指明是哪种台账（L4）或报告（report）")
@click.option("--committee", help="这些文件属于哪个党委")
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@click.option(
    "--replaces", multiple=True, help="这个文件替代哪个来源（文件名或散列开头；可写多次）"
)
@click.option("--adds", is_flag=True, help="与已有的台账并存，不替代任何来源")
@click.option("--by", default="", help="决定替代的人（默认：系统用户名）")
@click.option("--reason", default="", help="为什么替代")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    forced: str | None,
    committee: str | None,
    dry_run: bool,
    replaces: tuple[str, ...],
    adds: bool,
    by: str,
    reason: str,
    form: str,
) -> None:
    """Load files and say what became of each."""

    def progress(files: list[Path]) -> Iterator[Path]:
        hidden = ctx.obj[1] or len(files) < 2
        with click.progressbar(files, label="装载", file=sys.stderr, hidden=hidden) as bar:
            yield from bar

    from xuntu import judging

    with workspace_of(ctx) as workspace:
        reports = workspace.load(
            paths,
            forced=forced,
            committee=committee,
            dry_run=dry_run,
            replaces=replaces,
            adds=adds,
            by=by,
            why=reason,
            progress=progress,
        )
        changed = [] if dry_run else list(judging.news(workspace))
    if form == "json":
        click.echo(json.dumps([_plain(report) for report in reports], ensure_ascii=False, indent=1))
    else:
        click.echo(table(_HEADERS, map(_row, reports)))
        for line in _details(reports, dry_run):
            click.echo(line)
    if any(report.rejected for report in reports) and not dry_run:
        notice(ctx, "有行或单元格没能使用，已隔离：xuntu quarantine 查看原因")
    for line in changed:
        notice(ctx, line)
    if not reports:
        notice(ctx, "没有找到可装载的文件（台账 .xlsx .xls .csv；报告 .txt .html .mht .docx .pdf）")
    if any(report.state in {"refused", "doubt"} for report in reports):
        raise SystemExit(1)


def _row(report: FileReport) -> list[object]:
    from xuntu.loading import STATES

    rows = report.rows
    told = report.state in {"loaded", "would load", "replaced", "doubt"} and report.kind != "report"
    counts = [rows.rows, rows.new, rows.changed, rows.same] if told and report.kind else [""] * 4
    tail = [report.claims or "", report.rejected or "", report.title or report.reason]
    return [report.name, STATES[report.state], report.kind, *counts, *tail]


def _details(reports: list[FileReport], dry_run: bool) -> Iterator[str]:
    """Yield what a table has no room for: what replaces what, why a file waits, each refused cell."""
    for report in reports:
        if report.replaces:
            gone = f"，旧版有而新版没有的 {report.rows.gone} 行不再计入" if report.rows.gone else ""
            verb = "将替代" if dry_run else "替代"
            yield f"{report.name} {verb} {'、'.join(report.replaces)}{gone}"
        if report.reason and (report.title or report.replaces):
            yield f"{report.name}：{report.reason}"
    if not dry_run:
        return
    cells = [
        (report.name, c.sheet, c.row or c.place, c.column, c.value, c.reason, c.suggestion)
        for report in reports
        for c in report.refused
    ]
    if cells:
        yield ""
        yield table(["文件", "工作表", "行", "列", "值", "原因", "最接近的合法值"], cells)


def _plain(report: FileReport) -> dict[str, object]:
    data = asdict(report)
    rows = data.pop("rows")
    return {
        **data,
        **rows,
        "refused": report.rejected,
        "refused_cells": data["refused"],
    }
