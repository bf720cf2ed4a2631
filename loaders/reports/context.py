"""What a document is and whose: kind, date, committee, the organ that reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import ahocorasick

from graph.model.names import place_of
from graph.model.regions import Region, Regions, short_name
from loaders.reports.blocks import Block
from loaders.reports.words import lines

LEVELS = "市县区州旗盟"

_OWN = re.compile(rf"(?<![省中{LEVELS}])([{LEVELS}])委(?!员|书记处)")
_PUBLISHED = re.compile(r"(?P<y>20\d\d)[-年.](?P<m>\d{1,2})[-月.](?P<d>\d{1,2})日?")
_SPELLED = re.compile(
    r"(?:^|(?<=[，。；、：“《\n])|(?<=中共)|(?<=届))(?!中共)"
    rf"([^\W\d_届第的各全我本该省对将和及与经由据受新]{{2,5}}[{LEVELS}])委(?!员)"
)
_REPORTER = re.compile(r"^(?:中共)?(?P<who>\S{4,40}?(?:党组|党委|党工委|党总支))关于.{0,30}整改")
_RULES = re.compile(r"(?:规程|规定|办法|细则|条例|制度|规则|守则|指南)$")
_BODY_OF_TITLE = re.compile(r"^(?:中共)?(?P<who>\S{4,30}?(?:党委|党组|党工委))")
_AUTHOR = re.compile(
    r"(?:作者：(?!\S*(?:记者|通讯员))|记者|通讯员|编辑)[： ]*([\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff])"
)
_SHORT_NEXT = re.compile(
    r"^(?:实际|高质量|建设|经开|高新|经济开发|国家|投资|集团|传媒|广播|日报|新闻|廉政|市|高级|职业|"
    r"[\u4e00-\u9fff]{0,4}(?:公司|集团|大学|学院|学校|医院|银行))"
)
_BOUNDARY = re.compile(r"(?:^|[，。；、：“《（\n省市州届]|中共)$")
_NEVER_NEXT = re.compile(r"^(?:镇|乡|街道|村|社区|路|河|江|湖|山)")


@dataclass(frozen=True, slots=True)
class Committee:
    """The committee a document speaks for: 云川市委, or only 市委 when nobody tells which."""

    name: str
    place: str
    letter: str
    confidence: float
    how: str

    @property
    def resolved(self) -> bool:
        """Whether the committee's place is known."""
        return bool(self.place)


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


class Gazetteer:
    """Names of divisions found in a text, by one automaton for each table of regions."""

    def __init__(self, regions: Regions) -> None:
        self.regions = regions
        self._names: dict[str, list[Region]] = {}
        self._ambiguous = frozenset(lines("ambiguous.txt"))
        for region in regions:
            for name in {region.name, short_name(region.name)} - self._ambiguous:
                self._names.setdefault(name, []).append(region)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for name in self._names:
            automaton.add_word(name, name)
        automaton.make_automaton()
        return automaton

    def named(self, text: str) -> Iterator[tuple[int, int, str, list[Region]]]:
        """Yield start, end, name and regions of the longest names that stand in a text."""
        hits = sorted(
            ((end - len(name) + 1, end + 1, name) for end, name in self._automaton.iter(text)),
            key=lambda h: (h[0], -h[1]),
        )
        done = 0
        for start, end, name in hits:
            if start >= done:
                done = end
                yield start, end, name, self._names[name]

    def full(self, name: str) -> bool:
        """Tell whether a name is the complete name of a division."""
        return bool(self.regions.called(name))


@lru_cache(maxsize=4)
def gazetteer(regions: Regions) -> Gazetteer:
    """Return the gazetteer of a table of regions, made once."""
    return Gazetteer(regions)


