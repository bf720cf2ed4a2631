"""What a reader of another graph gives: its rows, as they stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.model.claims import Value
from graph.model.values import identity_number


@dataclass(frozen=True, slots=True)
class Row:
    """A node or edge of another graph: kind and properties by the names of schema.toml, values as they stand.

    `id` is the other graph's; `ends` are the ids of an edge's two nodes, source first. `quote` is the row as it
    stands there, made of its values where it is left out. `restricted`: its place would tell who is reported.
    `identity` is the keyed hash of a person's identity number.
    """

    kind: str
    id: str
    properties: Mapping[str, Value]
    place: str
    ends: tuple[str, str] | None = None
    quote: str = ""
    restricted: bool = False
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """What of another graph is no row of ours: a value of a row that is read all the same, or a row as a whole."""

    place: str
    reason: str
    column: str = ""
    value: str = ""
    quote: str = ""
    suggestion: str = ""


Rows = Iterator[Row | Unfit]


@dataclass(frozen=True, slots=True)
class Reading:
    """A graph that can be gone through more than once, from the beginning each time."""

    again: Callable[[], Rows]
    masked: bool = False
    """Hidden values stand in it as such: they are no values, and lost by what the export says of itself."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """How many rows each kind must have, where the graph says so."""
    numbered: Callable[[], str] = str
    """Gives the first place where an identity number stands, or nothing."""


LIKE_A_NUMBER = "[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]"
"""What an identity number looks like, for engines that know no looking around."""
_NUMBER = re.compile(f"(?<![0-9A-Za-z]){LIKE_A_NUMBER}(?![0-9A-Za-z])")


def holds_number(text: str) -> bool:
    """Tell whether an identity number stands in a text; the code of a unit may look like one and is none."""
    return any(map(_is_number, _NUMBER.findall(text)))


def _is_number(text: str) -> bool:
    try:
        return bool(identity_number(text.upper()))
    except ValueError:
        return False
