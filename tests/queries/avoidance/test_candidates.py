"""Candidates for a team: in which order, what is said of whom a masked rule excludes, what cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model.errors import UsageError, WorkspaceError
from queries.avoidance import RULES, load_profile
from queries.avoidance.candidates import Candidates, Wanted, candidates
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.profile import changed
from queries.avoidance.teams import TEAM_RULES

World = Any
COMMITTEE = "中共云川市委"


@pytest.fixture
def team(world: World) -> World:
    """A team of three, everybody with a skill, and a unit to inspect."""
    world.org("市林业局")
    for number, skill in (("P1", "纪检监察"), ("P2", "党务组织"), ("P3", "财务审计")):
        world.person(number, f"{number}某", skills=skill, pool_status="可用")
    return world


def drafted(*numbers: str) -> Draft:
    members = tuple(Member("1组", number, "", "组员", {}) for number in numbers)
    task = Task("1组", "市林业局", "常规", (), "2024-03-15", term_no=7, round_no=14)
    return Draft(members, (task,))


def ranked(world: World, *kept: str, draft: Draft | None = None, **wanted: str) -> Candidates:
    """Ask for candidates with a few rules on."""
    known = {rule.id for rule in RULES} | {rule.id for rule in TEAM_RULES}
    profile = changed(load_profile(), {"rule": {one: {"on": one in kept} for one in known}})
    return candidates(
        world.snapshot(), draft or drafted("P1", "P2", "P3"), Wanted("第1组", **wanted), profile,
        committee=COMMITTEE,
    )  # fmt: skip


def test_the_order_is_conflict_then_review_then_skill_then_rules(team: World) -> None:
    skills = {"P4": "财务审计", "P5": "信访", "P6": "财务审计", "P7": "财务审计"}
    for number, skill in skills.items():
        team.person(number, f"{number}某", skills=skill, pool_status="可用")
    ids = {row["person_no"]: row["id"] for row in team.rows["nodes_Person"]}
    # P6 serves in the unit; P7 left it four months ago; P4 and P5 have nothing to do with it.
    unit = team.org("市林业局")
    team.served(ids["P6"], unit, "2015-01", "至今")
    team.served(ids["P7"], unit, "2010-01", "2023-11")
    found = ranked(team, "R01", "R02", "R43", instead_of="P3")
    assert [c.person_no for c in found.people] == ["P4", "P5", "P7", "P6"]
    assert [c.verdict.label for c in found.people] == ["可任", "可任", "需复核", "应回避"]
    assert [[r.rule.id for r in c.broken] for c in found.people] == [[], ["R43"], [], []]
    assert (found.team, found.instead_of, found.need) == ("1组", "P3", ("财务审计",))


def test_what_a_candidate_mends_is_shown(team: World) -> None:
    team.person("P4", "P4某", skills="财务审计", pool_status="可用")
    team.person("P5", "P5某", skills="信访", pool_status="可用")
    found = ranked(team, "R43", draft=drafted("P1", "P2"))
    assert [(c.person_no, [r.rule.id for r in c.mended]) for c in found.people] == [
        ("P3", ["R43"]), ("P4", ["R43"]), ("P5", []),
    ]  # fmt: skip


def test_kin_of_who_stays_is_out_and_kin_of_who_leaves_is_not(team: World) -> None:
    spouse = team.person("P4", "P4某", skills="财务审计", pool_status="可用")
    [leaver] = [row["id"] for row in team.rows["nodes_Person"] if row["person_no"] == "P3"]
    for one, other in ((spouse, leaver), (leaver, spouse)):
        team.edge("KIN", one, other, relation="夫妻", certainty="recorded")
    [found] = ranked(team, "R40", instead_of="P3").people
    assert (found.verdict.label, found.broken) == ("可任", ())
    [found] = ranked(team, "R40", instead_of="P1").people
    assert (found.verdict.label, [r.rule.id for r in found.broken]) == ("应回避", ["R40"])
    assert "夫妻" in found.reasons[0].text


def test_of_whom_a_masked_rule_excludes_nothing_is_said(team: World) -> None:
    team.person("P4", "P4某", political="群众", pool_status="可用", skills="财务审计")
    [found] = ranked(team, "R48", instead_of="P3").people
    assert found.masked
    assert found.to_json() == {"person_no": "P4", "name": "P4某", "verdict": "不可任"}


def test_what_cannot_be_asked(team: World) -> None:
    with pytest.raises(WorkspaceError, match="都已在名单上"):
        ranked(team)
    team.person("P4", "P4某", pool_status="可用")
    with pytest.raises(UsageError, match="没有“驾驶”这项专长"):
        ranked(team, need="驾驶")
    with pytest.raises(WorkspaceError, match="没有这个人"):
        ranked(team, instead_of="P4")
    for row in team.rows["nodes_Person"]:
        row["pool_status"] = "停用"
    with pytest.raises(WorkspaceError, match="在库状态"):
        ranked(team)


def test_a_team_may_be_made_up_from_nobody(team: World) -> None:
    team.person("P4", "P4某", skills="财务审计", pool_status="可用")
    found = ranked(team, "R01", "R43", draft=drafted())
    assert [c.person_no for c in found.people] == ["P1", "P2", "P3", "P4"]
    assert {c.verdict.label for c in found.people} == {"可任"}
