"""What a Cypher text exposes: whether it can reach what is restricted, and in which columns.

It errs towards hiding. An analyst who wants to get round it can (README); an honest question is covered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from graph.model import cypher
from graph.model.cypher import Token
from graph.model.errors import QueryError
from graph.model.schema import schema

_BEFORE_PATTERN = frozenset(
    {"MATCH", "WHERE", "EXISTS", "AND", "OR", "NOT", "XOR", "COUNT", "COLLECT"}
)
_CLAUSES = frozenset(
    {
        "MATCH",
        "OPTIONAL",
        "UNWIND",
        "WHERE",
        "ORDER",
        "SKIP",
        "LIMIT",
        "UNION",
        "CALL",
        "WITH",
        "RETURN",
    }
)

_UNSPELT = frozenset({"!", "%", "$"})
"""Marks of a type or label that is not spelt out: all but one, any, one given later."""


@cache
def _sensitive() -> frozenset[str]:
    """The sensitive kinds, and the edges that lead to or from one, in capitals."""
    kinds = schema()
    nodes = {kind.name for kind in kinds.nodes.values() if kind.sensitive}
    edges = {
        kind.name
        for kind in kinds.edges.values()
        if kind.sensitive or any(end == "*" or end in nodes for pair in kind.ends for end in pair)
    }
    return frozenset(name.upper() for name in nodes | edges)


@cache
def restricted_properties() -> frozenset[str]:
    """Return the names of all restricted properties."""
    kinds = schema()
    everything = (*kinds.nodes.values(), *kinds.edges.values())
    return frozenset(p.name for kind in everything for p in kind.public() if p.restricted)


def touches_restricted(text: str) -> bool:
    """Tell whether a query can reach what is restricted.

    It can if it names a sensitive kind or a restricted property, be it in a quoted text, or leaves a
    node or an edge of a pattern open.
    """
    try:
        words = cypher.tokens(text)
    except QueryError:
        return True
    if any(word.upper() in _sensitive() for word in re.findall(r"\w+", text)):
        return True
    if any(
        word.kind in {"name", "text"} and _holds(word.text, restricted_properties())
        for word in words
    ):
        return True
    return _open_edge(words) or _open_node(words)


def restricted_columns(text: str) -> frozenset[int]:
    """Return the places of the columns, from 0, that are made of a restricted property."""
    return _made_of(text, lambda _: True)


def telling_columns(text: str) -> frozenset[int]:
    """Return the places of those of them whose numbers are the property's own, and not counted from it."""
    return _made_of(text, lambda part: not any(word.word() in _COUNTING for word in part[:3]))


_COUNTING = frozenset({"COUNT", "SIZE", "SUM"})
"""Functions at the beginning of a column (its first part is led by RETURN) that give another number."""


def _made_of(text: str, told: Callable[[Sequence[Token]], bool]) -> frozenset[int]:
    try:
        words = cypher.tokens(text)
    except QueryError:
        return frozenset()
    tainted = set(restricted_properties())
    found: set[int] = set()
    for clause in _projections(words):
        made = [
            n
            for n, part in enumerate(clause)
            if any(_names(word, tainted) for word in part) and told(part)
        ]
        tainted |= {
            part[-1].name
            for part in (clause[n] for n in made)
            if len(part) > 2 and part[-2].word() == "AS"
        }
        if clause and clause[0] and clause[0][0].word() == "RETURN":
            found |= set(made)
    return frozenset(found)


_REWRITING = frozenset(
    (
        "SPLIT", "REVERSE", "LEFT", "RIGHT", "SUBSTRING", "REPLACE", "TRIM", "LTRIM", "RTRIM", "TOUPPER",
        "TOLOWER", "UPPER", "LOWER", "TOSTRING", "KEYS", "PROPERTIES", "REDUCE",
    )
)  # fmt: skip
_BEFORE_LIST = frozenset(
    (
        "RETURN", "WITH", "UNWIND", "IN", "WHERE", "AND", "OR", "XOR", "NOT", "CASE", "WHEN", "THEN", "ELSE",
        "AS", "BY", "DISTINCT",
    )
)  # fmt: skip
"""Words after which a bracket begins a list, not an index."""


