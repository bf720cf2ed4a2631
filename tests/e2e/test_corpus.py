"""The reports of the shared corpus, where it is there: loaded, loaded again, in other orders, each fact quoted."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.sources import tables
from xuntu.workspace import Workspace


@pytest.fixture
def reports(root: Path) -> list[Path]:
    folder = root.parent / "shared" / "corpus" / "reports"
    if not folder.is_dir():
        pytest.skip("no shared corpus beside the project")
    return sorted(folder.glob("*.txt"))


def loaded(folder: Path, paths: list[Path]) -> Workspace:
    workspace = Workspace.init(folder, committee="中共云川市委", region="990100")
    states = {report.state for report in workspace.load(paths)}
    assert states == {"loaded"}
    return workspace


def test_load_again_and_in_any_order(reports: list[Path], tmp_path: Path) -> None:
    first = loaded(tmp_path / "first", reports)
    before = first.snapshot().hash
    assert {report.state for report in first.load(reports)} == {"same"}
    assert first.snapshot().hash == before
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        assert loaded(tmp_path / f"order{seed}", reports).snapshot().hash == before


def test_every_fact_has_document_place_and_verbatim_quote(
    reports: list[Path], tmp_path: Path
) -> None:
    workspace = loaded(tmp_path / "quoted", reports)
    found = workspace.snapshot()
    texts = {
        s.hash: workspace.sources.original(s).read_bytes().decode("utf-8")
        for s in workspace.sources.all()
    }
    count = 0
    for kind in ("Organization", "Round", "InspectionTask", "Team", "Person", "ReportedFigure"):
        ids = [str(row[0]) for row in found.values(f"nodes_{kind}", ("id",))]
        rows = found.evidence(ids)
        assert {row[0] for row in rows} == set(ids)
        for _, source, file, place, *_ in rows:
            assert file.endswith(".txt")
            assert place
            assert source in texts
        count += len(rows)
    assert count > 200
    for loaded_one in workspace.sources.all():
        for kind, path in workspace.sources.claims(loaded_one).items():
            for start, end, quote in tables.spans(path):
                assert texts[loaded_one.hash][start:end] == quote, (kind, loaded_one.name)
