"""Rows of other graphs, and the claims that the engine makes of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from graph.model.claims import Claim, Rejected
from graph.model.regions import Region, Regions
from graph.model.schema import schema
from loaders.graphs import LOADER
from loaders.graphs.engine import claims
from loaders.graphs.rows import Reading, Row, Unfit
from loaders.loader import Context, SourceFile

Given = tuple[list[Claim], list[Rejected]]
SOURCE = "a" * 64


def office(committee: str = "中共云川市委") -> Context:
    places = (Region("990000", "示例省", "省", ""), Region("990100", "云川市", "地市", "990000"))
    hashed = lambda number: hashlib.sha256(f"secret{number}".encode()).hexdigest()[:20]  # noqa: E731
    return Context(committee, "990100", Regions(places), hashed)


def sorted_out(items: list[Claim | Rejected]) -> Given:
    """Part claims from rejects; every claim must hold against the schema."""
    good = [item for item in items if isinstance(item, Claim)]
    for claim in good:
        assert schema().check(claim) == claim
    return good, [item for item in items if isinstance(item, Rejected)]


@pytest.fixture(scope="session")
def context() -> Context:
    return office()


@pytest.fixture(scope="session")
def claimed() -> Callable[..., Given]:
    """Give the claims and rejects of rows."""

    def make(*rows: Row | Unfit, committee: str = "中共云川市委", masked: bool = False) -> Given:
        reading = Reading(lambda: iter(rows), masked)
        return sorted_out(list(claims(reading, SOURCE, office(committee))))

    return make


@pytest.fixture(scope="session")
def loaded() -> Callable[[str, bytes], Given]:
    """Give the claims and rejects of a file, read from what is kept of it."""

    def load(name: str, content: bytes) -> Given:
        digest = hashlib.sha256(content).hexdigest()
        file = SourceFile(name, digest, content)
        context = office()
        assert LOADER.recognise(file, context) is not None
        kept = SourceFile(name, digest, LOADER.kept(file, context))
        return sorted_out(list(LOADER.read(kept, context)))

    return load


@pytest.fixture
def manifest(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder with a manifest and the files given."""

    def make(form: str, files: Mapping[str, bytes], **said: object) -> Path:
        folder = tmp_path / f"export-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        told = {"layout": 1, "format": form, "masked": False} | said
        (folder / "xuntu-export.json").write_text(json.dumps(told), encoding="utf-8")
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return folder

    return make
