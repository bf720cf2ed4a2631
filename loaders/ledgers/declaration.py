"""Declarations: what a ledger's columns are and which claims a row makes, read from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.errors import SchemaError
from graph.model.schema import schema
from loaders.ledgers.expressions import NEVER, Condition, Expression, condition, expression

ALWAYS = frozenset({"committee"})
"""Fields that every row has, column or not."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its header may be written, what its cells hold, what a blank means.

    `required` is a condition of the row: true, false, or an expression such as `kind in 借调|抽调`.
    `also` maps further spellings to values; `strip` are words that do not belong to a value;
    `restricted` cells are masked wherever they leave the workspace.
    `kinds` are what its numbers can stand for; `empty` is what an empty end of a period means, or an empty
    cell of another column that the sheet has (`field.state`);
    `blanks` are words for "nothing here"; where `names_unit` (every org does), a word for "not known" is one too.
    """

    header: str
    field: str
    type: str = "text"
    required: Condition = NEVER
    key: bool = False
    restricted: bool = False
    example: str = ""
    aliases: tuple[str, ...] = ()
    vocabulary: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    groups: Mapping[str, str] = made(default_factory=dict)
    also: Mapping[str, str] = made(default_factory=dict)
    strip: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    default: Any = None
    empty: str = "not_stated"
    names_unit: bool = False

    @property
    def secret(self) -> bool:
        """Whether its cells may appear nowhere: identity numbers, and what is not to be loaded."""
        return self.type in {"identity", "unread"}


@dataclass(frozen=True, slots=True)
class NodeSpec:
    """A node that a row claims: its builder with arguments, its properties, and when."""

    name: str
    kind: str
    builder: str
    arguments: tuple[Expression, ...]
    properties: Mapping[str, Expression]
    needs: tuple[str, ...]
    when: Condition
    each: str


@dataclass(frozen=True, slots=True)
class EdgeSpec:
    """An edge that a row claims between two of its nodes, each with each.

    There is none to what stands as the node `apart` too.
    """

    kind: str
    source: str
    target: str
    properties: Mapping[str, Expression]
    needs: tuple[str, ...]
    when: Condition
    each: str
    apart: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """One ledger: columns, the claims of a row, the named functions that add or withhold.

    `vital` are the fields without which what a row says of its person is lost; `lapses` is the field
    of the date after which the row says nothing any more.
    """

    id: str
    name: str
    rank: int
    columns: tuple[Column, ...]
    nodes: tuple[NodeSpec, ...]
    edges: tuple[EdgeSpec, ...]
    expanders: tuple[str, ...] = ()
    withhold: str = ""
    vital: tuple[str, ...] = ()
    lapses: str = ""

    @property
    def owner(self) -> str:
        """The field of the person number that every row is about, empty if there is none.

        A list that has no number for everybody (L25) is about a person where it has one.
        """
        numbers = [column for column in self.columns if column.type == "person_no"]
        keyed = [column.field for column in numbers if column.key]
        return next(iter(keyed or [c.field for c in numbers if self.vital]), "")

    def essential(self) -> tuple[Column, ...]:
        """Return the columns that a row cannot do without, whatever it says."""
        return tuple(column for column in self.columns if column.required.always)


@cache
def load(ledger: str) -> Ledger:
    """Return a declaration of this package by its id; raise SchemaError for a wrong one."""
    name = f"{ledger}.toml"
    text = files("loaders.ledgers").joinpath("declarations", name).read_text(encoding="utf-8")
    return parse(text, name)


def parse(text: str, where: str) -> Ledger:
    """Return what a declaration says, or raise SchemaError naming the first word that is wrong."""
    try:
        raw = tomllib.loads(text)
        columns = tuple(_column(spec) for spec in raw["columns"])
        ledger = Ledger(
            raw["id"],
            raw["name"],
            raw["rank"],
            columns,
            tuple(_node(spec) for spec in raw.get("node", ())),
            tuple(_edge(spec) for spec in raw.get("edge", ())),
            tuple(raw.get("expand", ())),
            raw.get("withhold", ""),
            tuple(raw.get("vital", ())),
            raw.get("lapses", ""),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise SchemaError("台账声明的写法不对", where=where, hint=str(error)) from error
    fault = next(_faults(ledger), None)
    if fault is not None:
        raise SchemaError(fault, where=where)
    return ledger


def _column(raw: Mapping[str, Any]) -> Column:
    spec = dict(raw)
    spec["names_unit"] = spec.get("names_unit", spec.get("type") == "org")
    spec["required"] = condition(spec.get("required", False))
    for word in ("aliases", "vocabulary", "strip", "blanks", "kinds"):
        spec[word] = tuple(spec.get(word, ()))
    return Column(**spec)


def _properties(raw: Mapping[str, Any]) -> Mapping[str, Expression]:
    return {name: expression(text) for name, text in raw.get("properties", {}).items()}


def _node(raw: Mapping[str, Any]) -> NodeSpec:
    _known(raw, {"name", "kind", "key", "properties", "needs", "when", "each"})
    builder, *arguments = raw["key"]
    return NodeSpec(
        raw.get("name", raw["kind"]),
        raw["kind"],
        builder,
        tuple(expression(text) for text in arguments),
        _properties(raw),
        tuple(raw.get("needs", ())),
        condition(raw.get("when", True)),
        raw.get("each", ""),
    )


def _edge(raw: Mapping[str, Any]) -> EdgeSpec:
    _known(raw, {"kind", "from", "to", "properties", "needs", "when", "each", "apart"})
    return EdgeSpec(
        raw["kind"],
        raw["from"],
        raw["to"],
        _properties(raw),
        tuple(raw.get("needs", ())),
        condition(raw.get("when", True)),
        raw.get("each", ""),
        raw.get("apart", ""),
    )


def _known(raw: Mapping[str, Any], words: set[str]) -> None:
    if unknown := raw.keys() - words:
        raise ValueError(f"不认识 {sorted(unknown)!r}")


def _faults(ledger: Ledger) -> Iterator[str]:
    fields = {column.field for column in ledger.columns} | ALWAYS
    nodes: set[str] = set()
    yield from (f"vital 提到没有的列 {name!r}" for name in ledger.vital if name not in fields)
    for node in ledger.nodes:
        yield from _unknown_words(node.kind, node.properties)
        used: list[Expression | Condition] = [*node.arguments, *node.properties.values(), node.when]
        yield from _unknown_uses(node.name, used, node.needs, fields, nodes)
        nodes.add(node.name)
    for edge in ledger.edges:
        yield from _unknown_words(edge.kind, edge.properties)
        used = [*edge.properties.values(), edge.when]
        yield from _unknown_uses(edge.kind, used, edge.needs, fields, nodes)
        yield from (
            f"{edge.kind} 提到没有的 {name!r}"
            for name in (edge.source, edge.target, edge.apart or edge.target)
            if name not in nodes
        )


def _unknown_words(kind: str, properties: Mapping[str, Expression]) -> Iterator[str]:
    declared = schema().kind(kind).properties
    yield from (f"{kind} 没有属性 {name!r}" for name in properties if name not in declared)


def _unknown_uses(
    where: str,
    used: list[Expression | Condition],
    needs: tuple[str, ...],
    fields: set[str],
    nodes: set[str],
) -> Iterator[str]:
    names = [name for item in used for name in item.fields]
    for name in (*names, *needs):
        if name.split(".")[0] not in fields:
            yield f"{where} 提到没有的列 {name!r}"
    for name in (name for item in used for name in item.nodes):
        if name not in nodes:
            yield f"{where} 提到没有的 @{name}"
