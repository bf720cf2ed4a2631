"""What reports count: the measures by their code, and which one a verb and a noun mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.reports.words import declared

ANY = "*"
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Saying:
    """One way in which a measure is told: meanings of its verb, of its noun, of what was spoken of."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: what is counted, in which units, how it is told."""

    code: str
    label: str
    units: frozenset[str]
    says: tuple[Saying, ...]
    planned: str
    norm: bool


@cache
def table() -> Mapping[str, Measure]:
    """Return the measures by code, in the order of the table."""
    raw = declared("measures.toml")
    classes: Mapping[str, list[str]] = raw["classes"]
    return {
        code: Measure(
            code=code,
            label=row["label"],
            units=frozenset(unit for name in row["units"] for unit in classes[name]),
            says=tuple(_saying(text) for text in row["says"]),
            planned=row.get("planned", ""),
            norm=row.get("norm", False),
        )
        for code, row in raw["measure"].items()
    }


def _saying(text: str) -> Saying:
    verbs, nouns, topics = [*text.split(), ANY][:3]
    return Saying(*(frozenset(part.split("/")) for part in (verbs, nouns, topics)))


@lru_cache(maxsize=4096)
def meant(unit: str, verb: str, noun: str, topic: str, *, beside: bool) -> Measure | None:
    """Return the measure that a number with its verb and noun states; "" is no verb, no noun.

    Without a verb of its own a measure is known by its noun alone, which then must stand beside the
    number: what a sentence spoke of before is not enough.
    """
    for measure in table().values():
        if unit in measure.units:
            for saying in measure.says:
                if _fits(saying, verb, noun, topic, beside=beside):
                    return measure
    return None


def _fits(saying: Saying, verb: str, noun: str, topic: str, *, beside: bool) -> bool:
    free = ANY in saying.verbs
    if not (free or verb in saying.verbs) or (free and not beside):
        return False
    if ANY not in saying.nouns and (noun or NOTHING) not in saying.nouns:
        return False
    return ANY in saying.topics or topic in saying.topics
