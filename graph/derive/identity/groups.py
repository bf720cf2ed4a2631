"""Groups that grow link by link and never bring two together that must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

FIRST, LAST = "0000-01-01", "9999-12-31"


class Groups:
    """Groups of things by their names; `parts` may tell what is known of a thing: see `Known`."""

    def __init__(
        self, apart: Iterable[tuple[str, str]], parts: Mapping[str, Known] | None = None
    ) -> None:
        self._parent: dict[str, str] = {}
        self._known = dict(parts or {})
        self._foes: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._foes[one].add(other)
            self._foes[other].add(one)

    def find(self, thing: str) -> str:
        """Return the thing that stands for a thing's group."""
        while (above := self._parent.get(thing, thing)) != thing:
            # Shortens the way for the next one who asks.
            self._parent[thing] = self._parent.get(above, above)
            thing = above
        return thing

    def join(self, one: str, other: str) -> str:
        """Join the groups of two things; return why not, or nothing if they are one now."""
        kept, gone = self.find(one), self.find(other)
        if kept == gone:
            return ""
        if gone in self._foes[kept]:
            return "合并会使已决定不是同一人的两人成为一人"
        mine, theirs = self._known.get(kept), self._known.get(gone)
        if mine and theirs and (why := mine.contradiction(theirs)):
            return why
        self._parent[gone] = kept
        for foe in self._foes.pop(gone, set()):
            self._foes[foe].discard(gone)
            self._foes[foe].add(kept)
            self._foes[kept].add(foe)
        if theirs:
            self._known[kept] = mine.with_(theirs) if mine else theirs
        return ""


class Known:
    """What tells a person from others: numbers by their series, and the days on which the person can be born."""

    def __init__(self, numbers: Iterable[tuple[str, str]] = (), born: Sequence[str] = ()) -> None:
        self.numbers: defaultdict[str, set[str]] = defaultdict(set)
        for series, number in numbers:
            self.numbers[series].add(number)
        self.born = (born[0], born[1]) if born else (FIRST, LAST)

    def contradiction(self, other: Known) -> str:
        """Return why this cannot be the same person as another, or nothing."""
        for series in sorted(self.numbers.keys() & other.numbers.keys()):
            if len(self.numbers[series] | other.numbers[series]) > 1:
                what = "身份证号" if series == "id" else "同一套人员编号"
                return f"合并会使一人有两个{what}"
        first, last = self._born_with(other)
        return "合并会使一人有两个出生年月" if first > last else ""

    def with_(self, other: Known) -> Known:
        """Return what is known of a person of whom both are known."""
        pairs = ((s, n) for one in (self, other) for s, some in one.numbers.items() for n in some)
        return Known(pairs, self._born_with(other))

    def _born_with(self, other: Known) -> tuple[str, str]:
        return max(self.born[0], other.born[0]), min(self.born[1], other.born[1])
