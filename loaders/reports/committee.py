"""Whose document it is: the committee resolver, from an explicit name down to a bare letter."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from graph.model.names import place_of
from loaders.reports.gazetteer import LEVELS, Gazetteer
from loaders.reports.spelling import is_place, is_verbal, spelled
from loaders.reports.spelling import places as spelled_places

_OWN = re.compile(
    rf"(?<![省中{LEVELS}])(?P<letter>[{LEVELS}])委(?!员(?!会)|书记处)(?P<acts>巡察|第.{{1,6}}(?:轮|巡察组))?"
)
_SUPERIOR = re.compile(r"(?:省委|中央)[、和及]?$")
_SHORT_NEXT = re.compile(
    r"^(?:实际|高质量|建设|经开|高新|经济开发|国家|投资|集团|传媒|广播|日报|新闻|廉政|市|高级|职业|"
    r"[\u4e00-\u9fff]{0,4}(?:公司|集团|大学|学院|学校|医院|银行))"
)
_BOUNDARY = re.compile(r"(?:^|[，。；、：“《（\n省市州届]|中共)$")
_NEVER_NEXT = re.compile(r"^(?:镇|乡|街道|村|社区|路|河|江|湖|山)")
_INSTITUTION = (
    r"(?:大学|学院|学校|集团|公司|医院|银行|研究院|设计院|管委会|开发区|高新区|新区|园区)"
)
_HEADED = re.compile(
    rf"^[“—《\s]*(?P<place>[\u4e00-\u9fff]{{2,9}}?自治[县州旗]|[\u4e00-\u9fff]{{2,5}}?[{LEVELS}])(?!级|直|域|场)"
)
_WHOLE = re.compile(rf"^[“《\s]*(?:20\d\d年)?(?:度)?全(?P<letter>[{LEVELS}])(?!域|局|书)")
"""A title that speaks of all of a city or county: its counties' committees are spoken of, too."""
_BODY_ACTS = re.compile(
    r"(?:校|院|学院|学校|大学|集团|公司|医院|局|区)(?:党委|党工委)(?=第.{1,6}(?:轮|巡察组)|巡察|派出)"
)
_BODY = re.compile(
    rf"(?:中共|^|(?<=[，。；：《\n经]))(?P<body>(?!中共)[\u4e00-\u9fff]{{2,18}}?{_INSTITUTION})(?P<organ>党工委|工委|党委|委员会)",
    re.MULTILINE,
)


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
class Page:
    """What the resolver reads: the title, all paragraphs, those at the end, the bylines."""

    title: str
    whole: str
    signature: str
    bylines: str


def resolve(page: Page, gazetteer: Gazetteer, known: str) -> Committee:
    """Return the committee of a document; `known` is one whose name may stand in it."""
    heading = _headed(page)
    letters = _letters(page, heading)
    acting = len(_BODY_ACTS.findall(f"{page.title}\n{page.whole}"))
    if acting and acting >= sum(1 for m in _OWN.finditer(page.whole) if m["acts"]):
        body = _institution(page)
        if body:
            return body
    letter = letters.most_common(1)[0][0] if letters else ""
    votes = _votes(page, gazetteer, letter, place_of(known))
    if heading and heading[-1] == letter:
        votes[heading] = votes.get(heading, 0.0) + 3
    ranked = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        place, weight = ranked[0]
        name = f"{place}委" if letter else place
        return Committee(name, place, place[-1], min(1.0, 0.5 + weight / 10), "named")
    return Committee(f"{letter}委" if letter else "", "", letter, 0.4, "unresolved")


def _headed(page: Page) -> str:
    """Return the place with which a title begins, if it names an organ of it or the text names it again."""
    found = _HEADED.match(page.title)
    place = found["place"] if found else ""
    opens = any(h.place == place and not h.committee and h.start < 3 for h in spelled(page.title))
    again = opens or page.whole.count(place) > 1
    return place if place and again and is_place(place) and not is_verbal(place) else ""


def _letters(page: Page, heading: str) -> Counter[str]:
    """Weigh the levels whose committee a text speaks of: one that inspects most, a superior least."""
    found: Counter[str] = Counter()
    for text, factor in ((page.title, 4), (page.signature, 2), (page.whole, 2)):
        for hit in _OWN.finditer(text):
            superior = _SUPERIOR.search(text[max(0, hit.start() - 3) : hit.start()])
            found[hit["letter"]] += factor * (3 if hit["acts"] else 1) // (2 if superior else 1)
    for place in spelled(page.whole):
        if place.committee and place.sure > 1 and not place.guest:
            found[place.place[-1]] += 6
    if heading:
        found[heading[-1]] += 12
    whole = _WHOLE.match(page.title)
    if whole:
        found[whole["letter"]] += 12
    return found


def _institution(page: Page) -> Committee | None:
    """Return the committee of a college, a company or a zone that inspects its own branches."""
    found: Counter[str] = Counter()
    for text, factor in ((page.title, 3), (page.whole, 1), (page.signature, 2)):
        for hit in _BODY.finditer(text):
            organ = "党委" if hit["organ"] == "委员会" else hit["organ"]
            found[f"{hit['body']}/{organ}"] += factor
    if not found:
        return None
    body, organ = min(found.items(), key=lambda f: (-f[1], f[0]))[0].split("/")
    return Committee(body + organ, body, "", 0.8, "institution")


def _votes(page: Page, gazetteer: Gazetteer, letter: str, known: str) -> dict[str, float]:
    """Weigh the places that a text names: an explicit committee most, a bare short name least.

    A name that the table knows may vote by its short form; one that it does not know votes only where
    the text spells it out. A county named in full votes for its parent too, once that has a vote of
    its own.
    """
    votes: dict[str, float] = {}
    parents: Counter[str] = Counter()
    unknown = _unknown(page, gazetteer, letter)
    for text, factor in ((page.title, 2.0), (page.whole, 1.0), (page.bylines, 0.5)):
        _known(text, factor, gazetteer, letter, votes, parents)
    for name, weight in unknown.items():
        votes[name] = votes.get(name, 0.0) + weight
    if known and known in page.whole:
        votes[known] = votes.get(known, 0.0) + page.whole.count(known)
    for code, count in parents.items():
        parent = gazetteer.regions.get(code)
        if parent is not None and parent.name in votes:
            votes[parent.name] += 0.5 * min(count, 4)
    return votes


def _known(
    text: str,
    factor: float,
    gazetteer: Gazetteer,
    letter: str,
    votes: dict[str, float],
    parents: Counter[str],
) -> None:
    """Add the votes of the places in a text that the table knows."""
    inside = [(h.start, h.end) for h in spelled(text) if not gazetteer.full(h.place)]
    for start, end, name, regions in gazetteer.named(text):
        rest = text[end : end + 8]
        full = any(r.name == name for r in regions)
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b in inside):
            continue
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


def _unknown(page: Page, gazetteer: Gazetteer, letter: str) -> dict[str, float]:
    """Weigh the places of the document's level that the text spells out and no table knows."""
    found: Counter[str] = Counter()
    for text, factor in ((page.title, 2), (page.whole, 1), (page.signature, 2), (page.bylines, 1)):
        for name, weight in spelled_places(text, page.whole).items():
            if name[-1] == letter and not gazetteer.full(name):
                found[name] += factor * weight
    return {name: float(weight) for name, weight in found.items() if weight > 1}
