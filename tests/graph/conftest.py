"""Builders: claims of a few sources as loaders make them, kept and derived for real."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from graph.derive import derive, in_use
from graph.derive.claims import load_claims
from graph.derive.making import build
from graph.model import keys
from graph.model.claims import Claim, Provenance, Rejected, Value, edge_mention
from graph.model.decisions import Decision
from graph.model.names import committee_key, org_key
from graph.snapshot import Snapshot
from graph.sources import Source, Sources, tables

COMMITTEE = "中共云川市委"

Row = dict[str, Any]


@dataclass
class Telling:
    """What one source says: each method adds a claim and returns its mention."""

    name: str
    rank: int = 10
    claims: list[Claim] = field(default_factory=list)

    @property
    def hash(self) -> str:
        return hashlib.sha256(f"{self.name}|{self.rank}".encode()).hexdigest()

    def _origin(self) -> Provenance:
        number = len(self.claims) + 3
        quote = f"第{number}行的原文"
        return Provenance(self.hash, f"L4!第{number}行", 0, len(quote), quote)

    def node(self, mention: str, keys: Sequence[str] = (), /, **properties: Value) -> str:
        kind = mention.split("-")[0]
        self.claims.append(
            Claim(kind, mention, properties, self._origin(), "test", keys=tuple(keys))
        )
        return mention

    def edge(self, edge: str, source: str, target: str, /, **properties: Value) -> None:
        origin, ends = self._origin(), (source, target)
        mention = edge_mention(edge, ends, origin, len(self.claims))
        self.claims.append(Claim(edge, mention, properties, origin, "test", ends=ends))

    def unit(self, name: str, scope: str = COMMITTEE, **properties: Value) -> str:
        """A bare mention of an organisation."""
        said = {"mentioned_as": name, "scope": scope, **properties}
        return self.node(keys.organization(name, scope), [org_key(name, scope)], **said)

    def own(
        self,
        name: str,
        *,
        short: Iterable[str] = (),
        former: Iterable[str] = (),
        uscc: str | None = None,
        scope: str = COMMITTEE,
        **properties: Value,
    ) -> str:
        """A record that defines an organisation."""
        also = [org_key(n, scope) for n in (name, *short)]
        also += [keys.FORMER + org_key(n, scope) for n in former]
        also += [f"uscc:{uscc}"] if uscc else []
        said: dict[str, Value] = {"mentioned_as": name, "scope": scope, "name": name}
        said |= {"definite": True, "uscc": uscc}
        return self.node(keys.organization(name, scope), also, **said, **properties)

    def person(
        self,
        number: str,
        *,
        identity: str | None = None,
        contexts: Iterable[str] = (),
        scope: str = COMMITTEE,
        **properties: Value,
    ) -> str:
        also = [keys.person_number_key(number, scope), *contexts]
        also += [f"id:{identity}"] if identity else []
        said = {"person_no": number, "keyed": True, **properties}
        return self.node(keys.person(number, scope), also, **said)

    def somebody(self, name: str, *, contexts: Iterable[str] = (), **properties: Value) -> str:
        """A person by name only."""
        mention = keys.placed("Person", self.hash, "第1段", len(self.claims))
        return self.node(mention, tuple(contexts), name=name, **properties)

    def task(self, round_no: int, team: str | None, unit: str, kind: str | None) -> str:
        """A task with its round and team; without team or type, a reference to one."""
        of = keys.round_(COMMITTEE, 7, round_no)
        self.node(of, committee=COMMITTEE, term_no=7, number=round_no)
        by = None
        if team is not None:
            by = self.node(keys.team(COMMITTEE, 7, round_no, team), name=team)
        where = self.unit(unit)
        parts = (round_no, team, unit, kind)
        said: dict[str, Value] = {"round_ref": of, "team_ref": by, "unit_ref": where, "type": kind}
        return self.node(keys.composed("InspectionTask", *parts), **said)

    def finding(self, number: str, round_no: int | None, unit: str, **more: Value) -> str:
        of = keys.round_(COMMITTEE, 7, round_no) if round_no else None
        mention = keys.numbered("Finding", COMMITTEE, number)
        return self.node(mention, no=number, round_ref=of, unit_ref=self.unit(unit), **more)


def clue_key(number: str, name: str) -> str:
    return f"clue:{committee_key(COMMITTEE)}:{number}:{name}"


@dataclass
class World:
    """A sources folder and the snapshots derived from it."""

    folder: Path
    decisions: list[Decision] = field(default_factory=list)

    @property
    def sources(self) -> Sources:
        return Sources(self.folder / "sources")

    def load(self, *told: Telling, extra: Iterable[Rejected] = ()) -> None:
        for telling in told:
            if not self.sources.holds(telling.hash):
                tables.add(self.sources, source_of(telling), b"x", [*telling.claims, *extra])

    def decide(self, kind: str, *subjects: str) -> Decision:
        """Add a decision to the log; each has its own second."""
        at = f"2025-03-01T00:00:{len(self.decisions):02d}"
        made = Decision(kind, "王某", at, "核对原件", subjects)
        self.decisions.append(made)
        return made

    def derive(self, worth: int = 10**9) -> Graph:
        """The snapshot, written and hashed; `worth` 0 builds on the one before."""
        snapshot = derive(self.sources, self.decisions, self.folder / "derived", worth=worth)
        return Graph(duckdb.connect(), snapshot)

    def build(self) -> Graph:
        """The same tables, not written: half the time."""
        con = duckdb.connect(config={"threads": 1})
        used = in_use(self.sources, self.decisions)
        load_claims(con, self.sources, used)
        build(con, self.decisions)
        return Graph(con)


def source_of(telling: Telling, version: str = "1") -> Source:
    return Source(
        hash=telling.hash,
        name=telling.name,
        kind="L4",
        title="任职经历表",
        rank=telling.rank,
        committee=COMMITTEE,
        loader="ledgers",
        version=version,
        loaded_at="2025-03-01T00:00:00+00:00",
        claims=0,
        rejected=0,
    )


@dataclass
class Graph:
    """A derived graph, read row by row: tables of a connection, or of a snapshot on disk."""

    con: duckdb.DuckDBPyConnection
    snapshot: Snapshot | None = None

    def rows(self, table: str) -> list[Row]:
        if self.snapshot is not None:
            table = f"read_parquet('{self.snapshot.tables()[table]}')"
        else:
            table = f'"{table.replace("nodes_", "n_").replace("edges_", "e_")}"'
        found = self.con.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def one(self, table: str, **wanted: Value) -> Row:
        found = [r for r in self.rows(table) if all(r[k] == v for k, v in wanted.items())]
        assert len(found) == 1, f"{len(found)} rows in {table} with {wanted}: {found}"
        return found[0]

    def resolve(self, mention: str) -> str:
        if self.snapshot is not None:
            return self.snapshot.resolve(mention)
        found = self.con.execute("SELECT id FROM aliases WHERE alias = ?", [mention]).fetchone()
        return str(found[0]) if found else mention

    def counts_for(self, source: str, target: str) -> list[Row]:
        a, b = self.resolve(source), self.resolve(target)
        rows = self.rows("edges_COUNTS_FOR")
        return [row for row in rows if row["source"] == a and row["target"] == b]

    def kin(self, source: str, target: str) -> dict[str, Row]:
        a, b = self.resolve(source), self.resolve(target)
        rows = self.rows("edges_KIN")
        return {r["relation"]: r for r in rows if r["source"] == a and r["target"] == b}

    def open_items(self) -> dict[tuple[Any, Any], Row]:
        """What somebody has to decide, by the mentions that a decision on it cites."""
        rows = [row for row in self.rows("pairs") if row["zone"] != "apart"]
        assert len({row["id"] for row in rows}) == len(rows)
        return {(row["mention_a"], row["mention_b"]): row for row in rows}

    def same(self, *mentions: str) -> bool:
        """Tell whether mentions are one entity."""
        return len({self.resolve(mention) for mention in mentions}) == 1

    def problems(self) -> set[tuple[str, str]]:
        return {(row["property"], row["other"]) for row in self.rows("conflicts")}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def new_world(tmp_path: Path) -> Callable[[str], World]:
    return lambda name: World(tmp_path / name)


@pytest.fixture
def derived(world: World) -> Callable[..., Graph]:
    """Load what sources say and derive it."""

    def make(*told: Telling) -> Graph:
        world.load(*told)
        return world.build()

    return make


@pytest.fixture(scope="session")
def telling() -> type[Telling]:
    return Telling


@pytest.fixture(scope="session")
def new() -> type[World]:
    return World
