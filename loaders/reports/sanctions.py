"""Sanctions: what was imposed on whom, only where a sentence says both outright.

Each outcome belongs to the names that stand before it, nearest first; 二人, 均 and 分别 say how several
share. Suspicion, plans, rules and numbers of unnamed people give nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from loaders.reports.clauses import Sentence, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.naming import name_at
from loaders.reports.posts import chain_before, title
from loaders.reports.words import lines

_GIVEN = re.compile(
    r"被|受到|受了?(?=党|政|留|撤|开|严|诫|行)|给予|给了|予以|作出|处以|获|进行|判处|移送|责令|决定|对其|对该"
)
_NOT = re.compile(
    r"(?:建议|拟|应当|应(?=给|予|受|被)|可以|可(?=给|被)|可能|如果|如若|倘若|(?<![\u4e00-\u9fff])[若凡]|一律|视情|视情节|不予|免予|免于|未(?=被|受|给)|尚未|"
    r"将(?=被|受到|给予|依|按|视|严)|要(?=给予|被)|必须|规定|力争|至|或|不得)[^，；]{0,24}$"
)
_COUNTED = re.compile(
    r"^(?:处分|处理|谈话|等|及以上|以上)*(?:\d+|[一二三四五六七八九十两]+)(?:名|人|件|起|个(?!月))"
)
_COUNT = re.compile(
    r"(?<!等)(?<!\d)(?:\d+|[一二三四五六七八九十两]+)(?:名|位|个)(?!月)|(?<!等)(?<!\d)\d+人"
)
_OTHERS = re.compile(
    r"(?:党组|党委|党支部|党总支|支部|[局委院司团站所镇乡村会部]|中心|单位|部门|责任人|责任人员|人员|干部|负责人|职工|村民|"
    r"领导班子|班子|妻子|丈夫|儿子|女儿|弟弟|哥哥)(?:也|均|都|分别|还|则|先后|相继|已)?$"
)
_TO_OTHERS = re.compile(
    "[对给将][^，；]{0,20}(?:责任人|人员|干部|负责人|领导|党员|同志|单位|部门|支部|党组|党委)[^，；]{0,6}$"
)
_ALL = re.compile(r"(?P<n>[二两三四五六七八九])(?:人|名同志|名干部)|均|都|双双|各")
_AGAIN = re.compile(
    r"^(?:(?:[^，。；]{0,12}\d[^，。；]{0,14}|同年[^，]{0,8}|次年[^，]{0,8}|因[^，]{1,40}|[经依由][^，。；]{1,30}|决定|将|"
    r"最终|最后|随后|后来|之后|后|目前|日前|近日)，?)*"
    r"(?:其[^，。；]{0,12}|该同志|本人|二人|两人|三人|四人)?(?:因[^，]{1,40}，?)?"
    r"(?:也|均|都|又|还|已|分别|先后|双双|于[\d年月日]+)*$"
)
_ADDRESSED = re.compile("(?:^|(?<=[，；。：]))|给予|对|将|判处|、|责令")
"""Behind what somebody may be named for the first time: the beginning of a clause, or who is given something."""
_SUFFERS = re.compile("因|被|受到|（")
_FIRST = "给予|党内|政务|行政|开除|撤销|留党|诫勉|批评教育|记过|记大过|严重警告|有期徒刑"
"""What stands behind a name when something is given to it: 给予张某党内警告."""
_DATE = re.compile(
    r"(?<![至—到\d])(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?(?!至|—|到|起)"
)
_YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)年")
_TAIL = re.compile(r"(?:党纪|政务|处分|处理|谈话|机关|依法|审查起诉|[一二两]年)*")
_COUNTS = {char: n for n, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was imposed, and where a sentence says so."""

    names: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """People named together: where the first begins and the last ends."""

    names: tuple[str, ...]
    start: int
    end: int


def merged(facts: list[Fact], original: str) -> list[Fact]:
    """Return the facts with what one full sentence says of a person in several clauses made one."""
    kept: list[Fact] = []
    said: dict[tuple[object, str], list[int]] = {}
    for fact in facts:
        if fact.type != "sanction":
            kept.append(fact)
            continue
        near = said.setdefault((fact.fields["person"], fact.place), [])
        at = next((n for n in reversed(near) if _continues(kept[n], fact, original)), None)
        if at is None:
            near.append(len(kept))
            kept.append(fact)
            continue
        outcomes = [*_listed(kept[at]), *(o for o in _listed(fact) if o not in _listed(kept[at]))]
        start = max(kept[at].start, fact.end - _LONGEST)
        kept[at] = replace(
            kept[at],
            fields={**kept[at].fields, "outcomes": outcomes},
            start=start,
            end=fact.end,
            evidence=original[start : fact.end],
        )
    return kept


