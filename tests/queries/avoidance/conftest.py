"""A small world for the avoidance check: hand-written snapshots of a few people and units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from graph.model import keys
from graph.model.claims import digest
from graph.model.schema import schema
from graph.model.values import earliest, latest
from graph.snapshot import EVIDENCE, Snapshot
from queries.avoidance import RULES, Check, Draft, check, load_profile, single
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.draft import Member, Task, read_modes
from queries.avoidance.engine import TABLES
from queries.avoidance.profile import changed
from queries.avoidance.verdict import Missing

COMMITTEE = "中共云川市委"
FILES = {"L4": "任职经历表.xlsx", "L5": "回避申报表.xlsx", "L16": "机构沿革表.xlsx"}
ENTRY = "2024-03-15"
"""The day that every task of these worlds begins."""


@dataclass
class World:
    """Nodes and edges by kind; `check` writes them as a snapshot and asks.

    A unit asked about has somebody at its head, unless the world is not `headed` or names one. The rules
    `off` are not asked: a test module names there those that look at the same facts and have their own cases.
    """

    folder: Path
    off: frozenset[str] = frozenset()
    headed: bool = True
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    evidence: list[tuple[str, str, str, str, int]] = field(default_factory=list)

    def org(self, name: str, code: str | None = "990100", **properties: Any) -> str:
        id_ = keys.organization(name, COMMITTEE)
        given = {"name": name, "region_code": code, "kind": "政府部门", "status": "在册"}
        if self._add("nodes_Organization", {"id": id_, **given, **properties}):
            self._state(id_, "被巡察对象台账.xlsx")
        return id_

    def person(self, number: str, name: str, /, *, employed: bool = True, **properties: Any) -> str:
        """Add a person of the pool whose career and family were checked shortly before the entry.

        The pool names an employer without dates, as L3 does, unless it is told not to. Who is told to have a
        checked family, or nothing of it, signed as well that there is nothing to declare.
        """
        id_ = keys.person(number, COMMITTEE)
        given = {
            "name": name, "person_no": number, "keyed": True, "marital": "未婚",
            "career_checked_on": "2024-03", "family_checked_on": "2024-03",
        }  # fmt: skip
        self._add("nodes_Person", {"id": id_, **given, **properties})
        self._state(id_, "人才库登记表.xlsx")
        if properties.get("family_checked_on", True):
            self.declaration(id_)
        if employed:
            pool = digest("SERVED_IN", id_, "L3")
            given = {
                "title": "干部",
                "kind": "任职",
                "end_state": "ongoing",
                "until_latest": "9999-12-31",
            }
            where = self.org("市人才办", None)
            self._add("edges_SERVED_IN", {"id": pool, "source": id_, "target": where, **given})
        return id_

    def somebody(self, name: str, place: str, /, **properties: Any) -> str:
        """Add a person without a number: a relative, or a name in a list of leaders."""
        id_ = digest("Person", name, place)
        self._add("nodes_Person", {"id": id_, "name": name, "keyed": False} | properties)
        self._state(id_, "家庭成员表.xlsx")
        return id_

    def served(
        self, person: str, org: str, since: str | None, until: str | None, **properties: Any
    ) -> str:
        """Add a service; `until` is a date, 至今, or None where nobody states an end."""
        state = {"至今": "ongoing", None: "not_stated"}.get(until, "stated")
        given = {
            "title": "科员", "kind": "任职", "since": since,
            "until": until if state == "stated" else None, "end_state": state,
            "until_latest": _last_day(until, state),
        }  # fmt: skip
        return self.edge("SERVED_IN", person, org, "L4", **(given | properties))

    def node(self, kind: str, id_: str, /, **properties: Any) -> None:
        """Add a node of any kind."""
        self._add(f"nodes_{kind}", {"id": id_, **properties})
        self._state(id_, "其他台账.xlsx")

    def edge(
        self, kind: str, source: str, target: str, ledger: str = "L20", /, **properties: Any
    ) -> str:
        rows = self.rows.get(f"edges_{kind}", [])
        id_ = digest(kind, source, target, len(rows))
        self._add(f"edges_{kind}", {"id": id_, "source": source, "target": target, **properties})
        self._state(id_, FILES.get(ledger, "家庭成员表.xlsx"))
        return id_

    def counts(self, org: str, unit: str, reach: str, **properties: Any) -> str:
        given = {"reach": reach, "certainty": "recorded", "via": ""}
        return self.edge("COUNTS_FOR", org, unit, "L1", **(given | properties))

    def relative(
        self,
        person: str,
        name: str,
        relation: str,
        term: str,
        *,
        employer: str = "某企业",
        **properties: Any,
    ) -> str:
        """Add a relative of the family ledger with the derived relation, both ways."""
        own = {
            "declared_by": person,
            "kin_term": term,
            "kin_stated_on": "2024-03-01",
            "kin_employer": employer,
        }
        id_ = self.somebody(name, term, **own)
        given = {"relation": relation, "certainty": "recorded"} | properties
        self.edge("KIN", person, id_, **given)
        self.edge("KIN", id_, person, **given)
        return id_

    def declaration(self, person: str, **properties: Any) -> str:
        id_ = digest("Declaration", person, len(self.rows.get("nodes_Declaration", [])))
        given = {"has_items": False, "signed": "2024-03-02"}
        self._add("nodes_Declaration", {"id": id_, **given, **properties})
        self._state(id_, FILES["L5"])
        self.edge("BY", id_, person, "L5")
        return id_

    def native(self, person: str, code: str) -> None:
        self._add("nodes_Region", {"id": keys.region(code, ""), "code": code, "name": code})
        self.edge("NATIVE_OF", person, keys.region(code, ""), "L3")

    def snapshot(self) -> Snapshot:
        """Write the tables that a check reads."""
        for table in TABLES:
            rows = [_full(table, row) for row in self.rows.get(table, [])]
            if table == "evidence":
                names = [name for name, _ in COLUMNS[table]]
                rows = [dict(zip(names, (*row, False), strict=True)) for row in self.evidence]
                for beside in EVIDENCE[1:]:
                    (self.folder / f"{beside}.parquet").write_bytes(_empty(table))
            path = self.folder / f"{table}.parquet"
            if rows:
                parquet.write_table(pa.Table.from_pylist(rows, _typed(table)), path)
            else:
                path.write_bytes(_empty(table))
        return Snapshot("hash", self.folder)

    def check(
        self, draft: Draft, *, on: str | None = ENTRY, changes: dict[str, Any] | None = None
    ) -> Check:
        profile = changed(load_profile(), {"rule": {rule: {"on": False} for rule in self.off}})
        profile = changed(profile, changes) if changes else profile
        if self.headed:
            self._head({task.unit for task in draft.tasks})
        day = date.fromisoformat(on) if on else None
        return check(self.snapshot(), draft, profile, committee=COMMITTEE, on=day)

    def ask(
        self,
        number: str,
        unit: str,
        role: str = "组员",
        *,
        on: str = ENTRY,
        modes: str = "",
        **options: Any,
    ) -> dict[str, Any]:
        """Return the verdict, as the contract prints it, on one person and one unit."""
        answer = self.check(single(number, unit, role, modes=modes), on=on, **options).to_json()
        [verdict] = answer["verdicts"]
        return dict(verdict)

    @staticmethod
    def draft(people: list[tuple[str, str, str]], tasks: list[tuple[str, str, str]]) -> Draft:
        """Return a draft of (number, team, role) and (unit, team, modes), all entering on `ENTRY`."""
        members = tuple(Member(team, number, "", role, {}) for number, team, role in people)
        made = []
        for unit, team, modes in tasks:
            words, unknown = read_modes(modes)
            made.append(Task(team, unit, "常规", words, ENTRY, unknown_modes=unknown))
        return Draft(members, tuple(made))

    def _head(self, units: set[str]) -> None:
        """Put somebody at the head of each unit that has nobody there, of all if its name is not told."""
        served = self.rows.get("edges_SERVED_IN", [])
        headed = {row["target"] for row in served if row.get("principal")}
        known = {org["id"] for org in self.rows.get("nodes_Organization", [])}
        for unit in sorted(units):
            own = keys.organization(unit, COMMITTEE)
            for id_ in sorted(({own} if own in known else known) - headed):
                head = self.somebody(f"一把手（{id_}）", "领导班子成员名册.xlsx")
                given = {"title": "主要负责人", "leading": True, "principal": True}
                headed.add(id_)
                self.served(head, id_, "2023-06", "至今", **given)

    def _state(self, id_: str, file: str) -> None:
        number = sum(row[1] == file for row in self.evidence) + 2
        self.evidence.append((id_, file, file, f"第{number}行", number))

    def _add(self, table: str, row: dict[str, Any]) -> bool:
        """Add a row if its id is new, and tell whether it was."""
        rows = self.rows.setdefault(table, [])
        if any(old["id"] == row["id"] for old in rows):
            return False
        rows.append(row)
        return True


def _last_day(until: str | None, state: str) -> str | None:
    if state == "ongoing":
        return "9999-12-31"
    return latest(until).isoformat() if until and state == "stated" else None


SIDE = {
    "conflicts": ("id", "kind", "property", "kept", "other", "shown"),
    "pairs": ("id", "kind", "zone", "a", "b"),
    "refused": ("id", "ledger", "column", "reason", "until", "file", "place"),
}


def _columns(table: str) -> Iterator[tuple[str, str]]:
    if table == "aliases":
        yield from (("alias", "VARCHAR"), ("id", "VARCHAR"))
        return
    if table == "evidence":
        yield from ((name, "VARCHAR") for name in ("id", "source", "file", "place"))
        yield "ordinal", "BIGINT"
        yield "guarded", "BOOLEAN"
        return
    if table in SIDE:
        yield from ((name, "VARCHAR") for name in SIDE[table])
        return
    yield "id", "VARCHAR"
    if table.startswith("edges_"):
        yield from (("source", "VARCHAR"), ("target", "VARCHAR"))
    yield from schema().kind(table.split("_", 1)[1]).columns()
    yield "sources", "VARCHAR"


COLUMNS = {table: tuple(_columns(table)) for table in TABLES}
ARROW = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
}


def _typed(table: str) -> pa.Schema:
    return pa.schema([(name, ARROW[type_]) for name, type_ in COLUMNS[table]])


@cache
def _empty(table: str) -> bytes:
    """Return the file of a table without rows: most tables of a world are."""
    written = pa.BufferOutputStream()
    parquet.write_table(_typed(table).empty_table(), written)
    return bytes(written.getvalue())


def _full(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the first and last day of every date in it."""
    full = dict(row)
    for name in {name for name, _ in COLUMNS[table]} & {f"{name}_min" for name in row}:
        plain = name.removesuffix("_min")
        if row[plain] is not None:
            full[name] = earliest(row[plain]).isoformat()
            full[f"{plain}_max"] = latest(row[plain]).isoformat()
    unknown = full.keys() - {name for name, _ in COLUMNS[table]}
    assert not unknown, unknown
    return full


