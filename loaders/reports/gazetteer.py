"""Names of divisions in a text: those that a table of regions knows, found by one automaton."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import ahocorasick

from graph.model.regions import Region, Regions, short_name
from loaders.reports.words import lines

LEVELS = "市县区州旗盟"


class Gazetteer:
    """Names of divisions found in a text, by one automaton for each table of regions."""

    def __init__(self, regions: Regions) -> None:
        self.regions = regions
        self._names: dict[str, list[Region]] = {}
        self._ambiguous = frozenset(lines("ambiguous.txt"))
        for region in regions:
            for name in {region.name, short_name(region.name)} - self._ambiguous:
                self._names.setdefault(name, []).append(region)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for name in self._names:
            automaton.add_word(name, name)
        automaton.make_automaton()
        return automaton

    def named(self, text: str) -> Iterator[tuple[int, int, str, list[Region]]]:
        """Yield start, end, name and regions of the longest names that stand in a text."""
        hits = sorted(
            ((end - len(name) + 1, end + 1, name) for end, name in self._automaton.iter(text)),
            key=lambda h: (h[0], -h[1]),
        )
        done = 0
        for start, end, name in hits:
            if start >= done:
                done = end
                yield start, end, name, self._names[name]

    def full(self, name: str) -> bool:
        """Tell whether a name is the complete name of a division."""
        return bool(self.regions.called(name))


class Local(Gazetteer):
    """A gazetteer that knows, for one document, places that it spells out and no table has."""

    def __init__(self, base: Gazetteer, names: Iterable[str]) -> None:
        self.regions = base.regions
        self._base = base
        self._own = {n: Region("", n, "地市" if n[-1] == "市" else "县", "") for n in names}
        longest = sorted(self._own, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def named(self, text: str) -> Iterator[tuple[int, int, str, list[Region]]]:
        """Yield start, end, name and regions of the longest names that stand in a text."""
        hits = list(self._base.named(text))
        hits += [
            (*m.span(), m.group(), [self._own[m.group()]]) for m in self._pattern.finditer(text)
        ]
        done = 0
        for hit in sorted(hits, key=lambda h: (h[0], -h[1])):
            if hit[0] >= done:
                done = hit[1]
                yield hit

    def full(self, name: str) -> bool:
        """Tell whether a name is the complete name of a division."""
        return name in self._own or self._base.full(name)


@lru_cache(maxsize=4)
def gazetteer(regions: Regions) -> Gazetteer:
    """Return the gazetteer of a table of regions, made once."""
    return Gazetteer(regions)
