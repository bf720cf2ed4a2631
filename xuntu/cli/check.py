"""xuntu check."""

from __future__ import annotations

import gc
import getpass
from datetime import date
from pathlib import Path

import click

from graph.model.errors import UsageError
from queries.avoidance import Check, Draft, read_draft, single
from queries.avoidance.draft import read_role, read_tasks
from xuntu import checking, judging, typed
from xuntu.cli.shared import notice, write_page
from xuntu.folder import Folder

FILES = {"xlsx": "工作簿", "html": "网页"}
"""The forms of a check that are files."""


@click.command(
    "check",
    help="回避核查：一份拟任名单（工作簿，或含 人员.csv、任务.csv 的文件夹）、一人一单位、"
    "台账里的一个组（--team），或全部可用人员对全部计划任务（--all）。",
)
@click.option("--draft", type=click.Path(path_type=Path), help="拟任名单")
@click.option("--person", help="人员编号")
@click.option("--unit", help="被巡察单位")
@click.option("--team", help="台账里的巡察组，例如 第3组（默认最近一轮）")
@click.option("--term", help="--team 的届次，例如 7")
@click.option("--round", "round_", help="--team 的轮次，例如 14")
@click.option(
    "--all", "pool", is_flag=True, help="人才库全部可用人员 × 计划中的任务，或 --draft 的任务"
)
@click.option("--role", default="组员", show_default=True, help="角色")
@click.option("--modes", default="", help="组织方式，例如 提级;交叉")
@click.option("--on", help="核查日期（默认：各任务的进驻日期）")
@click.option("--known-by", help="只按这一天（含）以前装载的台账和作出的决定核查")
@click.option(
    "--keep", is_flag=True, help="保存这次核查：以后装载改变了结论会提示，可逐条豁免或维持"
)
@click.option("--by", default=getpass.getuser, help="--keep：保存人姓名（默认：系统用户名）")
@click.option(
    "--kept", is_flag=False, flag_value="", help="列出保存的核查；给出编号则按今天重新核查"
)
@click.option("--full", is_flag=True, help="连“可任”的也逐一列出")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", *FILES]),
    default="table",
    help="xlsx：一组一张表，另有理由、缺数据、组内规则；html：可离线打开和打印的网页",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="xlsx 或 html 写到这个文件",
)
@click.pass_context
def command(
    ctx: click.Context,
    draft: Path | None,
    person: str | None,
    unit: str | None,
    team: str | None,
    term: str | None,
    round_: str | None,
    pool: bool,
    role: str,
    modes: str,
    on: str | None,
    known_by: str | None,
    keep: bool,
    by: str,
    kept: str | None,
    full: bool,
    form: str,
    output: Path | None,
) -> None:
    """Check and print, or write."""
    if kept is not None:
        _say_kept(Folder.open(ctx.obj[0]), kept)
        return
    _fitting(form, output, draft)
    if keep and (pool or known_by):
        raise UsageError("--keep 不能与 --all、--known-by 同时用")
    # One answer and out: there is no garbage worth a tenth of the CPU that looking for it costs.
    gc.disable()
    day, then = typed.day(on), typed.day(known_by)
    folder = Folder.open(ctx.obj[0])
    if pool and not (person or unit or team):
        tasks = read_tasks(draft) if draft else ()
        asked = checking.everybody(folder, tasks, read_role(role), then)
        title = f"人才库全部可用人员 × {'名单中的任务' if draft else '计划中的任务'}"
    elif team and not (draft or person or unit or pool):
        which = (typed.ordinal(term, "--term"), typed.ordinal(round_, "--round"))
        roster = checking.roster(folder, team, which, then)
        notice(ctx, f"按台账中的{roster.shown}核查")
        asked, title = roster.of_team(), roster.shown
    else:
        asked = _draft(draft, person, unit, role, on, modes)
        title = draft.name if draft else f"{person} → {unit}"
    if keep:
        held, found = judging.keep(
            folder, asked, checking.profile_of(folder), day, by=by, title=title
        )
        notice(ctx, f"已保存为核查 {held.id}；xuntu check --kept {held.id} 查看")
    else:
        found = checking.check(folder, asked, day, then)
    if output is not None:
        _write(folder, found, output, (form, title), then)
        return
    if form == "json":
        said = {"known_by": then.isoformat()} if then else {}
        click.echo(found.to_text(**said))
        return
    for note in found.notes:
        click.echo(note, err=True)
    if pool:
        click.echo("\n".join(checking.matrix(found)))
        return
    for line in checking.lines(found, full=full or bool(person), known_by=then):
        click.echo(line)


def _say_kept(folder: Folder, start: str) -> None:
    """Print the checks that are kept, or what one of them says today."""
    lines = list(judging.told(folder, start) if start else judging.listed(folder))
    click.echo(
        "\n".join(lines) if lines else "没有保存过核查；xuntu check --draft 名单 --keep 保存"
    )


def _fitting(form: str, output: Path | None, draft: Path | None) -> None:
    """Raise UsageError unless a file is named for the forms that are files, and for them alone."""
    if form in FILES and output is None:
        raise UsageError(f"{FILES[form]}要写到一个文件", hint=f"请加 -o 核查.{form}")
    if output is None:
        return
    if form not in FILES:
        raise UsageError("-o 只用于 xlsx 和 html", hint="请加 --format xlsx 或 --format html")
    if draft is not None and output.exists() and output.resolve() == draft.resolve():
        raise UsageError("不能写到拟任名单自己的文件上", where=str(output), hint="请换一个文件名")
    if not output.parent.is_dir():
        raise UsageError("没有这个文件夹", where=str(output.parent))


def _write(
    folder: Folder, found: Check, output: Path, what: tuple[str, str], known_by: date | None
) -> None:
    """Write a check as a page or a workbook; `what` is its form and its title."""
    # Here, so that a table or JSON pays for neither.
    from visualizations.check import page
    from xuntu import check_page
    from xuntu.cli import check_book

    form, title = what
    heading = check_page.heading(folder, title, known_by, getpass.getuser())
    made = check_page.matrix(found, heading, checking.profile_of(folder))
    if form == "html":
        write_page(output, page(made))
    else:
        check_book.write(output, made)
    click.echo(f"已写入 {output}")


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
    raise UsageError("请给出 --draft，--person 和 --unit，--team，--all 中的一种")
