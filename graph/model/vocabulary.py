"""Controlled vocabularies: codes, Chinese labels and the aliases people write."""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.model.names import to_half_width


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary: its code, its label and what else people write for it."""

    code: str
    label: str
    aliases: tuple[str, ...]


@cache
def _all() -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    text = files("graph.model").joinpath("vocab.csv").read_text(encoding="utf-8-sig")
    for row in csv.DictReader(text.splitlines()):
        aliases = tuple(a for a in row["aliases"].split(";") if a)
        found.setdefault(row["vocabulary"], []).append(Term(row["code"], row["label_zh"], aliases))
    return {name: tuple(terms) for name, terms in found.items()}


def names() -> tuple[str, ...]:
    """Return the names of all vocabularies."""
    return tuple(_all())


def terms(vocabulary: str) -> tuple[Term, ...]:
    """Return the terms of a vocabulary in their order; raise KeyError for an unknown name."""
    return _all()[vocabulary]


def labels(vocabulary: str) -> dict[str, str]:
    """Return the labels of a vocabulary by code."""
    return {term.code: term.label for term in terms(vocabulary)}


@cache
def _by_spelling(vocabulary: str) -> dict[str, str]:
    spellings: dict[str, str] = {}
    for term in terms(vocabulary):
        for text in (*term.aliases, term.label):
            spellings[to_half_width(text).replace(" ", "")] = term.label
    return spellings


def find(vocabulary: str, text: str) -> str | None:
    """Return the label that `text` means in a vocabulary, or None."""
    return _by_spelling(vocabulary).get(to_half_width(text).replace(" ", ""))


def nearest(vocabulary: str, text: str) -> str:
    """Return the label nearest to a text that is in no vocabulary, or an empty text."""
    spellings = _by_spelling(vocabulary)
    close = difflib.get_close_matches(to_half_width(text), spellings, n=1, cutoff=0.3)
    return spellings[close[0]] if close else ""
