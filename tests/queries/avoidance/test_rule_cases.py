"""Every rule on its own cases: `tests/cases/avoidance/rules/RNN.toml`, one small world and one verdict a case.

A file says `unit = "市林业局"`, the unit under inspection if a case names no other, and `[[case]]`s. A case is
about 张某, who is written P1 and whose career and family are complete unless said otherwise. It begins on
2024-03-15, the day asked about. Only the rule of the file is on.

    [[case]]
    shows = "positive"            one of SHOWS below
    note = "任职八年"              what it is, for the reader
    role = "组长"                  default 组员
    person = { work_start = "2000-01" }              properties of P1 (schema.toml, Person); "" = not told
    people = { P2 = { name = "李某" }, "王妻" = {} }   others: with a number if written like one
    orgs = { "市林业局" = { leader_level = "县处级正职" } }   organisations, if their defaults do not do
    nodes = { T1 = { kind = "InspectionTask", type = "常规" } }   nodes of other kinds; `of` is a kind of their own
    edges = [["SERVED_IN", "P1", "市林业局", "2001-03..2008-05", { title = "科员" }]]
    declarations = [{ relation_class = "其他亲密关系", concerns = ["市林业局"] }]
    expect = { verdict = "需复核", severity = "S", code = "", words = ["2001-03"], missing = ["L4.起始年月"] }

An edge is kind, from, to, and if need be dates and properties. Dates are `since..until`: a date, 至今, or nothing
where nobody says (`2001-03..` has no end stated). Ends are names; whoever and whatever is named for the first
time is made: P2 is a person with a number, 王妻 one without. Instead of a kind may stand
    下属 上级 | 前身 后身 | 党组织 单位 | 驻 被监督单位       the edge and that service in the one counts for the other
    亲属 P1 王妻 {relation = "夫妻", term = "妻子"}            a relative of the family ledger
A unit under inspection has a number one since 2023-06, unless the case says `headless = true` or names one.

Also: unit, on (the day), post (岗位分工), modes, type, theme, follows_up, committee, term_no, round_no of the
task; profile = {years = 5} changes the rule's section, settings = {...} the whole profile; beside = ["R01"]
keeps other rules on. In `expect` all but `verdict` is about the rule: its gravest severity ("" or left out =
no reason), the code of that reason, words that its texts have and `unsaid` ones that they have not, the fields
it lacks. `masked = true`: the reason stands under no rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.model import keys
from graph.model.claims import digest
from graph.model.schema import schema
from queries.avoidance import RULES
from queries.avoidance.draft import Draft, Member, Task, read_modes

World = Any
Case = Mapping[str, Any]

FOLDER = Path(__file__).parents[2] / "cases" / "avoidance" / "rules"
COMMITTEE = "中共云川市委"
ENTRY = "2024-03-15"
SHOWS = frozenset(
    {"positive", "negative", "boundary", "month", "missing", "renamed", "role", "profile", "tricky"}
)
NEEDED = SHOWS - {"tricky"}
"""What every file shows; it may say `without = { month = "why this rule has none" }`."""

FILES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("R*.toml"))
}
CASES = [(rule, case) for rule, file in FILES.items() for case in file["case"]]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{r} {c['note']}" for r, c in CASES])
def test_rule_case(world: World, rule: str, case: Case) -> None:
    expect = case["expect"]
    found = asked(world, rule, case)
    shown = None if expect.get("masked") else rule
    reasons = [r for r in found["reasons"] if r["rule"] == shown and r["severity"]]
    texts = "".join(r["text"] for r in reasons)
    gravest: dict[str, Any] = min(reasons, key=lambda r: "HSI".index(r["severity"]), default={})
    assert found["verdict"] == expect["verdict"], found["reasons"]
    assert gravest.get("severity", "") == expect.get("severity", ""), found["reasons"]
    assert (gravest.get("code") or "") == expect.get("code", ""), found["reasons"]
    assert [word for word in expect.get("words", ()) if word not in texts] == [], texts
    assert [word for word in expect.get("unsaid", ()) if word in texts] == [], texts
    lacks = sorted({lack["field"] for lack in found["missing"] if lack["rule"] == rule})
    assert lacks == sorted(expect.get("missing", ()))
    assert all(step["sources"] for r in reasons for step in r["path"]), reasons


@pytest.mark.parametrize("rule", FILES)
def test_a_file_shows_all_it_must(rule: str) -> None:
    shown = {case["shows"] for case in FILES[rule]["case"]}
    assert shown <= SHOWS
    assert NEEDED - shown - FILES[rule].get("without", {}).keys() == frozenset()
    assert len(FILES[rule]["case"]) >= len(NEEDED)


def asked(world: World, rule: str, case: Case) -> dict[str, Any]:
    """Return the verdict of a case, as the contract prints it."""
    unit = case.get("unit") or FILES[rule]["unit"]
    Scenery(world, case).build(unit)
    answer = world.check(drafted(case, unit), on=case.get("on", ENTRY), changes=changes(rule, case))
    [verdict] = answer.to_json()["verdicts"]
    return dict(verdict)


def drafted(case: Case, unit: str) -> Draft:
    """Return the draft of a case: P1 and one task."""
    modes, unknown = read_modes(case.get("modes", ""))
    task = Task(
        "1组", unit, case.get("type", "常规"), modes, case.get("on", ENTRY),
        term_no=case.get("term_no"), round_no=case.get("round_no"), committee=case.get("committee"),
        unknown_modes=unknown, theme=case.get("theme", ""), follows_up=case.get("follows_up", ""),
    )  # fmt: skip
    details = {"岗位分工": case["post"]} if "post" in case else {}
    return Draft((Member("1组", "P1", "", case.get("role", "组员"), details),), (task,))


def changes(rule: str, case: Case) -> dict[str, Any]:
    """Return the profile of a case: all rules off but its own."""
    kept = {rule, *case.get("beside", ())}
    rules: dict[str, Any] = {other.id: {"on": other.id in kept} for other in RULES}
    rules[rule] |= case.get("profile", {})
    own = dict(case.get("settings", {}))
    for other, section in own.pop("rule", {}).items():
        rules[other] |= section
    return {"rule": rules, **own}


_COUNTING = {
    # word -> kind of edge, how the first counts for the second, how the second for the first
    "下属": ("PART_OF", "subordinate", ""),
    "前身": ("SUCCEEDED_BY", "predecessor", "successor"),
    "党组织": ("PARTY_ORG_OF", "itself", "itself"),
    "驻": ("STATIONED_AT", "stationed", ""),
}
_LEDGERS = {"SERVED_IN": "L4", "REPORTED_TO": "L4", "SUCCEEDED_BY": "L16", "CONCERNS": "L5"}


class Scenery:
    """Builds the world of a case from its names."""

    def __init__(self, world: World, case: Case) -> None:
        self.world = world
        self.case = case
        self.ids: dict[str, str] = {}

    def build(self, unit: str) -> None:
        """Make everything that a case names, and the unit."""
        self.named("P1", "Person", {"name": "张某", **self.case.get("person", {})})
        for name, properties in self.case.get("orgs", {}).items():
            self.named(name, "Organization", properties)
        for name, properties in self.case.get("people", {}).items():
            self.named(name, "Person", properties)
        for name, properties in self.case.get("nodes", {}).items():
            own = {"of": "kind"}
            plain = {own.get(key, key): value for key, value in properties.items() if key != "kind"}
            self.named(name, properties["kind"], plain)
        if not self.case.get("unknown_unit"):
            self.named(unit, "Organization", {})
        for edge in self.case.get("edges", ()):
            self.edge(*edge)
        for declared in self.case.get("declarations", ()):
            self.declaration(dict(declared))
        self.world.headed = not self.case.get("headless", False)

    def named(self, name: str, kind: str, properties: Mapping[str, Any]) -> str:
        """Return the id of what bears a name, made if it is new."""
        if name not in self.ids:
            said = {key: None if value == "" else value for key, value in properties.items()}
            self.ids[name] = self._made(name, kind, said)
        return self.ids[name]

    def _made(self, name: str, kind: str, properties: dict[str, Any]) -> str:
        if kind == "Organization":
            return str(self.world.org(name, properties.pop("code", "990100"), **properties))
        if kind == "Person" and name[1:].isdigit():
            shown = properties.pop("name", f"人员{name}")
            return str(self.world.person(name, shown, **properties))
        if kind == "Person":
            shown = properties.pop("name", name)
            return str(self.world.somebody(shown, name, **properties))
        id_ = keys.region(name, "") if kind == "Region" else digest(kind, name)
        row = ({"code": name} if kind == "Region" else {}) | properties
        self.world.node(kind, id_, **row)
        return id_

    def edge(self, kind: str, source: str, target: str, *more: Any) -> None:
        """Add an edge between two names."""
        dates, properties = "", dict[str, Any]()
        for value in more:
            dates, properties = (value, properties) if isinstance(value, str) else (dates, value)
        if kind == "亲属":
            given = {"name": target, **properties}
            given = {key: given[key] for key in ("name", "relation", "term") if key in given}
            rest = {key: value for key, value in properties.items() if key not in given}
            self.ids[target] = self.world.relative(self.ids[source], *given.values(), **rest)
        elif kind in _COUNTING:
            self.counting(kind, source, target, dates, properties)
        else:
            self.plain(kind, source, target, dates, properties)

    def counting(
        self, word: str, source: str, target: str, dates: str, properties: Mapping[str, Any]
    ) -> None:
        """Add an edge between organisations, and what it makes count for what."""
        kind, there, back = _COUNTING[word]
        counts = {k: v for k, v in properties.items() if k in {"certainty", "section"}}
        own = {k: v for k, v in properties.items() if k not in counts}
        via = self.plain(kind, source, target, dates, own)
        ends = self.ids[source], self.ids[target]
        self.world.counts(*ends, there, via=via, **counts)
        if back:
            self.world.counts(*reversed(ends), back, via=via, **counts)

    def plain(
        self, kind: str, source: str, target: str, dates: str, properties: Mapping[str, Any]
    ) -> str:
        """Add one edge of a kind of the schema."""
        first, second = self._ends(kind, source, target)
        ends = self.named(source, first, {}), self.named(target, second, {})
        since, until = dates.split("..") if dates else ("", "")
        if kind == "SERVED_IN":
            return str(self.world.served(*ends, since or None, until or None, **properties))
        columns = {name for name, _ in schema().kind(kind).columns()}
        given: dict[str, Any] = {"since": since or None} if "since" in columns else {}
        if "until" in columns:
            given["until"] = until if until not in {"", "至今"} else None
        if "end_state" in columns:
            given["end_state"] = {"至今": "ongoing", "": "not_stated"}.get(until, "stated")
        if kind == "REPORTED_TO" and "org" in properties:
            given["org"] = self.named(properties["org"], "Organization", {})
            properties = {}
        ledger = _LEDGERS.get(kind, "L20")
        return str(self.world.edge(kind, *ends, ledger, **(given | dict(properties))))

    def _ends(self, kind: str, source: str, target: str) -> tuple[str, str]:
        """Return what an edge joins; where a kind has several ends, those that the names already are."""
        for first, second in schema().edges[kind].ends:
            known = (self.ids.get(source, first), self.ids.get(target, second))
            if known[0].startswith(first) and known[1].startswith(second):
                return first, second
        raise AssertionError(f"{kind} does not join {source} and {target}")

    def declaration(self, properties: dict[str, Any]) -> None:
        """Add a declaration of P1's that there is something to declare."""
        concerns = properties.pop("concerns", ())
        given = {"has_items": True, **properties}
        id_ = self.world.declaration(self.ids["P1"], **given)
        for name in concerns:
            self.world.edge("CONCERNS", id_, self.named(name, "Organization", {}), "L5")


def test_every_rule_has_its_cases() -> None:
    """Those of part 1 have theirs in the labelled ledgers, those that look at the whole team beside the teams'."""
    elsewhere = {"R01", "R02", "R10", "R11", "R12", "R30", "R35", "R42"}
    elsewhere |= {path.stem for path in FOLDER.with_name("teams").glob("*.toml")}
    assert {rule.id for rule in RULES} - elsewhere <= FILES.keys()
