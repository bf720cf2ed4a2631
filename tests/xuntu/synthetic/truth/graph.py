"""The graph that was loaded, each of its rows under the name that the truth would give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

import pyarrow.parquet as pq

from graph.model import keys
from graph.model.schema import schema
from graph.snapshot import Snapshot
from tests.xuntu.synthetic.truth.model import Ref, Value

Row = Mapping[str, Value]
_NUMBERED = (
    "Finding", "WorkingPaper", "Clue", "CaseFile", "Petition", "ImmediateFix", "TransferItem",
    "Recommendation",
)  # fmt: skip


class Graph:
    """Rows of a snapshot by kind, and what the truth's names stand for in it."""

    def __init__(self, snapshot: Snapshot, committee: str) -> None:
        self._snapshot, self._committee = snapshot, committee
        self._tables: dict[str, list[Row]] = {}
        self._resolved: dict[str, str] = {}

    def nodes(self, kind: str) -> dict[str, Row]:
        """Return the nodes of a kind by id."""
        return {str(row["id"]): row for row in self._table(f"nodes_{kind}")}

    def edges(self, kind: str) -> list[Row]:
        """Return the edges of a kind."""
        return self._table(f"edges_{kind}")

    def _table(self, name: str) -> list[Row]:
        if name not in self._tables:
            path = self._snapshot.tables()[name]
            self._tables[name] = pq.read_table(path).to_pylist()
        return self._tables[name]

    def id(self, ref: Ref) -> str | None:
        """Return the id of what a name stands for, or None if nothing does."""
        kind, rest = str(ref[0]), ref[1:]
        if kind == "Organization":
            return self._known(kind, keys.organization(str(rest[0]), self._committee))
        if kind == "Person" and rest[0] == "no":
            return self._known(kind, keys.person(str(rest[1]), self._committee))
        if kind == "Person" and rest[0] in ("kin", "unnamed"):
            return self._known(kind, self._family(rest))
        found = self.named.get(ref, [])
        return found[0] if len(found) == 1 else None

    def _family(self, rest: Ref) -> str:
        declarant = keys.person(str(rest[1]), self._committee)
        if rest[0] == "kin":
            term, name, birth = (str(part) for part in rest[2:])
            return keys.relative(declarant, term, name, birth)
        _, _, side, path, *relative = rest
        if relative:
            side = f"{side}:{relative[0]}"
        return keys.unnamed_relative(declarant, str(side), str(path))

    def _known(self, kind: str, mention: str) -> str | None:
        found = self._aliases.get(mention, mention)
        return found if found in self._ids(kind) else None

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return {str(row["alias"]): str(row["id"]) for row in self._table("aliases")}

    def _ids(self, kind: str) -> set[str]:
        if kind not in self._id_sets:
            self._id_sets[kind] = set(self.nodes(kind))
        return self._id_sets[kind]

    @cached_property
    def _id_sets(self) -> dict[str, set[str]]:
        return {}

    @cached_property
    def named(self) -> dict[Ref, list[str]]:
        """Every row but those of people and organisations under its name in the truth."""
        found: dict[Ref, list[str]] = defaultdict(list)
        for ref, identifier in self._names():
            found[ref].append(identifier)
        return found

    def _names(self) -> Iterator[tuple[Ref, str]]:
        for kind in _NUMBERED:
            yield from (((kind, str(r["no"])), i) for i, r in self.nodes(kind).items())
        yield from ((("Region", str(r["code"])), i) for i, r in self.nodes("Region").items())
        for kind in ("Term", "Round"):
            yield from (((kind, _int(r["number"])), i) for i, r in self.nodes(kind).items())
        for i, r in self.nodes("Team").items():
            yield ("Team", _int(r["round_no"]), _int(r["number"])), i
        yield from (
            (("Regulation", str(r["name"])), i) for i, r in self.nodes("Regulation").items()
        )
        for i, r in self.nodes("ChecklistTemplate").items():
            yield ("ChecklistTemplate", str(r["name"]), str(r["version"])), i
        yield from self._composed()
        yield from self._people()

    def _composed(self) -> Iterator[tuple[Ref, str]]:
        for i, r in self.nodes("InspectionTask").items():
            team = self.nodes("Team")[self._one("EXECUTES", "source", target=i)]
            unit = self._one("INSPECTS", "target", source=i)
            yield (
                (
                    "InspectionTask",
                    _int(team["round_no"]),
                    _int(team["number"]),
                    unit,
                    str(r["type"]),
                ),
                i,
            )
        for i, r in self.nodes("ChecklistItem").items():
            of = self.nodes("ChecklistTemplate")[self._one("HAS_ITEM", "source", target=i)]
            yield ("ChecklistItem", str(of["name"]), str(of["version"]), str(r["no"])), i
        for i, r in self.nodes("Measure").items():
            finding = self.nodes("Finding")[self._one("RECTIFIES", "target", source=i)]
            yield ("Measure", str(finding["no"]), _int(r["seq"])), i
        for i in self.nodes("Prosecution"):
            case = self.nodes("CaseFile")[self._one("REFERRED_TO", "source", target=i)]
            yield ("Prosecution", str(case["no"])), i
        for i, r in self.nodes("Sanction").items():
            cause = self._one("RESULTED_IN", "source", target=i)
            kind = cause.split("-")[0]
            of = self.nodes(kind)[cause]
            yield ("Sanction", kind, str(of["no"]), str(r["kind"]), str(r["level"])), i
        for i, r in self.nodes("ProgressReport").items():
            team = self.nodes("Team")[self._one("OF_TEAM", "target", source=i)]
            yield (
                ("ProgressReport", _int(team["round_no"]), _int(team["number"]), str(r["week"])),
                i,
            )
        yield from self._told()

    def _told(self) -> Iterator[tuple[Ref, str]]:
        for i, r in self.nodes("Declaration").items():
            person = self.nodes("Person")[self._one("BY", "target", source=i)]
            parts = (r["round_no"], r["relation_class"], r["relation"], r["kin_name"])
            yield ("Declaration", str(person["person_no"]), *(_plain(p) for p in parts)), i
        for kind in ("Accountability", "Assessment"):
            for i, r in self.nodes(kind).items():
                mark = str(r.get("no") or r["on"])
                yield (kind, mark, str(r["kind"]), str(r["target"])), i
        for i, r in self.nodes("Meeting").items():
            units = sorted(self._all("CONCERNS", "target", source=i))
            yield ("Meeting", str(r["type"]), str(r["on"]), str(r["heard"]), *units), i
        for i, r in self.nodes("Event").items():
            by = "、".join(sorted(self._all("DID", "source", target=i)))
            held = self.nodes("Round")[self._one("OF_ROUND", "target", source=i)]
            units = sorted(self._all("CONCERNS", "target", source=i))
            # One person is trained, and pledges, once a round.
            on = "" if r["kind"] in ("培训", "签订承诺书") else str(r["on"])
            told = (str(r["kind"]), on, _int(held["number"]), by, _plain(r["content"]))
            yield ("Event", *told, *units), i
        for i, r in self.nodes("Category").items():
            yield ("Category", *self._path(i, r)), i

    def _path(self, identifier: str, row: Row) -> tuple[str, ...]:
        above = self._all("IN_CATEGORY", "target", source=identifier)
        if not above:
            return (str(row["scheme"]), str(row["name"]))
        return (*self._path(above[0], self.nodes("Category")[above[0]]), str(row["name"]))

    def _people(self) -> Iterator[tuple[Ref, str]]:
        clues, cases = self.nodes("Clue"), self.nodes("CaseFile")
        for row in self.edges("ABOUT"):
            yield ("Person", "clue", str(clues[str(row["source"])]["no"])), str(row["target"])
        for row in self.edges("AGAINST"):
            yield ("Person", "case", str(cases[str(row["source"])]["no"])), str(row["target"])

    def _all(self, kind: str, wanted: str, **end: str) -> list[str]:
        ((given, identifier),) = end.items()
        return self._by_end(kind, given).get(identifier, {}).get(wanted, [])

    def _one(self, kind: str, wanted: str, **end: str) -> str:
        found = self._all(kind, wanted, **end)
        assert len(found) == 1, f"{kind} {end}: {found}"
        return found[0]

    def _by_end(self, kind: str, given: str) -> dict[str, dict[str, list[str]]]:
        key = f"{kind} {given}"
        if key not in self._ends:
            made: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
            for row in self.edges(kind):
                for wanted in ("source", "target"):
                    made[str(row[given])][wanted].append(str(row[wanted]))
            self._ends[key] = made
        return self._ends[key]

    @cached_property
    def _ends(self) -> dict[str, dict[str, dict[str, list[str]]]]:
        return {}


def kinds() -> tuple[list[str], list[str]]:
    """Return the names of all kinds of nodes and of edges."""
    return list(schema().nodes), list(schema().edges)


def _int(value: Value) -> int:
    assert isinstance(value, int), value
    return value


def _plain(value: Value) -> str | int:
    return value if isinstance(value, int) else str(value or "")
