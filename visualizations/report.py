"""The report page: every fact where it stands in the text, for the clerk who checks a report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from visualizations import facts, palette
from visualizations.page import Page, View, assemble

# Not the schema's colours: its two violets and two teals cannot be told apart as grounds of a text.
LOOKS = (
    ("#b45309", "diamond"),
    ("#1f5fa8", "square"),
    ("#0f7a6c", "box"),
    ("#6d4bb8", "hexagon"),
    ("#4d7c0f", "triangle"),
    ("#a21360", "dot"),
    ("#b91c1c", "star"),
    ("#6b5a1e", "triangleDown"),
    ("#9126a8", "box"),
    ("#0b6e8a", "square"),
)
"""Colour and shape of the kinds of facts, in their order."""

PAPER = {"light": "#ffffff", "dark": "#1a2028"}
"""The ground of the text, as page.css has it."""

MARKED, CHOSEN = 0.13, 0.3
"""How much of its colour the ground of a fact has, and that of the chosen one."""

REPAIRED, LOST = "repaired", "lost"
CHANGES = {REPAIRED: "已修复", LOST: "无法修复"}
"""The changes that a reader should look at."""

NOISE = "noise"
"""A change that takes something out that was put in: pinyin behind a character."""

LEVELS = 3
"""Facts on one stretch that are drawn one below the other; the panel tells of all."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its kind, where it stands in the text, what it says, how sure it is.

    `doubts` say why somebody should look at it; without one it needs no second look.
    """

    kind: str
    start: int
    end: int
    said: str
    fields: tuple[tuple[str, str], ...]
    place: str
    rule: str
    confidence: float
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that is read otherwise than it is written: `kind` is one of CHANGES, NOISE or nothing.

    Without `read` it says something of a stretch, and leaves what is read there to others.
    """

    start: int
    end: int
    read: str | None
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A report with what was read out of it; all positions count characters of `text`.

    `kinds` gives the label of every kind of fact, `context` what is known of the document, `unread`
    the stretches that were left aside and why. The text is shown as it comes: masked before.
    """

    title: str
    text: str
    kinds: Mapping[str, str]
    facts: tuple[Fact, ...]
    changes: tuple[Change, ...] = ()
    unread: tuple[tuple[int, int, str], ...] = ()
    context: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


Piece = tuple[str, str | None, list[int], bool]
"""Text as written, as read where that differs, the nodes that it is part of, whether it is noise."""

Spanned = Fact | Change


def _looks(kinds: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return label, shape, colours and grounds of all kinds, in both themes."""
    found = {}
    for place, (name, label) in enumerate(kinds.items()):
        color, shape = LOOKS[place % len(LOOKS)]
        found[name] = _look(label, color, shape)
    found[REPAIRED] = _look(CHANGES[REPAIRED], "#4b5563", "dot")
    found[LOST] = _look(CHANGES[LOST], "#8a4300", "triangle")
    return found


def _look(label: str, color: str, shape: str) -> dict[str, str]:
    light, dark = palette.themes(color)
    return {
        "label": facts.visible(label),
        "shape": shape,
        "light": light,
        "dark": dark,
        "lightMarked": palette.mixed(light, PAPER["light"], MARKED),
        "lightChosen": palette.mixed(light, PAPER["light"], CHOSEN),
        "darkMarked": palette.mixed(dark, PAPER["dark"], MARKED),
        "darkChosen": palette.mixed(dark, PAPER["dark"], CHOSEN),
    }


def _levels(found: Sequence[Fact]) -> list[int]:
    """Return for each fact how many lines below the text its own is drawn: the shorter, the nearer."""
    levels: list[int | None] = [None] * len(found)
    starts = [fact.start for fact in found]
    longest = max((fact.end - fact.start for fact in found), default=0)
    for place in sorted(range(len(found)), key=lambda p: (found[p].end - found[p].start, p)):
        fact = found[place]
        near = range(bisect_left(starts, fact.start - longest), bisect_left(starts, fact.end))
        taken = {levels[other] for other in near if found[other].end > fact.start}
        levels[place] = min(set(range(len(taken) + 1)) - taken)
    return [min(level or 0, LEVELS - 1) for level in levels]


def _as_read(marked: MarkedText) -> list[str]:
    """Return what is read for each character; what a longer stretch became stands at its first."""
    read = list(marked.text)
    for change in marked.changes:
        if change.read is None:
            continue
        alike = len(change.read) == change.end - change.start
        rest = [""] * (change.end - change.start - 1)
        read[change.start : change.end] = change.read if alike else [change.read, *rest]
    return read


