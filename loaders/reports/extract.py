"""From bytes to facts: the pipeline of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from graph.model import regions as divisions
from graph.model.regions import Regions
from loaders.reports import blocks as paging
from loaders.reports import straddle
from loaders.reports.blocks import Block
from loaders.reports.clauses import Sentence, Walker
from loaders.reports.context import About, gazetteer, read
from loaders.reports.decode import decode
from loaders.reports.facts import Fact, Unusable
from loaders.reports.inspections import inspections, rounds, teams, unnumbered
from loaders.reports.measures import figures
from loaders.reports.normalise import GAP, clean
from loaders.reports.organs import organs
from loaders.reports.people import persons, sanctions, sensitive

_READ = frozenset({"title", "heading", "body"})
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Report:
    """Everything read out of one report."""

    original: str
    about: About
    facts: tuple[Fact, ...]
    unusable: tuple[Unusable, ...]
    head: tuple[str, int, int]
    terms: Mapping[int, int]
    team_rounds: Mapping[str, int]


def extract(content: bytes, name: str) -> list[Fact]:
    """Return the facts of a report; raise SourceError for a file that is no text."""
    return list(report(content, name, _divisions()).facts)


@cache
def _divisions() -> Regions:
    return divisions.load()


def report(content: bytes, name: str, regions: Regions, known: str = "") -> Report:
    """Return facts and unusable passages of a report; `known` is a committee it may speak of."""
    original = decode(content, name)
    pages = paging.split(clean(original))
    places = gazetteer(regions)
    about = read(pages, regions, known)
    walker = Walker(about, pages, places)
    facts = organs(pages, walker, original)
    unusable: list[Unusable] = []
    for block in pages:
        if block.kind in _READ:
            facts += [] if about.kind == "rules" else _facts(block, walker, original)
            unusable += _damage(block, original)
    distinct = tuple(_distinct(_with_leaders(facts)))
    return Report(
        original,
        about,
        distinct,
        tuple(unusable),
        _head(pages),
        _terms(distinct),
        _of_rounds(distinct),
    )


def _with_leaders(facts: list[Fact]) -> list[Fact]:
    """Return the facts, the teams among them with the leader that any sentence names."""
    leaders = {
        str(fact.fields["org"]): str(fact.fields["name"])
        for fact in facts
        if fact.type == "person" and str(fact.fields["post"]).endswith("组长")
        if not str(fact.fields["post"]).endswith("副组长")
    }
    return [
        replace(fact, fields={**fact.fields, "leader": leaders[str(fact.fields["name"])]})
        if fact.type == "team" and fact.fields["name"] in leaders
        else fact
        for fact in facts
    ]


def _head(pages: tuple[Block, ...]) -> tuple[str, int, int]:
    """Return where the title stands, or the beginning of the first paragraph without a name in it."""
    titles = [b for b in pages if b.kind == "title"] or [b for b in pages if b.kind in _READ]
    if not titles:
        return "第1段", 0, 0
    block = titles[0]
    hidden = [start for start, _ in sensitive(block.text.text)]
    length = min(len(block.text), 60, *(hidden or [60]))
    if not length:
        return block.place, 0, 0
    return (block.place, *block.text.span(0, length))


def _terms(facts: tuple[Fact, ...]) -> dict[int, int]:
    """Return the term of each round that the report gives one term."""
    found: dict[int, set[int]] = {}
    for fact in facts:
        number, term = fact.fields.get("number"), fact.fields.get("term")
        if fact.type == "round" and isinstance(number, int) and isinstance(term, int):
            found.setdefault(number, set()).add(term)
    return {number: next(iter(terms)) for number, terms in found.items() if len(terms) == 1}


def _of_rounds(facts: tuple[Fact, ...]) -> dict[str, int]:
    """Return the round of each team that the report names in one round."""
    found: dict[str, set[int]] = {}
    for fact in facts:
        number = fact.fields.get("round")
        if fact.type == "team" and isinstance(number, int):
            found.setdefault(str(fact.fields["name"]), set()).add(number)
    return {name: next(iter(rounds)) for name, rounds in found.items() if len(rounds) == 1}


def _facts(block: Block, walker: Walker, original: str) -> list[Fact]:
    found: list[Fact] = []
    for sentence in walker.sentences(block, original):
        if len(sentence.text) > _LONGEST:
            continue
        hidden = [_original_span(sentence, *span) for span in sensitive(sentence.text)]
        told = [*rounds(sentence, walker), *teams(sentence, walker)]
        walker.remember(told)
        people = list(persons(sentence, walker)) if block.kind != "title" else []
        walker.remember(people)
        if block.kind != "title":
            told += inspections(sentence, walker)
            told += unnumbered(sentence, walker)
            told += figures(sentence, walker)
        told += people
        told += sanctions(sentence, walker)
        found += [f for f in told if not any(f.start < b and a < f.end for a, b in hidden)]
    return found


def _original_span(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    return sentence.block.text.span(sentence.start + start, sentence.start + end)


def _distinct(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts without repeats, each at the first place that states it, in order."""
    seen: set[str] = set()
    for fact in sorted(facts, key=lambda f: (f.start, f.end, f.type)):
        names = _KEYS[fact.type] if fact.fields.get("number") is None else ("committee", "number")
        key = f"{fact.type} {[str(fact.fields.get(name)) for name in names]}"
        if key not in seen:
            seen.add(key)
            yield fact


_KEYS = {
    "organisation": ("name",),
    "round": ("committee", "types", "theme"),
    "inspects": ("round", "unit", "inspection_type"),
    "team": ("name",),
    "person": ("name", "post", "org"),
    "sanction": ("person", "outcomes"),
    "metric": ("committee", "measure", "value", "unit"),
}


def _damage(block: Block, original: str) -> Iterator[Unusable]:
    """Yield the spots where the text is lost: spam, and damage that nobody can undo."""
    text = block.text.text
    spots = [(m.start(), m.end(), "垃圾文字替换了原文") for m in re.finditer(GAP, text)]
    spots += [(a, b, "编码损坏，无法修复") for a, b in straddle.damaged(text)]
    for start, end, reason in spots:
        first, last = block.text.span(max(0, start - 10), min(len(text), end + 10))
        at, to = block.text.span(start, end)
        value = original[at:to]
        yield Unusable("正文", value, reason, first, last, original[first:last], block.place)
