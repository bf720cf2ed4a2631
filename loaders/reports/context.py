"""What a document is and whose: kind, date, committee, the organ that reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.model.regions import Regions
from loaders.reports.blocks import Block
from loaders.reports.committee import Committee, Page, resolve
from loaders.reports.gazetteer import LEVELS, Gazetteer, gazetteer
from loaders.reports.spelling import is_verbal, spelled
from loaders.reports.words import PARTY

_DAY = r"(?P<y>20\d\d)[-年./](?P<m>\d{1,2})[-月./](?P<d>\d{1,2})日?"
_PUBLISHED = re.compile(_DAY)
_LABELLED = re.compile(rf"(?:发布|发表|公开|发文|印发|成文)(?:日期|时间)[】\]：:|\s]*{_DAY}")
_REPORTER = re.compile(
    rf"^(?:关于)?(?:中共)?(?P<who>\S{{3,40}}?(?:{PARTY}|(?<![{LEVELS}])委员会(?!党|机关)))(?:关于)?[^，。]{{0,40}}整改"
)
_BUREAU = re.compile(
    rf"^(?P<who>\S{{2,30}}?(?:局|(?<![{LEVELS}])委|办|中心|院|校|中学|小学|公司|集团|镇|乡|街道|馆))关于[^，。]{{0,40}}整改"
)
_RULES = re.compile(r"(?:规程|规定|办法|细则|条例|制度|规则|守则|指南)$")
_BODY_OF_TITLE = re.compile(r"^(?:中共)?(?P<who>\S{4,30}?(?:党委|党组|党工委))")
_AUTHOR = re.compile(
    r"(?:作者：(?!\S*(?:记者|通讯员))|记者|通讯员|编辑)[： ]*([\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff])"
)
_DATE_LINE = re.compile(r"\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*")
_ITEM = re.compile(
    rf"^(?:[▲●■◆★▶○◎△]\s*(?P<marked>[\u4e00-\u9fff]{{2,6}}?[{LEVELS}])|【(?P<boxed>[\u4e00-\u9fff]{{2,6}}?[{LEVELS}])】)"
)
_SIGNED = 3


@dataclass(frozen=True, slots=True)
class About:
    """The document's context: everything that its sentences take for granted."""

    committee: Committee
    title: str
    kind: str
    published: str | None
    year: int | None
    reporter: str
    body: str
    authors: str
    others: tuple[str, ...]
    places: tuple[str, ...] = ()


def read(blocks: Iterable[Block], regions: Regions, known: str = "") -> About:
    """Return the context of a document; `known` is a committee whose name may stand in it."""
    blocks = [b for b in blocks if b.kind != "menu"]
    title = next((b.text.text for b in blocks if b.kind == "title"), "")
    title = title or next(
        (b.text.text for b in blocks if b.kind == "body" and len(b.text) < 40), ""
    )
    heading = title + _second_line(blocks, title)
    whole = "\n".join(b.text.text for b in blocks if b.kind != "byline")
    bylines = "\n".join(b.text.text for b in blocks if b.kind == "byline")
    published, year = _dates(
        _PUBLISHED.search(bylines)
        or _LABELLED.search("\n".join(b.text.text for b in blocks))
        or _PUBLISHED.search(_dated_line(blocks))
    )
    signature = "\n".join(b.text.text for b in blocks[-_SIGNED:] if len(b.text) < 40)
    committee = resolve(Page(title, whole, signature, bylines), gazetteer(regions), known)
    spelled_out = _spelled_places(whole, committee)
    reporter = _named_in(_REPORTER, heading, committee) or _named_in(_BUREAU, heading, committee)
    return About(
        committee=committee,
        title=title,
        kind="rules" if _RULES.search(title.strip("《》")) else "report",
        published=published,
        year=year,
        reporter=reporter,
        body=_named_in(_BODY_OF_TITLE, title, committee),
        authors="；".join(dict.fromkeys(m.group(1) for m in _AUTHOR.finditer(bylines))),
        others=_others(whole, gazetteer(regions), committee.name, spelled_out),
        places=tuple(sorted(spelled_out)),
    )


def items(about: About, blocks: Iterable[Block]) -> dict[str, About]:
    """Return, for a newsletter whose items each begin with a place, the context of each place.

    A document with fewer than two such places is no newsletter.
    """
    heads = (item_place(block) for block in blocks)
    found = {place: _item(about, place) for place in heads if place}
    return found if len(found) > 1 else {}


def item_place(block: Block) -> str:
    """Return the place with which an item of a newsletter begins (▲青岚县), or an empty text."""
    found = _ITEM.match(block.text.text)
    return (found["marked"] or found["boxed"]) if found else ""


def _item(about: About, place: str) -> About:
    committee = Committee(f"{place}委", place, place[-1], 0.8, "item")
    others = (*about.others, about.committee.name if about.committee.resolved else "")
    return replace(
        about,
        committee=committee,
        others=tuple(sorted({o for o in others if o} - {committee.name})),
    )


def _spelled_places(whole: str, committee: Committee) -> set[str]:
    """Return the places that the text spells out, and the committee's own."""
    own = {committee.place} if committee.how in ("named", "item") and committee.letter else set()
    hits = list(spelled(whole))
    other = {h for h in hits if h.sure and h.place[-1] != committee.letter}
    acting = {h.place for h in other if h.committee or whole.startswith("纪委监委", h.end)}
    named = {h.place for h in hits if h.sure > 1}
    return own | named | {place for place in acting if not is_verbal(place)}


def _dates(found: re.Match[str] | None) -> tuple[str | None, int | None]:
    """Return the day of publication, and the year that 今年 means (never guessed from the clock)."""
    if found:
        year = int(found["y"])
        return f"{year}-{int(found['m']):02d}-{int(found['d']):02d}", year
    return None, None


def _second_line(blocks: list[Block], title: str) -> str:
    """Return the second line of a title that is broken before 关于; a byline may stand between."""
    texts = [b.text.text for b in blocks if b.kind not in ("byline", "menu")]
    at = texts.index(title) + 1 if title in texts else len(texts)
    return texts[at] if at < len(texts) and texts[at].startswith("关于") else ""


def _dated_line(blocks: list[Block]) -> str:
    """Return the last line that is nothing but a date: notices are dated below their signature."""
    dated = (b.text.text for b in reversed(blocks[-_SIGNED:]) if _DATE_LINE.fullmatch(b.text.text))
    return next(dated, "")


def _others(whole: str, known: Gazetteer, own: str, spelled_out: set[str]) -> tuple[str, ...]:
    """Return the other committees that a text names with their place."""
    named = {
        f"{n}委" for _, e, n, _ in known.named(whole) if whole[e : e + 1] == "委" and known.full(n)
    }
    named |= {f"{place}委" for place in spelled_out if f"{place}委" in whole}
    return tuple(sorted(name for name in named if not own.endswith(name)))


def _named_in(pattern: re.Pattern[str], title: str, committee: Committee) -> str:
    found = pattern.match(title)
    who = found["who"] if found else ""
    if not who or re.search(r"巡察|反馈|向|届", who):
        return ""
    who = re.sub("委员会$", "党委", who)
    if committee.resolved and who[0] == committee.letter:
        return committee.place + who[1:]
    at = who.find(committee.place) if committee.resolved else -1
    return who[at:] if at > 0 else who
