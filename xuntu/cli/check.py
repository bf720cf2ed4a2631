"""xuntu check."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import click

from graph.model.errors import UsageError
from queries.avoidance import Draft, read_draft, single
from xuntu import checking
from xuntu.cli.shared import day_of
from xuntu.folder import Folder


@click.command(
    "check",
    help="回避核查：一份拟任名单（工作簿，或含 人员.csv、任务.csv 的文件夹），或一人一单位。",
)
@click.option("--draft", type=click.Path(path_type=Path), help="拟任名单")
@click.option("--person", help="人员编号")
@click.option("--unit", help="被巡察单位")
@click.option("--role", default="组员", show_default=True, help="角色")
@click.option("--modes", default="", help="组织方式，例如 提级;交叉")
@click.option("--on", help="核查日期（默认：各任务的进驻日期）")
@click.option("--known-by", help="只按这一天（含）以前装载的台账和作出的决定核查")
@click.option("--full", is_flag=True, help="连“可任”的也逐一列出")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.pass_context
def command(
    ctx: click.Context,
    draft: Path | None,
    person: str | None,
    unit: str | None,
    role: str,
    modes: str,
    on: str | None,
    known_by: str | None,
    full: bool,
    form: str,
) -> None:
    """Check and print."""
    # One answer and out: there is no garbage worth a tenth of the CPU that looking for it costs.
    gc.disable()
    day, then = day_of(on), day_of(known_by)
    folder = Folder.open(ctx.obj[0])
    found = checking.check(folder, _draft(draft, person, unit, role, on, modes), day, then)
    if form == "json":
        said = {"known_by": then.isoformat()} if then else {}
        click.echo(json.dumps(found.to_json() | said, ensure_ascii=False))
        return
    for note in found.notes:
        click.echo(note, err=True)
    for line in checking.lines(found, full=full or draft is None, known_by=then):
        click.echo(line)


def _draft(
    path: Path | None,
    person: str | None,
    unit: str | None,
    role: str,
    on: str | None,
    modes: str,
) -> Draft:
    if path is not None and person is None and unit is None:
        return read_draft(path)
    if path is None and person and unit:
        if on is None:
            raise UsageError("核查一个人需要日期", hint="请用 --on 写明，例如 --on 2025-03-24")
        return single(person, unit, role, modes=modes)
    raise UsageError("请给出 --draft，或 --person 和 --unit")
