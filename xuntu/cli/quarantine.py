"""xuntu quarantine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xuntu.cli.shared import table, workspace_of

if TYPE_CHECKING:
    from xuntu.workspace import Workspace

_COLUMNS = {
    "file": "文件",
    "place": "位置",
    "column": "列",
    "value": "值",
    "reason": "原因",
    "suggestion": "最接近的合法值",
}


@click.command(
    "quarantine", help="列出没能使用的行、单元格和段落：在哪里、为什么、最接近的合法值。"
)
@click.option(
    "--export",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写成 .xlsx：改正后用 xuntu load 装回，改正的行代替原来的行",
)
@click.option("--committee", help="只导出这个党委的")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.pass_context
def command(ctx: click.Context, target: Path | None, committee: str | None, form: str) -> None:
    """Print or export the quarantine."""
    with workspace_of(ctx) as workspace:
        if target is not None:
            _export(workspace, target, committee)
            return
        rows = workspace.quarantine()
    cells = [[row.get(name, "") for name in _COLUMNS] for row in rows]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        click.echo(table(list(_COLUMNS.values()), cells) if cells else "没有隔离的内容")


def _export(workspace: Workspace, target: Path, committee: str | None) -> None:
    from xuntu.cli.sheets import write_corrections

    sheets, rest = workspace.to_correct(committee)
    others = [[row.get(name, "") for name in _COLUMNS] for row in rest]
    write_corrections(target, sheets, list(_COLUMNS.values()), others)
    count = sum(len(sheet.rows) for sheet in sheets)
    click.echo(f"已写入 {target}（{count} 行可改正后装回，另有 {len(others)} 处不属于台账的行）")