def read(blocks: Iterable[Block], regions: Regions, known: str = "") -> About:
    """Return the context of a document; `known` is a committee whose name may stand in it."""
    blocks = [b for b in blocks if b.kind != "menu"]
    title = next((b.text.text for b in blocks if b.kind == "title"), "")
    title = title or next(
        (b.text.text for b in blocks if b.kind == "body" and len(b.text) < 40), ""
    )
    whole = "\n".join(b.text.text for b in blocks if b.kind != "byline")
    bylines = "\n".join(b.text.text for b in blocks if b.kind == "byline")
    published, year = _dates(bylines)
    committee = _committee(title, whole, bylines, gazetteer(regions), known)
    reporter = _named_in(_REPORTER, title, committee)
    return About(
        committee=committee,
        title=title,
        kind="rules" if _RULES.search(title.strip("《》")) else "report",
        published=published,
        year=year,
        reporter=reporter,
        body=_named_in(_BODY_OF_TITLE, title, committee),
        authors="；".join(dict.fromkeys(m.group(1) for m in _AUTHOR.finditer(bylines))),
        others=_others(whole, gazetteer(regions), committee.name),
    )


def _dates(bylines: str) -> tuple[str | None, int | None]:
    """Return the day of publication, and the year that 今年 means (never guessed from the clock)."""
    found = _PUBLISHED.search(bylines)
    if found:
        year = int(found["y"])
        return f"{year}-{int(found['m']):02d}-{int(found['d']):02d}", year
    return None, None


def _others(whole: str, places: Gazetteer, own: str) -> tuple[str, ...]:
    """Return the other committees that a text names with their place."""
    named = {
        f"{n}委"
        for _, e, n, _ in places.named(whole)
        if whole[e : e + 1] == "委" and places.full(n)
    }
    return tuple(sorted(named - {own}))


def _named_in(pattern: re.Pattern[str], title: str, committee: Committee) -> str:
    found = pattern.match(title)
    if not found:
        return ""
    who = found["who"]
    at = who.find(committee.place) if committee.resolved else -1
    return who[at:] if at > 0 else who


def _committee(title: str, whole: str, bylines: str, places: Gazetteer, known: str) -> Committee:
    letters = Counter(_OWN.findall(title + "\n" + whole))
    letter = letters.most_common(1)[0][0] if letters else ""
    votes = _votes(title, whole, bylines, places, letter, place_of(known))
    votes = votes or _spelled(title, whole, letter)
    ranked = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        place, weight = ranked[0]
        name = f"{place}委" if letter else place
        return Committee(name, place, place[-1], min(1.0, 0.5 + weight / 10), "named")
    return Committee(f"{letter}委" if letter else "", "", letter, 0.4, "unresolved")


def _spelled(title: str, whole: str, letter: str) -> dict[str, float]:
    """Weigh committees that no table knows but that the text spells out at a safe place."""
    text = f"{title}\n{whole}"
    found: Counter[str] = Counter()
    for hit in _SPELLED.finditer(text):
        if hit.group(1)[-1] == letter:
            sure = text[: hit.start(1)].endswith(("中共", "届"))
            found[hit.group(1)] += 2 if sure else 1
    return {name: float(count) for name, count in found.items() if count > 1}


def _votes(
    title: str, whole: str, bylines: str, places: Gazetteer, letter: str, known: str
) -> dict[str, float]:
    """Weigh the places that a text names: an explicit committee most, a bare short name least.

    A short name votes only before a word that a place's name goes with; a county named in full
    votes for its parent too, once that has a vote of its own.
    """
    votes: dict[str, float] = {}
    parents: Counter[str] = Counter()
    for text, factor in ((title, 2.0), (whole, 1.0), (bylines, 0.5)):
        for start, end, name, regions in places.named(text):
            rest = text[end : end + 8]
            full = any(r.name == name for r in regions)
            if full and len(name) == 2 and not _BOUNDARY.search(text[max(0, start - 3) : start]):
                continue
            if (full and name[-1] == letter) or (not letter and full and regions[0].level != "省"):
                weight = 3.0 if rest[:1] == "委" and rest[:2] != "委员" else 1.0
                votes[name] = votes.get(name, 0.0) + weight * factor
            elif full:
                parents.update({r.parent for r in regions})
            elif not _NEVER_NEXT.match(rest) and (
                (letter and rest[:2] == f"{letter}委") or _SHORT_NEXT.match(rest)
            ):
                for region in regions:
                    if region.name[-1] == letter:
                        votes[region.name] = votes.get(region.name, 0.0) + 0.5 * factor
    if known and known in whole:
        votes[known] = votes.get(known, 0.0) + whole.count(known)
    for code, count in parents.items():
        parent = places.regions.get(code)
        if parent is not None and parent.name in votes:
            votes[parent.name] += 0.5 * min(count, 4)
    return votes
