"""The city goes out and comes back: the same snapshot from an empty workspace with the same key."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from graph.exports import export
from graph.exports._losses import Loss, beyond
from graph.model.privacy import Mask
from graph.model.schema import EdgeKind, schema
from graph.snapshot import Snapshot
from loaders.graphs.packed import MANIFEST
from xuntu import demo
from xuntu.workspace import Workspace

Empty = Callable[[str], Workspace]
HELD = ["parquet", "neo4j"] if os.environ.get("XUNTU_SOAK") else ["parquet"]
"""Formats that lose nothing; that both give the same claims is tried in tests/loaders/graphs."""


@pytest.fixture
def empty(city: Workspace, tmp_path: Path) -> Iterator[Empty]:
    """Make an empty workspace with the key, committee and region of the city."""
    made: list[Workspace] = []

    def make(name: str) -> Workspace:
        found = Workspace.init(
            tmp_path / name,
            key=city.folder / "workspace.key",
            committee=demo.COMMITTEE,
            region=demo.REGION,
        )
        made.append(found)
        return found

    yield make
    for workspace in made:
        workspace.close()


def sent(city: Workspace, form: str, target: Path) -> tuple[Snapshot, tuple[Loss, ...]]:
    snapshot = city.snapshot()
    done = export(snapshot, form, target, Mask(lifted=True))
    assert beyond(form, done.losses) == []
    return snapshot, done.losses


@pytest.mark.parametrize("form", HELD)
def test_a_whole_export_comes_back_with_the_same_hash(
    city: Workspace, empty: Empty, tmp_path: Path, form: str
) -> None:
    before, _ = sent(city, form, tmp_path / "图")
    back = empty("back")
    (report,) = back.load([tmp_path])
    assert (report.name, report.state, report.kind, report.rejected) == (
        "图.zip",
        "loaded",
        form,
        0,
    )
    assert back.snapshot().hash == before.hash
    assert before.counts()["nodes_Person"] > 1000
    assert [again.state for again in back.load([tmp_path / "图"])] == ["same"]


@pytest.mark.skipif(
    not os.environ.get("XUNTU_SOAK"), reason="half a minute; small graphs are tried in derive"
)
def test_an_export_beside_its_ledgers_changes_nothing(city: Workspace, tmp_path: Path) -> None:
    before, _ = sent(city, "parquet", tmp_path / "图")
    shutil.copytree(city.folder, tmp_path / "both")
    with Workspace.open(tmp_path / "both") as both:
        both.load([tmp_path / "图"])
        assert both.snapshot().hash == before.hash


def told(snapshot: Snapshot, kind: str) -> set[tuple[object, ...]]:
    """Return the rows of a kind by what FollowTheMoney has words for."""
    declared = schema().kind(kind)
    edge = isinstance(declared, EdgeKind)
    lead = ["id", "source", "target"] if edge else ["id"]
    names = [*lead, *(prop.name for prop in declared.properties.values() if prop.ftm)]
    path = snapshot.tables()[f"{'edges' if edge else 'nodes'}_{kind}"]
    columns = ", ".join(f'"{name}"' for name in names)
    return set(duckdb.execute(f"SELECT {columns} FROM '{path}'").fetchall())


def test_followthemoney_brings_back_what_it_has_words_for(
    city: Workspace, empty: Empty, tmp_path: Path
) -> None:
    before, losses = sent(city, "ftm", tmp_path / "图.ftm.json")
    back = empty("back")
    (report,) = back.load([tmp_path / "图.ftm.json"])
    assert (report.state, report.rejected) == ("loaded", 0)
    after = back.snapshot()
    lost = {(x.kind, x.reason): x.count for x in losses if not x.property and x.reason != "kind"}
    kinds = [*schema().nodes.values(), *schema().edges.values()]
    for kind in (kind.name for kind in kinds if kind.ftm):
        had, has = told(before, kind), told(after, kind)
        gone = sum(count for (of, _), count in lost.items() if of == kind)
        assert has <= had, kind
        assert len(had) - len(has) == gone, kind
    # What was lost are people without a name, and the edges to them.
    assert {reason for _, reason in lost} == {"nameless", "endless", "beside"}
    assert lost["Person", "nameless"] > 0


def test_a_folder_among_ledgers_is_one_source_and_one_without_manifest_is_none(
    empty: Empty, tmp_path: Path
) -> None:
    given = tmp_path / "given"
    (given / "图").mkdir(parents=True)
    (given / "只有表").mkdir()
    (given / "任职经历表.csv").write_text(
        "姓名,人员编号,起始年月,终止年月,任职单位,职务,任职方式\n"
        "钱一,P0101,2019-01,至今,云山区水利局,局长,任职\n",
        encoding="utf-8",
    )
    told = {"layout": 1, "format": "neo4j", "masked": False, "nodes": {"Person": 1}, "edges": {}}
    (given / "图" / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    for folder in ("图", "只有表"):
        (given / folder / "nodes_Person.header.csv").write_text(
            "id:ID,name:string\n", encoding="utf-8"
        )
        (given / folder / "nodes_Person.csv").write_text(
            f'"Person-{"1" * 20}","钱一"\n', encoding="utf-8"
        )
    both = empty("both")
    reports = {report.name: report for report in both.load([given])}
    assert reports["图.zip"].state == reports["任职经历表.csv"].state == "loaded"
    assert reports["nodes_Person.csv"].state == "refused"
    # Read again from what was kept.
    found = both.snapshot().hash
    assert both.rebuild().hash == found
