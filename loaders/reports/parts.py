"""Parts of a total: which figure behind 其中 is a part of which, and which only follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loaders.reports.checks import table
from loaders.reports.clauses import Sentence
from loaders.reports.facts import Fact

_AMONG = "其中"


def parts(sentence: Sentence, figures: Iterable[Fact], before: Sequence[Fact]) -> list[Fact]:
    """Return a sentence's figures, those that are parts of a total with its value as `subset_of`.

    A part counts the same as its total, or what the table allows: clues are no part of findings
    (发现问题12个，其中移交线索3条). Where a sentence begins with 其中, its totals are among `before`.
    """
    told = sorted(figures, key=lambda fact: fact.start)
    at = sentence.text.find(_AMONG)
    if at < 0:
        return [_part(fact, (*told, *before), ()) for fact in told]
    begins, _ = sentence.block.text.span(sentence.start + at, sentence.start + at + 1)
    first = [fact for fact in told if fact.end <= begins]
    totals = first or before
    return [_part(fact, told, () if fact in first else totals) for fact in told]


def _part(fact: Fact, others: Sequence[Fact], spoken_of: Sequence[Fact]) -> Fact:
    known = _attrs(fact)
    said = known.get("subset_of")
    if said and any(_beside(fact, one, said) for one in others):
        return fact
    stated = [one for one in others if str(one.fields["value"]) == said]
    whole = _whole(fact, stated) or _whole(fact, spoken_of)
    rest = {name: text for name, text in known.items() if name != "subset_of"}
    told = {**rest, "subset_of": str(whole.fields["value"])} if whole else rest
    return fact if told == known else replace(fact, fields={**fact.fields, "attrs": told})


def _attrs(fact: Fact) -> Mapping[str, str]:
    attrs = fact.fields.get("attrs")
    return attrs if isinstance(attrs, Mapping) else {}


def _beside(fact: Fact, other: Fact, total: str) -> bool:
    """Tell whether another figure, told before, is already known as a part of the same total."""
    same = all(fact.fields[name] == other.fields[name] for name in ("measure", "committee"))
    return same and other.end <= fact.start and _attrs(other).get("subset_of") == total


def _whole(fact: Fact, totals: Sequence[Fact]) -> Fact | None:
    """Return the last total that counts the same of the same body, or what the table allows."""
    measure = str(fact.fields["measure"])
    for wanted in (measure, *table().within.get(measure, ())):
        same = ("committee", "scope", "unit") if wanted == measure else ("committee", "scope")
        for other in reversed(totals):
            if (
                other is not fact
                and other.fields["measure"] == wanted
                and all(other.fields.get(name) == fact.fields.get(name) for name in same)
            ):
                return other
    return None
