"""xuntu demo."""

from __future__ import annotations

from pathlib import Path

import click

from xuntu import checking, demo
from xuntu.cli.shared import notice, print_answer, table
from xuntu.cli.trace import print_trace

_TRY = """\
接下来可以试（在本文件夹里，或加 --workspace {folder}）：
  xuntu status
  xuntu query --list
  xuntu query Q16 --param term=7 --format csv
  xuntu query --cypher 'MATCH (p:Person)-[r:SERVED_IN]->(o:Organization) RETURN p.name, r.title, o.name LIMIT 5'
  xuntu check --draft {files}/拟任名单.xlsx
  xuntu check --person P0001 --unit 市财政局党组 --role 组长 --on 2025-03-24"""


@click.command(
    "demo", help="在 FOLDER（默认 demo）生成虚构的云川市，装载、核查、追踪、画图。可反复运行。"
)
@click.argument("folder", type=click.Path(path_type=Path), default="demo")
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Run the demonstration and say what to look at."""
    with demo.prepare(folder, lambda text: notice(ctx, text)) as workspace:
        shown = demo.show(workspace, lambda text: notice(ctx, text))
    states = [r.state for r in shown.reports]
    click.echo("一、装载")
    rows = [
        (r.name, r.kind, r.title, r.claims or "", r.rejected or "")
        for r in shown.reports
        if r.state == "loaded"
    ]
    if rows:
        click.echo(table(["文件", "类别", "台账", "主张", "隔离"], rows))
    status = shown.status
    click.echo(
        f"文件 {len(states)} 个（新装载 {states.count('loaded')}，未变 {states.count('same')}，"
        f"拒绝 {states.count('refused')}）；"
        f"节点 {status['nodes']}，关系 {status['edges']}，隔离 {status['quarantined']} 处"
    )
    click.echo("\n二、覆盖")
    print_answer(shown.coverage, "table")
    click.echo("\n三、回避核查（拟任名单）")
    for line in checking.lines(shown.check, full=False):
        click.echo(line)
    click.echo("\n四、一条问题的去向")
    print_trace(shown.trace, "table")
    click.echo("\n五、请打开")
    for title, path in shown.pages.items():
        click.echo(f"  {title}：{path}")
    click.echo("\n" + _TRY.format(folder=folder, files=folder / demo.FILES))
