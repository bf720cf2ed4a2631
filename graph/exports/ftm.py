"""FollowTheMoney: one entity a line, by the schemata and properties that schema.toml names (`ftm`).

Kinds and properties without such a word, and what lacks what FollowTheMoney asks for, are lost: losses.toml.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TextIO
from unicodedata import category, normalize

from graph.exports._losses import ROW
from graph.exports._masked import Graph, Row, Table
from graph.model.claims import Value
from graph.model.schema import EdgeKind, Kind, NodeKind

KIND, PROPERTY, NAMELESS, ENDLESS, SPACES, LONG, GENDER, ID = (
    "kind", "property", "nameless", "endless", "spaces", "long", "gender", "id",
)  # fmt: skip

UNTOLD = "未写明"
"""Stands where FollowTheMoney asks for a text that nobody gave."""
RELATIONS = {"SPOUSE_OF": "配偶", "PARENT_OF": "父母"}
"""What `Family.relationship` says of the kinds that are one relation."""
GENDERS = {"男": "male", "女": "female"}
CONTRACT = "-contract"
"""Ends the id of the contract of an award."""

_FIRMS = {"OWNS": ("target",), "EXECUTIVE_OF": ("target",), "CONTRACTS_WITH": ("source",)}
"""Edges with the ends that show a unit to be a company."""
_LONGEST = {
    "name": 384,
    "idNumber": 64,
    "registrationNumber": 64,
    "summary": 65000,
    "description": 65000,
}
_LONGEST_USUAL = 1024

Entity = dict[str, list[str]]


def write(graph: Graph, target: Path) -> None:
    """Write the kinds that FollowTheMoney knows as JSON lines, nodes first."""
    tables = {table.kind.name: table for table in graph.tables}
    writer = _Writer(tables)
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for table in graph.tables:
            if is_schema(table.kind):
                writer.table(table, out)
            elif not table.kind.ftm and table.count:
                table.lost(ROW, KIND, table.count)


def id_there(id_: str) -> str:
    """Return an id as FollowTheMoney takes it: SERVED_IN-… is SERVED.IN-…."""
    return id_.replace("_", ".")


def is_schema(kind: Kind) -> bool:
    """Tell whether a kind is written as entities of their own: schemata begin with a capital letter."""
    return kind.ftm[:1].isupper()


class _Writer:
    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self.firms = {
            getattr(row, end)
            for kind, ends in _FIRMS.items()
            for row in tables[kind].rows()
            for end in ends
        }
        self.links = {
            kind: self._targets(tables[kind])
            for kind in tables
            if tables[kind].kind.ftm and not is_schema(tables[kind].kind)
        }
        # A unit may be written before the one that it is part of.
        units = tables["Organization"].rows()
        self.written = {
            row.id
            for row in units
            if _ID.fullmatch(row.id) and _plain(str(row.properties.get("name", "")), "name")
        }

    def _targets(self, table: Table) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in table.rows():
            found[row.source].append(row.target)
            for name in row.properties:
                _lose(table, name)
        return found

    def table(self, table: Table, out: TextIO) -> None:
        """Write the entities of one kind."""
        for row in table.rows():
            entities = list(self._entities(table, row))
            for id_, schema, properties in entities:
                self.written.add(id_)
                entity = {"id": id_there(id_), "schema": schema, "properties": properties}
                out.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")

    def _entities(self, table: Table, row: Row) -> Iterator[tuple[str, str, Entity]]:
        kind = table.kind
        if isinstance(kind, EdgeKind):
            if {row.source, row.target} - self.written:
                table.lost(ROW, ENDLESS)
                return
            yield from _edge(table, kind, row)
            return
        assert isinstance(kind, NodeKind)
        if not _ID.fullmatch(row.id):
            table.lost(ROW, ID)
            return
        found = _properties(table, row)
        for name, links in self.links.items():
            if any(kind.name == end for end, _ in self._ends(name)):
                self._link(name, row.id, links, found)
        if kind.name == "Sanction" and "entity" not in found:
            table.lost(ROW, ENDLESS)
        elif kind.name != "Sanction" and "name" not in found:
            table.lost(ROW, NAMELESS)
        else:
            yield row.id, self._schema(kind, row), found

    def _ends(self, name: str) -> tuple[tuple[str, str], ...]:
        kind = self.tables[name].kind
        return kind.ends if isinstance(kind, EdgeKind) else ()

    def _link(self, name: str, id_: str, links: Mapping[str, list[str]], found: Entity) -> None:
        """Add the targets of an edge that is a property; people and units stand before what leads to them."""
        table, known = self.tables[name], []
        for target in links.get(id_, ()):
            if target in self.written:
                known.append(target)
            else:
                table.lost(ROW, ENDLESS)
        if known:
            found[table.kind.ftm] = known

    def _schema(self, kind: NodeKind, row: Row) -> str:
        if kind.name != "Organization":
            return kind.ftm
        if row.id in self.firms:
            return "Company"
        return "PublicBody" if row.properties.get("kind") else kind.ftm


def _edge(table: Table, kind: EdgeKind, row: Row) -> Iterator[tuple[str, str, Entity]]:
    found = _properties(table, row)
    if kind.name == "CONTRACTS_WITH":
        yield from _award(row, found)
        return
    source, target = kind.ftm_ends
    found |= {source: [row.source], target: [row.target]}
    if kind.name in RELATIONS:
        found["relationship"] = [RELATIONS[kind.name]]
    yield row.id, kind.ftm, found


def _award(row: Row, found: Entity) -> Iterator[tuple[str, str, Entity]]:
    """Yield the contract of a deal, and its award to the one who supplies."""
    contract = id_there(row.id) + CONTRACT
    amount = found.pop("amount", None)
    yield contract, "Contract", {"title": [UNTOLD], **found, "authority": [row.target]}
    award = {"supplier": [row.source], "contract": [contract]}
    if amount:
        # 万元 there, yuan here.
        yuan = Decimal(amount[0]) * 10_000
        award |= {"amount": [format(yuan.normalize(), "f")], "currency": ["CNY"]}
    yield row.id, "ContractAward", award


def _properties(table: Table, row: Row) -> Entity:
    found: Entity = {}
    for name, value in row.properties.items():
        prop = table.kind.properties.get(name)
        if prop is None or not prop.ftm:
            _lose(table, name)
            continue
        if prop.ftm == "gender" and value not in GENDERS:
            table.lost(name, GENDER)
            continue
        texts = str(value).split("；") if prop.list else [_text(value)]
        if prop.ftm == "gender":
            texts = [GENDERS[text] for text in texts]
        plain = [_plain(text, prop.ftm) for text in texts]
        if plain != texts:
            longer = any(len(text) > _longest(prop.ftm) for text in texts)
            table.lost(name, LONG if longer else SPACES)
        if kept := [text for text in plain if text]:
            found.setdefault(prop.ftm, []).extend(kept)
    return found


def _lose(table: Table, name: str) -> None:
    """Count a property that has no word there; the days that a date may mean are not one."""
    stem = name.removesuffix("_min").removesuffix("_max")
    if stem == name or name in table.kind.properties:
        table.lost(name, PROPERTY)


def _text(value: Value) -> str:
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return str(value)


def _longest(word: str) -> int:
    return _LONGEST.get(word, _LONGEST_USUAL)


def _plain(text: str, word: str) -> str:
    """Return a text as FollowTheMoney cleans it: single blanks, no marks of control, no quotes around a name."""
    shown = "".join(" " if category(sign)[0] == "C" else sign for sign in text)
    plain = normalize("NFC", re.sub(r"\s+", " ", shown).strip())
    if word in _NAMES:
        plain = plain.strip("\"' ")
    return plain[: _longest(word)]


_NAMES = frozenset({"name", "alias", "weakAlias"})
_ID = re.compile("[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?")
