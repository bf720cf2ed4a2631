"""What several commands share: the workspace at hand, notices, tables, parameters."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from graph.model.answers import Answer
from graph.model.cells import shown
from graph.model.errors import UsageError

if TYPE_CHECKING:
    from xuntu.workspace import Workspace

Asks = TypeVar("Asks", bound=Callable[..., object])

WIDEST = 60
"""Columns of a terminal table are cut here; csv and json give everything."""

_COMMANDS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that a terminal obeys instead of showing them: escapes, directions, line ends."""


def workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace the command line speaks of."""
    # Here, so that a check does not pay for loaders and stores.
    from xuntu.workspace import Workspace

    return Workspace.open(ctx.obj[0])


def notice(ctx: click.Context, text: str) -> None:
    """Say something that is no answer: on standard error, unless --quiet."""
    if not ctx.obj[1]:
        click.echo(text, err=True)


def asking(command: Asks) -> Asks:
    """Give a command the options that every kind of question takes."""
    for option in reversed(_ASKING):
        command = option(command)
    return command


_ASKING: tuple[Callable[[Asks], Asks], ...] = (
    click.option(
        "--param",
        "params",
        multiple=True,
        help='参数 名称=值，可多次；名称:=JSON 给出数字或列表，例如 n:=5、ids:=["P0001"]',
    ),
    click.option("--timeout", type=click.FloatRange(0.1, 86_400), help="最多运行的秒数"),
    click.option("--limit", type=click.IntRange(1), help="最多返回的行数"),
    click.option("--reveal", is_flag=True, help="显示受限内容（需要工作区密钥，会记录）"),
)


def print_notes(ctx: click.Context, answer: Answer) -> None:
    """Say beside an answer what is to be known of it."""
    for note in answer.notes:
        notice(ctx, note)
    if answer.truncated:
        notice(ctx, f"只显示前 {len(answer.rows)} 行；用 --limit 放宽")


def parameters_of(given: Sequence[str]) -> dict[str, object]:
    """Return `k=v` texts and `k:=JSON` values as parameters; raise UsageError for anything else, or twice."""
    found: dict[str, object] = {}
    for text in given:
        name, mark, value = text.partition("=")
        if not mark or not name.rstrip(":"):
            raise UsageError(f"参数 {text!r} 的写法不对", hint="应为 名称=值，或 名称:=JSON")
        if name.rstrip(":").strip() in found:
            raise UsageError(f"参数 {name.rstrip(':')!r} 给了两次")
        found[name.rstrip(":").strip()] = _json(text, value) if name.endswith(":") else value
    return found


def _json(text: str, value: str) -> object:
    try:
        return json.loads(value)
    except ValueError as error:
        raise UsageError(f"参数 {text!r} 的值不是 JSON") from error


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, room: int) -> str:
    """Return a text that fits in `room` columns, with an ellipsis where it was cut."""
    text = "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in _COMMANDS)
    if width(text) <= room:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > room - 1:
            break
        kept += char
    return kept + "…"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as a table for a terminal, Chinese aligned."""
    texts = [[cut("" if cell is None else str(cell), WIDEST) for cell in row] for row in rows]
    widths = [max([width(h), *(width(row[i]) for row in texts)]) for i, h in enumerate(headers)]
    lines = [list(headers), ["─" * w for w in widths], *texts]
    return "\n".join(
        "  ".join(
            text + " " * (room - width(text)) for text, room in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def print_answer(answer: Answer, form: str) -> None:
    """Print an answer as table, csv, json or html."""
    # Here, so that a check does not pay for the workbooks behind it.
    from xuntu import outputs

    if form == "table":
        for label, text in answer.heading:
            if label != "提示":
                click.echo(text if label == "问题" else f"{label}：{text}")
        labels = [column.label for column in answer.columns]
        click.echo(table(labels, ([shown(cell) for cell in row] for row in answer.rows)))
    else:
        texts = {"csv": outputs.as_csv, "json": outputs.as_json, "html": outputs.as_html}
        click.echo(texts[form](answer), nl=False)


def writable(path: Path) -> Path:
    """Return the path of a file to be written; raise UsageError if its folder is not there."""
    if not path.parent.is_dir():
        raise UsageError("没有这个文件夹", where=str(path.parent))
    return path


def write_page(path: Path, text: str) -> None:
    """Write a page; raise UsageError if its folder is not there."""
    writable(path).write_text(text, encoding="utf-8")
