"""From bytes to facts: the pipeline of a report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from graph.model import regions as divisions
from graph.model.regions import Regions
from loaders.reports import blocks as paging
from loaders.reports.blocks import Block
from loaders.reports.clauses import Walker
from loaders.reports.context import About, item_place, items, read
from loaders.reports.damage import Damage, damages, doubted, unusable, whole
from loaders.reports.facts import Fact, Unusable
from loaders.reports.feedback import feedback
from loaders.reports.figure_tables import tabled
from loaders.reports.figures import figures
from loaders.reports.formats import text_of
from loaders.reports.gazetteer import Local, gazetteer
from loaders.reports.inspections import Inspections
from loaders.reports.kinds import with_kinds
from loaders.reports.masking import Span, protected, sensitive
from loaders.reports.normalise import cleaned
from loaders.reports.organs import of_sanctioned, organs
from loaders.reports.parts import parts
from loaders.reports.patterns import patterns, without_amounts
from loaders.reports.people import persons
from loaders.reports.regulations import regulations
from loaders.reports.rounds import rounds, unnumbered
from loaders.reports.sanctions import merged, sanctions
from loaders.reports.settling import settled
from loaders.reports.teams import teams
from loaders.reports.validators import validated

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
    """Return the facts of a report; raise SourceError for a file that cannot be read."""
    return list(report(content, name, _divisions()).facts)


@cache
def _divisions() -> Regions:
    return divisions.load()


def report(content: bytes, name: str, regions: Regions, known: str = "") -> Report:
    """Return facts and unusable passages of a report; `known` is a committee it may speak of."""
    original = text_of(content, name)
    text = cleaned(original)
    pages = paging.split(text.text)
    about = read(pages, regions, known)
    places = Local(gazetteer(regions), about.places)
    walker = Walker(about, pages, places)
    units = Inspections(walker)
    newsletter = items(about, pages)
    hidden = protected(pages)
    facts: list[Fact] = []
    lost: list[Unusable] = []
    spots: list[Damage] = []
    for block in pages:
        if item_place(block) in newsletter:
            walker = Walker(newsletter[item_place(block)], (block,), places)
            units = Inspections(walker)
        facts += organs(block, units.walker, original)
        if block.kind in _READ:
            facts += [] if about.kind == "rules" else _facts(block, units, original, hidden)
            damaged = damages(block, text)
            lost += unusable(block, damaged, original)
            spots += damaged
    if about.kind != "rules":
        facts += tabled(pages, walker, original)
    facts += of_sanctioned(facts, walker)
    stated = _distinct(_with_leaders(settled(_open(facts, hidden), pages, about.committee.name)))
    told = tuple(whole(stated, _KEYS))
    distinct = tuple(doubted(validated(told, original, about.published), spots))
    return Report(
        original,
        about,
        distinct,
        tuple(lost),
        _head(pages),
        _terms(distinct, about.committee.name),
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


def _terms(facts: tuple[Fact, ...], committee: str) -> dict[int, int]:
    """Return the term of each round of a committee that the report gives one term."""
    found: dict[int, set[int]] = {}
    for fact in facts:
        number, term = fact.fields.get("number"), fact.fields.get("term")
        own = fact.type == "round" and fact.fields["committee"] == committee
        if own and isinstance(number, int) and isinstance(term, int):
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


def _open(facts: Iterable[Fact], hidden: list[Span]) -> list[Fact]:
    """Return the facts in whose passage nobody stands who must not be shown; `hidden` is in order and apart."""

    def shows(fact: Fact) -> bool:
        last = bisect_left(hidden, (fact.end, 0)) - 1
        return last >= 0 and hidden[last][1] > fact.start

    return [fact for fact in facts if not shows(fact)]


def _facts(block: Block, units: Inspections, original: str, hidden: list[Span]) -> list[Fact]:
    walker = units.walker
    found: list[Fact] = []
    counted: list[Fact] = []
    for sentence in walker.sentences(block, original):
        if len(sentence.text) > _LONGEST:
            continue
        told = [*rounds(sentence, walker), *teams(sentence, walker)]
        walker.remember(told)
        people = _open(persons(sentence, walker), hidden)
        walker.remember(people)
        if block.kind != "title" or "：" in sentence.text:
            named = list(units.of(sentence))
            walker.remember(named)
            told += named
        if block.kind != "title":
            told += unnumbered(sentence, walker)
            told += regulations(sentence, walker)
            told += feedback(sentence, walker)
            shown = list(patterns(sentence, walker))
            counted = parts(sentence, with_kinds(figures(sentence, walker)), counted)
            told += without_amounts(counted, shown) + shown
        told += people
        told += sanctions(sentence, walker)
        found += told
    return merged(found, original)


def _distinct(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts without repeats, each at the first place that states it, in order."""
    seen: set[str] = set()
    for fact in sorted(facts, key=lambda f: (f.start, f.end, f.type)):
        names = _KEYS[fact.type] if fact.fields.get("number") is None else ("committee", "number")
        key = f"{fact.type} {[str(fact.fields.get(name)) for name in names]} {_kind(fact)}"
        if key not in seen:
            seen.add(key)
            yield fact


def _kind(fact: Fact) -> str:
    """Return the kind of inspection of a figure: 1轮专项巡察 and 1轮机动巡察 are two."""
    attrs = fact.fields.get("attrs")
    if fact.type == "metric" and isinstance(attrs, Mapping):
        return attrs.get("type", "")
    return ""


_KEYS = {
    "organisation": ("name",),
    "round": ("committee", "types", "theme"),
    "inspects": ("round", "unit", "inspection_type"),
    "team": ("name",),
    "person": ("name", "post", "org"),
    "sanction": ("person", "outcomes", "org", "attrs"),
    "metric": ("committee", "measure", "value", "unit"),
    "pattern": ("category", "round"),
    "regulation": ("name",),
    "feedback": ("committee", "form"),
}
