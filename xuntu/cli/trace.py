"""xuntu trace."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from graph.model.answers import Trace
from graph.model.errors import QueryError, UsageError
from graph.model.schema import schema
from queries.tracing.rows import link_rows
from xuntu import typed
from xuntu.cli.scopes import scope_of, scope_options
from xuntu.cli.shared import notice, print_answer, workspace_of, write_page
from xuntu.workspace import Workspace

NAMED = {
    "person": "Person",
    "finding": "Finding",
    "clue": "Clue",
    "case": "CaseFile",
    "sanction": "Sanction",
    "prosecution": "Prosecution",
}
"""The kinds that a start may be named of, by option."""


@click.command(
    "trace",
    help="追踪：从一条问题、线索、案件、处分、移送司法或一个人出发，向前和向后；或一轮、一组、一家单位、一类问题的全部。",
)
@click.argument("identifier", required=False)
@click.option("--person", help="按人员姓名或编号")
@click.option("--finding", help="按问题编号或名称")
@click.option("--clue", help="按线索编号")
@click.option("--case", help="按案件编号")
@click.option("--sanction", help="按处分名称")
@click.option("--prosecution", help="按移送司法名称")
@scope_options
@click.option("--on", help="截至日期（默认今天），用来算未结事项的历时")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "html"]), default="table"
)
@click.option(
    "-o", "--out", "--output", type=click.Path(path_type=Path, dir_okay=False), help="另存为网页"
)
@click.option("--reveal", is_flag=True, help="显示受限内容（需要工作区密钥，会记录）")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    identifier: str | None,
    on: str | None,
    form: str,
    out: Path | None,
    reveal: bool,
    **given: str | None,
) -> None:
    """Trace and print."""
    named = [(NAMED[name], text) for name in NAMED if (text := given.pop(name))]
    scope = scope_of(given)
    if len(named) + (identifier is not None) + (scope is not None) != 1:
        raise UsageError(
            "请给出一个起点",
            hint="一个 ID，或 --person / --finding / --clue / --case / --sanction / --prosecution 之一；"
            "或用 --term、--round、--team、--unit、--category 给出一个范围",
        )
    day = (typed.day(on) or date.today()).isoformat()
    who = getpass.getuser() if reveal else None
    with workspace_of(ctx) as workspace:
        if scope is not None:
            found = workspace.trace_scope(scope, day, reveal=who)
        else:
            start = identifier or _one(workspace, *named[0])
            found = workspace.trace(start, day, reveal=who)
    _give(ctx, found, form, out)


def _give(ctx: click.Context, found: Trace, form: str, out: Path | None) -> None:
    if out is not None or form == "html":
        # Here, so that a table does not pay for the pages.
        from visualizations.trace import page

        if out is None:
            click.echo(page(found), nl=False)
            return
        write_page(out, page(found))
        click.echo(f"已写入 {out}")
        return
    print_trace(found, form)
    notice(ctx, f"截至 {found.on}")


def _one(workspace: Workspace, kind: str, text: str) -> str:
    found = workspace.find(kind, text)
    if len(found) == 1:
        return found[0].id
    label = schema().nodes[kind].label
    if not found:
        raise QueryError(f"没有找到{label} {text!r}", hint="请核对编号或姓名")
    listed = "；".join(f"{node.id} {node.properties.get('person_no') or ''}" for node in found[:8])
    raise QueryError(f"有 {len(found)} 个{label}叫 {text!r}", hint=f"请改用 ID：{listed}")


def print_trace(found: Trace, form: str) -> None:
    """Print a trace as a table of links and open ends, as CSV, or as JSON."""
    if form != "json":
        print_answer(link_rows(found), form)
        if form == "table":
            for note in found.subgraph.notes:
                click.echo(f"注：{note}")
        return
    data = {
        "title": found.title,
        "on": found.on,
        "nodes": [
            {"id": n.id, "kind": n.kind, "properties": dict(n.properties)}
            for n in found.subgraph.nodes
        ],
        "steps": [asdict(step) for step in found.steps],
        "open_ends": [asdict(end) for end in found.open_ends],
        "clocks": [asdict(clock) for clock in found.clocks],
        "notes": list(found.subgraph.notes),
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
