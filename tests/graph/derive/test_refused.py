"""Rows that were lost to a person stand beside the graph under the id of that person."""

from __future__ import annotations

from typing import Any

from graph.model.claims import Provenance, Rejected
from graph.model.decisions import Decision


def lost(person: str, column: str = "职务") -> Rejected:
    where = Provenance("a" * 64, "L4!第9行", 0, 0, "")
    return Rejected(where, "岗位", "", "必填项为空", "", "L4", person, column, "2024-12")


def test_a_lost_row_is_kept_for_the_person_of_its_number(telling: Any, world: Any) -> None:
    said = telling("履历.csv")
    said.person("P1", identity="x", name="甲某")
    said.person("P2", name="乙某")
    world.load(said, extra=[lost("P1"), lost("P2", ""), lost("P3")])
    graph = world.derive()
    [person] = [row["id"] for row in graph.rows("nodes_Person") if row["person_no"] == "P1"]
    wanted = (person, "L4", "职务", "必填项为空", "2024-12", "履历.csv", "L4!第9行")
    assert [tuple(row.values()) for row in graph.rows("refused")] == [wanted]


def test_it_takes_no_part_in_the_hash_and_goes_with_its_source(
    telling: Any, new_world: Any
) -> None:
    hashes = []
    for name, extra in (("a", []), ("b", [lost("P1")])):
        said, again = telling("履历.csv"), telling("人才库.csv")
        said.person("P1", name="甲某")
        again.person("P1", name="甲某")
        world = new_world(name)
        world.load(said, extra=extra)
        world.load(again)
        hashes.append(world.derive().snapshot.hash)
    assert hashes[0] == hashes[1]
    world.decisions.append(Decision("WITHDRAWN", "王某", "2025", "版本不对", (said.hash,)))
    assert world.derive().rows("refused") == []
