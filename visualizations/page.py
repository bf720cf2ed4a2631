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
from typing import Generic, TypeVar

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


@cache
def _asset(name: str) -> str:
    """Return a vendored script without its pointer to a source map, which a page must not ask for."""
    text = files("visualizations").joinpath("assets", name).read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", text)


@cache
def _packed(name: str) -> str:
    """Return a vendored script packed for the page: the browser unpacks it, the policy checks it."""
    return base64.b64encode(gzip.compress(_asset(name).encode(), 9, mtime=0)).decode()


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
    library: str | None = None,
) -> Page:
    """Return the page of a view: its template, style and scripts with the data, as one file.

    `library` names a script of assets/ that one of the view's scripts unpacks and starts.
    """
    style = _template("page.css") + _template(f"{view}.css")
    own = [_template("page.js"), *map(_template, scripts)]
    parts = {
        "policy": _policy([style], [*own, *([_asset(library)] if library else [])]),
        "title": html.escape(title),
        "view": view,
        "style": style,
        "body": _template(f"{view}.html"),
        "data": escaped(data),
        "library": _packed(library) if library else "",
        "scripts": "".join(f"<script>{script}</script>\n" for script in own),
    }
    # One pass: a part that looks like a place-holder stays what it is.
    return Page(
        re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found.group(1)], _template("page.html"))
    )
