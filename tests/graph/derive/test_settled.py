"""A graph that went out and came back is the same graph: alone, and beside what it was made from."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, Phase, given, settings

from graph.exports import export
from graph.model import keys
from graph.model.claims import Rejected
from graph.model.privacy import GUARDED, Mask
from graph.snapshot import Snapshot
from graph.sources import Source, tables
from loaders.graphs import LOADER, RANK
from loaders.graphs.packed import pack
from loaders.loader import Context, SourceFile
from tests.graph.conftest import COMMITTEE, source_of
from tests.graph.derive.test_order import THREE_SOURCES, Told, all_told, rows_of

EXAMPLES = 100 if os.environ.get("XUNTU_SOAK") else 1

few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def content_of(snapshot: Snapshot) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        export(snapshot, "parquet", Path(place) / "out", Mask(lifted=True))
        return pack(Path(place) / "out")


def bring(world: Any, content: bytes, telling: Callable[..., Any]) -> str:
    """Load an export into a world as `xuntu load` does, and return the hash of the source."""
    context: Any = replace(_office(), committee=COMMITTEE)
    digest = hashlib.sha256(content).hexdigest()
    file = SourceFile("图.zip", digest, content)
    plain: Source = source_of(telling("图.zip", RANK))
    source = replace(plain, hash=digest, kind="parquet", loader=LOADER.name)
    items = list(LOADER.read(file, context))
    assert [item for item in items if isinstance(item, Rejected)] == []
    if not world.sources.holds(digest):
        tables.add(world.sources, source, content, items)
    return digest


def _office() -> Context:
    none: Any = None
    return Context(COMMITTEE, "990100", none, str)


def differences(one: Snapshot, other: Snapshot) -> list[tuple[Any, ...]]:
    """Return rows that only one of two snapshots has, without provenance: what a failure should tell."""
    found: list[tuple[Any, ...]] = []
    for path in sorted(one.folder.glob("[ne]*_*.parquet")):
        if path.stem.split("_")[0] in ("nodes", "edges"):
            a, b = (
                f"SELECT * EXCLUDE (sources) FROM '{s.folder / path.name}'" for s in (one, other)
            )
            for sign, lost in (("-", f"{a} EXCEPT ALL {b}"), ("+", f"{b} EXCEPT ALL {a}")):
                found += [(sign, path.stem, *row) for row in duckdb.execute(lost).fetchall()]
    return found


def assert_same(one: Snapshot, other: Snapshot) -> None:
    assert differences(one, other) == []
    assert one.hash == other.hash


@few
@given(sources=THREE_SOURCES)
def test_a_graph_comes_back_as_it_was(
    telling: Callable[..., Any], world: Any, sources: Sequence[Told]
) -> None:
    with tempfile.TemporaryDirectory() as root:
        one, alone, beside, first = (
            type(world)(Path(root) / name) for name in ("one", "alone", "beside", "first")
        )
        told = all_told(telling, sources)
        one.load(*told)
        made = one.derive().snapshot
        content = content_of(made)
        bring(alone, content, telling)
        assert_same(made, alone.derive().snapshot)
        # Beside the ledgers it changes nothing, in whatever order, and built upon the snapshot before or not.
        beside.load(*told)
        beside.derive()
        bring(beside, content, telling)
        assert_same(made, beside.derive(worth=0).snapshot)
        bring(first, content, telling)
        first.load(*reversed(told))
        again = first.derive().snapshot
        assert_same(made, again)
        assert rows_of(beside.derive().snapshot) == rows_of(again)


def returned(
    told: Sequence[Any], new: Callable[[str], Any], telling: Callable[..., Any], *decisions: Any
) -> Any:
    """Return the graph of what sources say, sent out and brought back alone; it must be the same."""
    one, alone = new("one"), new("alone")
    one.load(*told)
    for decision in decisions:
        one.decide(*decision)
    made = one.derive().snapshot
    bring(alone, content_of(made), telling)
    graph = alone.derive()
    assert_same(made, graph.snapshot)
    beside = new("beside")
    beside.load(*told)
    beside.decisions += one.decisions
    bring(beside, content_of(made), telling)
    assert_same(made, beside.derive().snapshot)
    return graph


def test_stints_that_claims_no_longer_tell_keep_their_ids(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    best, other = telling("甲.xlsx", 1), telling("乙.xlsx", 2)
    for said, since, until in ((best, "2018-06", "2020-01"), (other, "2018", "2021-03")):
        post = {
            "title": "局长",
            "kind": "任职",
            "since": since,
            "until": until,
            "end_state": "stated",
        }
        said.edge("SERVED_IN", said.person("001", name="甲某"), said.own("市林业局"), **post)
    graph = returned([best, other], new_world, telling)
    row = graph.one("edges_SERVED_IN")
    assert (row["since"], row["until_latest"]) == ("2018-06", "2021-03-31")


def test_what_people_decided_stays_decided(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    said = telling("甲.xlsx")
    unit, man = said.own("市林业局"), said.person("001", name="甲某")
    post = {"title": "局长", "kind": "任职", "since": "2018-06", "end_state": "ongoing"}
    said.edge("SERVED_IN", man, unit, **post)
    said.edge("SERVED_IN", man, unit, **post)
    first, second = (claim.mention for claim in said.claims if claim.kind == "SERVED_IN")
    same = [said.person("002", name="乙某"), said.person("003", name="乙某", birth="1970")]
    apart = [said.own("林业站", uscc="U1"), said.own("市林业工作站", uscc="U1")]
    graph = returned(
        [said], new_world, telling,
        ("NOT_SAME_POSTING", first, second), ("SAME", *same), ("NOT_SAME_ORG", *apart),
    )  # fmt: skip
    assert len(graph.rows("edges_SERVED_IN")) == 2
    assert len(graph.rows("nodes_Person")) == 2
    assert len(graph.rows("nodes_Organization")) == 3


def test_offices_known_by_their_names_and_what_was_formerly_one(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    said = telling("甲.xlsx")
    said.own("市林业局", founded_on="2019-01", status="在册")
    said.unit("市林业局党组")
    said.own("市林业和草原局", former=["市林业局"])
    graph = returned([said], new_world, telling)
    assert {row["certainty"] for row in graph.rows("edges_COUNTS_FOR")} == {"inferred"}


def test_tasks_certainties_and_scopes_come_back(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    said = telling("甲.xlsx")
    usual, special = (said.task(1, "第一组", "市林业局", kind) for kind in ("常规", "专项"))
    later = said.task(2, "第一组", "市林业局", "常规")
    said.finding("A1", 1, "市林业局")
    guessed = said.task(1, None, "市林业局", None)
    said.edge("FOLLOWS_UP", later, guessed)
    said.edge(
        "SERVED_IN", said.person("001"), said.own("市林业局"), title="局长", former_scope="不明"
    )
    graph = returned([said], new_world, telling)
    assert graph.one("edges_FOUND")["certainty"] == "inferred"
    assert graph.one("edges_FOLLOWS_UP")["certainty"] == "inferred"
    assert graph.one("edges_SERVED_IN")["former_scope"] == "职务"
    assert {usual, special, guessed} - {later}


def test_sanctions_of_reports_stay_as_they_were_joined(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    said = [telling(f"{name}.txt", 60) for name in "甲乙"]
    for one, day in zip(said, ("2023-01", "2023-01-05"), strict=True):
        man = one.person("001", name="甲某")
        sanction = one.node(
            keys.placed("Sanction", one.hash, "第1段", 1),
            kind="党纪处分",
            level="警告",
            decided=day,
        )
        one.edge("IMPOSED_ON", sanction, man)
        one.claims = [
            replace(claim, provenance=replace(claim.provenance, place="第1段"))
            for claim in one.claims
        ]
    graph = returned(said, new_world, telling)
    assert graph.one("nodes_Sanction")["decided"] == "2023-01"


def test_two_of_a_graph_are_two_however_alike(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    said = telling("甲.xlsx")
    alike = {"name": "欧阳某某", "birth": "1970-05", "gender": "女", "native_place": "示例省云川市"}
    men = [said.node(keys.placed("Person", said.hash, "L4!第1行", n), **alike) for n in (1, 2)]
    post = {
        "title": "副局长",
        "kind": "任职",
        "since": "2015",
        "until": "2019",
        "end_state": "stated",
    }
    for man in men:
        said.edge("SERVED_IN", man, said.own("市林业局"), **post)
    graph = returned([said], new_world, telling, ("NOT_SAME", *men))
    assert len(graph.rows("nodes_Person")) == 2


def test_whom_only_restricted_sources_know_stays_hidden(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    said = telling("甲.txt", 60)
    sanction = said.node(keys.placed("Sanction", said.hash, "第1段", 1), name="警告")
    said.edge("IMPOSED_ON", sanction, said.somebody("乙某"))
    said.claims = [
        replace(claim, provenance=replace(claim.provenance, place="第1段")) for claim in said.claims
    ]
    graph = returned([said], new_world, telling)
    assert graph.one("nodes_Person")["sources"] == GUARDED


def test_a_row_of_a_graph_can_be_wrong_and_a_graph_withdrawn(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    said = telling("甲.xlsx")
    said.edge("PART_OF", said.own("市林业站"), said.own("市林业局"))
    one, alone = new_world("one"), new_world("alone")
    one.load(said)
    digest = bring(alone, content_of(one.derive().snapshot), telling)
    assert len(alone.build().rows("edges_PART_OF")) == 1
    decision = alone.decide("ROW_WRONG", digest, "edges_PART_OF!第1行")
    assert alone.build().rows("edges_PART_OF") == []
    alone.decide("TAKEN_BACK", decision.id)
    alone.decide("WITHDRAWN", digest)
    assert alone.build().rows("nodes_Organization") == []


def test_a_stronger_key_wins_and_the_old_id_still_answers(
    telling: Callable[..., Any], new_world: Callable[[str], Any]
) -> None:
    said, more = telling("甲.xlsx"), telling("乙.xlsx")
    old = said.person("001", name="甲某")
    said.edge("SERVED_IN", old, said.own("市林业局"), title="局长", since="2018")
    more.person("001", identity="aa")
    one, both = new_world("one"), new_world("both")
    one.load(said)
    bring(both, content_of(one.derive().snapshot), telling)
    both.load(said, more)
    graph = both.derive()
    (man,) = graph.rows("nodes_Person")
    assert man["id"] != old
    assert graph.resolve(old) == man["id"]
    assert len(graph.rows("edges_SERVED_IN")) == 1
