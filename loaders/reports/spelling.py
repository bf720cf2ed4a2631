"""Names of places that no table knows, taken out of the running text by the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.reports.gazetteer import LEVELS
from loaders.reports.words import lines, words

_ORGAN = (
    r"委(?!员(?!会)|书记处)|纪委|监委|人民政府|人民法院|人民检察院|人民医院|政府(?!性)|人大|政协"
    r"|：|第[一二三四五六七八九十]{1,3}[届次]|融媒体|巡察|直属?机关|[\u4e00-\u9fff]{1,7}?(?:局|党组|党工委)"
)
_PLACE = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,10}}?(?:自治[县州旗区]|[{LEVELS}]))(?=(?P<organ>{_ORGAN}))"
)
_SURE = re.compile(r"(?:^|[^\u4e00-\u9fff])$")
_NAMED = re.compile(r"(?:中共|中国共产党|届|《|来源：)$")
_VERBAL = re.compile(r"[完成过好到开动实强展行署持化取会议][市县区州旗盟]$")
_OPENS = re.compile(r"(?:^|\n)[^\u4e00-\u9fff\n]*$")
_ACTS = re.compile(
    r"委(?:巡察|第.{1,6}轮|第.{1,3}巡察组|常委会|书记|办公?室?|召开|印发|开展|派出|组建|启动)"
)
_NEVER = re.compile(
    r"[的了是届第轮组党委局及级]|^(?:各|两|全[市县区州省国体]|本[市县区州届次]|该|我[市县区州们]|省[委直市级内辖会])|(?:市[县区]|县[市区]|区[县市])$|会议|巡察|(?<=.)[向对]|([市县区旗州])\1$"
)
_GUEST = re.compile(r"(?:赴|前往|来自|学习|借鉴|考察|交流|邻近|兄弟)[\u4e00-\u9fff、]{0,6}$")
_INNER = re.compile(rf"^.*[省{LEVELS}](?=[\u4e00-\u9fff]{{3}})")
_LONGEST = 5
_OPENING = ("：", "融媒体")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A place that a text spells out before one of its organs: where, and how sure its beginning is.

    `sure` 0: anything may stand before it; 1: a mark or a word that leads to names; 2: it opens a
    paragraph and acts as a committee does; 3: 中共 or 届 before.
    `guest`: only visited or learnt from; `acts`: it does what a committee does, and
    is no verb before 市委 (刚开完市委).
    """

    start: int
    end: int
    place: str
    committee: bool
    sure: int
    guest: bool
    acts: bool


def spelled(text: str) -> Iterator[Spelled]:
    """Yield the places that a text spells out before a committee, a bureau or another organ."""
    for found in _PLACE.finditer(text):
        said, _, rest = found["place"].rpartition("届")
        if _of_leads(rest[:-1]):
            continue
        place, led = without_leads(rest if len(rest) > 2 else found["place"])
        inner = _INNER.match(place) if "自治" not in place else None
        if inner:
            place, led = place[inner.end() :], True
        start = found.end() - len(place)
        before = text[max(0, start - 12) : start]
        opens = bool(_OPENS.search(before)) and not is_verbal(place)
        if not is_place(place) or (found["organ"] == "：" and not opens):
            continue
        acts = bool(_ACTS.match(text, found.end())) and not is_verbal(place)
        sure = int(led or bool(said) or bool(_SURE.search(before)))
        if _NAMED.search(before):
            sure = 3
        elif opens and (found["organ"] in _OPENING or acts):
            sure = 2
        committee = found["organ"].startswith("委")
        guest = bool(_GUEST.search(before))
        yield Spelled(start, found.end(), place, committee, sure, guest, acts)


def is_place(name: str) -> bool:
    """Tell whether a text may be the name of a county or city, by its length and its characters."""
    own = name.partition("自治")[0] if "自治" in name else name[:-1]
    plain = 2 <= len(own) <= _LONGEST and not _NEVER.search(name)
    return plain and name not in _not_places() and not _of_leads(own) and own not in words_of_two()


def _of_leads(text: str) -> bool:
    """Tell whether a text is made of leading words alone (按照, 经提请)."""
    return _only_leads().fullmatch(text) is not None


def places(text: str, whole: str) -> Counter[str]:
    """Weigh the places that a part of a document spells out: 3 for a committee, 1 for its organs.

    A name counts only where its beginning is sure somewhere (云川 in 中共云川市委); what stands before
    it elsewhere (推进云川市委) is then known to be no part of it. What stands only once, behind no
    more than a mark, may be a verb and 市委.
    """
    hits = [h for h in spelled(text) if not h.guest]
    sure = {h.place for h in hits if h.sure > 1 or (h.sure and whole.count(h.place) > 1)}
    levels = {place[-1] for place in sure}
    sure |= {h.place for h in hits if h.sure and h.acts and h.place[-1] not in levels}
    sure = {_shortest(place, whole) for place in sure}
    found: Counter[str] = Counter()
    for hit in hits:
        name = min((s for s in sure if hit.place.endswith(s)), key=len, default="")
        if name:
            found[name] += (3 + 2 * (hit.sure == 3)) if hit.committee else max(1, hit.sure)
    return found


def _shortest(place: str, whole: str) -> str:
    """Return a place without what leads to it only here: its ending stands more often by itself."""
    for cut in (1, 2):
        rest = place[cut:]
        if is_place(rest) and whole.count(rest) > whole.count(place):
            return _shortest(rest, whole)
    return place


def is_verbal(place: str) -> bool:
    """Tell whether what looks like a place ends like a verb before 市委 (刚开完市)."""
    return bool(_VERBAL.search(place))


def without_leads(text: str) -> tuple[str, bool]:
    """Return a name without the words that lead to it (按照青岚县 -> 青岚县), and whether there were any."""
    led = False
    while True:
        lead = _leading().match(text)
        cut = lead.end() if lead else 0
        if len(text) > 4 and text[:2] in words_of_two():
            cut = max(cut, 2)
        if not cut:
            return text, led
        text, led = text[cut:], True


@cache
def _leading() -> re.Pattern[str]:
    """Return the pattern of the longest leading word that leaves a name behind it."""
    return re.compile(rf"(?:{_leads()})(?=.{{3}})", re.S)


@cache
def _only_leads() -> re.Pattern[str]:
    return re.compile(rf"(?:{_leads()})*")


def _leads() -> str:
    return "|".join(map(re.escape, sorted(lines("leads.txt"), key=len, reverse=True)))


def words_of_two() -> frozenset[str]:
    """Return the words of two characters that are no names."""
    return words("verbs.txt")


@cache
def _not_places() -> frozenset[str]:
    return frozenset(lines("not_places.txt"))
