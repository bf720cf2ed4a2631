"""xuntu extract."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graph.model.errors import SourceError
from loaders.reports import extract
from xuntu.cli.shared import table


@click.command(
    "extract", help="读一份报告（.txt），打印其中的事实；每条都带原文位置和逐字引文。不需要工作区。"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def command(file: Path, form: str) -> None:
    """Print the facts of one report."""
    if not file.is_file():
        raise SourceError("没有这个文件", where=str(file), hint="请检查路径")
    facts = extract(file.read_bytes(), file.name)
    if form == "json":
        click.echo(
            json.dumps({"facts": [fact.to_json() for fact in facts]}, ensure_ascii=False, indent=1)
        )
        return
    rows = []
    for fact in facts:
        data = fact.to_json()
        fixed = ("type", "start", "end", "evidence", "rule", "confidence")
        said = "，".join(
            f"{k}={v}" for k, v in data.items() if k not in fixed and v not in (None, "", [], {})
        )
        rows.append((data["type"], said, data["start"], data["evidence"]))
    click.echo(table(["类别", "事实", "位置", "原文"], rows))
