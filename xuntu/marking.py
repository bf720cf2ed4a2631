"""A report and what was read out of it, as the page that shows it takes them: masked, with places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.reports import blocks as paging
from loaders.reports import telling
from loaders.reports.blocks import Block
from loaders.reports.context import About
from loaders.reports.extract import Report
from loaders.reports.masking import masked
from loaders.reports.normalise import clean
from loaders.reports.repairs import DAMAGE, LABELS, MARKS, PINYIN, Repair, repairs
from visualizations.report import LOST, NOISE, REPAIRED, Change, Fact, MarkedText

_KINDS = {PINYIN: NOISE, DAMAGE: REPAIRED}
_HOW = {"named": "文中写明", "institution": "文中写明"}
_UNREAD = {"menu": "网页附带的文字，没有读", "byline": "来源行，只取日期和署名"}
_DOCUMENTS = {"report": "报告", "rules": "制度文件，不读其中的数字"}
_MARK = "\ufeff"


def marked(report: Report, name: str) -> MarkedText:
    """Return a report as its page takes it; everything is taken from the masked text."""
    shown = masked(report.original).replace(_MARK, " ")
    cleaned = clean(shown)
    pages = paging.split(cleaned)
    found = repairs(shown, cleaned)
    title = next((block.text.text for block in pages if block.kind == "title"), name)
    return MarkedText(
        title=title,
        text=shown,
        kinds=telling.labels(),
        facts=tuple(_facts(report)),
        changes=tuple(_changes(report, found)),
        unread=tuple(_unread(pages)),
        context=tuple(_context(report.about, name, found)),
        notes=tuple(_notes(report)),
    )


def _facts(report: Report) -> Iterator[Fact]:
    for fact in report.facts:
        yield Fact(
            fact.type,
            fact.start,
            fact.end,
            telling.said(fact),
            telling.told(fact),
            fact.place,
            fact.rule,
            fact.confidence,
            telling.doubts(fact),
        )


def _changes(report: Report, found: Sequence[Repair]) -> Iterator[Change]:
    """Yield what is read otherwise than it is written, and where text is lost."""
    lost = list(_lost(report))
    for one in found:
        # A mark of another width is no other reading.
        if one.kind != MARKS:
            inside = any(spot.start < one.end and one.start < spot.end for spot in lost)
            kind = "" if inside and one.kind == DAMAGE else _KINDS.get(one.kind, "")
            yield Change(one.start, one.end, one.read, kind, LABELS[one.kind])
    yield from lost


def _lost(report: Report) -> Iterator[Change]:
    for passage in report.unusable:
        start = report.original.find(passage.value, passage.start, passage.end)
        if passage.value and start >= 0:
            guess = f"；可能是“{passage.suggestion}”，请对照原件" if passage.suggestion else ""
            end = start + len(passage.value)
            yield Change(start, end, None, LOST, passage.reason + guess)


def _unread(pages: Sequence[Block]) -> Iterator[tuple[int, int, str]]:
    for block in pages:
        if block.kind in _UNREAD and len(block.text):
            yield (*block.text.span(0, len(block.text)), _UNREAD[block.kind])


def _context(about: About, name: str, found: Sequence[Repair]) -> Iterator[tuple[str, str]]:
    committee = about.committee
    yield "文件", name
    if committee.resolved:
        how = _HOW.get(committee.how, "推断")
        yield "派出党委", f"{committee.name}（{how}，把握 {committee.confidence:.0%}）"
    else:
        yield "派出党委", f"没有认出{f'，文中只写“{committee.name}”' if committee.name else ''}"
    if about.reporter or about.body:
        yield "行文单位", about.reporter or about.body
    yield "发布日期", about.published or "文中没有"
    yield "文件种类", _DOCUMENTS.get(about.kind, about.kind)
    counts = Counter(one.kind for one in found)
    done = [f"{label} {counts[kind]} 处" for kind, label in LABELS.items() if counts[kind]]
    yield "文字整理", "、".join(done) or "没有"


def _notes(report: Report) -> Iterator[str]:
    if not report.about.committee.resolved:
        yield (
            "没有认出是哪个党委的报告：装载时请用 --committee 写明，否则其中的事实都按低把握记。"
        )
    if report.unusable:
        yield f"有 {len(report.unusable)} 处文字缺失或损坏，没有采用，请对照原件。"
