"""xuntu templates."""

from __future__ import annotations

from pathlib import Path

import click

from graph.model.errors import UsageError
from loaders.ledgers import LEDGERS
from loaders.ledgers.templates import write_templates
from xuntu.cli.shared import notice


@click.command(
    "templates",
    help="在 FOLDER 里写出全部台账的 Excel 模板：表头、下拉选项和一行不会载入的示例。不需要工作区。",
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=True))
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Write the templates; a file that is there already is left as it is, and said."""
    if folder.exists() and not folder.is_dir():
        raise UsageError("这是一个文件，不是文件夹", where=str(folder))
    try:
        written, kept = write_templates(folder, LEDGERS)
    except OSError as error:
        raise UsageError(f"不能写入：{error.strerror}", where=str(folder)) from error
    for path in kept:
        notice(ctx, f"已有 {path}，没有覆盖")
    click.echo(f"已写出 {len(written)} 份模板到 {folder}")
