"""The small language of declarations: where a value comes from, and when a claim is made.

value      `title` a field · `round.term_no` a part of it · `=任职` these words · `@person` a node of
           the row · `~第{round_no.cn}轮` a text with fields in it, if all are there · `a | b` the first that is there ·
           `+aliases,signs` all that are there, as one list
condition  `case_no` it is there, and not 否 · `kind in 借调|抽调` · `not kind in 借调|抽调` ·
           `@case` the node was made · `case_no | filed` either · `a and b` both · `a or b`
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.claims import Value

_PLACEHOLDER = re.compile(r"\{([^}]+)\}")
Part = Mapping[str, Value]
"""One value of a list, by its parts: `""` is the value itself."""


@dataclass(slots=True)
class Scope:
    """What an expression can see: the fields of a row, its nodes so far, the turn of a list."""

    fields: Mapping[str, Value | Sequence[Part]]
    nodes: dict[str, list[str]] = field(default_factory=dict)
    turn: int = 0
    turns: int = 0

    def get(self, name: str) -> Value:
        """Return a field: of a list the value whose turn it is, else all of them in one text.

        Within a list, another list gives its values in step if both are of one length, else none.
        """
        if name in self.fields and not isinstance(self.fields[name], list):
            return self.fields[name]  # type: ignore[return-value]  # lists left out just now
        base, _, part = name.partition(".")
        parts = self.fields.get(base)
        if not isinstance(parts, list):
            return None
        if self.turns:
            return parts[self.turn].get(part) if len(parts) == self.turns else None
        texts = [str(p[part]) for p in parts if p.get(part) not in (None, "")]
        return "；".join(texts) or None

    def length(self, name: str) -> int:
        """Return how many values a list field has; a plain field has one or none."""
        value = self.fields.get(name)
        if isinstance(value, list):
            return len(value)
        return int(value is not None)


@dataclass(frozen=True, slots=True)
class Expression:
    """Where a value comes from: the first alternative that is there."""

    alternatives: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    nodes: tuple[str, ...]
    constant: bool | None = None

    def value(self, scope: Scope) -> Value:
        """Return the value in a scope, or None."""
        if self.constant is not None:
            return self.constant
        for sign, word in self.alternatives:
            value = _alternative(sign, word, scope)
            if value is not None and value != "":
                return value
        return None


def _alternative(sign: str, word: str, scope: Scope) -> Value:
    if sign == "=":
        return word
    if sign == "@":
        made = scope.nodes.get(word)
        return made[0] if made else None
    if sign == "~":
        return _filled(word, scope)
    if sign == "+":
        found = [str(value) for value in map(scope.get, word.split(",")) if value is not None]
        return "；".join(found) or None
    return scope.get(word)


def _filled(template: str, scope: Scope) -> str | None:
    found = {name: scope.get(name) for name in _PLACEHOLDER.findall(template)}
    if any(value is None for value in found.values()):
        return None
    return _PLACEHOLDER.sub(lambda match: str(found[match.group(1)]), template)


def expression(text: str | bool) -> Expression:
    """Return the expression that a text of a declaration is."""
    if isinstance(text, bool):
        return Expression((), (), (), text)
    words = [word.strip() for word in text.split(" | ")]
    alternatives = tuple((w[0], w[1:]) if w[0] in "=@~+" else ("", w) for w in words)
    fields = [w for sign, w in alternatives if not sign]
    fields += [name for sign, w in alternatives if sign == "~" for name in _PLACEHOLDER.findall(w)]
    fields += [name for sign, w in alternatives if sign == "+" for name in w.split(",")]
    nodes = [w for sign, w in alternatives if sign == "@"]
    return Expression(alternatives, tuple(fields), tuple(nodes))


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a condition: a value is there, or is one of some."""

    wanted: bool
    expression: Expression
    values: frozenset[str]

    def holds(self, scope: Scope) -> bool:
        """Tell whether it holds in a scope."""
        value = self.expression.value(scope)
        if self.values:
            there = value is not None and not self.values.isdisjoint(str(value).split("；"))
        else:
            there = value is not None and value is not False and value != ""
        return there is self.wanted


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether something holds for a row: all terms of one of its alternatives."""

    alternatives: tuple[tuple[Term, ...], ...]

    @property
    def always(self) -> bool:
        """Whether it holds for every row."""
        return () in self.alternatives

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it looks at."""
        return tuple(f for terms in self.alternatives for t in terms for f in t.expression.fields)

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes it looks at."""
        return tuple(n for terms in self.alternatives for t in terms for n in t.expression.nodes)

    def holds(self, scope: Scope) -> bool:
        """Tell whether it holds in a scope."""
        return any(all(term.holds(scope) for term in terms) for terms in self.alternatives)


ALWAYS, NEVER = Condition(((),)), Condition(())


def condition(text: str | bool) -> Condition:
    """Return the condition that a text of a declaration is."""
    if isinstance(text, bool):
        return ALWAYS if text else NEVER
    choices = (choice.split(" and ") for choice in text.split(" or "))
    return Condition(tuple(tuple(_term(word.strip()) for word in words) for words in choices))


def _term(text: str) -> Term:
    left, _, right = text.removeprefix("not ").partition(" in ")
    values = frozenset(right.split("|")) if right else frozenset()
    return Term(not text.startswith("not "), expression(left), values)