def _lines(marked: MarkedText, shown: Sequence[Spanned]) -> list[list[object]]:
    """Return the lines that are not blank: why it was not read, if so, and its pieces."""
    read = _as_read(marked)
    noise = [change for change in marked.changes if change.kind == NOISE]
    lines = list(_line_spans(marked.text))
    found: list[list[object]] = []
    by_line = zip(lines, _by_line(lines, shown), _by_line(lines, noise), strict=True)
    for (start, end), here, loose in by_line:
        if marked.text[start:end].strip():
            why = next((why for a, b, why in marked.unread if a < end and start < b), "")
            parts = [*(shown[n] for n in here), *(noise[n] for n in loose)]
            edges = {edge for part in parts for edge in (part.start, part.end)}
            cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
            pieces: list[Piece] = []
            for a, b in pairwise(cuts):
                written, said = marked.text[a:b], "".join(read[a:b])
                nodes = [n for n in here if shown[n].start <= a and b <= shown[n].end]
                odd = any(noise[n].start <= a and b <= noise[n].end for n in loose)
                other = None if said == written else facts.spelt(said)
                pieces.append((facts.spelt(written), other, nodes, odd))
            found.append([facts.visible(why), pieces])
    return found


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _by_line(lines: Sequence[tuple[int, int]], parts: Sequence[Spanned]) -> list[list[int]]:
    """Return for each line the places of the parts that stand in it."""
    starts = [start for start, _ in lines]
    found: list[list[int]] = [[] for _ in lines]
    for place, part in enumerate(parts):
        for line in range(bisect_right(starts, part.start) - 1, bisect_left(starts, part.end)):
            found[line].append(place)
    return found


def _row(part: Spanned, marked: MarkedText, read: Sequence[str], texts: facts.Texts) -> facts.Row:
    """Return a fact or a change as page.js reads a node."""
    written, said = marked.text[part.start : part.end], "".join(read[part.start : part.end])
    if isinstance(part, Fact):
        name, caption, fields = "fact", part.said, part.fields
        place = f"{part.place}，第 {part.start + 1}—{part.end} 字"
    else:
        repaired = part.kind == REPAIRED
        name, caption = "change", f"{written} → {said}" if repaired else part.note
        fields = (("说明", part.note),) if repaired else ()
        place = f"第 {part.start + 1}—{part.end} 字"
    words = [texts.place(facts.visible(word)) for pair in fields if pair[1] for word in pair]
    quotes = [("原文", written)] if said == written else [("原文", written), ("读作", said)]
    where = [texts.place(facts.visible(w)) for label, q in quotes for w in (label, place, q)]
    identifier = f"{name}-{part.start}-{part.end}"
    return [identifier, texts.place(part.kind), texts.place(_short(caption)), words, where]


def _short(text: str) -> str:
    return facts.visible(text if len(text) <= facts.NAME else f"{text[: facts.NAME]}……")


def _counts(marked: MarkedText, looks: Sequence[Change]) -> Iterator[str]:
    yield f"{len(marked.facts)} 条事实"
    if unsure := sum(bool(fact.doubts) for fact in marked.facts):
        yield f"{unsure} 条需复核"
    for kind, label in CHANGES.items():
        if number := sum(change.kind == kind for change in looks):
            yield f"{number} 处{label}"


def page(marked: MarkedText) -> Page:
    """Return the page of a report: its text with each fact in place, a list of them, the filters."""
    known = tuple(sorted(marked.facts, key=lambda fact: (fact.start, -fact.end)))
    looks = tuple(change for change in marked.changes if change.kind in CHANGES)
    shown: tuple[Spanned, ...] = (*known, *looks)
    texts, read = facts.Texts(), _as_read(marked)
    data = {
        "title": facts.visible(marked.title),
        "notes": [facts.visible(note) for note in marked.notes],
        "count": " · ".join(_counts(marked, looks)),
        "context": [[facts.visible(word) for word in pair] for pair in marked.context],
        "kinds": _looks(marked.kinds),
        "nodes": [_row(part, marked, read, texts) for part in shown],
        "edges": [],
        "marks": [
            [
                facts.visible(fact.rule),
                fact.confidence,
                [facts.visible(d) for d in fact.doubts],
                level,
            ]
            for fact, level in zip(known, _levels(known), strict=True)
        ],
        "lines": _lines(marked, shown),
        "texts": texts.table(),
    }
    title = f"{data['title']} · 报告核对"
    return assemble("report", title, data, scripts=("marks.js", "report.js"))


VIEW = View("report", "报告核对", MarkedText, page)
