"""xuntu init."""

from __future__ import annotations

from pathlib import Path

import click

from graph.model.errors import UsageError
from graph.model.values import region_code
from xuntu.workspace import Workspace


@click.command("init", help="在 FOLDER（默认当前文件夹）新建工作区。")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="用已有的密钥文件（与别的工作区共用）",
)
@click.option("--committee", default="", help="派出党委，例如 中共云川市委")
@click.option("--region", default="", help="本级行政区划代码（6 位）")
def command(folder: Path, key: Path | None, committee: str, region: str) -> None:
    """Make a workspace."""
    given: dict[str, str | int] = {}
    if region:
        try:
            region_code(region)
        except ValueError as error:
            raise UsageError(str(error), where=region) from error
    if committee:
        given["committee"] = committee
    if region:
        given["region"] = region
    Workspace.init(folder, key=key, **given)
    click.echo(f"已新建工作区 {folder}")
    if not committee:
        click.echo(
            "请在 workspace.toml 写明 committee（派出党委），否则没有写明派出党委的台账不能与别处相认。"
        )
    click.echo("下一步：xuntu load 台账文件夹")