class Listed(dict[str, Any]):
    """Rows by family, as one rule may read them: a family that it does not list is an error."""

    def __init__(self, rows: Mapping[str, Any], rule: Rule) -> None:
        super().__init__(rows)
        self._rule = rule

    def get(self, family: str, default: Any = None) -> Any:
        assert family in self._rule.reads, f"{self._rule.id} reads {family} and does not list it"
        return super().get(family, default)

    __getitem__ = get


def _confined(rule: Rule) -> Rule:
    """Return the rule, held to the families of ties that it lists: a check gathers no others."""

    def judge(case: Case) -> Iterator[Found | Missing]:
        own = replace(case, ties=Listed(case.ties, rule), links=Listed(case.links, rule))
        return rule.judge(own)

    return replace(rule, judge=judge)


@pytest.fixture(scope="session")
def confined() -> Callable[[Rule], Rule]:
    """The maker of rules that are held to what they list."""
    return _confined


@pytest.fixture(autouse=True, scope="module")
def _rules_read_what_they_list() -> Iterator[None]:
    """Every check of this folder is also a test of what its rules list."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("queries.avoidance.judge.RULES", tuple(_confined(rule) for rule in RULES))
        yield


@pytest.fixture
def world(tmp_path: Path, request: pytest.FixtureRequest) -> World:
    """An empty world, without the rules that the test's module names as `OFF`."""
    return World(tmp_path, frozenset(getattr(request.module, "OFF", ())))


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], World]:
    """The maker of empty worlds, for tests that need many."""
    return lambda: World(tmp_path_factory.mktemp("world"))
