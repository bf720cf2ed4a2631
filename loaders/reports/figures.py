"""The metrics of a sentence: its figures with their subject, round and time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.reports.circumstances import circumstances, time_of
from loaders.reports.clauses import Sentence, State, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.figure_grammar import Reader, Stated
from loaders.reports.lexemes import Lexeme
from loaders.reports.numbers import ranks

_BREAK = re.compile(r"[，。；！？]")
_ENDS = re.compile(r"[，。；！？、]")
_PAST = re.compile("已|目前|截至|以来|累计|去年|完成了|上年")
"""What a sentence says that tells results among plans."""
_COUNTIES_PART = re.compile(
    r"(?:市本级|市级|市直)[^，。；、\d]{0,8}\d+[^，。；、\d]{1,6}[、，](?:区县|县区|县级|各县区|各区县)$"
)
"""Where the counties' part of a number is told beside the city's (市级12个、县区30个)."""
_LONGEST = 150
_OF_INSPECTIONS = frozenset({"orgs_inspected", "villages_inspected", "teams_formed", "rounds_held"})
_HANDED_ON = frozenset({"clues_transferred", "findings_found", "findings_fed_back"})
"""What inspectors do, also where a commission tells it (该轮巡察移交的线索)."""
_OF_NO_ROUND = frozenset(
    {"rounds_held", "rounds_planned", "coverage_rate", "talent_pool_size", "experienced_share"}
)
"""Measures that speak of a whole term, whichever round the report is of."""


def figures(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the metrics that a sentence states."""
    clauses = list(walker.clauses(sentence))
    when = _when(sentence, walker)
    planning = walker.planning and not _PAST.search(sentence.text)
    unnumbered = not walker.reached or (planning and "轮" not in sentence.text)
    ends = [end for _, end, _ in clauses]
    reader = Reader(sentence.text, ends, _topic(walker, clauses), walker.total)
    for stated in reader.read():
        code = _code(stated, planning)
        if code:
            at = stated.number.start
            state = next(s for start, end, s in clauses if start <= at < end)
            if _COUNTIES_PART.search(sentence.text, max(0, at - 40), at):
                state = walker.counties(state, sentence.text[:at])
            state = _inspecting(state, code, walker, sentence.text[:at])
            if unnumbered or code in _OF_NO_ROUND:
                state = replace(state, round_no=None)
            for subject in filter(None, (state.subject, *state.also)):
                yield _fact(sentence, when, replace(state, subject=subject), stated, code)
    walker.topic, walker.total = reader.topic, reader.total
    if "满意度" in sentence.text:
        yield from _ranked(sentence, walker)


def _inspecting(state: State, code: str, walker: Walker, before: str) -> State:
    """Return the state of a figure of inspections: neither a unit that reports nor a commission inspects."""
    about = walker.about
    inspected = code in _OF_INSPECTIONS and state.subject == about.reporter
    clause = _BREAK.split(before)[-1]
    handed = code in _HANDED_ON and "巡察" in clause and "纪委" not in clause
    handed = handed and state.subject.startswith(f"{about.committee.place}纪委")
    if not about.committee.resolved or not about.committee.letter or not (inspected or handed):
        return state
    scope = "county_self" if about.committee.letter in ("县", "区", "旗") else "city"
    return replace(state, subject=about.committee.name, scope=scope)


def _topic(walker: Walker, clauses: list[tuple[int, int, State]]) -> str:
    """Return what was spoken of before; a commission closes clues where nothing else was."""
    discipline = any(state.subject.endswith(("纪委", "监委")) for _, _, state in clauses)
    return walker.topic or ("clue" if discipline else "")


def _ranked(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the rank of a place in a poll: it is the place's, not its committee's."""
    committee = walker.about.committee
    for rank in ranks(sentence.text):
        state = replace(walker.base(), subject=committee.place or committee.name, round_no=None)
        stated = Stated(Lexeme("number", rank.unit, rank.start, rank.end, rank))
        yield _fact(sentence, _when(sentence, walker), state, stated, "satisfaction_rank")


def _when(sentence: Sentence, walker: Walker) -> dict[str, str]:
    """Return the time of a sentence's figures; 2021年以来 goes for the sentences behind it too."""
    told = time_of(sentence.text, walker.about)
    if "以来" in sentence.text and "period" in told:
        walker.since = told["period"]
    return told or ({"period": walker.since} if walker.since else {})


def _code(stated: Stated, planning: bool) -> str:
    """Return the measure's code; of a plan that of the planned measure, if there is one."""
    if stated.measure is None:
        return ""
    planned = stated.planned or planning
    return stated.measure.planned if planned else stated.measure.code


def _fact(
    sentence: Sentence, when: dict[str, str], state: State, stated: Stated, code: str
) -> Fact:
    start, end = _evidence(sentence.text, stated)
    quantity = stated.number.quantity
    if quantity is None:
        raise ValueError("a figure without a number")
    attrs = {"q": quantity.bound} if quantity.bound else {}
    if stated.part_of and stated.part_of.quantity:
        attrs["subset_of"] = str(stated.part_of.quantity.plain)
    if state.term_no and state.scope != "county":
        attrs["term"] = str(state.term_no)
    attrs.update(when | circumstances(sentence.text, quantity, code))
    if state.round_no:
        attrs["round"] = str(state.round_no)
    fields: dict[str, Field] = {
        "committee": state.subject,
        "scope": state.scope,
        "measure": code,
        "value": quantity.plain,
        "unit": quantity.unit,
        "attrs": attrs,
    }
    return sentence.fact("metric", fields, start, end, f"measure:{code}")


def _evidence(text: str, stated: Stated) -> tuple[int, int]:
    """Return the stretch around a number that states it: back to a comma, on to the next mark."""
    number = stated.number
    begins = [m.end() for m in _BREAK.finditer(text, 0, number.start)]
    start = begins[-1] if begins else 0
    behind = _ENDS.search(text, max(number.end, stated.until))
    end = behind.start() if behind else len(text)
    if number.end - start > _LONGEST - 40:
        marks = [m.end() for m in re.finditer("、", text[: number.start])]
        near = [m for m in marks if number.end - m < _LONGEST - 40]
        start = near[0] if near else max(0, number.end - 60)
    return start, max(number.end, min(end, start + _LONGEST))