def rewrites(text: str) -> bool:
    """Tell whether a query takes texts apart or together, so that a name in its answer may not look like one.

    Functions on texts, `+`, UNWIND of anything but a parameter or a written list, a property or element by
    index, and a map of all properties.
    """
    try:
        words = cypher.tokens(text)
    except QueryError:
        return True
    pairs = list(pairwise(words))
    return (
        any(one.word() in _REWRITING and two.text == "(" for one, two in pairs)
        or any(
            one.word() == "UNWIND" and not (two.kind == "parameter" or two.text == "[")
            for one, two in pairs
        )
        or any(word.kind == "mark" and word.text.startswith("+") for word in words)
        or any(two.text == "[" and _value(one) for one, two in pairs)
        or re.search(r"\{\s*\.\*", text) is not None
    )


def _value(word: Token) -> bool:
    return word.text in {")", "]"} or (word.kind == "name" and word.word() not in _BEFORE_LIST)


def _names(word: Token, names: set[str]) -> bool:
    return word.kind in {"name", "text"} and _holds(word.text, names)


def _holds(text: str, names: set[str] | frozenset[str]) -> bool:
    return any(part in names for part in re.findall(r"\w+", text))


def _projections(words: Sequence[Token]) -> Iterator[list[list[Token]]]:
    """Yield the parts of each WITH and RETURN in turn, the first part led by its keyword."""
    for n, word in enumerate(words):
        if word.word() in {"WITH", "RETURN"} and (n == 0 or words[n - 1].text not in {".", ":"}):
            yield _parts(words[n:])


def _parts(words: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[words[0]]]
    depth = 0
    for word in words[1:]:
        depth += (word.text in "([{") - (word.text in ")]}") if word.kind == "mark" else 0
        if depth < 0 or (depth == 0 and word.word() in _CLAUSES):
            break
        if depth == 0 and word.text == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _open_edge(words: Sequence[Token]) -> bool:
    """Tell whether an edge of a pattern has no type, or one that is not spelt out."""
    texts = [word.text for word in words]
    for n, text in enumerate(texts):
        before = texts[n - 1] if n else ""
        if text == "-" and before == "-":
            return True
        if text == "[" and before == "-":
            inside = texts[n + 1 : texts.index("]", n)] if "]" in texts[n:] else texts[n + 1 :]
            named = bool(inside) and words[n + 1].kind == "name"
            types = inside[1:] if named else inside
            if types[:1] != [":"] or _UNSPELT & set(_before_map(types)):
                return True
    return False


def _before_map(texts: Sequence[str]) -> Sequence[str]:
    return texts[: texts.index("{")] if "{" in texts else texts


def _open_node(words: Sequence[Token]) -> bool:
    """Tell whether a node of a pattern has no label and no edge whose type would tell what it is."""
    texts = [word.text for word in words]
    labelled = {
        texts[n - 1]
        for n in range(1, len(words))
        if texts[n] == ":" and words[n - 1].kind == "name"
    }
    for n, text in enumerate(texts):
        if text != "(" or not _begins_pattern(words, n):
            continue
        end = _closing(texts, n)
        inside = texts[n + 1 : end]
        named = inside[0] if inside and words[n + 1].kind == "name" else ""
        rest = inside[1:] if named else inside
        if rest[:1] == [":"]:
            if _UNSPELT & set(_before_map(rest)):
                return True
            continue
        if rest and rest[0] != "{" and rest[0].upper() != "WHERE":
            continue
        joined = (n and texts[n - 1] in {"-", ">"}) or texts[end + 1 : end + 2] in (["-"], ["<"])
        if not joined and named not in labelled:
            return True
    return False


def _begins_pattern(words: Sequence[Token], n: int) -> bool:
    if n == 0:
        return False
    before = words[n - 1]
    if before.kind == "name":
        return before.word() in _BEFORE_PATTERN
    return before.text in {",", "=", "(", "{", "|", "-", ">"}


def _closing(texts: Sequence[str], begin: int) -> int:
    depth = 0
    for n in range(begin, len(texts)):
        depth += (texts[n] == "(") - (texts[n] == ")")
        if depth == 0:
            return n
    return len(texts) - 1
