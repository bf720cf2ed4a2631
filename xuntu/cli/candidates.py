"""xuntu candidates."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import click

from graph.model.errors import UsageError
from queries.avoidance import read_draft
from queries.avoidance.candidates import Wanted
from xuntu import checking, typed
from xuntu.cli.shared import notice
from xuntu.folder import Folder


@click.command(
    "candidates",
    help="人才库里谁能进一个组、谁能顶替某人：没有应回避、需复核最少、专长相符、不打破组内规则的在前。",
)
@click.option("--team", required=True, help="巡察组，例如 第3组")
@click.option("--need", default="", help="需要的专长，例如 财务审计")
@click.option("--instead-of", default="", help="顶替组内的谁（人员编号或姓名）")
@click.option("--draft", type=click.Path(path_type=Path), help="拟任名单（默认：台账中最近一轮）")
@click.option("--term", help="台账中的届次，例如 7")
@click.option("--round", "round_", help="台账中的轮次，例如 14")
@click.option("--on", help="核查日期（默认：各任务的进驻日期）")
@click.option("--full", is_flag=True, help="列出全部，连应回避的")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.pass_context
def command(
    ctx: click.Context,
    team: str,
    need: str,
    instead_of: str,
    draft: Path | None,
    term: str | None,
    round_: str | None,
    on: str | None,
    full: bool,
    form: str,
) -> None:
    """Rank and print."""
    # One answer and out, as in a check.
    gc.disable()
    folder = Folder.open(ctx.obj[0])
    if draft is not None:
        if term or round_:
            raise UsageError("--term、--round 说的是台账里的轮次，不能与 --draft 同用")
        listed = read_draft(draft)
    else:
        which = (typed.ordinal(term, "--term"), typed.ordinal(round_, "--round"))
        roster = checking.roster(folder, team, which, unstaffed=True)
        notice(ctx, f"按台账中的{roster.shown}")
        listed = roster.draft
    wanted = Wanted(team, need, instead_of)
    found = checking.candidates(folder, listed, wanted, typed.day(on))
    if form == "json":
        click.echo(json.dumps(found.to_json(), ensure_ascii=False))
        return
    for note in found.notes:
        notice(ctx, note)
    click.echo("\n".join(checking.candidate_lines(found, full=full)))
