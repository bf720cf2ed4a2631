"""The graph is a function of what is loaded, not of how: order, doubling, withdrawal, chance change no byte."""

from __future__ import annotations

import hashlib
import math
import os
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph import derive as deriving
from graph.derive import before, making
from graph.derive.claims import load_claims, stored_table
from graph.derive.identity.linkage import parameters
from graph.model import keys
from graph.model.decisions import Decision
from graph.model.errors import WorkspaceError
from graph.model.schema import schema
from graph.snapshot import EVIDENCE, Snapshot, content_hash
from graph.snapshot import rows_of as rows_in

EXAMPLES = 100 if os.environ.get("XUNTU_SOAK") else 1

NUMBERS, IDENTITIES = ["001", "002", "003", "004"], [None, "aa", "bb"]
NAMES, UNITS = (
    ["甲某", "乙某", "丙某"],
    ["市林业局", "市农业局", "市林业和草原局", "林业局", "市林业局党组"],
)
DATES = [None, "2015", "2018-06", "2018-06-15", "2019", "2020-01", "2021-03-01"]

Statement = tuple[Any, ...]
Told = tuple[int, Sequence[Statement]]


def people() -> st.SearchStrategy[Statement]:
    return st.tuples(
        st.just("person"),
        st.sampled_from(NUMBERS),
        st.sampled_from(IDENTITIES),
        st.sampled_from([None, *NAMES]),
        st.sampled_from([None, "1970", "1970-05", "1980-01"]),
        st.sampled_from([None, "c1", "c2"]),
    )


def statements() -> st.SearchStrategy[Statement]:
    number, unit = st.sampled_from(NUMBERS), st.sampled_from(UNITS)
    date, some = st.sampled_from(DATES), st.sampled_from
    return st.one_of(
        people(),
        st.tuples(st.just("somebody"), some(NAMES), some(["c1", "c2"])),
        st.tuples(st.just("unit"), unit),
        st.tuples(
            st.just("own"),
            unit,
            some([(), ("林业局",), ("市林业局",)]),
            some([(), ("市林业局",), ("市林业厅",)]),
            some([None, "U1", "U2"]),
        ),
        st.tuples(
            st.just("served"),
            number,
            unit,
            some(["局长", "副局长"]),
            date,
            date,
            some(["stated", "ongoing", "not_stated"]),
        ),
        st.tuples(st.just("spouse"), number, number, date),
        st.tuples(st.just("parent"), number, number, some(["血亲", "收养", "继"])),
        st.tuples(st.just("part"), unit, unit),
        st.tuples(st.just("succeeded"), unit, unit, some(["更名", "合并", "分立"]), date),
        st.tuples(
            st.just("task"),
            st.integers(1, 2),
            some([None, "第一组", "第二组"]),
            unit,
            some([None, "常规", "专项"]),
        ),
        st.tuples(st.just("finding"), some(["A1", "A2"]), st.integers(1, 2), unit),
    )


def say(said: Any, statement: Statement) -> None:
    what, *rest = statement
    if what == "person":
        number, identity, name, birth, clue = rest
        contexts = [f"clue:云川市委:{clue}:{name}"] if clue and name else []
        said.person(number, identity=identity, contexts=contexts, name=name, birth=birth)
    elif what == "somebody":
        name, clue = rest
        said.somebody(name, contexts=[f"clue:云川市委:{clue}:{name}"])
    elif what == "own":
        name, short, former, uscc = rest
        said.own(name, short=short, former=former, uscc=uscc)
    elif what == "unit":
        said.unit(rest[0])
    elif what == "served":
        number, unit, title, since, until, state = rest
        post = {"title": title, "kind": "任职", "since": since, "until": until, "end_state": state}
        said.edge("SERVED_IN", said.person(number), said.unit(unit), **post)
    elif what == "spouse":
        said.edge("SPOUSE_OF", said.person(rest[0]), said.person(rest[1]), since=rest[2])
    elif what == "parent":
        said.edge("PARENT_OF", said.person(rest[0]), said.person(rest[1]), nature=rest[2])
    elif what == "part":
        said.edge("PART_OF", said.unit(rest[0]), said.unit(rest[1]))
    elif what == "succeeded":
        ends = said.unit(rest[0]), said.unit(rest[1])
        said.edge("SUCCEEDED_BY", *ends, change=rest[2], on=rest[3])
    else:
        getattr(said, what)(*rest)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def shuffled(world: Any, folder: Path) -> str:
    """Derive from tables whose rows lie in another order, and return the hash."""
    folder.mkdir()
    con = duckdb.connect()
    con.execute("SET threads = 1")
    load_claims(con, world.sources, world.sources.all())
    for kind in (*schema().nodes.values(), *schema().edges.values()):
        if not kind.derived:
            table = stored_table(kind.name)
            con.execute(
                f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {table} ORDER BY random()"
            )
    making.build(con, ())
    making.write(con, folder)
    digest = content_hash(con, folder)
    con.close()
    return digest


