"""What comes in: JSON and files, each read to a limit and no further."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request

from graph.model.errors import UsageError

LARGEST_JSON = 256 * 1024
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes. What is larger is loaded by `xuntu load`, which reads it where it lies."""

Asked = Mapping[str, Any]


class TooLarge(UsageError):
    """More came in than may."""


async def asked(request: Request) -> Asked:
    """Return the JSON object of a request; raise UsageError for anything else."""
    parts = [part async for part in _parts(request, LARGEST_JSON, "请求过大")]
    try:
        found = json.loads(b"".join(parts) or b"{}")
        # Python takes half a character and NaN for JSON: nothing behind here does.
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UsageError("请求的写法不对")
    return found


async def store(request: Request, path: Path, largest: int) -> int:
    """Write the body of a request to a file and return its size; raise TooLarge, and leave no file."""
    size = 0
    said = f"文件过大：网页上最多 {largest // 1024 // 1024} MB，更大的请用 xuntu load 装载"
    try:
        with path.open("wb") as file:
            async for part in _parts(request, largest, said):
                file.write(part)
                size += len(part)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return size


async def _parts(request: Request, most: int, said: str) -> AsyncIterator[bytes]:
    if int(request.headers.get("content-length") or 0) > most:
        raise TooLarge(said)
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise TooLarge(said)
        yield part


def text(asked: Asked, name: str, *, empty: bool = True) -> str:
    """Return a text of a request, stripped; raise UsageError where it is none, or empty and must not be."""
    found = asked.get(name, "")
    if not isinstance(found, str) or not (empty or found.strip()):
        raise UsageError("请求里缺少", where=name)
    return found.strip()


def truth(asked: Asked, name: str) -> bool:
    """Return whether a request says yes."""
    return asked.get(name) is True


def texts(asked: Asked, name: str) -> list[str]:
    """Return a list of texts of a request."""
    found = asked.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise UsageError("请求的写法不对", where=name)
    return found


def parameters(asked: Asked) -> dict[str, object]:
    """Return the parameters that a question is asked with."""
    found = asked.get("parameters", {})
    if not isinstance(found, dict):
        raise UsageError("参数要写成 JSON 对象", hint='例如 {"term": 15}')
    return found
