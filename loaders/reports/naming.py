"""What a person's name looks like and where it ends: surnames, given names, the words behind them.

Where a name ends is weighed: before a mark surely, before a word of doing (主持, 因, 被) probably. A
name that is a word by itself (高度, 单位) is none.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.reports.words import GAP, MISSING, lines

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_DOT = "·•・‧∙．"
_DOTTED = re.compile(
    rf"[\u4e00-\u9fff]{{1,6}}(?:[{_DOT}][\u4e00-\u9fff]{{1,6}})*[{_DOT}](?=[\u4e00-\u9fff])"
)
_MARK = re.compile(r"[｜|，。；、：）”（！？“《—…\s\d]|$")
_NEVER = "的了是在被把对将也都又还因作任说或等并受系曾已均们及副"
"""Signs that no given name of two ends with: they begin what follows (袁伟 + 作讲话)."""
_SELDOM = "为和于与从向就到地由同而"
"""Signs that end a name now and then: only before a mark, a word of doing or another joint (栾可为 + 通报)."""
_OF_WORDS = "局部委院校组办会室站所处科厂店村镇乡县市区路费款率度点性化者员长家法制金权书表卡证"
"""Signs that end a longer word, where the first two are a word already (水利局, 满意度)."""
_JOINING = "和从经由都"
"""Surnames that mostly join: only a masked name is taken for one (和某)."""
_NONE, _WORD, _JOINED, _LISTED, _ENDED = range(5)
"""How sure it is that a name ends here: not at all, by a common word, by a sign that joins, by a listed
word of doing, by a mark."""
_FOREIGN_LONGEST = 7
_LEADS = re.compile(
    "(?:[由对将请经给让令和与及]|给予|任命|授权|委派|指派|聘请|责令|当事人|被告人|被审查人|被调查人|同案人|丈夫|妻子|儿子|女儿|父亲|母亲|"
    "[堂表]?(?:哥|弟|姐|妹|兄)|哥哥|弟弟|姐姐|妹妹|妻弟|姐夫|妹夫|女婿|亲属|好友|其中)$"
)


@cache
def surnames() -> frozenset[str]:
    """Return the surnames that a name may begin with: one character each, then those of two."""
    single, double = lines("surnames.txt")[:2]
    return frozenset(single) | frozenset(double.split())


def family_at(text: str, at: int) -> str:
    """Return the surname that stands at a place, the longer one first, or an empty text."""
    return next((text[at : at + n] for n in (2, 1) if text[at : at + n] in surnames()), "")


def name_at(text: str, at: int, stops: str = "", *, word: bool = False) -> str:
    """Return the person's name that begins at a place, or an empty text.

    A name is a surname and one or two characters more; names of other peoples carry a dot
    (阿依·买买提) or are written with the signs of foreign sounds. `stops` is a pattern of more words
    that may stand behind a name; `word` lets a name be a word of everyday language.
    """
    dotted = _dotted(text, at, stops)
    if dotted:
        return dotted
    for family in _families(text, at):
        longer, shorter = (_judged(text, at, len(family) + n, stops, word) for n in (2, 1))
        if longer > _NONE and longer >= shorter:
            return text[at : at + len(family) + 2]
        if shorter > _NONE:
            return text[at : at + len(family) + 1]
        if text[at + len(family) : at + len(family) + 1] == "某":
            whole = text[at : at + len(family) + 2]
            return whole if text.count(whole) > 1 else whole[:-1]
    return _foreign(text, at, stops)


def is_name(name: str, *, word: bool = False) -> bool:
    """Tell whether a whole text can be a person's name, whatever stands around it.

    `word`: it may be a word of everyday language too (陆游 is somebody's name and a poet's).
    """
    if any(dot in name for dot in _DOT):
        return re.fullmatch(rf"{_DOTTED.pattern}[\u4e00-\u9fff]{{1,6}}", name) is not None
    given = len(name) - len(family_at(name, 0))
    plain = _HAN.fullmatch(name) is not None and not _is_word(name)
    if not plain or (name[-1] in _NEVER and given == 2):
        return False
    if not word and given == 1 and _like(name):
        return False
    return (bool(family_at(name, 0)) and given in (1, 2)) or _is_foreign(name)


def no_name(text: str, at: int) -> bool:
    """Tell whether a word of everyday language, or one listed as no name, begins at a place."""
    return _like(text[at : at + 2]) or any(_is_word(text[at : at + n]) for n in (2, 3))


def stands_out(text: str, at: int) -> bool:
    """Tell whether the three signs at a place may be a name though two are a word (周四喜, not 高龄 + 补贴)."""
    name, rest = text[at : at + 3], text[at + 2 :]
    ended = is_common(rest[:2]) or _doing(rest) or name[-1] in _OF_WORDS
    return is_name(name, word=True) and not ended


def name_before(text: str, end: int) -> str:
    """Return the name that ends at a place and begins behind a mark or a word that leads to names."""
    run = re.search(rf"[\u4e00-\u9fff{_DOT}]*$", text[max(0, end - 16) : end])
    words = run.group() if run else ""
    if is_name(words):
        return words
    for length in (4, 3, 2):
        name, lead = words[-length:], words[:-length]
        if lead and is_name(name) and _LEADS.search(lead):
            return name
    return ""


def _families(text: str, at: int) -> list[str]:
    """Return the surnames that may begin at a place: 单于飞 may be of 单于 and of 单."""
    found = [text[at : at + n] for n in (2, 1)]
    return [family for family in found if family in surnames()]


def _judged(text: str, at: int, length: int, stops: str, word: bool) -> int:
    """Return how sure it is that a name of a length begins at a place and ends there."""
    name, rest = text[at : at + length], text[at + length :]
    family = len(family_at(text, at))
    if len(name) < length or not _HAN.fullmatch(name) or _is_word(name):
        return _NONE
    if rest.startswith(GAP):  # Its last character is lost.
        return _NONE
    sure = _ending(rest, stops)
    last = name[-1]
    two = length - family == 2
    if two and rest.startswith(MISSING):  # The name is whole: no name is longer.
        return _WORD
    if two and (last in _NEVER or (last in _SELDOM and not _closes(rest, sure))):
        return _NONE
    if (
        two
        and sure < _LISTED
        and name[family] == "某"
        and last != "某"
        and is_common(text[at + length - 1 : at + length + 1])
    ):
        return _NONE
    if word and not two and sure > _JOINED:
        return sure
    if family == 1 and _like(name[:2]) and (not two or sure < _JOINED or last in _OF_WORDS):
        return _NONE
    if name[0] in _JOINING and "某" not in name:
        return _NONE
    return sure


def _ending(rest: str, stops: str) -> int:
    """Return how surely a name ends before a text."""
    if _MARK.match(rest):
        return _ENDED
    if _doing(rest) or (stops and re.match(stops, rest)):
        return _LISTED
    joined = re.match(_joins(), rest)
    if joined:
        return _LISTED if len(joined.group()) > 1 else _JOINED
    return _WORD if is_common(rest[:2]) else _NONE


def _closes(rest: str, sure: int) -> bool:
    """Tell whether what stands behind a sign that joins shows that it ended a name (李大同 + 因)."""
    return sure == _ENDED or _doing(rest) or rest.startswith(tuple("在因向等率已曾均就"))


def _doing(rest: str) -> bool:
    """Tell whether a text begins with a listed word of doing of two signs or more (通报, 主持)."""
    return rest.startswith(lines("stops.txt"))


def is_common(word: str) -> bool:
    """Tell whether a text is a common word of two signs of doing or time."""
    return word in _words("words_behind.txt")


def _like(word: str) -> bool:
    return word in _words("words_like_names.txt")


def _is_word(name: str) -> bool:
    """Tell whether a text is listed as no name: by itself, or because it begins so (安置… + 点)."""
    listed = _not_names()
    return (
        name in listed
        or any(f"{name[:n]}…" in listed for n in (2, 3))
        or name[1:] in lines("titles.txt")
    )


def _dotted(text: str, at: int, stops: str) -> str:
    """Return a name with a dot that begins at a place (阿依·买买提)."""
    first = _DOTTED.match(text, at)
    for length in range(1, 7) if first else ():
        end = first.end() + length if first else at
        if _HAN.fullmatch(text[end - 1 : end]) and _ending(text[end:], stops) > _WORD:
            return text[at:end]
    return ""


def _foreign(text: str, at: int, stops: str) -> str:
    """Return a name written with the signs of foreign sounds (乌云毕力格) that begins at a place."""
    run = re.match(rf"[{_sounds()}]{{3,{_FOREIGN_LONGEST}}}", text[at:])
    for length in range(len(run.group()) if run else 0, 2, -1):
        if _ending(text[at + length :], stops) > _WORD and _is_foreign(text[at : at + length]):
            return text[at : at + length]
    return ""


def _is_foreign(name: str) -> bool:
    return bool(re.fullmatch(rf"[{_sounds()}]{{3,{_FOREIGN_LONGEST}}}", name))


@cache
def _sounds() -> str:
    return "".join(lines("sounds.txt"))


@cache
def _joins() -> str:
    """Return the pattern of the words and signs that join a name to what follows."""
    return "|".join(sorted(lines("joins.txt"), key=len, reverse=True))


@cache
def _words(name: str) -> frozenset[str]:
    """Return a list of words of two signs, whose lines hold the first sign and all the second ones."""
    return frozenset(line[0] + second for line in lines(name) for second in line[1:])


@cache
def _not_names() -> frozenset[str]:
    return frozenset(lines("not_names.txt"))