THREE_SOURCES = st.lists(
    st.tuples(st.integers(1, 2), st.lists(statements(), min_size=5, max_size=12)),
    min_size=3,
    max_size=3,
)
"""Of each its rank and what it says."""

few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def all_told(telling: Callable[..., Any], sources: Sequence[Told]) -> list[Any]:
    told = []
    for number, (rank, source) in enumerate(sources):
        said = telling(f"台账{number}.xlsx", rank)
        for statement in source:
            say(said, statement)
        told.append(said)
    return told


@few
@given(sources=THREE_SOURCES, chance=st.randoms(use_true_random=False))
def test_order_doubling_and_withdrawal_change_no_byte(
    telling: Callable[..., Any],
    world: Any,
    sources: Sequence[Told],
    chance: random.Random,
) -> None:
    told = all_told(telling, sources)
    with tempfile.TemporaryDirectory() as root:
        one, other, less = (type(world)(Path(root) / name) for name in ("one", "other", "less"))
        one.load(*told)
        first = one.derive().snapshot
        again = [*told, *told]
        chance.shuffle(again)
        other.load(*again)
        second = other.derive().snapshot
        assert second.hash == first.hash
        assert content(second.folder) == content(first.folder)
        assert shuffled(one, Path(root) / "mixed") == first.hash
        assert content(Path(root) / "mixed") == content(first.folder)
        less.load(*told[1:])
        never = less.derive().snapshot
        one.decisions.append(Decision("WITHDRAWN", "王某", "2025", "版本不对", (told[0].hash,)))
        withdrawn = one.derive().snapshot
        assert withdrawn.hash == never.hash
        assert content(withdrawn.folder) == content(never.folder)


def rows_of(snapshot: Snapshot) -> dict[str, list[tuple[object, ...]]]:
    """What stands in each table; what was taken over lies in another order."""
    tables = {path.stem for path in snapshot.folder.glob("*.parquet")} - set(EVIDENCE[1:])
    return {
        table: duckdb.execute(f"FROM {rows_in(snapshot.folder, table)} ORDER BY ALL").fetchall()
        for table in sorted(tables)
    }


@pytest.mark.parametrize("worn", [0, math.inf], ids=["evidence anew", "evidence kept"])
@few
@given(sources=THREE_SOURCES)
def test_building_on_the_snapshot_before_gives_what_starting_anew_gives(
    telling: Callable[..., Any],
    world: Any,
    monkeypatch: pytest.MonkeyPatch,
    worn: float,
    sources: Sequence[Told],
) -> None:
    monkeypatch.setattr(before, "WORN", worn)
    told = all_told(telling, sources)
    with tempfile.TemporaryDirectory() as root:
        one, other = (type(world)(Path(root) / name) for name in ("one", "other"))
        one.load(told[0])
        one.derive()
        one.load(told[1])
        one.derive(worth=0)
        one.load(told[2])
        one.decisions.append(Decision("WITHDRAWN", "王某", "2025", "版本不对", (told[0].hash,)))
        renewed = one.derive(worth=0).snapshot
        other.load(*told[1:])
        anew = other.derive().snapshot
        assert renewed.hash == anew.hash
        assert rows_of(renewed) == rows_of(anew)


