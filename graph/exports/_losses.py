"""What a format loses: declared beforehand in losses.toml, counted while it is written."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.schema import schema

ROW = ""
"""The property of a loss that is a whole node or edge, or a whole table beside the graph."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What did not come through: how many values of a property, or rows where the property is `ROW`, and why."""

    kind: str
    property: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Declared:
    """A loss fixed beforehand: its reason, what it says in Chinese, of which kinds and properties.

    A kind is a name of the schema or of a table beside the graph, `nodes`, `edges` or `*`. A property is a
    name, `<text>` (of a type), `restricted`, `row` or `*`, which is any property and no row.
    """

    reason: str
    text: str
    kinds: tuple[str, ...]
    properties: tuple[str, ...]

    def covers(self, loss: Loss) -> bool:
        """Tell whether a loss is one of those declared."""
        return loss.reason == self.reason and self._kind(loss.kind) and self._property(loss)

    def _kind(self, kind: str) -> bool:
        kinds = schema()
        sort = "nodes" if kind in kinds.nodes else "edges" if kind in kinds.edges else "beside"
        return bool({"*", kind, sort} & set(self.kinds))

    def _property(self, loss: Loss) -> bool:
        if loss.property == ROW:
            return "row" in self.properties
        return bool(_words(loss.kind, loss.property) & set(self.properties))


def _words(kind: str, name: str) -> set[str]:
    """Return all words that a declaration may use for a property; a column that is none counts as text."""
    kinds = schema()
    declared = kinds.nodes.get(kind) or kinds.edges.get(kind)
    found = declared.properties.get(name) if declared else None
    if found is None:
        return {"*", name, "<text>"}
    return {"*", name, f"<{found.type}>"} | ({"restricted"} if found.restricted else set())


EVERY = "every"
"""The section of what no format holds."""


@cache
def _sections() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("losses.toml").read_text(encoding="utf-8"))


def declared(name: str) -> tuple[Declared, ...]:
    """Return all losses that were fixed beforehand for a format."""
    sections = {**_sections()[EVERY], **_sections().get(name, {})}
    return tuple(
        Declared(reason, one["text"], tuple(one["kinds"]), tuple(one["properties"]))
        for reason, one in sections.items()
    )


def beyond(name: str, losses: Iterable[Loss]) -> list[Loss]:
    """Return the losses that were not fixed beforehand for a format: none, or the format is not kept."""
    known = declared(name)
    return [loss for loss in losses if not any(one.covers(loss) for one in known)]


def formats_declared() -> Iterator[str]:
    """Yield the formats that losses are declared for."""
    return (name for name in _sections() if name != EVERY)


class Tally:
    """Counts losses while an export is written."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._settled: dict[str, Mapping[tuple[str, str, str], int]] = {}

    def add(self, kind: str, name: str, reason: str, count: int = 1) -> None:
        """Count values of a property (rows, if it is `ROW`) that did not come through."""
        if count:
            self._counts[kind, name, reason] += count

    def settle(self, table: str, counts: Mapping[tuple[str, str, str], int]) -> None:
        """Note what masking took from a table: the same however often the table is read."""
        self._settled[table] = counts

    def losses(self) -> tuple[Loss, ...]:
        """Return everything counted, in order."""
        whole = Counter(self._counts)
        for counts in self._settled.values():
            whole.update(counts)
        return tuple(Loss(*key, count) for key, count in sorted(whole.items()) if count)


def table_of(name: str) -> str:
    """Return what a format loses as a Markdown table, for docs/exports.md."""
    own = [one for one in declared(name) if one.reason not in _sections()[EVERY]]
    if not own:
        return f"`{name}`: nothing."
    lines = [f"| `{name}` | kinds | properties | what becomes of it |", "|---|---|---|---|"]
    lines += [
        f"| {one.reason} | {', '.join(one.kinds)} | {', '.join(one.properties)} | {one.text} |"
        for one in own
    ]
    return "\n".join(lines)
