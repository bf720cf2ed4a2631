"""The schema: every kind of node and edge, read once from schema.toml."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model import values
from graph.model.claims import SETTLED, Claim, Value, kind_of
from graph.model.errors import SchemaError

TYPES = ("text", "int", "number", "bool", "date")
IDENTITIES = ("mention", "keys", "composite")
FLAGS = frozenset({"sensitive", "derived", "interval", "symmetric"})
COMMON = frozenset({"label", "sensitive", "derived", "rdf", "ftm"})
EDGE_WORDS = frozenset({"ends", "key", "interval", "symmetric", "rdf_ends", "rdf_link", "ftm_ends"})
SQL_TYPES = {
    "text": "VARCHAR",
    "int": "BIGINT",
    "number": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "VARCHAR",
}


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a kind: its type, its Chinese label, who may see it."""

    name: str
    type: str
    label: str
    restricted: bool = False
    internal: bool = False
    list: bool = False
    ref: bool = False
    rdf: str = ""
    ftm: str = ""

    @property
    def sql_type(self) -> str:
        """The DuckDB type of its column."""
        return SQL_TYPES[self.type]

    @property
    def quoted_as(self) -> str:
        """What stands before its value where the row of another graph is quoted: no open column is called so."""
        return f"受限·{self.label}" if self.restricted else self.label


@dataclass(frozen=True, slots=True)
class Kind:
    """What node kinds and edge kinds have in common."""

    name: str
    label: str
    properties: Mapping[str, Property]
    groups: tuple[tuple[str, ...], ...] = ()
    sensitive: bool = False
    derived: bool = False
    rdf: str = ""
    ftm: str = ""

    def public(self) -> Iterator[Property]:
        """Yield the properties that the graph shows."""
        return (p for p in self.properties.values() if not p.internal)

    def columns(self) -> Iterator[tuple[str, str]]:
        """Yield name and SQL type of the columns of the snapshot's table, ids left out."""
        for prop in self.public():
            yield prop.name, prop.sql_type
            if prop.type == "date":
                yield f"{prop.name}_min", "VARCHAR"
                yield f"{prop.name}_max", "VARCHAR"


@dataclass(frozen=True, slots=True)
class NodeKind(Kind):
    """A kind of node, with how its mentions become entities and how it is drawn."""

    caption: str = "name"
    identity: str = "mention"
    color: str = "#59636f"
    shape: str = "dot"


@dataclass(frozen=True, slots=True)
class EdgeKind(Kind):
    """A kind of edge: the pairs of kinds it joins and what tells two edges of one pair apart."""

    ends: tuple[tuple[str, str], ...] = ()
    key: tuple[str, ...] = ()
    interval: bool = False
    symmetric: bool = False
    rdf_ends: tuple[str, ...] = ()
    rdf_link: Mapping[str, str] = field(default_factory=dict)
    ftm_ends: tuple[str, ...] = ()

    def joins(self, source: str, target: str) -> bool:
        """Tell whether an edge of this kind may lead from one node kind to the other."""
        return (source, target) in self.ends or ("*", target) in self.ends


@dataclass(frozen=True, slots=True)
class Schema:
    """All kinds by name."""

    nodes: Mapping[str, NodeKind]
    edges: Mapping[str, EdgeKind]

    def kind(self, name: str) -> Kind:
        """Return a kind by name; raise SchemaError listing the known ones."""
        found = self.nodes.get(name) or self.edges.get(name)
        if found is None:
            raise SchemaError(
                f"schema.toml 没有 {name!r} 这一类",
                hint="、".join((*self.nodes, *self.edges)),
            )
        return found

    def check(self, claim: Claim) -> Claim:
        """Return the claim with its values of the declared types, or raise SchemaError naming the first fault."""
        kind = self.kind(claim.kind)
        if kind.derived and not claim.rule.startswith(SETTLED):
            raise SchemaError(
                f"{claim.kind} 由推导得出，不能直接主张", where=claim.provenance.place
            )
        if isinstance(kind, EdgeKind):
            self._check_ends(kind, claim)
        elif claim.ends is not None:
            raise SchemaError(f"{claim.kind} 是节点，不应有两端", where=claim.provenance.place)
        elif kind_of(claim.mention) != claim.kind:
            raise SchemaError(
                f"{claim.kind} 的标识不是它的：{claim.mention}", where=claim.provenance.place
            )
        unknown = claim.properties.keys() - kind.properties.keys()
        if unknown:
            raise SchemaError(
                f"{claim.kind} 没有属性 {sorted(unknown)!r}",
                where=claim.provenance.place,
            )
        clean: dict[str, Value] = {}
        for name, value in claim.properties.items():
            clean[name] = typed(kind.properties[name], value, claim.provenance.place)
        return replace(claim, properties=clean)

    def _check_ends(self, kind: EdgeKind, claim: Claim) -> None:
        if claim.ends is None:
            raise SchemaError(f"{claim.kind} 是关系，缺少两端", where=claim.provenance.place)
        source, target = (end.split("-", 1)[0] for end in claim.ends)
        if not kind.joins(source, target):
            raise SchemaError(
                f"{claim.kind} 不能从 {source} 到 {target}",
                where=claim.provenance.place,
            )


def typed(prop: Property, value: Value, place: str) -> Value:
    """Return the value as its property's type, None for blanks; raise SchemaError."""
    if value is None or value == "":
        return None
    try:
        if prop.type == "text":
            return str(value)
        if prop.type == "int":
            return values.whole_number(str(value))
        if prop.type == "number":
            return values.number(value) if isinstance(value, str) else _finite(value)
        if prop.type == "bool":
            return value if isinstance(value, bool) else values.yes_or_no(str(value))
        return values.partial_date(str(value))
    except ValueError as error:
        raise SchemaError(str(error), where=f"{place} {prop.name}") from error


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value!r} 不是数字")
    return float(value)