def test_the_hash_tells_of_facts_and_not_of_places(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    def told(file: str, title: str) -> Any:
        said = telling(file)
        said.edge("SERVED_IN", said.person("001", name="甲某"), said.own("市林业局"), title=title)
        return said

    def snapshot(name: str, *sources: Any) -> Snapshot:
        world = new_world(name)
        world.load(*sources)
        found: Snapshot = world.derive().snapshot
        return found

    first = snapshot("a", told("一.xlsx", "局长"))
    assert snapshot("b", told("二.xlsx", "局长")).hash == first.hash
    assert snapshot("c", told("一.xlsx", "局长"), told("二.xlsx", "局长")).hash == first.hash
    assert snapshot("d", told("一.xlsx", "副局长")).hash != first.hash


def assert_declared_columns(snapshot: Snapshot) -> None:
    for kind in (*schema().nodes.values(), *schema().edges.values()):
        edge = kind.name in schema().edges
        path = snapshot.tables()[f"{'edges' if edge else 'nodes'}_{kind.name}"]
        found = duckdb.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
        lead = ["id", "source", "target"] if edge else ["id"]
        wanted = [*((name, "VARCHAR") for name in lead), *kind.columns(), ("sources", "VARCHAR")]
        assert [(row[0], row[1]) for row in found] == wanted, kind.name


def test_nothing_loaded_is_an_empty_graph(world: Any) -> None:
    snapshot = world.derive().snapshot
    assert set(snapshot.counts().values()) == {0}
    assert_declared_columns(snapshot)


def test_columns_are_those_declared(telling: Callable[..., Any], world: Any) -> None:
    said = telling("一.xlsx")
    person, unit = said.person("001"), said.own("市林业局")
    said.edge("SERVED_IN", person, unit, since="2019")
    said.edge("SPOUSE_OF", person, said.person("002"))
    said.edge("PART_OF", unit, said.own("市政府"))
    said.finding("A1", 1, "市林业局")
    said.task(1, "第一组", "市林业局", "常规")
    document = said.node(keys.document(said.hash), name="一.xlsx")
    said.edge("STATED_IN", person, document, place="第3行", start=3)
    said.edge("STATED_IN", person, document, place="第3行", start=9)
    world.load(said)
    graph = world.derive()
    assert_declared_columns(graph.snapshot)
    # A whole number is a part of an edge's key like any other.
    assert sorted(row["start"] for row in graph.rows("edges_STATED_IN")) == [3, 9]


@pytest.mark.parametrize("first", ["a.xlsx", "z.xlsx"])
def test_a_claim_file_of_an_older_schema_says_what_to_do(
    telling: Callable[..., Any], world: Any, first: str
) -> None:
    told = [telling(name) for name in ("a.xlsx", "z.xlsx")]
    for said in told:
        said.task(1, "第一组", "市林业局", "常规")
    world.load(*told)
    (source,) = (source for source in world.sources.all() if source.name == first)
    path = world.sources.claims(source)["Round"]
    pq.write_table(pq.read_table(path).drop_columns(["year"]), path)
    with pytest.raises(WorkspaceError, match="xuntu rebuild"):
        world.derive()
    assert list((world.folder / "derived").iterdir()) == []


def test_text_in_a_number_column_of_one_file_does_not_turn_all_into_text(
    telling: Callable[..., Any], world: Any
) -> None:
    told = [telling(name) for name in ("a.xlsx", "z.xlsx")]
    for number, said in enumerate(told, 1):
        said.node(keys.round_("云川市委", 7, number), number=number)
    world.load(*told)
    for source in world.sources.all():
        path = world.sources.claims(source)["Round"]
        table = pq.read_table(path)
        place = table.schema.get_field_index("number")
        if source == world.sources.all()[0]:
            texts = pa.array([str(value) for value in table["number"].to_pylist()])
            pq.write_table(table.set_column(place, "number", texts), path)
    assert_declared_columns(world.derive().snapshot)


def test_a_claim_file_that_is_none_says_so(telling: Callable[..., Any], world: Any) -> None:
    said = telling("一.xlsx")
    said.person("001")
    world.load(said)
    (source,) = world.sources.all()
    world.sources.claims(source)["Person"].write_bytes(b"cut off")
    with pytest.raises(WorkspaceError):
        world.derive()
    assert list((world.folder / "derived").iterdir()) == []


def test_current_names_the_last_snapshot_and_the_one_before_is_kept(
    telling: Callable[..., Any], world: Any
) -> None:
    hashes = []
    for number in range(3):
        said = telling(f"{number}.xlsx")
        said.person(f"00{number}")
        world.load(said)
        hashes.append(world.derive().snapshot.hash)
    found = deriving.current(world.folder / "derived")
    assert found is not None
    assert found[0].hash == hashes[-1]
    assert found[1] == deriving.inputs_digest(world.sources.all(), [])
    folders = {path.name for path in (world.folder / "derived").iterdir() if path.is_dir()}
    assert folders == set(hashes[1:])
    again = world.derive().snapshot
    assert again.hash == hashes[-1]


def test_what_deriving_reads_has_a_digest(telling: Callable[..., Any], world: Any) -> None:
    said = telling("一.xlsx")
    said.person("001")
    world.load(said)
    used = world.sources.all()
    before = deriving.inputs_digest(used, [])
    assert before == deriving.inputs_digest(used, [])
    gone = Decision("WITHDRAWN", "王某", "2025", "", (said.hash,))
    assert deriving.inputs_digest(used, [gone]) != before
    assert deriving.in_use(world.sources, [gone]) == ()


def test_deriving_goes_by_the_parameters_that_linkage_reads() -> None:
    digest = hashlib.sha256(parameters.text().encode()).hexdigest()
    assert deriving.rules()["linkage"] == digest


def test_what_was_erased_stands_in_no_file_of_the_next_snapshot(
    telling: Callable[..., Any], world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(before, "WORN", math.inf)
    told = [telling(name) for name in ("一.xlsx", "二.xlsx", "三.xlsx")]
    for number, said in enumerate(told):
        said.person(f"00{number}", name="甲某")
    world.load(*told[:2])
    world.derive()
    world.load(told[2])
    kept = world.derive(worth=0).snapshot.folder

    def sources(folder: Path) -> set[str]:
        files = [str(folder / f"{name}.parquet") for name in EVIDENCE[:2]]
        rows = duckdb.execute("SELECT DISTINCT source FROM read_parquet(?)", [files]).fetchall()
        return {source for (source,) in rows}

    assert sources(kept) == {said.hash for said in told}
    world.decisions.append(
        Decision("WITHDRAWN", "王某", "2025", "误装", (told[0].hash,), {"erased": "yes"})
    )
    world.sources.remove(told[0].hash)
    assert sources(world.derive(worth=0).snapshot.folder) == {said.hash for said in told[1:]}
