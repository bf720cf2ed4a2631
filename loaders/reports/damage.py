"""What a report has lost and nobody can restore: told to the clerk, and facts beside it less sure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from loaders.reports import straddle
from loaders.reports.blocks import Block
from loaders.reports.facts import Fact, Unusable
from loaders.reports.formats.plain import LOST
from loaders.reports.normalise import Cleaned
from loaders.reports.words import GAP, MISSING

DOUBTFUL = 0.5
"""The most that a fact is sure of whose passage was damaged."""

_CONTEXT = 10
_LOST = re.compile(f"{LOST}+")
_GAPS = re.compile(f"{GAP}+")
_SIGNS = re.compile(f"{MISSING}+")
_OPEN = re.compile(f"[{GAP}{MISSING}]")
_RUN_ON = re.compile(r"[\u4e00-\u9fff\d“”《》%]{120,}")
"""Longer than any clause: marks were lost between."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of the original that is lost or doubtful: why, and what may have stood there."""

    start: int
    end: int
    reason: str
    suggestion: str = ""


def unusable(block: Block, spots: Iterable[Damage], original: str) -> Iterator[Unusable]:
    """Yield the damaged stretches of a block with the words around them."""
    low, high = block.text.span(0, len(block.text))
    for spot in spots:
        first, last = max(low, spot.start - _CONTEXT), min(high, spot.end + _CONTEXT)
        yield Unusable(
            "正文",
            original[spot.start : spot.end],
            spot.reason,
            first,
            last,
            original[first:last],
            block.place,
            spot.suggestion,
        )


def damages(block: Block, cleaned: Cleaned) -> list[Damage]:
    """Return the damaged stretches of a block, in order: spam, bytes, lost characters, lost marks."""
    text = block.text
    low, high = text.span(0, len(text))
    found = [
        Damage(spot.start, spot.end, "垃圾文字替换了原文", spot.guess)
        for spot in cleaned.spam_between(low, high)
    ]
    spam = [(spot.start, spot.end) for spot in found]
    told = [
        *((span, "编码损坏，无法修复") for span in straddle.damaged(text.text)),
        *((m.span(), "编码损坏，无法修复") for m in _SIGNS.finditer(text.text)),
        *((m.span(), "有字缺失，无法修复") for m in _GAPS.finditer(text.text)),
        *((m.span(), "有字节不是任何文字") for m in _LOST.finditer(text.text)),
        *((m.span(), "标点缺失，无法断句") for m in _RUN_ON.finditer(text.text)),
    ]
    for span, reason in told:
        start, end = text.span(*span)
        if (start, end) not in spam:
            found.append(Damage(start, end, reason))
    return sorted(found, key=lambda one: (one.start, one.end))


def whole(facts: Iterable[Fact], names: Mapping[str, tuple[str, ...]]) -> Iterator[Fact]:
    """Yield the facts without those whose name has a gap: a name with a sign less is somebody else's.

    `names` are the fields by which facts of each type are told apart; any other field with a gap is left out.
    """
    for fact in facts:
        open_ = {name for name, value in fact.fields.items() if _OPEN.search(str(value))}
        if not open_:
            yield fact
        elif not open_ & set(names[fact.type]):
            yield replace(fact, fields={k: v for k, v in fact.fields.items() if k not in open_})


def doubted(facts: Iterable[Fact], spots: Iterable[Damage]) -> Iterator[Fact]:
    """Yield the facts, those whose passage is damaged with little confidence and the reason."""
    ordered = sorted(spots, key=lambda one: one.start)
    starts = [spot.start for spot in ordered]
    reach = list(accumulate((spot.end for spot in ordered), max))
    for fact in facts:
        last = bisect_right(starts, fact.end) - 1
        if last < 0 or reach[last] < fact.start:
            yield fact
            continue
        hit = ordered[last]
        guessed = f"，〔{hit.suggestion}〕为推测" if hit.suggestion else ""
        reasons = filter(None, (fact.doubt, f"原文此处{hit.reason}{guessed}"))
        confidence = min(fact.confidence, DOUBTFUL)
        yield replace(fact, confidence=confidence, doubt="；".join(reasons))
