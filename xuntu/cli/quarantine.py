"""xuntu quarantine."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xuntu.cli.shared import table, workspace_of

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
    "--export", "target", type=click.Path(path_type=Path, dir_okay=False), help="写成 .xlsx 供改正"
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.pass_context
def command(ctx: click.Context, target: Path | None, form: str) -> None:
    """Print or export the quarantine."""
    with workspace_of(ctx) as workspace:
        rows = workspace.quarantine()
    cells = [[row.get(name, "") for name in _COLUMNS] for row in rows]
    if target is not None:
        from xuntu.cli.sheets import write_sheet

        write_sheet(target, "隔离", list(_COLUMNS.values()), cells)
        click.echo(f"已写入 {target}（{len(cells)} 处）")
    elif form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        click.echo(table(list(_COLUMNS.values()), cells) if cells else "没有隔离的内容")
