"""Claims: what one place in one source says of one thing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | None

ID_PATTERN = re.compile(r"^([A-Z][A-Za-z]+)-[0-9a-f]{20}$")
"""What every entity id and mention key looks like: its kind, a hyphen, twenty hexadecimal digits."""


SETTLED = "graph:"
"""How the rule of a claim begins that another graph made: which rows are one was settled there.

`graph:ours` where ids are ours, `graph:other` where they are not; a second word `restricted` where the place
would tell who is reported.
"""

GRAPH_LOADER = "graphs"
"""The loader whose claims have such rules."""


def digest(kind: str, *parts: object) -> str:
    """Return the id of `kind` that stands for these parts, the same on every machine and day."""
    text = "\x1f".join("" if part is None else str(part) for part in (kind, *parts))
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:20]}"


def kind_of(identifier: str) -> str | None:
    """Return the node kind an id speaks of, or None if it is no id."""
    found = ID_PATTERN.match(identifier)
    return found.group(1) if found else None


def place_shown(place: str) -> str:
    """Return a place as people read it beside its file's name: L4!第12行 -> 第12行."""
    return re.sub(r"^L\d+!", "", place)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a claim stands: source (content hash), place, characters start to end, verbatim quote."""

    source: str
    place: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of one thing in one place.

    `mention` is the digest of its natural key as written (see `digest`); `keys` are further natural
    keys by which identity may find the same thing elsewhere; `ends` are the two mention keys of an
    edge, source first.
    """

    kind: str
    mention: str
    properties: Mapping[str, Value]
    provenance: Provenance
    rule: str
    confidence: float = 1.0
    ends: tuple[str, str] | None = None
    keys: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row or passage that could not become a claim, with the reason and the nearest valid value.

    `person` is the person number of the row. `lost` names the ledger's column without which what the
    row says of that person is not claimed at all, empty where only one cell is lost; `until` is the
    date after which the row says nothing any more, if it gives one.
    """

    provenance: Provenance
    column: str
    value: str
    reason: str
    suggestion: str = ""
    ledger: str = ""
    person: str = ""
    lost: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a ledger as it was read, for comparing editions: it is no claim and takes no part in the graph.

    `key` is the digest of its natural key, empty if nothing of that is there; `content` of all it says.
    `origins` are the rows, as (source, place), that it is the corrected form of.
    """

    ledger: str
    place: str
    key: str
    content: str
    origins: tuple[tuple[str, str], ...] = ()


def edge_mention(kind: str, ends: tuple[str, str], provenance: Provenance, ordinal: int) -> str:
    """Return the mention key of an edge claim: edges have no natural key, so their place is it."""
    return digest(kind, *ends, provenance.source, provenance.place, ordinal)
