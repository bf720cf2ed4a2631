"""Names of units brought to the form in which the same name is the same text, and what a short name is short for.

`plain` undoes what never tells two units apart: traditional characters, the committee's place in front,
和 and 与, 委员会 for 委. `brief` also shortens every word as clerks do (区文化和旅游体育局: 区文旅体局). Two names of
one brief form are candidates for one unit; `short_for` tells which of them stands for which.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import opencc

from graph.model.names import administrative_name, org_text, place_of
from graph.model.unit_names import within

_OPEN, _CLOSE = re.compile(r"[\[【〔〖「『{﹝]"), re.compile(r"[\]】〕〗」』}﹞]")
_SECOND_NAME = re.compile(
    r"\((?:[^()]{2,}(?:局|委|办|委员会|办公室)|[^()]{0,4}(?:本级|机关|挂牌|合署办公))\)"
)
_MARKS = re.compile(r"[·.・•‧\-—–_~\"'“”‘’《》<>*#。]")
_AND = re.compile(
    r"(?<=..)[、,，/&]|(?<=..)(?<![仁共协太永义祥温中人保维安])[和与及](?![平谐顺睦县田硕静龙政布]|林格)(?=..)"
)
_BODIES = (
    (re.compile(r"党?总支部?(?:委员会)?$"), "党总支"),
    (re.compile(r"(?:党支部|支部)(?:委员会)?$"), "党支部"),
    (re.compile(r"(?:党的?工作委员会|工作委员会|党工委|工委)$"), "工委"),
    (re.compile(r"(?:党的委员会|党委会|党委|委员会)$"), "党委"),
)
_WORDS_OF_ALL = (
    ("工作委员会", "工委"),
    ("党工委", "工委"),
    ("村民委员会", "村委"),
    ("居民委员会", "居委"),
    ("委员会", "委"),
    ("委会", "委"),
    ("常务委", "常委"),
    ("办公室", "办"),
    ("办事处", "办"),
    ("人民政府", "政府"),
)
_TOWN = re.compile(
    r"^[市县区旗](?![场政监域块])(?=.{2,}(?:镇|(?<!城)乡|苏木|街道|村|社区)(?:政府|办|村委|居委|委|两委)?$)"
)
_CONSULTATIVE = re.compile(
    r"^(?:中国)?(?:人民)?(?:政治协商会议|政协)(.{1,8}?[省市县区旗州盟])委?(?=$|机关|办)"
)
_YOUTH = re.compile(r"^(?:中国共产主义青年团|共产主义青年团|共青团|团)(.{0,8}?[省市县区旗州盟])委$")
_STEM_UNIT = re.compile(
    r"^(?![镇乡村街社路]).{2,}(?:局|委|办|厅|法院|检察院|政府|人大|政协|纪委|联|党组|党委)$"
)
_BARE_LEVEL = re.compile(r"^(?:县(?!域)|区(?!域|块)|旗|市(?!场|容|监|政|民))(?=..)")
_DEEPEST = 3
_LEVELS = "省市州盟县区旗"


class Speller:
    """Brings the names of one committee's files to their forms, given the names of the places that are known."""

    def __init__(
        self, committee: str, places: Iterable[str] = (), above: Iterable[str] = ()
    ) -> None:
        """`above` are the places that the committee's own lies within: what 市林业局 is to a county."""
        self.own = place_of(committee)
        self._above = tuple(sorted({p for p in above if len(p) > 1 and p[-1] != self.own[-1:]}))
        known = sorted({p for p in (*places, self.own) if len(p) > 1}, key=lambda p: (-len(p), p))
        self._level = self.own[-1:]
        self._inner = re.compile(f"^[{_LEVELS}](?={_any(known)})") if known else None
        self._place = re.compile(_any(known)) if known else None
        self._stems = _stems(known, self.own)
        stems = sorted(self._stems, key=lambda stem: (-len(stem), stem))
        self._stem = re.compile(_any(stems)) if stems else None

    def plain(self, name: str) -> str:
        """Return a name without what never tells two units apart."""
        text = _CLOSE.sub(")", _OPEN.sub("(", simplified(org_text(name))))
        text = within(_MARKS.sub("", _SECOND_NAME.sub("", text)), self.own)
        text = self._from_above(text)
        if self._inner is not None:
            text = self._inner.sub("", text)
        text = self._led(text)
        unit = administrative_name(text)
        if unit is None or not text.startswith(unit):
            return _unit(text)
        return _unit(unit) + _body(text[len(unit) :])

    def placed(self, plain: str) -> str:
        """Return a plain name with its whole place in front where it has only the stem (云川林业局)."""
        found = self._stem.match(plain) if self._stem is not None else None
        if found is None:
            return plain
        place, rest = self._stems[found.group()], plain[found.end() :]
        if plain.startswith(place) or not _STEM_UNIT.match(rest):
            return plain
        return (self._level if place == self.own else place) + rest

    def other_level(self, brief: str) -> str:
        """Return the level that a name says instead of a place (县林业局), if it is not the committee's own."""
        found = _BARE_LEVEL.match(brief)
        known = {self._level, *(place[-1] for place in self._above)}
        return found.group() if found and found.group() not in known else ""

    def at_level(self, brief: str) -> str:
        """Return a brief name with its place's last character alone: 东岭县林业局 -> 县林业局."""
        found = self._place.match(brief) if self._place is not None else None
        return f"{found.group()[-1]}{brief[found.end() :]}" if found else ""

    def _from_above(self, text: str) -> str:
        for place in self._above:
            if text.startswith(place) and len(text) > len(place) + 1:
                return place[-1] + text[len(place) :]
        return text

    def _led(self, text: str) -> str:
        """Return 市政协 for 政协云川市委员会, 团市委 for 共青团云川市委员会."""
        for rule, form in ((_CONSULTATIVE, "{}政协"), (_YOUTH, "团{}委")):
            found = rule.match(text.replace("委员会", "委"))
            if found:
                place = self._level if found.group(1) in (self.own, self._level) else found.group(1)
                return form.format(place) + text.replace("委员会", "委")[found.end() :]
        return text


