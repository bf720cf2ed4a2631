"""One reason for one fact: of a unit and its party body, of a leader with two posts, of a post told twice."""

from __future__ import annotations

from typing import Any

from graph.model import keys

World = Any

UNIT, BODY = "市林业局", "中共云川市林业局党组"
OFF = frozenset({"R34"})


def both_asked(world: World, **properties: Any) -> tuple[str, str]:
    """Return a unit and a party body that bear one short name: whoever asks for it asks for both."""
    unit = world.org("云川市林业局", short_name="林业局", **properties)
    return str(unit), str(world.org(BODY, short_name="林业局", **properties))


def test_a_region_is_told_once_of_a_unit_and_its_party_body(world: World) -> None:
    world.node("Region", keys.region("990121", ""), code="990121", name="东岭县")
    for org in both_asked(world, code="990121", admin_level="县市区旗"):
        world.edge("LOCATED_IN", org, keys.region("990121", ""), "L1")
    person = world.person("P1", "张某", growth_place="东岭县", native_place="东岭县")
    world.edge("GREW_UP_IN", person, keys.region("990121", ""), "L3", since="1986", until="1998")
    world.native(person, "990121")
    reasons = world.ask("P1", "林业局", modes="交叉")["reasons"]
    assert [(r["rule"], r["severity"]) for r in reasons] == [("R30", "H"), ("R31", "H")]


def test_a_region_of_one_of_two_units_is_told(world: World) -> None:
    """Two units of one name in two counties are two facts."""
    world.org("云川市林业局", "990121", short_name="林业局", admin_level="县市区旗")
    world.org(BODY, "990122", short_name="林业局", admin_level="县市区旗")
    world.native(world.person("P1", "张某", native_place="两县"), "990121")
    world.native(keys.person("P1", "中共云川市委"), "990122")
    reasons = world.ask("P1", "林业局", modes="交叉")["reasons"]
    assert [r["severity"] for r in reasons if r["rule"] == "R30"] == ["H", "H"]


def test_a_line_with_a_leader_of_two_posts_is_told_once(world: World) -> None:
    unit, old = world.org(UNIT), world.org("市农业局")
    leader, person = world.person("P2", "李某"), world.person("P1", "张某")
    world.served(leader, unit, "2023-06", "至今", title="局长", leading=True, principal=True)
    world.served(leader, unit, "2023-06", "至今", title="党组书记", leading=True, principal=True)
    world.served(leader, old, "2019-01", "2023-05", title="局长", leading=True, principal=True)
    world.served(person, old, "2021-01", "2023-05", title="副局长", leading=True, principal=False)
    reasons = world.ask("P1", UNIT, "组长")["reasons"]
    assert [(r["rule"], r["severity"]) for r in reasons] == [("R22", "H"), ("R23", "H")]


def transferred(world: World) -> str:
    """Return a bureau that gave a section to the unit on 2022-01-10."""
    old, unit = world.org("市商务局"), world.org(UNIT)
    change = world.edge(
        "SUCCEEDED_BY", old, unit, "L16", change="职能划转", on="2022-01-10", section="流通科"
    )
    until = {"until": "2022-01-10", "until_min": "2022-01-10"}
    world.counts(
        old, unit, "predecessor", via=change, certainty="section", section="流通科", **until
    )
    return str(old)


def present(world: World, person: str, org: str) -> None:
    """State a present post without dates, as the talent pool does."""
    world.edge("SERVED_IN", person, org, "L3", title="干部", kind="任职", end_state="ongoing")


def test_who_came_after_a_transfer_did_not_move_with_it(world: World) -> None:
    """The pool says without dates that they work there, the career since when."""
    old, person = transferred(world), world.person("P1", "张某")
    present(world, person, old)
    world.served(person, old, "2022-02", "至今", section="市场科")
    assert (world.ask("P1", UNIT)["verdict"], world.ask("P1", UNIT)["reasons"]) == ("可任", [])


def test_who_may_have_been_there_at_the_transfer_is_reviewed(world: World) -> None:
    """Nobody dates the post; or it began in the month of the transfer; or it is another stay."""
    old = transferred(world)
    for number, since in (("P1", None), ("P2", "2022-01"), ("P3", "2020-01")):
        person = world.person(number, "张某")
        present(world, person, old)
        if since:
            world.served(person, old, since, "至今")
        assert world.ask(number, UNIT)["verdict"] == "需复核", since