def _listed(fact: Fact) -> list[str]:
    outcomes = fact.fields["outcomes"]
    return outcomes if isinstance(outcomes, list) else []


def _continues(before: Fact, fact: Fact, original: str) -> bool:
    """Tell whether a sentence says more of the person of whom a clause before it spoke."""
    dated = fact.fields["attrs"] in ({}, before.fields["attrs"])
    return dated and before.end <= fact.end and "。" not in original[before.end : fact.start]


@cache
def _patterns() -> re.Pattern[str]:
    listed = (line.partition(" ")[2] for line in lines("outcomes.txt"))
    return re.compile("|".join(f"(?P<o{n}>{pattern})" for n, pattern in enumerate(listed)))


@cache
def _names() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.partition(" ")[0].split("+")) for line in lines("outcomes.txt"))


def sanctions(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield what was imposed on the persons of a sentence, one fact a person and date."""
    text = sentence.text
    outcomes = list(_outcomes(text))
    if not outcomes:
        return
    groups = _groups(text, walker)
    told: dict[tuple[str, str], tuple[list[str], int, int]] = {}
    for run in _runs(text, outcomes, groups):
        for name, outcome, start in _shared(sentence, walker, run, groups):
            key = (name, _date(text, outcome.start, sentence))
            listed, begin, end = told.get(key, ([], start, outcome.end))
            told[key] = (listed, min(begin, start), max(end, outcome.end))
            listed += [o for o in outcome.names if o not in listed]
    for (name, date), (listed, start, end) in told.items():
        fields: dict[str, Field] = {
            "person": name,
            "outcomes": listed,
            "org": walker.people.get(name, ""),
            "attrs": {"date": date} if date else {},
        }
        tail = _TAIL.match(text, end)
        end = tail.end() if tail else end
        yield sentence.fact("sanction", fields, max(start, end - _LONGEST), end, "sanction:outcome")


def _outcomes(text: str) -> Iterator[Outcome]:
    """Yield the outcomes of a sentence that somebody really got."""
    for found in _patterns().finditer(text):
        index = next(n for n, group in enumerate(_names()) if found[f"o{n}"])
        clause = max(text.rfind(mark, 0, found.start()) for mark in "，；：") + 1
        before = text[clause : found.start()]
        if _COUNTED.match(text[found.end() :]) or _NOT.search(before):
            continue
        yield Outcome(_names()[index], found.start(), found.end())


def _groups(text: str, walker: Walker) -> list[Group]:
    """Return the people that a sentence names, those joined by 、 or by their posts alone as one group."""
    groups: list[Group] = []
    for start, end, name in _mentions(text, walker):
        last = groups[-1] if groups else None
        if last and _joined(text, last.end, start, walker):
            groups[-1] = Group((*last.names, name), last.start, end)
        else:
            groups.append(Group((name,), start, end))
    return groups


def _mentions(text: str, walker: Walker) -> list[tuple[int, int, str]]:
    """Return where known people are named, and unknown ones to whom something is given (对李某给予)."""
    found: dict[int, tuple[int, int, str]] = {}
    known = sorted(walker.people, key=len, reverse=True)
    for hit in re.finditer("|".join(map(re.escape, known)), text) if known else ():
        found[hit.start()] = (hit.start(), hit.end(), hit.group())
    for post in title().finditer(text):
        name = name_at(text, post.end(), _FIRST)
        if name:
            found.setdefault(post.end(), (post.end(), post.end() + len(name), name))
    for lead in _ADDRESSED.finditer(text):
        at = lead.end()
        name = name_at(text, at, _FIRST)
        covered = any(a <= at < b for a, b, _ in found.values())
        follows = lead.group() != "、" or lead.start() in {b for _, b, _ in found.values()}
        said = lead.group() or _SUFFERS.match(text, at + len(name))
        if name and said and follows and not covered:
            found[at] = (at, at + len(name), name)
    return sorted(found.values())


def _joined(text: str, end: int, start: int, walker: Walker) -> bool:
    between = re.sub(r"^（[^（）]*）", "", text[end:start])
    if re.fullmatch(r"[、和与及]|以及", between):
        return True
    if not re.match(r"[、，和与及]|以及", between):
        return False
    posts = chain_before(text, start, end, walker.places)
    return bool(posts) and posts[0].start - end <= len(text[end:start]) - len(between) + 2


def _runs(text: str, outcomes: list[Outcome], groups: list[Group]) -> list[list[Outcome]]:
    """Return the outcomes in runs: those between which nobody is named and no clause goes by."""
    runs: list[list[Outcome]] = []
    for outcome in outcomes:
        last = runs[-1][-1] if runs else None
        between = text[last.end : outcome.start] if last else ""
        named = last and any(last.end <= g.start < outcome.start for g in groups)
        if last and not named and not re.search("[；。]", between) and not _DATE.search(between):
            runs[-1].append(outcome)
        else:
            runs.append([outcome])
    return runs


def _shared(
    sentence: Sentence, walker: Walker, run: list[Outcome], groups: list[Group]
) -> Iterator[tuple[str, Outcome, int]]:
    """Yield who got which outcome of a run, and where the passage begins that says so."""
    text, first = sentence.text, run[0]
    group = next((g for g in reversed(groups) if g.start < first.end), None)
    since = group.start if group else 0
    if group is None:
        group = _before_sentence(sentence, walker, text[: first.start])
    else:
        group = _widened(text, groups, group, first)
    if group is None or not _said(text, since, group, first, inside=bool(groups)):
        return
    each = "分别" in text[since : first.start]
    if each and len(group.names) == len(run):
        for name, outcome in zip(group.names, run, strict=True):
            yield name, outcome, since
        return
    if each and len(group.names) > 1 and (len(run) > 1 or _several(text, run[0])):
        return
    for outcome in run:
        between = text[first.end : outcome.start] if outcome is not first else ""
        if _COUNT.search(between) or _TO_OTHERS.search(between):
            return
        if outcome is first or not _other_subject(text, run, outcome):
            for name in group.names:
                yield name, outcome, min(since, group.start) if groups else since


def _several(text: str, outcome: Outcome) -> bool:
    """Tell whether an outcome stands in a list of which the others have no name here."""
    return bool(re.match(r"(?:处分)?、", text[outcome.end :])) or text[outcome.start - 1] == "、"


def _widened(text: str, groups: list[Group], group: Group, first: Outcome) -> Group:
    """Return everybody that 二人, 均 or 都 speaks of: the groups named before, not only the nearest."""
    every = _ALL.search(text[group.end : first.start])
    if not every:
        return group
    earlier = [g for g in groups if g.start < first.start]
    names = tuple(dict.fromkeys(n for g in earlier for n in g.names))
    number = _COUNTS.get(every["n"] or "")
    if number and len(names) >= number:
        return Group(names[-number:], group.start, group.end)
    return group


def _before_sentence(sentence: Sentence, walker: Walker, before: str) -> Group | None:
    """Return those named in the sentence before, where this one goes on about them without a name."""
    place, names = walker.group
    clause = _GIVEN.search(before)
    head = before[: clause.start()] if clause else before
    if place != sentence.block.place or not names or not _AGAIN.match(head):
        return None
    every = _ALL.search(head)
    number = _COUNTS.get(every["n"] or "") if every else None
    if number and number != len(names):
        names = walker.cast[1][-number:] if len(walker.cast[1]) >= number else ()
    if not names:
        return None
    return Group(names, 0, 0) if every or len(names) == 1 else None


def _said(text: str, since: int, group: Group, first: Outcome, *, inside: bool) -> bool:
    """Tell whether a sentence says that an outcome was given to a group."""
    between = text[group.end : first.start] if inside else text[: first.start]
    lead = text[max(0, since - 12) : first.end]
    given = _GIVEN.search(lead) or _GIVEN.match(text, first.start)
    apart = re.search("；(?!.*其)", between)
    if not given or _COUNT.search(between) or apart or _TO_OTHERS.search(between):
        return False
    return not _of_others(text, group.end if inside else 0, first.start)


def _of_others(text: str, begin: int, end: int) -> bool:
    """Tell whether the words before the last 被 or 受到 name somebody else: a unit, a relative."""
    given = [m.start() for m in re.finditer("被|受到", text[begin:end])]
    if not given:
        return False
    at = begin + given[-1]
    clause = max(text.rfind(mark, 0, at) for mark in "，；：。") + 1
    return clause >= begin and bool(_OTHERS.search(text[clause:at])) and clause > begin


def _other_subject(text: str, run: list[Outcome], outcome: Outcome) -> bool:
    return _of_others(text, run[0].end, outcome.start)


def _date(text: str, at: int, sentence: Sentence) -> str:
    """Return the day or month of an outcome: the last one before it, its year perhaps from further back."""
    found = [m for m in _DATE.finditer(text[:at]) if _is_day(m)]
    if not found:
        return ""
    last = found[-1]
    before = sentence.block.text.text[max(0, sentence.start - 2000) : sentence.start]
    years = [m["y"] for m in _YEAR.finditer(before + text[: last.end()])]
    year = last["y"] or (years[-1] if years else "-")
    day = f"-{int(last['d']):02d}" if last["d"] else ""
    return f"{year}-{int(last['m']):02d}{day}"


def _is_day(found: re.Match[str]) -> bool:
    """Tell whether a date can be: month and day within the calendar (2月30日 is nobody's)."""
    month, day = int(found["m"]), int(found["d"] or 1)
    return (
        1 <= month <= 12
        and 1 <= day <= monthrange(2024 if not found["y"] else int(found["y"]), month)[1]
    )
