"""Answers as they leave: JSON, refusals, and the page for who has not come in."""

from __future__ import annotations

import html
import json
from dataclasses import asdict, is_dataclass

from starlette.responses import HTMLResponse, Response


def dumped(value: object) -> bytes:
    """Return a value as JSON; records of ours are objects."""
    # Escaped, because half a character of a broken file is no UTF-8.
    return json.dumps(value, allow_nan=False, default=_plain).encode("ascii")


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def answer(body: bytes, status: int = 200) -> Response:
    """Return JSON that is ready to leave."""
    return Response(body, status, media_type="application/json")


def refusal(status: int, said: str) -> Response:
    """Return what went wrong, as one sentence."""
    return answer(dumped({"error": said}), status)


def page(status: int, title: str, said: str) -> Response:
    """Return a page of one sentence."""
    text = (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{0}</title>'
        '<link rel="icon" href="data:,"><h1>{0}</h1><p>{1}</p></html>'
    )
    return HTMLResponse(text.format(html.escape(title), html.escape(said)), status)
