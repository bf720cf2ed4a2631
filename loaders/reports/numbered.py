"""The rounds that a text names by number, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph.model.names import chinese_number
from loaders.reports.context import About
from loaders.reports.numbers import ordinals
from loaders.reports.words import lines

ORDINAL = "[一二两三四五六七八九十百]{1,4}|[0-9]{1,3}"
"""The number of a round or of a term, as a pattern."""
_WHO = (
    r"(?:(?:(?![届第])[\u4e00-\u9fff]){2,10}?)?[省市县区州旗盟]委"
    r"|委员会|(?:校|院|学院|学校|大学|集团|公司|医院|局|区)?(?:党委|党工委)"
)
_ROUND = re.compile(
    rf"(?:第?(?P<term>{ORDINAL})届)?(?P<who>{_WHO})?(?:首届|本届|的)?(?:20\d\d年(?:度)?)?(?:巡察工作|巡察)?"
    rf"(?P<numbers>第(?:{ORDINAL})(?:轮?[、和及与至到—－-]+第?(?:{ORDINAL}))*轮|首轮)(?P<after>[^，。；、]{{0,16}})"
)
_NAMED_AFTER = re.compile(
    r"^(?:的)?(?:被)?巡察(?:对象|单位|党组织)(?=[\u4e00-\u9fff）])(?!为|是|有|包括|包含|涉及|分别|共|名单|即|安排)"
)
"""What follows a round of which a text does not speak: what was inspected in it, or that it is to come."""
_BACK_AT = re.compile("[^，。；]{0,30}开展[^，。；]{0,6}“?回头看")
"""What follows a round at which a later inspection looks back (对第二轮反馈问题开展“回头看”)."""
_AHEAD = re.compile(r"^(?:巡察)?(?:工作)?(?:即?将|拟|计划|预计)")
_NEXT_DOOR = re.compile("(?:邻近|相邻|毗邻|兄弟|周边)的?")
_PAST = re.compile(r"(?:曾于|曾在|此前|之前|早在|自|比|较|不同于)$")


_BODIES = ("党委", "党工委")
_OWN_MATTERS = ("反馈", "整改", "移交", "进驻", "发现")


@dataclass(frozen=True, slots=True)
class Mention:
    """A round that a text names: its number, its term, whose, where.

    What follows speaks of a round that `leads`, or, where it is only announced, is still `ahead`.
    `other` is the committee's name if it is not the document's and the text tells its place.
    """

    number: int
    term: int | None
    own: bool
    leads: bool
    start: int
    end: int
    ahead: bool = False
    other: str = ""


def rounds_in(text: str, about: About) -> Iterator[Mention]:
    """Yield the rounds named in a text; those of another committee are not own.

    Not every 第二轮 is a round of inspection: the text must speak of inspections or of what they lead
    to, and the word behind must be none of another matter's (第二轮土地承包).
    """
    if "轮" not in text:
        return
    for found in _ROUND.finditer(text):
        after, who = found["after"], found["who"] or ""
        if who.endswith(_BODIES) and text.startswith("的", found.end("who")):
            who = ""  # the unit of which the round's inspection tells (某集团党委的第七轮巡察)
        if "巡" not in text and after and not after.startswith(_OWN_MATTERS):
            continue
        if after.startswith(_others_matters()) and not who:
            continue
        own = _own(who, about) and "巡视" not in after[:2]
        other = "" if own else next((o for o in about.others if who.endswith(o)), "")
        term = chinese_number(found["term"]) if found["term"] else None
        numbers = list(_numbers(found["numbers"]))
        past = _PAST.search(text[max(0, found.start() - 6) : found.start()])
        seen = _BACK_AT.match(text, found.end("numbers")) and "对" in text[: found.start()][-16:]
        single = len(numbers) == 1 and not (past or seen or _NAMED_AFTER.match(after))
        ahead = single and bool(_AHEAD.match(after))
        for first, number in numbers:
            begin = found.start() if first == 0 else found.start("numbers") + first
            end = min(found.end(), found.end("numbers") + 8)
            yield Mention(number, term, own, single and not ahead, begin, end, ahead, other)


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each ordinal stands and its value; 首轮 is the first."""
    if text == "首轮":
        yield 0, 1
    for start, _, number in ordinals(text):
        yield start, number


def _own(who: str, about: About) -> bool:
    """Tell whether a committee named before a round is the document's."""
    committee = about.committee
    if _NEXT_DOOR.match(who):
        return False
    if not who or who.endswith((committee.name, "委员会")):
        return True
    if who.endswith(_BODIES):
        return committee.how == "institution"
    return bool(committee.letter) and who[-2] == committee.letter and not who.endswith(about.others)


@cache
def _others_matters() -> tuple[str, ...]:
    return lines("not_rounds.txt")
