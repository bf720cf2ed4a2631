"""xuntu extract."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graph.model import regions
from graph.model.errors import SourceError, UsageError
from loaders.reports import telling
from loaders.reports.extract import Report, report
from loaders.reports.masking import masked
from loaders.reports.voter import voting
from xuntu.cli.shared import notice, table, write_page
from xuntu.folder import Folder


@click.command(
    "extract",
    help="读一份报告，给出其中的事实，每条都带原文位置和逐字引文；html 是逐条核对用的网页。"
    "不需要工作区；在工作区内，按它的派出党委和区划读，与 load 相同。",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json", "html"]), default="table")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="写到这个文件"
)
@click.pass_context
def command(ctx: click.Context, file: Path, form: str, output: Path | None) -> None:
    """Print the facts of one report, or write them."""
    if not file.is_file():
        raise SourceError("没有这个文件", where=str(file), hint="请检查路径")
    if output is not None and output.exists() and output.samefile(file):
        raise UsageError("不能写到报告自己的文件上", where=str(output), hint="请换一个文件名")
    text = _told(_read(ctx, file), file.name, form)
    if output is None:
        click.echo(text)
        return
    write_page(output, text)
    click.echo(f"已写入 {output}")


def _read(ctx: click.Context, file: Path) -> Report:
    """Read a report as `load` would, in the workspace at hand, and say in what context it was read."""
    given = ctx.obj[0]
    home = Folder.open(given) if given else Folder.nearest()
    committee = home.settings.committee if home else ""
    with voting(home.settings.second_voter if home else ""):
        known = home.regions() if home else regions.load()
        read = report(file.read_bytes(), file.name, known, committee)
    if home is None:
        notice(ctx, "不在工作区内：没有指明派出党委，用内置的全国区划；装载到工作区时结果可能不同")
    else:
        notice(
            ctx, f"按工作区 {home.folder.name} 读：派出党委 {committee or '没有设定'}，用它的区划"
        )
    return read


def _told(read: Report, name: str, form: str) -> str:
    if form == "html":
        # Here, so that a table or JSON does not pay for the page.
        from visualizations.report import page
        from xuntu.marking import marked

        return page(marked(read, name))
    shown = masked(read.original)
    if form == "json":
        facts = [fact.to_json() | {"evidence": shown[fact.start : fact.end]} for fact in read.facts]
        return json.dumps({"facts": facts}, ensure_ascii=False, indent=1)
    kinds = telling.labels()
    rows = [
        (
            kinds[fact.type],
            telling.said(fact),
            f"{fact.place} 第{fact.start + 1}字",
            "；".join(telling.doubts(fact)),
            shown[fact.start : fact.end],
        )
        for fact in read.facts
    ]
    return table(["类别", "事实", "位置", "需复核", "原文"], rows)
