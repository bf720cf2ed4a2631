"""What every export of the table promises."""

from __future__ import annotations

import json
import stat
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.exports import EXPORTS, LAYOUT, MANIFEST, Format, Written, export, report_of
from graph.exports._losses import EVERY, ROW, beyond, formats_declared, table_of
from graph.exports._masked import Graph
from graph.exports.networkx import to_networkx
from graph.model.errors import UsageError, WorkspaceError
from graph.model.forms import OF_KIND
from graph.model.privacy import HIDDEN, Mask
from graph.snapshot import Snapshot
from xuntu.masking import mask_of

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

LIFTED = Mask(lifted=True)
IN_MEMORY = "networkx"
NO_ROWS = {"shacl"}
"""Formats that say how rows should be and hold none."""

REPORTED: dict[str, list[dict[str, Any]]] = {
    "Person": [
        {"id": "Person-1", "name": "沈见山", "person_no": "P7001", "id_last4": "2468", "birth": "1970-01"},
        {"id": "Person-2", "name": "陆清和", "id_last4": "9876", "post": "与沈见山共事"},
        {"id": "Person-3", "name": "韩 石", "declined": 7},
    ],
    "Organization": [{"id": "Organization-1", "name": "云川市林业局"}],
    "Finding": [{"id": "Finding-1", "name": "沈 见山违规", "text": "据沈见山说", "tags": "内部标签甲"}],
    "Clue": [
        {"id": "Clue-1", "no": "XS1", "subject": "沈见山", "problem": "收受某公司所送贵重礼品一案"}
    ],
    "Petition": [
        {"id": "Petition-1", "summary": "来信人所述详细经过", "about_inspector": True, "subject": "韩石"}
    ],
    "Meeting": [{"id": "Meeting-1", "persons_named": 31415}],
    "Event": [{"id": "Event-1", "integrity": "有所反映的情况", "integrity_on": "2018-04"}],
    "ABOUT": [{"id": "ABOUT-1", "source": "Clue-1", "target": "Person-1"}],
    "SERVED_IN": [
        {"id": "SERVED_IN-1", "source": "Person-1", "target": "Organization-1", "title": "局长"},
        {"id": "SERVED_IN-2", "source": "Person-2", "target": "Organization-1", "note": "接沈见山"},
    ],
}  # fmt: skip
SECRETS = (
    "沈见山", "沈 见山", "韩石", "韩 石", "收受某公司", "P7001", "1970-01", "9876", "2468", "内部标签甲",
    "来信人所述", "31415", "有所反映", "2018-04", "2018-04-30",
)  # fmt: skip


MASKED = (
    ("Clue", "subject"), ("Meeting", "persons_named"), ("Person", "person_no"), ("SERVED_IN", "note"),
    ("Event", "integrity_on_max"),
)  # fmt: skip
REVEALED = {
    "Person": ("沈见山", "P7001"),
    "Clue": ("收受某公司",),
    "Meeting": ("31415",),
    "Finding": ("据沈见山说", "内部标签甲"),
}


@pytest.fixture(scope="module")
def hostile(
    small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory, root: Path
) -> Snapshot:
    text = (root / "tests" / "cases" / "exports" / "hostile.toml").read_text(encoding="utf-8")
    return small_snapshot(tmp_path_factory.mktemp("hostile"), tomllib.loads(text))


@pytest.fixture(scope="module")
def reported(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("reported"), REPORTED)


@pytest.fixture(scope="module")
def empty(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("empty"), {})


@cache
def masked(snapshot: Snapshot) -> Mask:
    """Return the mask of a snapshot; to make one costs more than to export so little."""
    return mask_of(snapshot)


each = pytest.mark.parametrize("name", EXPORTS)


def target_of(name: str, folder: Path) -> Path:
    return folder / ("out" if EXPORTS[name].folder else f"out.{name}")


def files_of(target: Path) -> dict[str, bytes]:
    """Return every file of an export, its report among them, by name."""
    if target.is_dir():
        return {path.name: path.read_bytes() for path in sorted(target.iterdir())}
    return {path.name: path.read_bytes() for path in (target, report_of(target))}


