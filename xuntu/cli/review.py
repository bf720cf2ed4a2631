"""xuntu review."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from graph.model.decisions import KINDS, Decision
from graph.model.errors import UsageError
from graph.model.privacy import HIDDEN
from xuntu.cli.shared import notice, table, workspace_of

if TYPE_CHECKING:
    from xuntu.reviewing import Item, ShownRecord
    from xuntu.workspace import Workspace


@click.command(
    "review",
    help="待决事项：谁和谁可能是同一人（单位），依据是什么，查清哪一项即可决定；并作出、撤销决定。"
    "两条记录可写人员或单位的 ID、人员编号，或任职所在的“文件名 第几行”。",
)
@click.option("--same", help="是同一个：待决编号，或两条记录")
@click.option("--not-same", "not_same", help="不是同一个：待决编号，或两条记录")
@click.argument("other", required=False)
@click.option("--wrong-row", nargs=2, help="此行有误：文件名 位置（如 第12行），整行不再计入")
@click.option(
    "--waive", help="豁免：保存的核查里的一条（编号见 xuntu check --kept），要写 --reason"
)
@click.option("--uphold", help="维持：保存的核查里需复核的一条，从此按应回避，要写 --reason")
@click.option("--undo", help="撤销一项决定（决定编号）")
@click.option("--list-decisions", "listing", is_flag=True, help="列出全部决定")
@click.option("--reason", default="", help="为什么这样决定")
@click.option("--by", default=getpass.getuser, help="决定人姓名（默认：系统用户名）")
@click.option("--limit", default=50, help="最多列出几项", show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option("--reveal", is_flag=True, help="显示受限内容（需要工作区密钥，会记录）")
@click.pass_context
def command(
    ctx: click.Context,
    same: str | None,
    not_same: str | None,
    other: str | None,
    wrong_row: tuple[str, str] | None,
    waive: str | None,
    uphold: str | None,
    undo: str | None,
    listing: bool,
    reason: str,
    by: str,
    limit: int,
    form: str,
    reveal: bool,
) -> None:
    """List what is open, decide, or list decisions."""
    asked = [what for what in (same, not_same, wrong_row, waive, uphold, undo, listing) if what]
    if len(asked) > 1:
        raise UsageError("一次只能作一项决定")
    if other and not (same or not_same):
        raise UsageError("两条记录要写在 --same 或 --not-same 之后", where=other)
    if waive or uphold:
        _judge(ctx, waive or uphold or "", waive=bool(waive), by=by, why=reason)
        return
    who = getpass.getuser() if reveal else None
    with workspace_of(ctx) as workspace:
        if listing:
            _print_decisions(workspace, who, form)
        elif asked:
            words = [word for word in (same or not_same, other) if word]
            _done(_decide(workspace, words, bool(same), wrong_row, undo, by, reason), bool(undo))
        else:
            _print_items(ctx, workspace, who, form, limit)


def _judge(ctx: click.Context, code: str, *, waive: bool, by: str, why: str) -> None:
    from xuntu import judging
    from xuntu.folder import Folder

    for conflict in judging.decide(Folder.open(ctx.obj[0]), code, waive=waive, by=by, why=why):
        click.echo(f"已{'豁免' if waive else '维持'} {conflict.text}")


def _decide(
    workspace: Workspace,
    words: list[str],
    same: bool,
    wrong_row: tuple[str, str] | None,
    undo: str | None,
    by: str,
    why: str,
) -> Decision:
    from xuntu import deciding

    if wrong_row:
        return deciding.wrong_row(workspace, *wrong_row, by=by, why=why)
    if undo:
        return deciding.undo(workspace, undo, by=by, why=why)
    return deciding.settle(workspace, words, same=same, by=by, why=why)


def _done(decision: Decision, undone: bool) -> None:
    said = "已撤销" if undone else "已记录"
    click.echo(f"{said} {KINDS[decision.kind]}，决定编号 {decision.id}")


def _print_decisions(workspace: Workspace, who: str | None, form: str) -> None:
    from xuntu import reviewing

    found = reviewing.decisions(workspace, reveal=who)
    if form == "json":
        click.echo(json.dumps([asdict(d) for d in found], ensure_ascii=False, indent=1))
        return
    rows = [
        (d.at[:10], d.kind, d.about, d.by, d.why, "有效" if d.holds else "已撤销", d.id)
        for d in found
    ]
    headers = ["日期", "决定", "对象", "决定人", "原因", "效力", "编号"]
    click.echo(table(headers, rows) if rows else "没有决定")


def _print_items(
    ctx: click.Context, workspace: Workspace, who: str | None, form: str, limit: int
) -> None:
    from xuntu import reviewing

    found = reviewing.items(workspace, reveal=who)
    if form == "json":
        click.echo(json.dumps([item.to_json() for item in found], ensure_ascii=False, indent=1))
        return
    for item in found[:limit]:
        click.echo(
            "\n".join(_lines(item, reviewing.KINDS_SHOWN[item.kind], reviewing.ZONES[item.zone]))
        )
    click.echo(f"待决 {len(found)} 项" if found else "没有待决事项")
    if any(record.name == HIDDEN for item in found for record in item.records):
        notice(ctx, "受限的记录没有显示；--reveal 可显示，会记录")
    if len(found) > limit:
        notice(ctx, f"只列出前 {limit} 项；--limit 可多列，--format json 给出全部")


def _lines(item: Item, kind: str, says: str) -> Iterator[str]:
    sure = "" if item.probability is None else f"  概率 {item.probability:.0%}"
    many = f"  共 {len(item.records)} 条，前两条最像" if len(item.records) > 2 else ""
    yield f"{item.id}  {kind}  {says}{sure}{many}"
    for record in item.records:
        yield f"    {_record(record)}"
    for label, text in (
        ("相符", item.evidence_for),
        ("不符", item.evidence_against),
        ("待查", item.settle and f"{item.settle}，查清即可决定"),
        ("其余", len(item.pairs) > 1 and "编号只指前两条；其余的写两条记录的 ID"),
        ("决定", item.decision and f"{item.decided} 编号 {item.decision}"),
    ):
        if text:
            yield f"    {label}：{text}"


def _record(record: ShownRecord) -> str:
    known = [
        record.name,
        record.number and f"编号 {record.number}",
        record.relative_of,
        " ".join(text for text in (record.unit, record.title) if text),
        record.team,
        record.birth and f"{record.birth} 生",
        record.native_place and f"籍贯 {record.native_place}",
        record.id,
    ]
    return "  ".join(text for text in known if text) + f"  [{'; '.join(record.places)}]"