def brief(plain: str) -> str:
    """Return a plain name in its shortest words."""
    last = _last_word()
    for _ in range(_DEEPEST):
        found = _long_words().sub(lambda match: last[match.group()], plain)
        if found == plain:
            break
        plain = found
    return plain


def short_for(short: str, full: str) -> bool:
    """Tell whether a plain name is another with words shortened and nothing else changed."""
    return short != full and bool(_pattern(full).fullmatch(short))


def _stems(places: Iterable[str], own: str) -> Mapping[str, str]:
    """Return the place of each stem (云川: 云川市); of two places the committee's own, else neither."""
    found: dict[str, set[str]] = {}
    for place in places:
        if len(place) > 2:
            found.setdefault(place[:-1], set()).add(place)
    return {
        stem: own if own in places else min(places)
        for stem, places in found.items()
        if own in places or len(places) == 1
    }


def simplified(text: str) -> str:
    """Return a text in simplified characters."""
    return text.translate(_characters())


class _Characters(dict[int, str]):
    """What each character is in simplified writing, asked of opencc once."""

    def __init__(self) -> None:
        super().__init__()
        self._converter = opencc.OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        self[code] = str(self._converter.convert(chr(code)))
        return self[code]


@cache
def _characters() -> _Characters:
    return _Characters()


def _unit(text: str) -> str:
    text = _AND.sub("", text)
    for long, short in _WORDS_OF_ALL:
        text = text.replace(long, short)
    return _TOWN.sub("", text)


def _body(ending: str) -> str:
    own = "机关" if ending.startswith("机关") else ""
    rest = ending.removeprefix("机关")
    for rule, form in _BODIES:
        if rule.fullmatch(rest):
            return own + form
    return ending


def _any(texts: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, texts)) + ")"


@cache
def _shorter() -> Mapping[str, frozenset[str]]:
    """Return for each word of unit_words.csv every word that is short for it, over others too."""
    direct: dict[str, set[str]] = {}
    text = files("graph.model").joinpath("unit_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        long, short = _unit(row["long"]), _unit(row["short"])
        if row["use"] != "相近" and long != short:
            direct.setdefault(long, set()).add(short)
    return {long: frozenset(_closure(long, direct)) for long in direct}


def _closure(word: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [word]
    while waiting:
        fresh = direct.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


@cache
def _long_words() -> re.Pattern[str]:
    return re.compile(_any(sorted(_shorter(), key=lambda word: (-len(word), word))))


@cache
def _last_word() -> Mapping[str, str]:
    """Return for each word the shortest one for it, which is not itself a long one."""
    return {
        long: min(shorts, key=lambda word: (word in _shorter(), len(word), word))
        for long, shorts in _shorter().items()
    }


@lru_cache(maxsize=4096)
def _pattern(full: str) -> re.Pattern[str]:
    """Return what matches a plain name with any of its words shortened."""
    parts, at = [], 0
    for match in _long_words().finditer(full):
        words = (match.group(), *sorted(_shorter()[match.group()]))
        parts += [re.escape(full[at : match.start()]), _any(words)]
        at = match.end()
    return re.compile("".join([*parts, re.escape(full[at:])]))
