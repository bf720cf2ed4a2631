"""xuntu trace."""

from __future__ import annotations

import getpass
import json
from datetime import date
from pathlib import Path

import click

from graph.model.answers import Trace
from graph.model.errors import QueryError, UsageError
from graph.model.schema import schema
from xuntu.cli.shared import day_of, notice, table, workspace_of, write_page
from xuntu.workspace import Workspace

GRADES = {"stated": "文件载明", "recorded": "台账记载", "inferred": "推断"}


@click.command(
    "trace", help="追踪：从一条问题、线索、案件、处分、移送司法或一个人出发，向前和向后。"
)
@click.argument("identifier", required=False)
@click.option("--person", help="按人员姓名或编号")
@click.option("--finding", help="按问题编号")
@click.option("--clue", help="按线索编号")
@click.option("--case", "case_no", help="按案件编号")
@click.option("--on", help="截至日期（默认今天），用来算未结事项的历时")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="另存为网页")
@click.option("--reveal", is_flag=True, help="显示受限内容（需要工作区密钥，会记录）")
@click.pass_context
def command(
    ctx: click.Context,
    identifier: str | None,
    person: str | None,
    finding: str | None,
    clue: str | None,
    case_no: str | None,
    on: str | None,
    form: str,
    output: Path | None,
    reveal: bool,
) -> None:
    """Trace and print."""
    named = [
        (k, v)
        for k, v in (
            ("Person", person),
            ("Finding", finding),
            ("Clue", clue),
            ("CaseFile", case_no),
        )
        if v
    ]
    if len(named) + (identifier is not None) != 1:
        raise UsageError(
            "请给出一个起点", hint="一个 ID，或 --person / --finding / --clue / --case 之一"
        )
    day = day_of(on) or date.today()
    with workspace_of(ctx) as workspace:
        start = identifier or _one(workspace, *named[0])
        found = workspace.trace(
            start, day.isoformat(), reveal=getpass.getuser() if reveal else None
        )
    if output is not None:
        from visualizations.trace import page

        write_page(output, page(found))
        click.echo(f"已写入 {output}")
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
    """Print a trace as a table of links, or as JSON."""
    names = {
        node.id: f"{schema().nodes[node.kind].label}「{node.properties.get(schema().nodes[node.kind].caption)}」"
        for node in found.subgraph.nodes
    }
    if form == "json":
        steps = [
            {
                "source": s.source,
                "target": s.target,
                "kind": s.kind,
                "grade": s.grade,
                "days": s.days,
                "limit": s.limit,
            }
            for s in found.steps
        ]
        nodes = [
            {"id": n.id, "kind": n.kind, "properties": dict(n.properties)}
            for n in found.subgraph.nodes
        ]
        data = {
            "title": found.title,
            "on": found.on,
            "nodes": nodes,
            "steps": steps,
            "open_ends": list(found.open_ends),
            "notes": list(found.subgraph.notes),
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    rows = []
    for step in found.steps:
        lag = "" if step.days is None else f"{step.days} 天"
        over = step.days is not None and step.limit is not None and step.days > step.limit
        limit = "" if step.limit is None else f"{step.limit} 天" + ("（超期）" if over else "")
        kind = schema().edges[step.kind].label if step.kind in schema().edges else step.kind
        rows.append(
            (
                names.get(step.source, step.source),
                kind,
                names.get(step.target, step.target),
                GRADES[step.grade],
                lag,
                limit,
            )
        )
    click.echo(found.title)
    click.echo(table(["从", "关系", "到", "依据", "历时", "期限"], rows))
    for note in found.subgraph.notes:
        click.echo(f"注：{note}")
    if found.open_ends:
        click.echo("尚无下文：" + "；".join(names.get(end, end) for end in found.open_ends))
