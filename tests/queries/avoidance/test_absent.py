"""Columns that a ledger leaves out: named for everybody, changing no verdict; nothing of ledgers nobody loaded."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from graph.model import keys
from queries.avoidance import RULES

World = Any

UNIT = "市林业局"
COLUMNS = tomllib.loads(files("queries.avoidance").joinpath("absent.toml").read_text("utf-8"))[
    "column"
]


def loaded(world: World, *ledgers: str) -> None:
    """Say that rows of some ledgers stand in the workspace."""
    for number, ledger in enumerate(ledgers):
        world.evidence.append((f"row-{number}", "source", f"{ledger}.xlsx", f"{ledger}!第2行", 2))


def fill(world: World, field: str) -> None:
    """Fill a column once, for somebody and some unit that nobody asks about."""
    other, unit = world.person("P9", "钱某"), world.org("市教育局")
    if field == "L1.上级单位":
        world.edge("PART_OF", world.org("市一中"), unit)
    elif field == "L1.派驻监督单位":
        world.edge("STATIONED_AT", world.org("市纪委派驻组"), unit)
    elif field == "L1.条线系统":
        world.org("市财政局", system="财政金融")
    elif field == "L3.现居住地":
        world.node("Region", keys.region("990122", ""), code="990122", name="南浦县")
        world.edge("LIVES_IN", other, keys.region("990122", ""), "L3")
    elif field == "L4.编制单位":
        world.served(other, unit, "2010-01", "2010-05", kind="编制")
    elif field == "L4.学历学位":
        world.served(other, unit, "2010-01", "2010-05", kind="学习", degree="硕士")
    elif field == "L4.直接上级":
        world.edge("REPORTED_TO", other, world.person("P8", "孙某"), "L4", org=unit)
    elif field == "L5.涉及单位":
        world.edge("CONCERNS", world.declaration(other, interest="借贷"), unit, "L5")
    else:
        firm = world.org("某商行", None)
        world.edge("OWNS", other, firm, "L21", industry="餐饮")


def scene(world: World) -> None:
    """Make a city in which every column could tell something of somebody, and none is filled."""
    world.org(UNIT)
    world.person("P1", "张某")
    other = world.person("P7", "周某")
    world.served(other, world.org("市审计局"), "2010-01", "2010-05", kind="挂职")
    world.served(other, world.org("市委党校"), "2011-01", "2011-05", kind="学习")
    world.edge("OWNS", other, world.org("某公司", None), "L21")
    for about, unit_named in (
        ({"interest": "诉讼"}, False),
        ({"relation": "同学", "kin_name": "吴某"}, True),
    ):
        declaration = world.declaration(other, has_items=True, **about)
        if unit_named:
            world.edge("CONCERNS", declaration, world.org("市审计局"), "L5")


def lacks(found: dict[str, Any]) -> dict[str, set[str]]:
    """Return the rules that lack each field."""
    fields: dict[str, set[str]] = {}
    for lack in found["missing"]:
        fields.setdefault(lack["field"], set()).add(lack["rule"])
    return fields


LEDGERS = sorted({column["field"].partition(".")[0] for column in COLUMNS})


@pytest.mark.parametrize("column", COLUMNS, ids=[column["field"] for column in COLUMNS])
def test_a_column_nobody_filled_is_named_for_its_rules(
    world: World, column: dict[str, Any]
) -> None:
    scene(world)
    for other in COLUMNS:
        if other["field"] != column["field"]:
            fill(world, other["field"])
    loaded(world, *LEDGERS)
    found = world.ask("P1", UNIT)
    assert lacks(found) == {column["field"]: set(column["rules"])}
    assert (found["verdict"], found["reasons"]) == ("可任", [])
    assert set(column["rules"]) <= set(found["checked"])


def test_all_filled_or_no_ledger_nothing_is_named(world: World) -> None:
    scene(world)
    assert world.ask("P1", UNIT)["missing"] == []
    loaded(world, *LEDGERS)
    assert len(lacks(world.ask("P1", UNIT))) == len(COLUMNS)
    for column in COLUMNS:
        fill(world, column["field"])
    assert world.ask("P1", UNIT)["missing"] == []


def test_a_conflict_stays_one(world: World) -> None:
    """What is named changes no verdict, and no reason tells it."""
    scene(world)
    world.served(world.person("P2", "李某"), world.org(UNIT), "2020-01", "至今")
    before = world.ask("P2", UNIT)
    loaded(world, *LEDGERS)
    after = world.ask("P2", UNIT)
    assert {k: after[k] for k in ("verdict", "reasons", "checked")} == {
        k: before[k] for k in ("verdict", "reasons", "checked")
    }
    assert before["missing"] == [] != after["missing"]


def test_the_table_names_rules_that_may_tell() -> None:
    told = {rule.id for rule in RULES if rule.finds and not rule.masked}
    assert [c["field"] for c in COLUMNS if not set(c["rules"]) <= told] == []
