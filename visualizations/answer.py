"""An answer as a page to keep or print: a heading, a table, no script at all."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from visualizations.page import Page

_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="xuntu">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1>
<dl>{about}</dl></header>
<main tabindex="0" aria-label="结果"><table><thead>{head}</thead><tbody>{body}</tbody></table>
<p>共 {count} 行</p></main>
</body>
</html>
"""


def answer_page(
    heading: Iterable[tuple[str, str]], labels: Sequence[str], rows: Sequence[Sequence[object]]
) -> Page:
    """Return the page of a table; the first pair of the heading is its title."""
    (_, title), *about = heading
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Page(
        _PAGE.format(
            policy=_POLICY.format(digest),
            style=style,
            title=html.escape(title),
            about="".join(
                f"<dt>{html.escape(label)}</dt><dd><bdi>{html.escape(text)}</bdi></dd>"
                for label, text in about
            ),
            head="<tr>" + "".join(map(_head, labels)) + "</tr>",
            body="".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows),
            count=len(rows),
        )
    )


def _head(label: str) -> str:
    return f'<th scope="col">{html.escape(label)}</th>'


def _cell(value: object) -> str:
    if value is None:
        return "<td></td>"
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    mark = ' class="number"' if number else ""
    return f"<td{mark}><bdi>{html.escape(str(value))}</bdi></td>"


@cache
def _style() -> str:
    return files("visualizations").joinpath("template", "answer.css").read_text(encoding="utf-8")
