"""Which measure each number of a sentence states, by the grammar of its words.

A number takes its verb from the left (发现问题12个), else from behind it (12个问题完成整改), else from the
number before it (发现问题12个、线索3件；其中…). Its noun stands right behind it, else before it, else
the sentence spoke of it last. A verb and a noun mean a measure (measures.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.reports.lexemes import Lexeme
from loaders.reports.measures import Measure, meant
from loaders.reports.surroundings import FAR, UNKNOWN, Surroundings

_TIMES = frozenset({"次", "场", "场次", "回"})
_TOPICS = frozenset({"problem", "clue", "matter", "case"})
_TRANSPARENT = frozenset({"person", "place", "court"})
"""Nouns that say who or where; what is counted may still be what was spoken of before."""
_OFF_TOPIC = frozenset({"action", UNKNOWN, FAR})
_BLOCKING = frozenset({"other", "talk"})
_FAULTY = re.compile(
    "[^，。；\\d]{0,8}?(?:没有|未(?!来)|无(?!一|偿)|缺(?!口)|造假|虚假|不规范|不完整|流于形式)"
)
"""What is said behind a number of meetings or rules with which something was wrong (8次会议没有记录)."""
_CAME_BACK = re.compile("[^，。；\\d]{0,8}?(?:反弹|回潮|虚假整改|整改不实|敷衍)")
"""What is said behind a number of findings that were not put right after all."""
_NORM = re.compile("以内|以下|之内")
_HOST = re.compile("所在的?$")
_LISTED = re.compile(r"[^，。；、]{1,10}等\d")
_BEGUN = re.compile("(?<!将)(?:进驻|启动|展开)")
_JUST_BEFORE = re.compile(r"[^，。；]{0,12}，[^，。；]{0,4}")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as it was read: its verbs and noun, the measure if it states one, of which it is part.

    `until` is where the words end that state it, if that is not beside the number.
    """

    number: Lexeme
    verbs: tuple[str, ...] = ()
    noun: str = ""
    measure: Measure | None = None
    planned: bool = False
    part_of: Lexeme | None = None
    until: int = 0


