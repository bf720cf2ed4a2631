"""What the workbench holds while it runs: the workspace, pictures just drawn, files just handed in, queries typed."""

from __future__ import annotations

import copy
import json
import os
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

from graph.model.errors import UsageError
from xuntu.web.bodies import LARGEST_FILE
from xuntu.web.moment import Moments
from xuntu.workspace import Workspace

T = TypeVar("T")

MOST_PICTURES = 24
MOST_TYPED = 200
"""Queries that are remembered."""
LONGEST_NAME = 200
"""Bytes of a file's name."""


class Pictures:
    """Pages just drawn, by an id that cannot be guessed; the oldest go."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, str] = OrderedDict()
        self._turn = threading.Lock()

    def put(self, page: str) -> str:
        """Keep a page and return its id."""
        name = secrets.token_urlsafe(16)
        with self._turn:
            self._pages[name] = page
            while len(self._pages) > MOST_PICTURES:
                self._pages.popitem(last=False)
        return name

    def get(self, name: str) -> str | None:
        """Return a page, None if it is gone."""
        return self._pages.get(name)


class Uploads:
    """Files handed in and not loaded yet, each in a folder of its own below `run/`; gone when the server ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._tried: set[tuple[object, ...]] = set()
        self.close()
        folder.mkdir(mode=0o700, parents=True)

    def new(self, name: str) -> tuple[str, Path]:
        """Return an id and the path to write a file of this name to; raise UsageError for a name that is a path."""
        # A colon too: on Windows it begins a path, or names a stream of another file.
        odd = any(char in "/\\:" or ord(char) < 32 for char in name)
        if odd or not name.strip(" .") or len(name.encode("utf-8", "replace")) > LONGEST_NAME:
            raise UsageError("文件名不合适", hint="不能是路径，也不能太长")
        upload = secrets.token_urlsafe(12)
        place = self._folder / upload
        place.mkdir(mode=0o700)
        self._files[upload] = place / name
        return upload, place / name

    def path(self, upload: str) -> Path:
        """Return where a file lies; raise UsageError if it is gone."""
        found = self._files.get(upload)
        if found is None or not found.is_file():
            raise UsageError("上传的文件已经不在", hint="请重新选择文件")
        return found

    def tried(self, key: tuple[object, ...]) -> None:
        """Note that files were tried in this way."""
        self._tried.add(key)

    def was_tried(self, key: tuple[object, ...]) -> bool:
        """Tell whether files were tried in this way."""
        return key in self._tried

    def forget(self, upload: str) -> None:
        """Remove a file."""
        found = self._files.pop(upload, None)
        if found is not None:
            shutil.rmtree(found.parent, ignore_errors=True)

    def close(self) -> None:
        """Remove every file."""
        self._files.clear()
        shutil.rmtree(self._folder, ignore_errors=True)


class Typed:
    """Queries typed by analysts, the last ones, in a file of the workspace that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()

    def all(self) -> list[dict[str, Any]]:
        """Return the queries, the last one first."""
        return list(reversed(self._read()))

    def add(self, at: str, query: str, parameters: Mapping[str, object]) -> None:
        """Remember a query; one that was typed before moves to the end."""
        entry = {"at": at, "query": query, "parameters": dict(parameters)}
        with self._turn:
            kept = [
                one
                for one in self._read()
                if (one["query"], one["parameters"]) != (query, entry["parameters"])
            ]
            self._write([*kept, entry][-MOST_TYPED:])

    def clear(self) -> None:
        """Forget all."""
        with self._turn:
            self._path.unlink(missing_ok=True)

    def _read(self) -> list[dict[str, Any]]:
        try:
            lines = self._path.read_text(encoding="utf-8").split("\n")
            found = [json.loads(line) for line in lines if line]
        except (FileNotFoundError, ValueError):
            return []
        return [one for one in found if {"at", "query", "parameters"} <= one.keys()]

    def _write(self, entries: list[dict[str, Any]]) -> None:
        new = self._path.with_name(self._path.name + ".tmp")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(json.dumps(one).encode() + b"\n" for one in entries)
        new.replace(self._path)


@dataclass
class Desk:
    """All that the addresses of the workbench call on."""

    workspace: Workspace
    largest: int = LARGEST_FILE
    pictures: Pictures = field(default_factory=Pictures)
    uploads: Uploads = field(init=False)
    typed: Typed = field(init=False)
    moments: Moments = field(init=False)

    def __post_init__(self) -> None:
        self.uploads = Uploads(self.workspace.folder / "run" / "uploads")
        self.typed = Typed(self.workspace.folder / "queries.jsonl")
        self.moments = Moments(self.workspace)

    def read(self, work: Callable[[Self], T]) -> T:
        """Return what work reads, all of it of one moment, also while somebody loads."""

        def now(workspace: Workspace) -> T:
            desk = copy.copy(self)
            desk.workspace = workspace
            return work(desk)

        return self.moments.read(now)

    def write(self, work: Callable[[Self], T]) -> T:
        """Return what work writes, as soon as it can be read."""
        return self.moments.write(lambda: work(self))

    def close(self) -> None:
        """Let go of everything."""
        self.uploads.close()
        self.moments.close()
        self.workspace.close()