class _Reader:
    """Reads the declaration and knows on which line a wrong word stands."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise SchemaError("schema.toml 不是合格的 TOML", where=str(error)) from error

    def fail(self, message: str, section: str, word: str = "") -> SchemaError:
        heading = re.compile(rf"^\[{re.escape(section)}(\.properties)?\]")
        inside, line = False, 0
        for number, text in enumerate(self.lines, 1):
            if heading.match(text):
                inside, line = True, line or number
            elif text.startswith("["):
                inside = False
            elif inside and word and re.match(rf"{re.escape(word)}\s*=", text):
                line = number
                break
        return SchemaError(message, where=f"schema.toml 第{line}行")

    def properties(self, section: str, raw: Mapping[str, Any]) -> dict[str, Property]:
        found = {}
        for name, spec in raw.items():
            if not isinstance(spec, dict) or spec.keys() - {
                "type",
                "label",
                "restricted",
                "internal",
                "list",
                "ref",
                "rdf",
                "ftm",
            }:
                raise self.fail(f"属性 {name} 的写法不对", section, name)
            if spec.get("type") not in TYPES:
                raise self.fail(
                    f"属性 {name} 的类型 {spec.get('type')!r} 不在 {TYPES} 中",
                    section,
                    name,
                )
            if not spec.get("label"):
                raise self.fail(f"属性 {name} 没有中文名", section, name)
            found[name] = Property(name, **spec)
        return found

    def common(
        self, section: str, raw: dict[str, Any], allowed: AbstractSet[str]
    ) -> dict[str, Any]:
        unknown = raw.keys() - allowed - COMMON - {"properties", "groups"}
        if unknown:
            word = sorted(unknown)[0]
            raise self.fail(f"不认识 {word!r}", section, word)
        if not raw.get("label"):
            raise self.fail("没有中文名 label", section)
        properties = self.properties(section, raw.get("properties", {}))
        groups = tuple(tuple(g) for g in raw.get("groups", ()))
        for word in (w for g in groups for w in g if w not in properties):
            raise self.fail(f"groups 提到没有声明的属性 {word!r}", section, "groups")
        for word in FLAGS & raw.keys():
            if not isinstance(raw[word], bool):
                raise self.fail(f"{word} 应为 true 或 false", section, word)
        plain = {k: v for k, v in raw.items() if k in allowed or k in COMMON}
        return plain | {"properties": properties, "groups": groups}

    def nodes(self) -> dict[str, NodeKind]:
        found = {}
        for name, raw in self.data.get("node", {}).items():
            section = f"node.{name}"
            spec = self.common(section, raw, {"caption", "identity", "color", "shape"})
            kind = NodeKind(name=name, **spec)
            if kind.identity not in IDENTITIES:
                raise self.fail(
                    f"identity {kind.identity!r} 不在 {IDENTITIES} 中",
                    section,
                    "identity",
                )
            if kind.caption not in kind.properties:
                raise self.fail(f"caption {kind.caption!r} 不是它的属性", section, "caption")
            found[name] = kind
        return found

    def edges(self, nodes: Mapping[str, NodeKind]) -> dict[str, EdgeKind]:
        found = {}
        for name, raw in self.data.get("edge", {}).items():
            section = f"edge.{name}"
            spec = self.common(section, raw, EDGE_WORDS)
            ends = spec.get("ends", ())
            if any(not isinstance(pair, list) or len(pair) != 2 for pair in ends):
                raise self.fail("ends 应为成对的节点", section, "ends")
            spec["ends"] = tuple((s, t) for s, t in ends)
            spec["key"] = tuple(spec.get("key", ()))
            spec["rdf_ends"] = tuple(spec.get("rdf_ends", ()))
            spec["ftm_ends"] = tuple(spec.get("ftm_ends", ()))
            if len(spec["rdf_ends"]) not in (0, 2):
                raise self.fail("rdf_ends 应为两端各一个词", section, "rdf_ends")
            link = spec.get("rdf_link", {})
            sources = {pair[0] for pair in spec["ends"]}
            spec["rdf_link"] = link if isinstance(link, dict) else dict.fromkeys(sources, link)
            kind = EdgeKind(name=name, **spec)
            if not kind.ends:
                raise self.fail("没有写明两端 ends", section)
            for word in {w for pair in kind.ends for w in pair} - nodes.keys() - {"*"}:
                raise self.fail(f"ends 提到没有声明的节点 {word!r}", section, "ends")
            for word in kind.key:
                if word not in kind.properties:
                    raise self.fail(f"key 用到没有声明的属性 {word!r}", section, "key")
            for word in ("since", "until", "end_state") if kind.interval else ():
                if word not in kind.properties:
                    raise self.fail(f"区间缺少属性 {word!r}", section, "interval")
            found[name] = kind
        return found


def parse(text: str) -> Schema:
    """Return the schema a declaration describes, or raise SchemaError naming the line."""
    reader = _Reader(text)
    nodes = reader.nodes()
    return Schema(nodes, reader.edges(nodes))


def declaration() -> str:
    """Return the text of the declaration of this version."""
    return files("graph.model").joinpath("schema.toml").read_text(encoding="utf-8")


@cache
def schema() -> Schema:
    """Return the schema of this version."""
    return parse(declaration())
