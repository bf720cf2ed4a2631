"""The inspection teams that a sentence names by number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.reports.clauses import Sentence, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.numbers import chinese_ordinal, ordinals

_NUMBER = r"[一二三四五六七八九十\d]+"
_NUMBERS = rf"{_NUMBER}(?:组?[、和及与至到—－-]+第?{_NUMBER})*"
_WHO = (
    r"(?:(?:[\u4e00-\u9fff]{2,10}?)?[市县区州旗盟]委"
    r"|(?:[\u4e00-\u9fff]{2,14}?)?(?:大学|学院|学校|集团|公司|医院|校|院|局|区)(?:党委|党工委)|党工委)"
)
_SERIES = r"(?:(?:(?!第)[\u4e00-\u9fff]){0,4}(?:（[^（）]{1,6}）)?)"
_SORT = "(?:村级|村居|村（社区）|市县|县乡|异地|上下|提级|交叉|专项|常规|机动|联动|延伸|驻点)*"
_BEFORE = re.compile(
    rf"(?P<who>{_WHO})?(?P<series>(?(who){_SERIES}|(?:村（社区）)?))第(?P<numbers>{_NUMBERS})"
    rf"(?P<sort>{_SORT})巡察组"
)
_BEHIND = re.compile(
    rf"(?P<who>{_WHO})?(?P<series>{_SORT})"
    rf"巡察(?P<mark>组?第?)(?P<numbers>{_NUMBERS})组(?!织|建|成|长)"
)
_NO_SERIES = ("巡察", "派出", "派驻", "所派")


def teams(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the inspection teams named by number; coordinated ordinals give one each."""
    if "组" not in sentence.text or "巡察" not in sentence.text:
        return
    for pattern, behind in ((_BEFORE, False), (_BEHIND, True)):
        for found in pattern.finditer(sentence.text):
            yield from _named(sentence, walker, found, behind=behind)


def _named(
    sentence: Sentence, walker: Walker, found: re.Match[str], *, behind: bool
) -> Iterator[Fact]:
    who = found["who"] or ""
    head = _committee(who, walker)
    series = "" if found["series"] in _NO_SERIES else found["series"]
    organ = re.search(r"党工委$|.党委$|党委$", who)
    begin = len(who) - _length(who, head, organ) if who else 0
    start, end = found.start() + max(0, begin), found.end()
    for _, _, number in ordinals(found["numbers"]):
        ordinal = chinese_ordinal(number)
        name = f"{series}巡察{found['mark']}{ordinal}组" if behind else ""
        name = name or f"{series}第{ordinal}{found['sort']}巡察组"
        fields: dict[str, Field] = {
            "committee": head,
            "name": head + name,
            "round": sentence.state.round_no,
        }
        yield sentence.fact("team", fields, start, end, "team:ordinal")
        named: dict[str, Field] = {"name": head + name, "surface": sentence.text[start:end]}
        yield sentence.fact("organisation", named, start, end, "organisation:team")


def _length(who: str, head: str, organ: re.Match[str] | None) -> int:
    """Return how many characters of what stands before a team name its committee."""
    if who.endswith(head):
        return len(head)
    return len(organ.group()) if organ else 2


def _committee(who: str, walker: Walker) -> str:
    """Return the committee of a team: the one named before it, else the document's."""
    about = walker.about
    own = about.committee
    if not who or who.endswith(own.name):
        return own.name
    other = next((o for o in about.others if who.endswith(o)), "")
    if other:
        return other
    if who.endswith(("党委", "党工委")):
        return own.name if own.how == "institution" else who
    return own.name if who[-2] == own.letter else who[-2:]
