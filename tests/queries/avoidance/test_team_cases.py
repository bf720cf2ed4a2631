"""Every rule about teams on its own cases: `tests/cases/avoidance/teams/RNN.toml`, one small round a case.

A case is a draft of 1组 for 市林业局 that enters on 2024-03-15, the round 七届十四轮. Only the rule of the file is on.

    [[case]]
    shows = "positive"             one of SHOWS below; positive = a conflict
    note = "七人无财务"             what it is, for the reader; "example" in it marks one of DOMAIN 2.1
    people = { P1 = { role = "组长", skills = "纪检监察" } }
        who is listed: team (1组), role (组员), name (number + 某); employer = where they work since
        hired (2018-01); keys in Chinese are columns of the draft (岗位分工, 授权文号 …), the others properties of
        the Person.
        unlisted = true: in the graph, not in the draft
    fill = 7                       1组 gets so many members (P91, P92 … without any property)
    tasks = [{ team = "2组", unit = "市水利局", begins = "2024-03-15", ends = "2024-05-14", type = "常规" }]
        what there is to inspect; a draft without round: nowhen = true
    units = { 市林业局 = { kind = "学校", system = "教育" } }
    rounds = [{ no = 13, begins = "2023-03-01", ends = "2023-04-30", members = ["P1"] }]
        rounds on record: also term (7), year, committee, team (1组), status, type, doc, tasks = 2 (so many),
        notask = true, and of the membership since, until, home_unit
    kin = [["P1", "P2", "夫妻", { until = "2020-01" }]]              on record, both ways
    relatives = [["P1", "李某", "夫妻", "妻子", { birth = "1986-03" }]]   named in the family ledger
    declared = [["P1", "P2", "近姻亲", "妻弟", { verified = "不属实" }]]
    reports = [["P1", "P2", "2020-01..至今"]]
    open_pairs = [["李某", "P2"]]       apart = [["李某", "P2"]]
    twice = ["P1", "2组"]          P1 is listed in another team of the draft as well
    profile = { k = 3 } changes the rule's section, settings = {...} the whole profile
    expect = { passed = false, value = "2/7", words = ["需 3 人"], unsaid = [], team = "1组" }
    whole = { passed = true, value = "13/42" }                         the entry of the whole round
    severity = { P1 = "H", P2 = "" }    the gravest reason of the rule for a person; codes = { P1 = "按申报" }
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.model import keys
from graph.model.claims import digest
from queries.avoidance import RULES
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.teams import TEAM_RULES

World = Any
Case = Mapping[str, Any]

FOLDER = Path(__file__).parents[2] / "cases" / "avoidance" / "teams"
COMMITTEE = "中共云川市委"
ENTRY = "2024-03-15"
SHOWS = frozenset(
    {"positive", "negative", "boundary", "month", "missing", "renamed", "role", "profile"}
)
NEEDED = frozenset({"positive", "negative", "boundary", "profile"})
FILES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))
}
CASES = [(rule, case) for rule, file in FILES.items() for case in file["case"]]


def test_every_team_rule_has_its_cases() -> None:
    assert set(FILES) == {rule.id for rule in TEAM_RULES}


@pytest.mark.parametrize("rule", FILES)
def test_a_file_shows_all_it_must(rule: str) -> None:
    cases = FILES[rule]["case"]
    shown = {case["shows"] for case in cases}
    assert shown <= SHOWS
    assert shown >= NEEDED
    assert len(cases) >= 8
    assert sum("example" in case["note"] for case in cases) >= 1


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{r} {c['note']}" for r, c in CASES])
def test_team_case(world: World, rule: str, case: Case) -> None:
    found = asked(world, rule, case)
    for expect, team in (
        (case["expect"], case["expect"].get("team", "1组")),
        (case.get("whole"), None),
    ):
        if expect is None:
            continue
        [entry] = [e for e in found["team_rules"] if (e["team"], e["rule"]) == (team, rule)]
        assert entry["passed"] is expect["passed"], entry
        assert entry["value"] == expect.get("value", entry["value"]), entry
        assert [w for w in expect.get("words", ()) if w not in entry["text"]] == [], entry
        assert [w for w in expect.get("unsaid", ()) if w in entry["text"]] == [], entry
        assert entry.keys() == {"team", "rule", "value", "required", "passed", "text"}
    for number, wanted in case.get("severity", {}).items():
        assert gravest(found, rule, number).get("severity", "") == wanted, found["verdicts"]
    for number, wanted in case.get("codes", {}).items():
        assert (gravest(found, rule, number).get("code") or "") == wanted


def gravest(found: Mapping[str, Any], rule: str, number: str) -> Mapping[str, Any]:
    """Return the gravest reason that a rule gives of a person, nothing if it gives none."""
    reasons = [
        reason
        for verdict in found["verdicts"]
        if verdict["person_no"] == number
        for reason in verdict["reasons"]
        if reason["rule"] == rule and reason["severity"]
    ]
    assert all(step["sources"] for reason in reasons for step in reason["path"]), reasons
    return min(reasons, key=lambda r: "HSI".index(r["severity"]), default={})


def asked(world: World, rule: str, case: Case) -> dict[str, Any]:
    """Return the check of a case, as the contract prints it."""
    known = {one.id for one in RULES} | {one.id for one in TEAM_RULES}
    rules: dict[str, Any] = {one: {"on": one == rule} for one in known}
    rules[rule] |= case.get("profile", {})
    settings = {"rule": rules, **case.get("settings", {})}
    draft = Scenery(world, case).draft()
    return dict(world.check(draft, on=case.get("on"), changes=settings).to_json())


class Scenery:
    """Builds the world of a case and its draft."""

    def __init__(self, world: World, case: Case) -> None:
        self.world = world
        self.case = case
        self.people = {no: dict(given) for no, given in case.get("people", {}).items()}
        for number in range(91, 91 + case.get("fill", 0) - self._listed()):
            self.people[f"P{number}"] = {}
        self.ids = {no: self._person(no, given) for no, given in self.people.items()}

    def draft(self) -> Draft:
        """Add everything that a case names and return its draft."""
        for unit, properties in self.case.get("units", {}).items():
            self.world.org(unit, **properties)
        tasks = self.case.get("tasks") or [{}]
        made = tuple(self._task(dict(task)) for task in tasks)
        for round_ in self.case.get("rounds", ()):
            self._round(dict(round_))
        self._kin()
        members = tuple(
            Member(given.get("team", "1组"), no, "", given.get("role", "组员"), _details(given))
            for no, given in self.people.items()
            if not given.get("unlisted")
        )
        if "twice" in self.case:
            number, team = self.case["twice"]
            members += (Member(team, number, "", "组员", {}),)
        return Draft(members, made)

    def _listed(self) -> int:
        given = self.people.values()
        return sum(g.get("team", "1组") == "1组" and not g.get("unlisted") for g in given)

    def _person(self, number: str, given: Mapping[str, Any]) -> str:
        beside = {"team", "role", "employer", "hired", "unlisted", "name", *_details(given)}
        own = {key: value for key, value in given.items() if key not in beside}
        id_ = str(
            self.world.person(number, given.get("name", f"{number}某"), employed=False, **own)
        )
        if "employer" in given:
            where = self.world.org(given["employer"])
            self.world.served(id_, where, given.get("hired", "2018-01"), "至今")
        return id_

    def _task(self, given: dict[str, Any]) -> Task:
        unit = given.get("unit", "市林业局")
        self.world.org(unit)
        term_no, round_no = (None, None) if self.case.get("nowhen") else (7, 14)
        return Task(
            given.get("team", "1组"), unit, given.get("type", "常规"), (), given.get("begins", ENTRY),
            given.get("ends"), term_no, round_no, theme=given.get("theme", ""),
        )  # fmt: skip

    def _round(self, given: dict[str, Any]) -> None:
        """Add a round on record with one team, its tasks and some members."""
        term, number, team = given.get("term", 7), given["no"], given.get("team", "1组")
        committee = given.get("committee", COMMITTEE)
        shared = {"committee": committee, "term_no": term}
        round_ = keys.round_(committee, term, number)
        name = f"{term}届第{number}轮巡察"
        self.world.node("Round", round_, name=name, number=number, year=given.get("year"), **shared)
        group = keys.team(committee, term, number, team)
        self.world.node("Team", group, name=team, round_no=number, **shared)
        self.world.edge("OF_ROUND", group, round_, "L2")
        for count in range(0 if given.get("notask") else given.get("tasks", 1)):
            task = digest("InspectionTask", group, count)
            told = {key: given[key] for key in ("begins", "ends", "status") if key in given}
            self.world.node("InspectionTask", task, type=given.get("type", "常规"), **told)
            self.world.edge("EXECUTES", group, task, "L2")
        since, until = given.get("since", given.get("begins")), given.get("until")
        for member in given.get("members", ()):
            seat: dict[str, Any] = {"role": "组员", "since": since, "until": until}
            seat["authorised_doc"] = given.get("doc")
            seat["end_state"] = "stated" if until else "not_stated"
            if "home_unit" in given:
                seat["home_unit"] = self.world.org(given["home_unit"])
            self.world.edge("MEMBER_OF", self.ids[member], group, "L19", **seat)

    def _kin(self) -> None:
        named: dict[str, str] = {}
        for one, other, relation, *more in self.case.get("kin", ()):
            given = {"relation": relation, "certainty": "recorded", **(more[0] if more else {})}
            self.world.edge("KIN", self.ids[one], self.ids[other], **given)
            self.world.edge("KIN", self.ids[other], self.ids[one], **given)
        for one, name, relation, term, *more in self.case.get("relatives", ()):
            named[name] = self.world.relative(self.ids[one], name, relation, term)
            row = next(r for r in self.world.rows["nodes_Person"] if r["id"] == named[name])
            row |= more[0] if more else {}
        for one, other, relation, term, *more in self.case.get("declared", ()):
            given = {"relation": term, **(more[0] if more else {})}
            given |= {"relation_class": relation} if relation else {}
            self.world.edge("KIN_DECLARED", self.ids[one], self.ids[other], "L5", **given)
        for one, other, dates in self.case.get("reports", ()):
            since, until = dates.split("..")
            ends = {"since": since} | ({} if until == "至今" else {"until": until})
            self.world.edge("REPORTED_TO", self.ids[one], self.ids[other], "L4", **ends)
        ids = self.ids | named
        for zone, pairs in (("unmerged", "open_pairs"), ("apart", "apart")):
            for a, b in self.case.get(pairs, ()):
                row = {"id": f"{a}{b}", "kind": "Person", "zone": zone, "a": ids[a], "b": ids[b]}
                self.world.rows.setdefault("pairs", []).append(row)


def _details(given: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key, value in given.items() if not key.isascii()}
