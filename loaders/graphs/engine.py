"""Rows of another graph → claims: one row one claim, or one reject with its reason; nothing falls under the table.

An id of ours is the mention key, so it stays what it is, and which rows are one is settled (docs/decisions/0031).
What deriving finds again is not claimed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.model import keys
from graph.model.claims import SETTLED, Claim, Provenance, Rejected, Value, digest
from graph.model.errors import SchemaError
from graph.model.names import committee_key, org_key
from graph.model.privacy import GUARDED, HIDDEN
from graph.model.schema import EdgeKind, Kind, schema, typed
from loaders.graphs.rows import Reading, Row, Rows, Unfit
from loaders.loader import Context

_BESIDE = frozenset({"sources"})
"""Columns that are provenance."""


@dataclass(slots=True)
class _Seen:
    """What must be known of the whole graph before the first of its rows is claimed."""

    nodes: dict[str, str] = field(default_factory=dict)
    numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    committees: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    rows: Counter[str] = field(default_factory=Counter)


def claims(reading: Reading, source: str, context: Context) -> Iterator[Claim | Rejected]:
    """Yield a claim or a reject for every row but those that deriving finds again, and a reject for every bad cell."""
    seen = _look(reading.again())
    yield from _missing(reading, seen, source)
    maker = _Maker(source, context, seen, reading.masked)
    for row in reading.again():
        if isinstance(row, Unfit):
            yield _unfit(row, source)
        elif not _found_again(row):
            yield from maker.of(row)


def _look(rows: Rows) -> _Seen:
    seen = _Seen()
    kinds = schema()
    for row in rows:
        if isinstance(row, Unfit):
            continue
        seen.rows[row.kind] += 1
        if row.ends is not None:
            if "sources" not in row.properties:
                edge = kinds.edges.get(row.kind)
                (seen.told if edge and edge.sensitive else seen.open).update(row.ends)
            continue
        seen.nodes.setdefault(row.id, row.kind)
        for name in _NATURAL.get(row.kind, ()):
            if row.properties.get(name):
                seen.numbers[row.kind, str(row.properties[name])] += 1
        if row.properties.get("committee"):
            seen.committees.add(committee_key(str(row.properties["committee"])))
    return seen


_NATURAL = {"Person": ("person_no",), "Organization": ("uscc", "name")}
"""What may tell a thing from others in other sources too, if it stands once in the graph."""


def _missing(reading: Reading, seen: _Seen, source: str) -> Iterator[Rejected]:
    for kind, count in sorted(reading.rows.items()):
        if (found := seen.rows[kind]) != count:
            reason = f"导出清单说有 {count} 行，文件中有 {found} 行：导出不完整或被改动"
            yield Rejected(
                Provenance(source, kind, 0, 0, ""), "", str(found), reason, str(count), kind
            )


def _found_again(row: Row) -> bool:
    """Tell whether deriving makes the row again from the others, whatever else is loaded."""
    return row.kind == "KIN"


def _unfit(row: Unfit, source: str) -> Rejected:
    where = Provenance(source, row.place, 0, len(row.quote), row.quote)
    return Rejected(where, row.column, row.value, row.reason, row.suggestion)


class _Maker:
    """Makes the claims of one graph."""

    def __init__(self, source: str, context: Context, seen: _Seen, masked: bool) -> None:
        self.source, self.context, self.seen, self.masked = source, context, seen, masked
        self.kinds = schema()
        # Numbers of people count within a committee; a graph of several says of nobody whose a number is.
        mine = committee_key(context.committee)
        self.one_committee = seen.committees <= {mine}

    def of(self, row: Row) -> Iterator[Claim | Rejected]:
        """Yield what one row gives."""
        where = Provenance(self.source, row.place, 0, 0, row.quote or quoted(row))
        where = Provenance(self.source, row.place, 0, len(where.quote), where.quote)
        kind = self.kinds.nodes.get(row.kind) or self.kinds.edges.get(row.kind)
        fault = self._fault(row, kind)
        if kind is None or fault:
            yield Rejected(where, "", row.id, fault, ledger=row.kind)
            return
        values: dict[str, Value] = {}
        for name, value in row.properties.items():
            if value is None or value == "" or name in _BESIDE or _is_bound(kind, name):
                continue
            try:
                if (kept := self._value(kind, name, value, row.place)) is not None:
                    values[name] = kept
            except SchemaError as error:
                yield Rejected(where, name, str(value), error.message, ledger=row.kind)
        yield self._claim(row, kind, values, where)

    def _fault(self, row: Row, kind: Kind | None) -> str:
        """Return why a row cannot be claimed, or nothing."""
        if kind is None:
            return f"没有 {row.kind!r} 这一类"
        if not row.id:
            return "没有标识"
        if isinstance(kind, EdgeKind) != (row.ends is not None):
            return "是关系而没有两端" if row.ends is None else "是节点而有两端"
        if row.ends is None:
            other = self.seen.nodes[row.id]
            return "" if other == row.kind else f"同一标识又是 {other}"
        ends = [self.seen.nodes.get(end) for end in row.ends]
        for end, found in zip(row.ends, ends, strict=True):
            if found is None:
                return f"两端之一不在图中：{end}"
        if isinstance(kind, EdgeKind) and not kind.joins(str(ends[0]), str(ends[1])):
            return f"{kind.name} 不能从 {ends[0]} 到 {ends[1]}"
        return ""

    def _value(self, kind: Kind, name: str, value: Value, place: str) -> Value:
        prop = kind.properties.get(name)
        if prop is None or prop.internal:
            raise SchemaError(f"{kind.name} 没有属性 {name!r}")
        if value == HIDDEN:
            if self.masked:
                return None
            raise SchemaError("值已隐去，不能装载")
        clean = typed(prop, value, place)
        known = prop.ref and isinstance(clean, str) and clean in self.seen.nodes
        return self._mention(str(clean)) if known else clean

    def _claim(self, row: Row, kind: Kind, values: dict[str, Value], where: Provenance) -> Claim:
        rule = SETTLED + ("ours" if self._is_ours(row) else "other")
        if self._is_restricted(row):
            rule += ":restricted"
        if row.ends is None:
            return Claim(
                kind.name, self._mention(row.id), values, where, rule, keys=self._keys(row, values)
            )
        ends = (self._mention(row.ends[0]), self._mention(row.ends[1]))
        mention = row.id if self._is_ours(row) else digest(row.kind, *ends, self.source, row.id)
        return Claim(kind.name, mention, values, where, rule, ends=ends)

    def _is_ours(self, row: Row) -> bool:
        told = (row.id, *(row.ends or ()))
        kinds = (row.kind, *(self.seen.nodes[end] for end in row.ends or ()))
        return all(is_ours(id_, kind) for id_, kind in zip(told, kinds, strict=True))

    def _mention(self, id_: str) -> str:
        """Return the mention key of a node: its id, if it is one of ours; else an id counts within its file.

        An address (https://…, urn:…) is the same everywhere.
        """
        kind = self.seen.nodes[id_]
        if is_ours(id_, kind):
            return id_
        return digest(kind, "graph", "" if ":" in id_ else self.source, id_)

    def _is_restricted(self, row: Row) -> bool:
        """Tell whether a row is told as restricted, or is a person of whom only restricted relations tell."""
        if row.restricted or row.properties.get("sources") == GUARDED:
            return True
        alone = row.id in self.seen.told and row.id not in self.seen.open
        return row.kind == "Person" and "sources" not in row.properties and alone

    def _keys(self, row: Row, values: Mapping[str, Value]) -> tuple[str, ...]:
        """Return the natural keys of a node by which other sources may know it.

        An id of ours that is the digest of a key answers to that key by itself.
        """
        found = [f"id:{row.identity}"] if row.identity else []
        number, uscc, name = (values.get(word) for word in ("person_no", "uscc", "name"))
        if row.kind == "Person" and number and self.one_committee and self._once(row, number):
            found.append(keys.person_number_key(str(number), self.context.committee))
        if row.kind == "Organization" and not is_ours(row.id, row.kind):
            if uscc and self._once(row, uscc):
                found.append(f"uscc:{uscc}")
            if name and self._once(row, name):
                found.append(org_key(str(name), self.context.committee))
        return tuple(found)

    def _once(self, row: Row, value: Value) -> bool:
        return self.seen.numbers[row.kind, str(value)] == 1


def is_ours(id_: str, kind: str) -> bool:
    """Tell whether an id is one that xuntu gives to things of this kind."""
    return id_.startswith(f"{kind}-") and _DIGITS.fullmatch(id_, len(kind) + 1) is not None


_DIGITS = re.compile("[0-9a-f]{20}")


def _is_bound(kind: Kind, name: str) -> bool:
    """Tell whether a column is the first or last day that a date may mean: deriving finds it again."""
    stem = name.removesuffix("_min").removesuffix("_max")
    prop = kind.properties.get(stem)
    return name != stem and name not in kind.properties and prop is not None and prop.type == "date"


def quoted(row: Row) -> str:
    """Return the values of a row as a line of a ledger is quoted: 姓名：张某｜性别：男."""
    kinds = schema()
    kind = kinds.nodes.get(row.kind) or kinds.edges.get(row.kind)
    labels = {name: prop.quoted_as for name, prop in kind.properties.items()} if kind else {}
    lead = [row.id, *(row.ends or ())]
    said = (
        f"{labels.get(name, name)}：{value}"
        for name, value in row.properties.items()
        if value not in (None, "") and name not in _BESIDE
    )
    return "｜".join((" ".join(lead), *said))
