"""Patterns of findings told of no unit (有的单位…, 存在…问题): kinds of findings, never facts of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.model import vocabulary
from loaders.reports.clauses import Sentence, State, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.numbers import Quantity, quantities
from loaders.reports.words import declared

VOCABULARY = "finding_pattern"
"""The vocabulary of patterns."""

UNSORTED = "未归类的问题表现"
"""The category of a fault that fits no pattern but has an amount, which is not money that came back."""

_CLAUSE = re.compile(r"[^，。；！？]+")
_LONGEST = 150
_MONEY = "元"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: its code and label, and the words by which a clause is known to speak of it."""

    code: str
    label: str
    say: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...]

    def said(self, clause: str) -> bool:
        """Tell whether a clause speaks of this pattern."""
        told = any(word.search(clause) for word in self.say)
        return told and not any(word.search(clause) for word in self.never)


@dataclass(frozen=True, slots=True)
class Table:
    """All patterns, and the words that make a clause a fault told of nobody."""

    patterns: tuple[Pattern, ...]
    quantifier: re.Pattern[str]
    exists: re.Pattern[str]
    never: re.Pattern[str]
    faulty: re.Pattern[str]
    came_back: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Fault:
    """A clause that tells of a fault: where it stands, of how many it is said, and what was said of them before."""

    start: int
    end: int
    text: str
    quantifier: str
    context: str


@cache
def table() -> Table:
    """Return the patterns of `patterns.toml`, in the order of the vocabulary."""
    raw = declared("patterns.toml")
    rows: Mapping[str, Mapping[str, Sequence[str]]] = raw["pattern"]
    return Table(
        tuple(
            Pattern(code, label, _words(rows[code]["say"]), _words(rows[code].get("never", ())))
            for code, label in vocabulary.labels(VOCABULARY).items()
        ),
        re.compile("|".join(raw["quantifiers"])),
        re.compile(raw["exists"]),
        re.compile("|".join(raw["never"])),
        re.compile("|".join(raw["faulty"])),
        re.compile(raw["came_back"]),
    )


def _words(texts: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, texts))


def patterns(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the patterns that a sentence tells of nobody in particular.

    A report by a unit speaks of that unit, and gives none.
    """
    if walker.about.reporter:
        return
    for fault in _faults(sentence.text):
        state = _state_at(sentence, walker, fault.start)
        amounts = _amounts(fault)
        found = [pattern for pattern in table().patterns if pattern.said(_plain(fault.text))]
        for pattern in found:
            # Two patterns in one clause: which of them the amount belongs to, nobody can tell.
            amount = amounts[0] if len(found) == len(amounts) == 1 else None
            yield _fact(sentence, state, fault, (pattern.code, pattern.label), amount)
        if not found and len(amounts) == 1 and table().faulty.search(fault.context):
            yield _fact(sentence, state, fault, ("", UNSORTED), amounts[0])


def _amounts(fault: _Fault) -> list[Quantity]:
    """Return the sums of money of a fault; money that came back is none."""
    if table().came_back.search(fault.text):
        return []
    return [quantity for quantity in quantities(fault.text) if quantity.unit == _MONEY]


def without_amounts(figures: Sequence[Fact], told: Sequence[Fact]) -> list[Fact]:
    """Return the figures without the sums of money that are the amounts of findings."""
    return [
        figure
        for figure in figures
        if figure.fields["unit"] != _MONEY
        or not any(
            pattern.fields.get("amount") == figure.fields["value"]
            and pattern.start < figure.end
            and figure.start < pattern.end
            for pattern in told
        )
    ]


def _faults(text: str) -> Iterator[_Fault]:
    """Yield the clauses behind a quantifier, until the sentence ends, and those of 存在…问题."""
    rules = table()
    quantifier, since = "", 0
    behind = [found.span() for found in rules.exists.finditer(text)]
    for found in _CLAUSE.finditer(text):
        clause = found.group()
        said = rules.quantifier.search(clause)
        if said:
            quantifier, since = said.group(), found.start() + said.start()
        there = any(a < found.end() and found.start() < b for a, b in behind)
        if (quantifier or there) and not rules.never.search(clause):
            start = found.start() + (said.start() if said else 0)
            fault = text[start : found.end()]
            yield _Fault(start, found.end(), fault, quantifier, text[since : found.end()])


def _plain(text: str) -> str:
    """Return a clause without quotation marks, which stand anywhere (“一岗双责”, 搞“一言堂”)."""
    return re.sub("[“”‘’]", "", text)


def _state_at(sentence: Sentence, walker: Walker, at: int) -> State:
    state = sentence.state
    for start, _, found in walker.clauses(sentence):
        if start <= at:
            state = found
    return state


def _fact(
    sentence: Sentence,
    state: State,
    fault: _Fault,
    category: tuple[str, str],
    amount: Quantity | None,
) -> Fact:
    code, label = category
    fields: dict[str, Field] = {
        "committee": state.subject,
        "round": state.round_no,
        "code": code,
        "category": label,
        "quantifier": fault.quantifier or None,
        "amount": amount.value if amount else None,
        "unit": amount.unit if amount else None,
    }
    end = min(fault.end, fault.start + _LONGEST)
    rule = f"pattern:{code or 'amount'}"
    return sentence.fact("pattern", fields, fault.start, end, rule, 0.85)
