"""What all pages share: one file, no request, no script but ours, data as escaped JSON."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

Drawn = TypeVar("Drawn")

_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


class Page(str):
    """The text of a page, which a notebook shows in a frame of its own."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<Page {len(self)} characters>"

    def _repr_html_(self) -> str:
        # The frame has no origin: what runs in it reaches neither the notebook nor its files.
        held = html.escape(self, quote=True)
        style = "width:100%;height:640px;border:1px solid #ccc"
        return f'<iframe sandbox="allow-scripts allow-downloads" style="{style}" srcdoc="{held}"></iframe>'


@dataclass(frozen=True, slots=True)
class View(Generic[Drawn]):
    """One view: its name for programs, its title for people, what it draws, and the function."""

    name: str
    title: str
    draws: type[Drawn]
    function: Callable[[Drawn], Page]


def escaped(value: object) -> str:
    """Return the value as JSON that no HTML parser can take for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


@cache
def _template(name: str) -> str:
    return files("visualizations").joinpath("template", name).read_text(encoding="utf-8")


def _packed(value: object) -> str:
    """Return the value as JSON, packed: the browser unpacks it when the page opens."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def carried(page: str) -> dict[str, Any]:
    """Return all that a page carries, also what is packed: for tests that look what is not in it."""
    blocks = dict(re.findall(r'<script type="[^"]+" id="(\w+)">(.*?)</script>', page, re.S))
    data: dict[str, Any] = json.loads(blocks["data"])
    if blocks["packed"]:
        data |= json.loads(gzip.decompress(base64.b64decode(blocks["packed"])))
    return data


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _policy(styles: list[str], scripts: list[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def assemble(
    view: str,
    title: str,
    data: Mapping[str, object],
    *,
    scripts: Sequence[str],
    packed: Mapping[str, object] | None = None,
    template: str | None = None,
) -> Page:
    """Return the page of a view: its template, style and scripts with the data, as one file.

    Where data are `packed`, the scripts are packed with them: together they take a quarter of the room.
    unpack.js puts the data in place and starts the scripts, which the policy knows by their hash.
    `template` names a template and style that views share, instead of those that bear the view's name.
    """
    style = _template("page.css") + _template(f"{template or view}.css")
    code = "" if packed is None else "".join(map(_template, scripts))
    own = list(map(_template, ("page.js", *(("unpack.js",) if code else scripts))))
    parts = {
        "policy": _policy([style], [*own, code] if code else own),
        "title": html.escape(title),
        "view": view,
        "style": style,
        "body": _template(f"{template or view}.html"),
        "data": escaped(data),
        "packed": "" if packed is None else _packed({**packed, "code": code}),
        "scripts": "".join(f"<script>{script}</script>\n" for script in own),
    }
    # One pass: a part that looks like a place-holder stays what it is.
    return Page(
        re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found.group(1)], _template("page.html"))
    )
