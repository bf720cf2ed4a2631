"""A web page as the tree that a browser makes of it, in its order. The one door of selectolax.

Broken pages too, and in time that grows with their length; Python's own parser takes minutes over some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

DEEPEST = 5000
"""Elements in one another: the parser's time grows with the square of this."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNCOUNTED = frozenset((
    "p", "li", "td", "th", "tr", "tbody", "thead", "dd", "dt", "option", "area", "base", "br",
    "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
"""Elements that have no end, or that the next one ends."""


class TooDeep(ValueError):
    """Elements stand in one another beyond all measure."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its name in lower case, what it is given; `end` where it closes. `text` where it is text."""

    tag: str
    text: str = ""
    end: bool = False
    given: Mapping[str, str | None] = field(default_factory=dict)


class Walk:
    """The elements and texts of a page in order; what stands below one can be left out."""

    def __init__(self, page: str) -> None:
        """Raises TooDeep."""
        if _depth(page) > DEEPEST:
            raise TooDeep
        self._root = LexborHTMLParser(page).root
        self._passes = False

    def skip(self) -> None:
        """Leave out what stands below the element that just began."""
        self._passes = True

    def __iter__(self) -> Iterator[Element]:
        """Yield every element where it begins and where it ends, without recursion."""
        node = self._root
        while node is not None:
            self._passes = False
            yield _element(node)
            following = None if self._passes else node.child
            while following is None and node is not None:
                if node.tag != "-text":
                    yield Element(node.tag or "", end=True)
                last = self._root is not None and node.mem_id == self._root.mem_id
                following = None if last else node.next
                node = following or (None if last else node.parent)
            node = following


def _element(node: LexborNode) -> Element:
    tag = node.tag or ""
    if tag == "-text":
        return Element(tag, text=node.text_content or "")
    return Element(tag) if tag.startswith("-") else Element(tag, given=node.attributes)


def _depth(page: str) -> int:
    """Return how deep elements stand in one another, or more where ends are missing."""
    depth = deepest = 0
    for found in _TAG.finditer(page):
        if found[2].lower() not in _UNCOUNTED:
            depth = max(depth - 1, 0) if found[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest
