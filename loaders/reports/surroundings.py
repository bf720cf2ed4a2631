"""What stands around a number: the words before it, its noun behind it, the verbs that reach back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.reports.lexemes import Lexeme, lexemes

UNKNOWN = "?"
"""A noun that no list knows."""
FAR = "??"
"""So many unknown words between a verb and its number that they may be anything."""

_NEAR = 16
_LONGEST_NAME = 7
_LONGEST_CLAUSE = 25
_NOUNS_OF_BODIES = frozenset({"org", "village", "town", "action"})
_LIGHT = frozenset({"hold", "complete", "inspect"})
"""Verbs before which 巡察 still governs: 巡察中发现12家企业 inspected none."""
_NEVER_BEHIND = frozenset({"fix", "complete", "share", "hold", "find"})
_OPENERS = re.compile(r"(?:^|[^针面相绝应])对(?![标照症接称等策此于])|向|把(?![关握脉手控好])")
_MODIFIES = re.compile(r"[了过]?的")
_DESCRIBES = re.compile(r"[^，。；、\d]{2,24}的")
_DESCRIBED = re.compile(r"[^，。；]{0,4}的")
_DONE = re.compile("已|全部|均|完成|到位|完毕")
_MEANS = re.compile("等[^，。；\\d]{0,4}?(?:方式|形式|手段|方法|处理|处置)")
"""What is listed before it is how something was done, not what was counted (诫勉等方式处理30人)."""
_RESUMED = re.compile(
    "，(?:现|目前|截至目前|如今)?也?已(?:经)?(?:被|予以|全额|足额|如数|按时|及时|依规|依法|按规定|按程序|按权限|按要求|一并|同步)*"
)
"""A comma behind which the verb of a number only follows (多收的8.64万元，已退还群众)."""
_LEFT_OPEN = re.compile(
    "，(?:这|也|则|就|还|共|竟|只|总共|一共)*(?:有|达|达到|是|为|共计|共|计)(?:了|到)?"
)
"""A comma behind which only the number follows of what was said before (退还群众的，还有58万元)."""
_OF_INSPECTION = frozenset({"transfer", "assign", "feed", "find"})
_PEOPLE = frozenset({"人", "名", "位"})
_UPON_IT = frozenset({"close", "probe", "file"})
"""Verbs whose object 巡察移交线索 is: 办结巡察移交线索12件 transferred none."""
_FILLERS = re.compile(r"[的有共计已了达到约近超过为是合累先后数量总各类任务：其均全部逾至问题]+")


class Surroundings:
    """The lexemes of a sentence, asked about one number (by its place among them) at a time."""

    def __init__(self, text: str, clauses: Sequence[int]) -> None:
        self.text = text
        self.items = lexemes(text)
        self._clauses = clauses

    def left(self, at: int) -> tuple[list[Lexeme], bool]:
        """Return the words before a number that may be its own, and whether another number precedes."""
        if self.labels(at):
            return self.stretch(at), False
        first = at
        while first and (self.items[first - 1].kind != "number" and not self._ends(first - 1, at)):
            if self.items[first - 1].kind == "pause" and self._counted(first - 1):
                return self.items[first:at], True
            first -= 1
        return self.items[first:at], bool(first) and self.items[first - 1].kind == "number"

    def labels(self, at: int) -> bool:
        """Tell whether a number is the label of the clause behind it, which says what it counts (【12个】)."""
        number = self.items[at]
        inside = self.text[number.start - 1 : number.start], self.text[number.end : number.end + 1]
        if inside != ("【", "】"):
            return False
        after = at + 1 + len(self.stretch(at))
        return after == len(self.items) or self.items[after].kind != "number"

    def stretch(self, at: int) -> list[Lexeme]:
        """Return the words behind a number up to the next number or comma."""
        stop = at + 1
        while stop < len(self.items) and self.items[stop].kind not in ("break", "number"):
            stop += 1
        return self.items[at + 1 : stop]

    def _ends(self, n: int, at: int) -> bool:
        """Tell whether an item ends the words of a number; a comma right before 有12个 does not."""
        item = self.items[n]
        if item.kind != "break":
            return False
        gone = n + 1 == at and _LEFT_OPEN.fullmatch(self.text, item.start, self.items[at].start)
        told = any(i.kind == "verb" for i in self.stretch(at))
        return told or not (gone and n and self.items[n - 1].kind in ("verb", "noun"))

    def _counted(self, pause: int) -> bool:
        """Tell whether a number with its noun stands before a 、 or 和: what follows is another item."""
        for item in reversed(self.items[:pause]):
            if item.kind == "number":
                return True
            if item.kind == "break" or (item.kind == "verb" and self.items[pause].sense != "、"):
                return False
        return False

    def right(self, at: int) -> tuple[list[str], list[str]]:
        """Return the nouns right behind a number (the head first) and the verbs that reach back."""
        number = self.items[at]
        if self.labels(at):
            return [], []
        limit = self._limit(number.start)
        head = self._described(at, limit)
        nouns: list[str] = []
        after = head
        for n, item in enumerate(self.items[head:], head):
            near = head > at + 1 or item.start - number.end <= _NEAR
            if item.start >= limit or not near or not (item.kind == "noun" or self._adjective(n)):
                break
            if item.kind == "noun" and nouns and self._of_next(n):
                break
            if item.kind == "noun":
                nouns.insert(0, item.sense)
            after = n + 1
        return nouns, self._behind(at, after, limit)

    def _of_next(self, n: int) -> bool:
        """Tell whether a noun has its own number right behind it (7个部门问题53个)."""
        following = self.items[n + 1 : n + 2]
        return (
            bool(following)
            and following[0].kind == "number"
            and following[0].start == self.items[n].end
        )

    def _limit(self, start: int) -> int:
        """Return where the clause ends that a place is in."""
        return next((end for end in self._clauses if end > start), len(self.text))

    def _resumed(self, n: int) -> bool:
        """Tell whether behind a comma only the verb of the number before it follows."""
        found = _RESUMED.match(self.text, self.items[n].start)
        behind = [i for i in self.items[n + 1 : n + 5] if found and i.start >= found.end()][:2]
        kinds = [i.kind for i in behind]
        return bool(
            found
            and kinds[:1] == ["verb"]
            and "number" not in kinds
            and behind[0].start == found.end()
        )

    def _described(self, at: int, limit: int) -> int:
        """Return where the noun of a number begins behind words that describe it (4起查处的案例)."""
        found = _DESCRIBES.match(self.text, self.items[at].end, limit)
        if not found:
            return at + 1
        inner = [i for i in self.items[at + 1 : at + 1 + _LONGEST_CLAUSE] if i.start < found.end()]
        head = self.items[at + 1 + len(inner) : at + 2 + len(inner)]
        if not (inner and head and inner[0].kind == "verb"):
            return at + 1
        plain = all(i.kind != "number" for i in inner)
        close = head[0].kind == "noun" and head[0].start - found.end() < _LONGEST_NAME
        return at + 1 + len(inner) if plain and close else at + 1

    def _adjective(self, at: int) -> bool:
        """Tell whether 巡察 only says of what kind the noun behind it is (5张巡察清单)."""
        verb, behind = self.items[at], self.items[at + 1 : at + 2]
        return verb.sense == "inspect" and any(
            i.kind == "noun" and i.start == verb.end and i.sense not in _NOUNS_OF_BODIES
            for i in behind
        )

    def _behind(self, at: int, after: int, limit: int) -> list[str]:
        """Return the verbs behind a number and its noun that no later number takes for itself."""
        opened = self._opened(at)
        verbs: list[str] = []
        paused = crossed = False
        for n, item in enumerate(self.items[after:], after):
            if item.kind == "break" and not verbs and self._resumed(n):
                limit = self._limit(item.end)
                continue
            ends = item.kind == "break" and (verbs or not opened)
            if item.start >= limit or ends or (item.kind == "pause" and verbs and self._last(n)):
                break
            crossed = crossed or item.kind == "break"
            paused = paused or item.kind == "pause"
            if item.kind == "number":
                if verbs and self._told_again(at, n):
                    return []
                theirs = (crossed and bool(verbs)) or not opened
                if theirs and (verbs or not paused):
                    return []
            elif item.kind == "verb" and self._reaches_back(item, opened):
                verbs.append(item.sense)
        return verbs

    def _told_again(self, at: int, n: int) -> bool:
        """Tell whether a verb counts people by a number of its own (对2名责任人给予诫勉2人)."""
        verb, number = self.items[n - 1], self.items[n]
        both = {self.items[at].sense, number.sense}
        return verb.kind == "verb" and number.start - verb.end <= 1 and _PEOPLE.issuperset(both)

    def _reaches_back(self, verb: Lexeme, opened: bool) -> bool:
        """Tell whether a verb may speak of a number before it.

        One that describes a later noun does not; behind 对 a verb must say that a thing was done, not
        how one goes about it (对12个问题逐一销号).
        """
        if verb.sense in _NEVER_BEHIND or _MODIFIES.match(self.text, verb.end):
            return False
        if not opened or verb.sense not in ("rectified", "close"):
            return True
        return bool(_DONE.search(self.text, max(0, verb.start - 4), verb.end))

    def _last(self, pause: int) -> bool:
        """Tell whether no second verb without a number of its own follows (留置并移送司法)."""
        behind = [i.kind for i in self.items[pause + 1 : pause + 3]]
        return behind[:1] != ["verb"] or behind[1:] == ["number"]

    def _opened(self, at: int) -> bool:
        """Tell whether the verb of a number is still to come: 对12家单位…开展巡察."""
        number = self.items[at]
        since = max((end for end in self._clauses if end <= number.start), default=0)
        opens = [m.end() for m in _OPENERS.finditer(self.text, max(0, since - 1), number.start)]
        if not opens:
            return False
        between = [i for i in self.items[:at] if i.kind == "verb" and i.start >= opens[-1]]
        return all(self._describes(verb, number) for verb in between)

    def _describes(self, verb: Lexeme, number: Lexeme) -> bool:
        return bool(_DESCRIBED.match(self.text, verb.end, number.start))

    def relative(self, at: int, left: list[Lexeme]) -> bool:
        """Tell whether the verb before a number describes it, so that one behind may add to it.

        反馈的12个问题已整改 states two measures, 移交线索12件办理 but one.
        """
        verbs = [i for i in left if i.kind == "verb"]
        everything = any(i.sense == "all" for i in self.items[at + 1 : at + 4])
        return everything or bool(verbs and self._describes(verbs[-1], self.items[at]))

    def governing(self, at: int, left: list[Lexeme], blocking: frozenset[str]) -> list[str]:
        """Return the meanings of the verbs before a number, the one that governs it first.

        A verb that only describes the noun comes last (追缴违规发放的津补贴12万元); what stands before a
        verb of `blocking` says nothing of the number. Two verbs in one are `a+b`.
        """
        verbs = [i for i in left if i.kind == "verb"]
        found: list[str] = []
        described: list[str] = []
        for n, verb in reversed(list(enumerate(verbs))):
            if verb.sense in blocking:
                break
            rest = self.text[verb.end : self.items[at].start]
            if _MEANS.search(rest):
                break
            if n and verbs[n - 1].sense in blocking and verbs[n - 1].end == verb.start:
                break  # What was done is the first verb: 抽查整改问题12个 put none right.
            if verb.sense == "fix" and self._describes(verb, self.items[at]):
                continue
            if verb.sense == "inspect" and not _LIGHT.issuperset(found):
                continue
            told = len(rest) > 2 and _MODIFIES.match(rest)
            modifier = n > 0 and (told or self._upon(verbs, n))
            (described if modifier else found).append(verb.sense)
        if len(verbs) > 1 and verbs[-1].start - verbs[-2].end == 1:
            found.insert(0, f"{verbs[-2].sense}+{verbs[-1].sense}")
        return found + described

    def _upon(self, verbs: list[Lexeme], n: int) -> bool:
        """Tell whether a verb only says whose the object of the one before it is (办结巡察移交线索)."""
        said = self.text[verbs[n - 1].end : verbs[n].start] in ("", "了", "市委", "县委", "区委")
        inspected = self.text.startswith(("巡察", "巡视"), verbs[n].start)
        upon = verbs[n - 1].sense in _UPON_IT and verbs[n].sense in _OF_INSPECTION
        return said and inspected and upon

    def unnamed(self, at: int, left: list[Lexeme]) -> list[str]:
        """Return the mark of a noun that no list knows, if one stands beside a number."""
        number, following = self.items[at], self.items[at + 1 : at + 2]
        stop = following[0].start if following else len(self.text)
        gap = re.sub(r"[^\u4e00-\u9fff].*", "", self.text[number.end : stop])
        free = 3 if following and following[0].kind in ("verb", "mark") else 1
        if len(gap) > free and following and following[0].kind != "number":
            return [UNKNOWN]
        verbs = [i for i in left if i.kind == "verb"]
        if not verbs or any(i.kind == "noun" and i.start > verbs[-1].start for i in left):
            return []
        between = _FILLERS.sub("", self.text[verbs[-1].end : number.start])
        if len(between) < 2:
            return []
        return [UNKNOWN] if len(between) < _LONGEST_NAME else [FAR]

    def bare(self, at: int, left: list[Lexeme]) -> bool:
        """Tell whether a stretch holds but a noun and its number (发现问题12个，问题线索3件)."""
        nouns = [i for i in left if i.kind == "noun"]
        before = self.before(at, left)
        start = before.end if before else 0
        return bool(nouns) and len(left) == len(nouns) and nouns[0].start - start <= 2

    def before(self, at: int, left: list[Lexeme]) -> Lexeme | None:
        """Return what stands before the words that belong to a number."""
        if self.labels(at):
            return None
        return self.items[at - len(left) - 1] if at > len(left) else None
