"""Masked rules: whatever they found, and of whatever kind, nobody can tell from any output which rule it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from graph.model.claims import digest
from queries.avoidance import Check
from queries.avoidance.draft import single
from queries.avoidance.rules import RULES
from xuntu.checking import lines

World = Any

UNIT = "市林业局"
MASKED = {rule.id for rule in RULES if rule.masked}
REFUSED: dict[str, Any] = {
    "rule": None, "severity": "H", "code": None, "text": "不可任", "path": [], "sources": [],
}  # fmt: skip


@dataclass(frozen=True)
class Scenery:
    """A person and a unit against whom, but for a plot, nothing speaks, and the person's sister."""

    world: World
    person: str
    unit: str
    sister: str


def a_clue_about_a_relative(scenery: Scenery) -> None:
    _clue(scenery, scenery.sister)


def a_clue_about_the_person(scenery: Scenery) -> None:
    _clue(scenery, scenery.person)


def a_report_of_the_persons(scenery: Scenery) -> None:
    world = scenery.world
    said = world.declaration(
        scenery.person,
        has_items=True,
        relation_class="证人举报人被反映人",
        interest="曾举报市林业局",
    )
    world.edge("CONCERNS", said, scenery.unit, "L5")


def a_running_sanction(scenery: Scenery) -> None:
    sanction = digest("Sanction", "1")
    dates = {"decided": "2024-01-05", "influence_end": "2025-01-05"}
    scenery.world.node("Sanction", sanction, level="警告", **dates)
    scenery.world.edge("IMPOSED_ON", sanction, scenery.person, "L11")


def no_party_member(scenery: Scenery) -> None:
    people = scenery.world.rows["nodes_Person"]
    [row] = [row for row in people if row["id"] == scenery.person]
    row["political"] = "群众"


Plot = Callable[[Scenery], None]

PLOTS: tuple[Plot, ...] = (
    a_clue_about_a_relative, a_clue_about_the_person, a_report_of_the_persons, a_running_sanction, no_party_member,
)  # fmt: skip


@pytest.mark.parametrize("plot", PLOTS)
def test_a_masked_rule_says_no_and_nothing_else(world: World, plot: Plot) -> None:
    scenery = built(world)
    before = verdict_of(checked(world))
    assert before["verdict"] == "可任"
    plot(scenery)
    after = verdict_of(checked(world))
    reasons = [*before["reasons"], REFUSED]
    assert after == before | {"verdict": "应回避", "reasons": reasons}


@pytest.mark.parametrize("role", ["组长", "组员"])
def test_nobody_can_tell_one_masked_rule_from_another(
    worlds: Callable[[], World], role: str
) -> None:
    said = set()
    for plot in PLOTS:
        scenery = built(worlds())
        scenery.world.served(scenery.person, scenery.unit, "2023-01", "至今")
        scenery.world.native(scenery.person, "990100")
        plot(scenery)
        check = checked(scenery.world, role, "交叉")
        said.add((json.dumps(check.to_json(), ensure_ascii=False), *lines(check, full=True)))
    [(told, *shown)] = said
    reasons = json.loads(told)["verdicts"][0]["reasons"]
    assert [reason["text"] for reason in reasons].count("不可任") == 1
    assert {"R01", "R30"} <= {reason["rule"] for reason in reasons}
    assert sum("不可任" in line for line in shown) == 1


def test_several_masked_rules_are_one_reason(world: World) -> None:
    scenery = built(world)
    a_running_sanction(scenery)
    _clue(scenery, world.somebody("张某", "L10 第3行"))
    reasons = verdict_of(checked(world))["reasons"]
    assert [reason for reason in reasons if reason["rule"] is None] == [REFUSED]


def test_what_masked_rules_lack_is_not_told(world: World) -> None:
    world.org(UNIT)
    world.person("P1", "张某", family_checked_on=None)
    [verdict] = checked(world).to_json()["verdicts"]
    assert verdict["missing"]
    told = json.dumps(verdict | {"unverified": []}, ensure_ascii=False)
    assert sorted(MASKED) == ["R15", "R21", "R48"]
    assert not [rule for rule in MASKED if rule in told]


def test_the_sealed_part_is_told_of_everybody_alike(world: World) -> None:
    scenery = built(world)
    sealed = [{"rule": "R21", "code": "未核(需封存库)"}, {"rule": "R48", "code": "缺数据"}]
    assert verdict_of(checked(world))["unverified"] == sealed
    a_report_of_the_persons(scenery)
    assert verdict_of(checked(world))["unverified"] == sealed
    assert verdict_of(world.check(single("P9", UNIT, "组员")))["unverified"] == sealed


@pytest.mark.parametrize(
    ("recorded", "told"),
    [
        ({"attended": True, "pledge": "未签订", "integrity": "无异议"}, False),
        ({"attended": True, "pledge": "未签订", "integrity": "未回复"}, True),
        ({"attended": False, "integrity": "有异议"}, True),
    ],
)
def test_a_gate_that_nobody_recorded_is_not_verified(
    world: World, recorded: dict[str, Any], told: bool
) -> None:
    scenery = built(world)
    training = digest("Event", "培训")
    world.node("Event", training, kind="培训", on="2024-03-01", **recorded)
    world.edge("DID", scenery.person, training, "L22")
    verdict = verdict_of(checked(world))
    assert verdict["verdict"] == "应回避"
    assert ({"rule": "R48", "code": "缺数据"} in verdict["unverified"]) is told


def built(world: World) -> Scenery:
    unit = world.org(UNIT, admin_level="地市州盟", leader_level="县处级正职")
    given = {"political": "中共党员", "growth_place": "南浦县", "post_rank": "县处级正职"}
    person = world.person("P1", "张某", work_start="2000-01", **given)
    world.served(person, world.org("市统计局"), "2000-01", "至今", title="局长", rank="县处级正职")
    sister = world.relative(person, "张姐", "三代以内旁系血亲", "姐姐")
    return Scenery(world, person, unit, sister)


def checked(world: World, role: str = "组员", modes: str = "") -> Check:
    found: Check = world.check(single("P1", UNIT, role, modes=modes))
    return found


def verdict_of(check: Check) -> dict[str, Any]:
    [verdict] = check.to_json()["verdicts"]
    return dict(verdict)


def _clue(scenery: Scenery, subject: str) -> None:
    world = scenery.world
    clue, task = digest("Clue", subject), digest("InspectionTask", "1")
    world.node("Clue", clue, no="XS1", disposition="初步核实")
    world.node("InspectionTask", task, begins="2024-03-15")
    world.edge("ABOUT", clue, subject, "L10")
    world.edge("YIELDED", task, clue, "L10")
    world.edge("INSPECTS", task, scenery.unit, "L2")


def test_a_witness_declared_without_a_unit_is_no_gap(world: World) -> None:
    world.org("市林业局")
    person = world.person("P1", "张某")
    world.declaration(
        person, has_items=True, relation_class="其他亲密关系", relation="证人", kin_name="王某"
    )
    said = json.dumps(world.ask("P1", "市林业局"), ensure_ascii=False)
    assert "王某" not in said
    assert "证人" not in said
