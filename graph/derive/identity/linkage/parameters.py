"""The parameters of linkage: a versioned file, read as it stands; nothing is trained while loading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Level:
    """One grade of likeness: when it holds, how often among pairs of one person (m) and of two (u).

    `real` is evidence that can confirm a name; `never` forbids to confirm whatever else agrees; `tf` names
    the column whose frequency stands in for u.
    """

    when: str
    m: float
    u: float
    says: str
    real: bool = False
    never: bool = False
    tf: str = ""
    tf_floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of two records: when it cannot be compared, and its levels, the first that holds counts.

    A `fixed` one keeps its m and u in training: too rare to be counted there.
    """

    name: str
    unknown: str
    levels: tuple[Level, ...]
    fixed: bool = False

    def graded(self) -> tuple[tuple[int, Level], ...]:
        """Return the levels with the number that Splink gives each: the last is 0."""
        return tuple(
            (len(self.levels) - 1 - place, level) for place, level in enumerate(self.levels)
        )


@dataclass(frozen=True, slots=True)
class Parameters:
    """All that linkage depends on beside the records."""

    version: int
    confirmed: float
    possible: float
    namesakes: int
    floor: float
    population: int
    matches_per_record: float
    block_pairs: int
    surnames: Mapping[str, float]
    other_surname: float
    given_names: Mapping[str, float]
    comparisons: tuple[Comparison, ...]


def text() -> str:
    """Return the file of parameters; `graph.derive.rules` counts it among what deriving goes by."""
    return files(__package__).joinpath("parameters.toml").read_text(encoding="utf-8")


@cache
def load() -> Parameters:
    """Return the parameters that come with this version."""
    return parse(text())


def parse(written: str) -> Parameters:
    """Return the parameters that a text in TOML gives."""
    raw: dict[str, Any] = tomllib.loads(written)
    comparisons = tuple(
        Comparison(
            c["name"],
            c["unknown"],
            tuple(Level(**level) for level in c["level"]),
            c.get("fixed", False),
        )
        for c in raw.pop("comparison")
    )
    pairs = re.findall(r"(\D)(\d+)", "".join(raw.pop("surnames").split()))
    surnames = {name: int(share) / 1000 for name, share in pairs}
    return Parameters(comparisons=comparisons, surnames=surnames, **raw)
