"""Text that remembers where each of its characters stood in the original."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""Start and end of what is replaced, and the new characters."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A cleaned text and, for each character, the stretch of the original that it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @staticmethod
    def of(text: str) -> Mapped:
        """Return the original itself: every character stands for itself."""
        return Mapped(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Mapped:
        return Mapped(self.text[part], self.starts[part], self.ends[part])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that the characters start to end stand for."""
        return self.starts[start], max(self.ends[start:end])

    def led(self, words: str) -> Mapped:
        """Return the text with words put before it that stand for its first character."""
        starts, ends = self.starts[:1] * len(words), self.ends[:1] * len(words)
        return Mapped(words + self.text, starts + self.starts, ends + self.ends)

    def edited(self, edits: Iterable[Edit]) -> Mapped:
        """Return the text with stretches replaced; edits come in order and do not overlap.

        New characters stand for the old ones one by one where the lengths agree, else each for the
        whole stretch.
        """
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, new in edits:
            text += (self.text[done:start], new)
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            if len(new) == end - start:
                starts += self.starts[start:end]
                ends += self.ends[start:end]
            elif new:
                first, last = self.span(start, end)
                starts += [first] * len(new)
                ends += [last] * len(new)
            done = end
        text.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Mapped("".join(text), tuple(starts), tuple(ends))

    def replaced(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]
    ) -> Mapped:
        """Return the text with every match of a pattern replaced by a text or by what `new` says."""
        edits: list[Edit] = []
        for found in pattern.finditer(self.text):
            text = new if isinstance(new, str) else new(found)
            if text != found.group() and found.end() > found.start():
                edits.append((found.start(), found.end(), text))
        return self.edited(edits) if edits else self


def joined(pieces: Iterable[Mapped]) -> Mapped:
    """Return pieces of one original, in order, as one text."""
    parts = tuple(pieces)
    return Mapped(
        "".join(part.text for part in parts),
        tuple(start for part in parts for start in part.starts),
        tuple(end for part in parts for end in part.ends),
    )
