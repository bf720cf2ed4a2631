"""Sources at rest: there wholly or not at all, whatever moment a process dies at."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from graph import sources as at_rest
from graph.model.claims import Claim, Provenance, Rejected
from graph.model.decisions import Decision
from graph.model.errors import WorkspaceError
from graph.model.schema import schema
from graph.sources import Source, Sources, append_decision, read_decisions, tables

ORIGIN = Provenance("0" * 64, "L4!第3行", 0, 2, "原文")


class KilledError(BaseException):
    """What stands for a kill in the middle of a step."""


@pytest.fixture
def told(telling: Callable[[str], Any]) -> Any:
    """A source with a person, a unit and a post."""
    said = telling("任职经历表.xlsx")
    person, unit = said.person("001", name="甲"), said.own("市林业局")
    said.edge("SERVED_IN", person, unit, title="局长", kind="任职", since="2019-05")
    return said


@pytest.fixture
def source(told: Any) -> Source:
    return Source(
        told.hash, told.name, "L4", "任职经历表", 10, "中共云川市委", "ledgers", "1", "2025", 0, 0
    )


@pytest.fixture
def kept(tmp_path: Path) -> Sources:
    return Sources(tmp_path / "sources")


def every_file(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_source_is_kept_with_its_counts(kept: Sources, source: Source, told: Any) -> None:
    refused = Rejected(ORIGIN, "起始时间", "昨天", "不是日期", "2019-05", "L4")
    done = tables.add(kept, source, b"original", [*told.claims, refused])
    assert (done.claims, done.rejected) == (3, 1)
    assert kept.all() == (done,)
    assert kept.holds(done.hash)
    assert kept.original(done).read_bytes() == b"original"
    assert set(kept.claims(done)) == {"Person", "Organization", "SERVED_IN"}
    assert tables.rejected(kept, done) == [
        {
            "ledger": "L4",
            "place": "L4!第3行",
            "column": "起始时间",
            "value": "昨天",
            "reason": "不是日期",
            "suggestion": "2019-05",
            "quote": "原文",
        }
    ]


def test_a_claim_that_breaks_the_schema_is_refused_and_the_rest_kept(
    kept: Sources, source: Source, told: Any
) -> None:
    wrong = replace(told.claims[0], properties={"birth": "昨天"})
    done = tables.add(kept, source, b"", [wrong, *told.claims])
    assert (done.claims, done.rejected) == (3, 1)
    assert "不是日期" in tables.rejected(kept, done)[0]["reason"]


def test_the_original_is_read_only_and_the_folder_ones_own(
    kept: Sources, source: Source, told: Any
) -> None:
    done = tables.add(kept, source, b"original", told.claims)
    assert stat.S_IMODE(kept.original(done).stat().st_mode) == 0o400
    for folder in (kept.folder, kept.folder / done.hash):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_quotes_are_found_by_source_and_number(kept: Sources, source: Source, told: Any) -> None:
    tables.add(kept, source, b"", told.claims)
    found = tables.quotes(kept, {told.hash: [0, 2], "f" * 64: [0]}, ["Person", "SERVED_IN"])
    assert found == {
        (told.hash, 0): told.claims[0].provenance.quote,
        (told.hash, 2): told.claims[2].provenance.quote,
    }


def dying_after(number: int, claims: list[Claim]) -> Iterator[Claim]:
    yield from claims[:number]
    raise KilledError


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_loader_that_dies_leaves_nothing(
    kept: Sources, source: Source, told: Any, number: int
) -> None:
    with pytest.raises(KilledError):
        tables.add(kept, source, b"", dying_after(number, told.claims))
    assert kept.all() == ()
    assert list(kept.folder.iterdir()) == []


# Each step of writing a source, by the function in which the process dies; `after`: once it has done its work.
STEPS = [
    (pq, "write_table", False),
    (pq, "write_table", True),
    (tables, "sync_tree", False),
    (tables, "sync_tree", True),
    (tables, "sync_folder", False),
    (json, "dumps", False),
    (Path, "rename", False),
    (Path, "rename", True),
]


def die_at(patch: pytest.MonkeyPatch, owner: Any, name: str, *, after: bool, turn: int = 1) -> None:
    real, calls = getattr(owner, name), [0]

    def dying(*args: Any, **given: Any) -> Any:
        calls[0] += 1
        if calls[0] < turn:
            return real(*args, **given)
        if after:
            real(*args, **given)
        raise KilledError

    patch.setattr(owner, name, dying)
    # A killed process tidies nothing.
    patch.setattr(shutil, "rmtree", lambda *_, **__: None)


@pytest.mark.parametrize(("owner", "name", "after"), STEPS, ids=lambda value: str(value)[:24])
def test_killed_while_adding(
    kept: Sources, source: Source, told: Any, owner: Any, name: str, after: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        die_at(patch, owner, name, after=after)
        with pytest.raises(KilledError):
            tables.add(kept, source, b"original", told.claims)
    before = kept.all()
    kept.sweep()
    # The sweep takes away what is half done; it never takes or makes a source.
    assert kept.all() == before
    assert all(not path.name.startswith(".") for path in kept.folder.iterdir())
    if before:
        assert kept.holds(source.hash)
        assert set(kept.claims(before[0])) == {"Person", "Organization", "SERVED_IN"}
        return
    again = tables.add(kept, source, b"original", told.claims)
    assert kept.all() == (again,)


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize(
    ("owner", "name", "after", "turn"),
    [(*step, 1) for step in STEPS] + [(Path, "rename", False, 2), (Path, "rename", True, 2)],
    ids=lambda value: str(value)[:24],
)
def test_killed_while_reading_again(
    kept: Sources,
    source: Source,
    told: Any,
    version: str,
    owner: Any,
    name: str,
    after: bool,
    turn: int,
) -> None:
    tables.add(kept, source, b"original", told.claims)
    old = every_file(kept.folder)
    fewer = told.claims[:2]
    with pytest.MonkeyPatch.context() as patch:
        die_at(patch, owner, name, after=after, turn=turn)
        with pytest.raises(KilledError):
            tables.replace_claims(kept, source, version, fewer)
    kept.sweep()
    found = every_file(kept.folder)
    if found != old:
        (now,) = kept.all()
        assert (now.version, now.claims) == (version, 2)
        assert set(kept.claims(now)) == {"Person", "Organization"}
        assert kept.original(now).read_bytes() == b"original"
    tables.replace_claims(kept, source, version, fewer)
    assert kept.all()[0].claims == 2


def test_reading_again_keeps_original_and_gives_new_claims(
    kept: Sources, source: Source, told: Any
) -> None:
    tables.add(kept, source, b"original", told.claims)
    done = tables.replace_claims(kept, source, "2", told.claims[:1])
    assert kept.all() == (done,)
    assert (done.version, done.claims) == ("2", 1)
    assert set(kept.claims(done)) == {"Person"}
    assert kept.original(done).read_bytes() == b"original"
    assert sorted(path.name for path in kept.folder.iterdir()) == [source.hash]


def test_what_is_on_its_way_in_or_out_is_no_source(
    kept: Sources, source: Source, told: Any
) -> None:
    tables.add(kept, source, b"original", told.claims)
    for name in (".part-1-2", ".gone-1"):
        shutil.copytree(kept.folder / source.hash, kept.folder / name)
    assert len(kept.all()) == 1
    kept.sweep()
    assert [path.name for path in kept.folder.iterdir()] == [source.hash]


def test_removing_takes_all_of_it(kept: Sources, source: Source, told: Any) -> None:
    tables.add(kept, source, b"original", told.claims)
    kept.remove(source.hash)
    assert kept.all() == ()
    assert list(kept.folder.iterdir()) == []


def test_sources_stand_by_rank_and_hash(kept: Sources, source: Source) -> None:
    for rank, digest in ((2, "b" * 64), (1, "c" * 64), (2, "a" * 64)):
        tables.add(kept, replace(source, rank=rank, hash=digest), b"", [])
    assert [s.hash[0] for s in kept.all()] == ["c", "a", "b"]


def test_a_broken_record_of_a_source_is_named(kept: Sources, source: Source, told: Any) -> None:
    tables.add(kept, source, b"", told.claims)
    path = kept.folder / source.hash / "source.json"
    path.write_text('{"hash": 1}', encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"source\.json"):
        kept.all()


# ---------------------------------------------------------------------- decisions

WITHDRAWN = Decision("WITHDRAWN", "王某", "2025-03-01T00:00:00+00:00", "版本不对", ("a" * 64,))


def test_decisions_are_appended(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    assert read_decisions(path) == ()
    other = replace(WITHDRAWN, why="重复")
    append_decision(path, WITHDRAWN)
    append_decision(path, other)
    assert read_decisions(path) == (WITHDRAWN, other)


def test_a_torn_last_line_never_was_decided(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    line = (WITHDRAWN.to_line() + "\n").encode()
    for cut in range(len(line)):
        # Cut at every byte: in the middle of a Chinese character too.
        path.write_bytes(line + line[:cut])
        assert read_decisions(path) == (WITHDRAWN,), cut
    append_decision(path, replace(WITHDRAWN, why="重复"))
    assert [d.why for d in read_decisions(path)] == ["版本不对", "重复"]
    assert all(json.loads(text) for text in path.read_text(encoding="utf-8").splitlines())


def test_a_broken_line_before_the_last_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    good = WITHDRAWN.to_line().encode()
    for bad in (b"{", b"\xff\xfe"):
        path.write_bytes(good + b"\n" + bad + b"\n" + good + b"\n")
        with pytest.raises(WorkspaceError, match="第2行"):
            read_decisions(path)


def test_a_tree_is_made_durable_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/1", "2"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    at_rest.sync_tree(tmp_path)
    wanted = {path.stat().st_ino for path in (tmp_path, *tmp_path.rglob("*"))}
    assert set(synced) == wanted


def test_claim_files_are_typed_as_declared(kept: Sources, source: Source, told: Any) -> None:
    done = tables.add(kept, source, b"", told.claims)
    for kind, path in kept.claims(done).items():
        assert pq.read_schema(path).equals(tables.claim_columns(schema().kind(kind)))