def texts_of(target: Path) -> Iterator[str]:
    """Yield all that an export says, packed or not."""
    for path in target.rglob("*") if target.is_dir() else (target, report_of(target)):
        if path.suffix == ".parquet":
            yield "\n".join(map(str, pq.read_table(path).to_pylist()))
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                yield from (packed.read(name).decode() for name in packed.namelist())
        elif path.suffix.startswith(".json"):
            yield json.dumps(json.loads(path.read_bytes()), ensure_ascii=False)
        else:
            yield path.read_text(encoding="utf-8")


@each
def test_it_is_written_whole_for_its_owner_alone(
    name: str, hostile: Snapshot, tmp_path: Path
) -> None:
    target = target_of(name, tmp_path)
    export(hostile, name, target, LIFTED)
    expected = {target} if EXPORTS[name].folder else {target, report_of(target)}
    assert set(tmp_path.iterdir()) == expected
    for path in (target, *target.rglob("*"), *expected):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@each
def test_its_report_says_what_it_holds(name: str, hostile: Snapshot, tmp_path: Path) -> None:
    target = target_of(name, tmp_path)
    done = export(hostile, name, target, LIFTED)
    path = target / MANIFEST if EXPORTS[name].folder else report_of(target)
    said = json.loads(path.read_text(encoding="utf-8"))
    assert (said["format"], said["layout"], said["snapshot"]) == (name, LAYOUT, hostile.hash)
    assert said["masked"] is False
    assert said["nodes"] == {"Person": 5, "Organization": 3}
    assert said["edges"] == {"SERVED_IN": 5, "COUNTS_FOR": 1}
    assert said["reasons"].keys() == {loss.reason for loss in done.losses}
    assert len(said["losses"]) == len(done.losses)


@each
@pytest.mark.parametrize("what", ["hostile", "reported", "empty"])
@pytest.mark.parametrize("lifted", [True, False])
def test_it_loses_nothing_that_was_not_fixed_beforehand(
    name: str, what: str, lifted: bool, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    snapshot = request.getfixturevalue(what)
    done = export(snapshot, name, target_of(name, tmp_path), LIFTED if lifted else masked(snapshot))
    assert beyond(name, done.losses) == []
    if lifted:
        assert not any(loss.reason == "masked" for loss in done.losses)


@each
def test_no_restricted_text_is_in_its_bytes(name: str, reported: Snapshot, tmp_path: Path) -> None:
    target = target_of(name, tmp_path)
    done = export(reported, name, target, masked(reported))
    said = "\n".join(texts_of(target))
    assert [secret for secret in SECRETS if secret in said] == []
    taken = {(x.kind, x.property): x.count for x in done.losses if x.reason == "masked"}
    held = held_by(done)
    for kind, name_ in MASKED:
        assert taken.get((kind, name_), 0) == (kind in held), (kind, name_)
    assert (HIDDEN in said) == ("Person" in held) or name in NO_ROWS


@each
def test_what_is_revealed_is_there(name: str, reported: Snapshot, tmp_path: Path) -> None:
    target = target_of(name, tmp_path)
    held = held_by(export(reported, name, target, LIFTED))
    said = "\n".join(texts_of(target))
    wanted = [text for kind, texts in REVEALED.items() if kind in held for text in texts]
    assert [text for text in wanted if text not in said] == []
    assert HIDDEN not in said or name in NO_ROWS


def held_by(done: Written) -> set[str]:
    """Return the kinds of which an export holds the rows."""
    none = {loss.kind for loss in done.losses if loss.property == ROW}
    return {*done.nodes, *done.edges} - none


@each
@pytest.mark.parametrize("what", ["hostile", "reported", "empty"])
def test_the_same_snapshot_gives_the_same_bytes(
    name: str, what: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    snapshot = request.getfixturevalue(what)
    target = target_of(name, tmp_path)
    export(snapshot, name, target, masked(snapshot))
    first = files_of(target)
    export(snapshot, name, target, masked(snapshot), force=True)
    assert files_of(target) == first


@each
def test_nothing_is_written_over_unless_forced(
    name: str, hostile: Snapshot, empty: Snapshot, tmp_path: Path
) -> None:
    target = target_of(name, tmp_path)
    export(hostile, name, target, LIFTED)
    before = files_of(target)
    with pytest.raises(UsageError, match="已经有东西"):
        export(empty, name, target, LIFTED)
    assert files_of(target) == before
    export(empty, name, target, LIFTED, force=True)
    alone = target_of(name, tmp_path / "alone")
    alone.parent.mkdir()
    export(empty, name, alone, LIFTED)
    assert files_of(target) == files_of(alone)


@each
def test_force_replaces_nothing_but_an_export(name: str, empty: Snapshot, tmp_path: Path) -> None:
    theirs = target_of(name, tmp_path)
    if EXPORTS[name].folder:
        theirs.mkdir()
        (theirs / "要紧的.docx").write_text("别动", encoding="utf-8")
    else:
        theirs.write_text("别动", encoding="utf-8")
    with pytest.raises(UsageError, match="不是以前的导出"):
        export(empty, name, theirs, LIFTED, force=True)
    kept = theirs / "要紧的.docx" if EXPORTS[name].folder else theirs
    assert kept.read_text(encoding="utf-8") == "别动"


@pytest.mark.parametrize("folder", [True, False])
def test_a_writer_that_fails_leaves_the_export_before(
    folder: bool, hostile: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(_graph: Graph, target: Path) -> None:
        (target / "half" if folder else target).write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    name = "parquet" if folder else "graphml"
    target = target_of(name, tmp_path)
    export(hostile, name, target, LIFTED)
    before = files_of(target)
    monkeypatch.setattr(Format, "writer", lambda _self: half)
    with pytest.raises(OSError, match="No space left"):
        export(hostile, name, target, LIFTED, force=True)
    assert files_of(target) == before
    with pytest.raises(OSError, match="No space left"):
        export(hostile, name, tmp_path / "other", LIFTED)
    assert {path.name for path in tmp_path.iterdir()} <= {target.name, report_of(target).name}


def test_an_unknown_format_or_folder_is_a_sentence(empty: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="可用：graphml、gexf"):
        export(empty, "docx", tmp_path / "out", LIFTED)
    with pytest.raises(UsageError, match="没有这个文件夹"):
        export(empty, "parquet", tmp_path / "nowhere" / "out", LIFTED)


def test_a_snapshot_of_an_earlier_schema_is_a_sentence(
    small_snapshot: Write, tmp_path: Path
) -> None:
    made = small_snapshot(tmp_path / "old", REPORTED)
    path = made.folder / "nodes_Person.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["keyed"]), path)
    with pytest.raises(WorkspaceError, match="xuntu rebuild"):
        export(made, "csv", tmp_path / "out", LIFTED)


def test_what_stands_beside_the_graph_is_counted(small_snapshot: Write, tmp_path: Path) -> None:
    made = small_snapshot(tmp_path / "made", REPORTED)
    pq.write_table(
        pa.table({"alias": ["a", "b"], "id": ["c", "d"]}), made.folder / "aliases.parquet"
    )
    done = export(made, "parquet", tmp_path / "out", LIFTED)
    assert [(x.kind, x.property, x.reason, x.count) for x in done.losses] == [
        ("aliases", ROW, "beside", 2)
    ]


def test_losses_are_fixed_for_every_format_and_for_no_other() -> None:
    assert {*formats_declared(), EVERY} == {*EXPORTS, IN_MEMORY, EVERY}


def test_what_is_in_memory_keeps_the_same_promises(reported: Snapshot, hostile: Snapshot) -> None:
    made = to_networkx(reported, masked(reported))
    said = str(list(made.nodes(data=True))) + str(list(made.edges(data=True, keys=True)))
    assert [secret for secret in SECRETS if secret in said] == []
    assert beyond(IN_MEMORY, made.graph["losses"]) == []
    assert made.nodes["Person-1"] == {OF_KIND: "Person", "name": HIDDEN}
    assert to_networkx(hostile, LIFTED).graph["losses"] == ()


def test_the_page_tells_the_losses_that_are_declared(root: Path) -> None:
    page = (root / "docs" / "exports.md").read_text(encoding="utf-8")
    for name, form in {**EXPORTS, IN_MEMORY: Format("networkx", IN_MEMORY)}.items():
        assert table_of(name) in page, (
            f"docs/exports.md should say of {form.label}:\n{table_of(name)}"
        )


def test_a_report_tells_each_reason_once_in_words(reported: Snapshot, tmp_path: Path) -> None:
    done: Written = export(reported, "parquet", tmp_path / "out", masked(reported))
    assert sum(done.lost().values()) == sum(loss.count for loss in done.losses)
    assert all("隐去" in text for text in done.lost())