class Reader:
    """Reads the numbers of one sentence from left to right.

    `topic` is what was spoken of before, `total` the figure of which a sentence that begins with 其中
    gives the parts.
    """

    def __init__(
        self, text: str, clauses: Sequence[int], topic: str = "", total: Stated | None = None
    ) -> None:
        self.text = text
        self.topic = topic
        self._around = Surroundings(text, clauses)
        self._items = self._around.items
        self._begins = [i.sense for i in self._items[:1]] == ["part"]
        self._carried = total
        self._last = Stated(Lexeme("number", "", 0, 0))
        self._total = self._last
        self._chained = False
        self._shared: list[tuple[str, str]] = []

    def read(self) -> Iterator[Stated]:
        """Yield what the numbers state, in order."""
        for at, item in enumerate(self._items):
            if item.kind == "noun" and item.sense in _TOPICS:
                self.topic = item.sense
            elif item.kind == "number":
                yield from self._number(at)
            elif item.sense == "all":
                yield from self._all(at)

    @property
    def total(self) -> Stated:
        """The figure of which what follows in another sentence may be a part."""
        return self._total if self._total.number.end or not self._carried else self._carried

    def _number(self, at: int) -> Iterator[Stated]:
        left, joined = self._around.left(at)
        ruled = self._ruled(at, left)
        if not ruled:
            self._chain(at, left)
        behind, verbs, own, spoken = self._words(at, left)
        found = [
            self._first(at, verbs, own, spoken),
            *(self._first(at, (verb,), own, spoken) for verb in behind),
        ]
        told = [one for one in found if one.measure]
        codes = [one.measure.code for one in told[:1] if one.measure]
        if ruled:
            yield from (one for one in told if one.measure and one.measure.norm)
            return
        handed_on = "clues_found" in codes and behind[:1] in (["transfer"], ["assign"])
        if found[0].measure and not handed_on and not self._around.relative(at, left):
            told = told[:1]
        if not told:
            told = [self._inherited(at, left, joined, own, spoken)]
        yield from {one.measure.code if one.measure else "": one for one in told}.values()
        self._last = told[0]
        if not self._chained:
            self._total = told[0]
        self.topic = next((n for n in own if n in _TOPICS), self.topic)

    def _words(
        self, at: int, left: list[Lexeme]
    ) -> tuple[list[str], tuple[str, ...], list[str], list[str]]:
        """Return the verbs behind and before a number, its own nouns, and those spoken of before."""
        nouns, behind = self._around.right(at)
        self._share_out(at, left)
        if self._shared:
            verb, noun = self._shared.pop(0)
            return behind, (verb,), [noun], []
        return behind, self._verbs(at, left), *self._nouns(at, left, nouns)

    def _share_out(self, at: int, left: list[Lexeme]) -> None:
        """Keep what is said before 分别 for the numbers behind it (发现问题和移交线索分别为12个和3件)."""
        marks = [n for n, i in enumerate(left) if i.sense == "each"]
        if not marks:
            if not (at and self._items[at - 1].kind in ("pause", "noun")):
                self._shared = []
            return
        parts = [("", "")]
        for item in left[: marks[-1]]:
            verb, noun = parts[-1]
            if item.kind == "pause":
                parts.append((verb, ""))
            elif item.kind in ("verb", "noun"):
                parts[-1] = (item.sense, noun) if item.kind == "verb" else (verb, item.sense)
        if len(parts) > 1 and all(noun for _, noun in parts):
            self._shared = parts

    def _ruled(self, at: int, left: list[Lexeme]) -> bool:
        """Tell whether a number is a norm, an average or a comparison: it states no result."""
        number = self._items[at]
        norm = any(item.sense in ("norm", "compare") for item in left)
        norm = norm or bool(_NORM.match(self.text, number.end))
        norm = norm or self._faulty(at) or bool(_CAME_BACK.match(self.text, number.end))
        host = bool(_HOST.search(self.text, max(0, number.start - 3), number.start))
        return norm or host or bool(_LISTED.match(self.text, number.end))

    def _faulty(self, at: int) -> bool:
        """Tell whether a number counts what was found wrong, not what was done."""
        number, behind = self._items[at], self._items[at + 1 : at + 2]
        held = bool(behind) and behind[0].sense in ("meeting", "rule", "none")
        near = held and behind[0].start == number.end
        return near and bool(_FAULTY.match(self.text, behind[0].end))

    def _chain(self, at: int, left: list[Lexeme]) -> None:
        """Follow 其中 and brackets: what stands there are parts of the number before."""
        before = self._around.before(at, left)
        first = not self._last.number.end
        part = any(item.sense == "part" for item in left) or self._shared_out(at, left)
        part = part or self._involving(at, left)
        if first and self._carried and (part or self._begins):
            self._last = self._total = self._carried
            part = True
        if part:
            self._chained = bool(self._last.number.end)
        elif before and before.kind == "break":
            if before.sense == "（" and self._last.number.end:
                self._chained = True
            elif before.sense in "；。" or any(item.kind == "verb" for item in left):
                self._chained = False

    def _involving(self, at: int, left: list[Lexeme]) -> bool:
        """Tell whether a number is the part of the one before that concerns somebody (涉及企业的80个)."""
        number = self._items[at]
        bare = self.text[number.start - 1 : number.start] == "的"
        counted = number.sense == self._last.number.sense and not self._around.right(at)[0]
        return bare and counted and any(i.sense == "involve" for i in left)

    def _shared_out(self, at: int, left: list[Lexeme]) -> bool:
        """Tell whether a number is what a part makes up of a total, counted (重点领域占58个)."""
        return self._items[at].sense != "%" and any(i.sense == "share" for i in left)

    def _verbs(self, at: int, left: list[Lexeme]) -> tuple[str, ...]:
        """Return the meanings of the verbs before a number, the one that governs it first."""
        shares = [n for n, i in enumerate(left) if i.sense == "share"]
        if self._shared_out(at, left):
            return ()
        if shares:
            spoken = [i.sense for i in left[: shares[-1]] if i.kind == "verb"]
            verb = spoken[-1] if spoken else next(iter(self._last.verbs), "")
            return (f"share:{verb}", "share")
        found = self._around.governing(at, left, _BLOCKING)
        return (*(v for v in found if v == "four_forms"), *found)

    def _nouns(self, at: int, left: list[Lexeme], right: list[str]) -> tuple[list[str], list[str]]:
        """Return the nouns that stand beside a number, and those that were spoken of before."""
        last = max((n for n, i in enumerate(left) if i.kind == "verb"), default=-1)
        after = [i.sense for i in reversed(left[last + 1 :]) if i.kind == "noun"]
        before = [i.sense for i in reversed(left[: last + 1]) if i.kind == "noun"]
        if self._involving(at, left):
            return [], [self._last.noun]
        own = right or after or self._around.unnamed(at, left)
        if not own and self._items[at].sense in _TIMES:
            own = before
        if any(n not in _TRANSPARENT for n in own):
            return own, []
        topic = "" if self._off_topic(at) else self.topic
        done = self._last.noun == "instant" and not self._chained
        handed = self._last.measure is not None and self._last.measure.code == "matters_transferred"
        spoken_of = "matter" if handed else self._last.noun
        spoken = (*before, "" if done else spoken_of, topic)
        return own, [n for n in dict.fromkeys(spoken) if n]

    def _first(self, at: int, verbs: tuple[str, ...], own: list[str], spoken: list[str]) -> Stated:
        """Return what a number states with the first verb and noun that mean a measure."""
        number = self._items[at]
        part = self._total.number if self._chained else None
        for verb in (*verbs, ""):
            for noun in (*own, *spoken, *([""] if self._open(at, own) else [])):
                beside = noun in own or not noun
                measure = meant(number.sense, verb, noun, self.topic, beside=beside)
                if measure:
                    planned = self._planned(at, measure)
                    alone = meant(number.sense, "", noun, self.topic, beside=beside) is measure
                    told = () if alone else (verb,)
                    return Stated(number, told, noun, measure, planned, part)
        return Stated(number, verbs, own[0] if own else "")

    def _off_topic(self, at: int) -> bool:
        """Tell whether a number goes on with what no measure counts (制定措施150条，已完成120条)."""
        before = self._last.number.sense
        return self._last.noun in _OFF_TOPIC and before in ("", self._items[at].sense)

    def _open(self, at: int, own: list[str]) -> bool:
        """Tell whether a number may count what nobody named: problems, then."""
        other = self._off_topic(at) or self.topic not in ("", "problem")
        return not own and not other

    def _inherited(
        self, at: int, left: list[Lexeme], joined: bool, own: list[str], spoken: list[str]
    ) -> Stated:
        """Return what a number states with the verb of the one before it, if it goes on from there."""
        number, source = self._items[at], self._total if self._chained else self._last
        verbs = tuple(i.sense for i in left if i.kind == "verb" and i.sense != "share")
        plain = Stated(number, verbs or (source.verbs if joined else ()), own[0] if own else "")
        if verbs or not (source.measure or source.verbs):
            return plain
        if not (joined or self._chained or self._goes_on(at, left)):
            return plain
        by_noun = bool(source.noun) and not source.verbs
        if self._chained or (by_noun and not own):
            own = [*own, source.noun]
        found = self._first(at, source.verbs, own, spoken)
        return found if found.measure else plain

    def _goes_on(self, at: int, left: list[Lexeme]) -> bool:
        """Tell whether a stretch behind a comma leaves out its verb (…12件，涉及15人；…，问题线索3件)."""
        since = self.text[self._last.number.end : self._items[at].start]
        if len(re.findall("[，；。]", since)) > 1:
            return False
        involved = any(i.sense == "involve" for i in left)
        return involved or (self._last.measure is not None and self._around.bare(at, left))

    def _planned(self, at: int, measure: Measure) -> bool:
        """Tell whether a number is still to come.

        What a plan starts from is none (将反馈的12个…), nor what is under way (…进驻，将对12家单位…).
        """
        number = self._items[at]
        given = self.text[number.start - 1 : number.start] == "的" and not measure.planned
        before = self._items[:at]
        will = next((i.start for i in before if i.sense == "will"), None)
        begun = will is not None and bool(_BEGUN.search(self.text, 0, will))
        due = any(i.sense in ("by", "will") for i in self._around.stretch(at))
        plan = any(i.sense in ("plan", "by") for i in before) or (will is not None and not begun)
        plan = plan or due
        return plan and not given

    def _all(self, at: int) -> Iterator[Stated]:
        """Yield the number before again for what was done to all of it (反馈问题12个，已全部整改到位)."""
        mark, source = self._items[at], self._last
        kinds = [i.kind for i in self._items[at + 1 : at + 3]]
        if source is self._carried:
            return
        if not source.measure or self._chained or kinds[:1] != ["verb"] or "number" in kinds:
            return
        verb = self._items[at + 1]
        close = _JUST_BEFORE.fullmatch(self.text, source.number.end, mark.start)
        unit, noun = source.number.sense, source.noun
        measure = meant(unit, verb.sense, noun, self.topic, beside=True) if close else None
        if verb.sense in ("fix", "complete") or measure in (None, source.measure):
            return
        if measure and not self._planned(at, measure):
            yield Stated(source.number, (verb.sense,), noun, measure, until=verb.end)
