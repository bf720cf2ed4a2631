"""Cypher texts: what a question names, read before any engine sees it.

An engine answers a mistyped label or property with no rows, which reads like "there is none". So
the names in a text are held against the schema first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.model.errors import QueryError

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    |(?P<name>[^\W\d]\w*|`(?:``|[^`])*`)
    |(?P<parameter>\$(?:\w+|`[^`]*`))
    |(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: kind (text, name, parameter, number, mark), as written, where it begins."""

    kind: str
    text: str
    start: int

    @property
    def name(self) -> str:
        """The name without its back quotes or dollar sign."""
        return self.text.strip("$`")

    def word(self) -> str:
        """Return the keyword it may be, in capitals; a quoted name is never a keyword."""
        return self.text.upper() if self.kind == "name" else ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name used in a text: what sort it is (node, edge, property, parameter) and where it stands.

    For a property, `kinds` are the labels or types that its owner certainly has; empty if unknown.
    """

    sort: str
    name: str
    start: int
    kinds: frozenset[str] = frozenset()


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text without comments; raise QueryError for an open quote."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "space":
            continue
        if kind == "mark" and match.group() in "'\"`":
            raise QueryError("引号没有成对", where=position(text, match.start()))
        found.append(Token(kind, match.group(), match.start()))
    return tuple(found)


def position(text: str, start: int) -> str:
    """Return where a character of a text stands, for people."""
    before = text[:start]
    return f"第{before.count(chr(10)) + 1}行第{start - (before.rfind(chr(10)) + 1) + 1}列"


def parameters(words: Sequence[Token]) -> frozenset[str]:
    """Return the names of the parameters that a text uses."""
    return frozenset(word.name for word in words if word.kind == "parameter")


def returned(words: Sequence[Token], text: str) -> tuple[str, ...]:
    """Return the columns that the last RETURN of a text names; empty for `RETURN *`."""
    begin = max((n for n, word in enumerate(words) if word.word() == "RETURN"), default=None)
    if begin is None:
        return ()
    parts: list[list[Token]] = [[]]
    depth = 0
    for word in words[begin + 1 :]:
        if depth == 0 and word.word() in {"ORDER", "SKIP", "LIMIT", "UNION"}:
            break
        depth += (word.text in "([{") - (word.text in ")]}") if word.kind == "mark" else 0
        if depth == 0 and word.text == ",":
            parts.append([])
        elif word.word() != "DISTINCT" or parts[-1]:
            parts[-1].append(word)
    return tuple(_column(part, text) for part in parts if part and part[0].text != "*")


def _column(part: Sequence[Token], text: str) -> str:
    if len(part) > 2 and part[-2].word() == "AS":
        return part[-1].name
    return text[part[0].start : part[-1].start + len(part[-1].text)]


def names(words: Sequence[Token]) -> Iterator[Named]:
    """Yield every label, relationship type and property that a text names."""
    brackets = _brackets(words)
    labels = tuple(_label_runs(words, brackets))
    for one in labels:
        yield from one.found
    owners = _owners(words, labels)
    written = _written_keys(words, brackets)
    for n, word in enumerate(words[2:], 2):
        if word.kind != "name" or words[n - 1].text != "." or words[n - 2].kind != "name":
            continue
        called = n + 1 < len(words) and words[n + 1].text in {"(", "."}
        first_of_chain = n < 3 or words[n - 3].text != "."
        if not called and first_of_chain and word.name not in written:
            kinds = owners.get(words[n - 2].name, frozenset())
            yield Named("property", word.name, word.start, kinds)
    yield from _pattern_keys(words, brackets, labels)


def _brackets(words: Sequence[Token]) -> list[str]:
    """Return for each word the bracket it stands in, with "-[" for that of a relationship."""
    inside, stack = [], [""]
    for before, word in pairwise((Token("mark", "", 0), *words)):
        if word.kind == "mark" and word.text in ")]}" and len(stack) > 1:
            stack.pop()
        inside.append(stack[-1])
        if word.kind == "mark" and word.text in "([{":
            stack.append("-[" if word.text == "[" and before.text == "-" else word.text)
    return inside


def _is_map_key(words: Sequence[Token], brackets: Sequence[str], colon: int) -> bool:
    return brackets[colon] == "{" and words[colon - 2].text in {"{", ","}


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels after one colon: the numbers of the colon and of their last word."""

    colon: int
    last: int
    found: tuple[Named, ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(one.name for one in self.found)


def _label_runs(words: Sequence[Token], brackets: Sequence[str]) -> Iterator[_Labels]:
    n = 0
    while n < len(words):
        if words[n].text != ":" or (n >= 2 and _is_map_key(words, brackets, n)):
            n += 1
            continue
        colon, found, n = n, [], n + 1
        sort = "edge" if brackets[colon] == "-[" else "node"
        while n < len(words) and (words[n].text in "|&!:" or words[n].kind == "name"):
            if words[n].kind == "name" and words[n - 1].text not in {"|", "&", "!", ":"}:
                break
            if words[n].kind == "name":
                found.append(Named(sort, words[n].name, words[n].start))
            n += 1
        if found:
            yield _Labels(colon, n - 1, tuple(found))


def _owners(words: Sequence[Token], labels: Sequence[_Labels]) -> dict[str, frozenset[str]]:
    """Return the labels of each variable that is bound by patterns alone."""
    owners: dict[str, frozenset[str]] = {}
    for one in labels:
        before = words[one.colon - 1]
        if one.colon >= 2 and before.kind == "name" and words[one.colon - 2].text in {"(", "["}:
            owners[before.name] = owners.get(before.name, frozenset()) | one.kinds
    for before, word in pairwise(words):
        if before.word() in {"AS", "UNWIND", "IN"} and word.kind == "name":
            owners.pop(word.name, None)
    return owners


def _written_keys(words: Sequence[Token], brackets: Sequence[str]) -> frozenset[str]:
    """Return the keys of the maps that a text makes itself."""
    colons = (n for n, word in enumerate(words) if n >= 2 and word.text == ":")
    return frozenset(words[n - 1].name for n in colons if _is_map_key(words, brackets, n))


def _pattern_keys(
    words: Sequence[Token], brackets: Sequence[str], labels: Sequence[_Labels]
) -> Iterator[Named]:
    """Yield the properties of `(:Label {key: value})`."""
    for one in labels:
        begin, depth = one.last + 1, 0
        if begin >= len(words) or words[begin].text != "{":
            continue
        for n in range(begin, len(words)):
            depth += (words[n].text in "([{") - (words[n].text in ")]}")
            if depth == 0:
                break
            if depth == 1 and words[n].text == ":" and _is_map_key(words, brackets, n):
                yield Named("property", words[n - 1].name, words[n - 1].start, one.kinds)
