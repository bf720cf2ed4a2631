"""Figures of a clause: which measure a number states, by the words beside it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from loaders.reports.clauses import CLOSED, Sentence, State, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.numbers import Quantity, periods, quantities

_BRACKET = re.compile(r"（[^（）]*）")
_BREAK = re.compile(r"[，。；！？]")
_JOINS = re.compile(r"[、和及与]")
_PLAN = re.compile(r"(?:规划明确|计划|拟|力争|确保|将(?:对|在|于|用)|未来)")
_RULE = re.compile(r"(?:不少于|不低于|不得少于|至少|每[个轮年次家名组]|一般|原则上|力争)$")
_LEFT, _RIGHT, _WIDE = 100, 50, 20
_NOUN_REACH = 24
_EVIDENCE = 150
_NOUN_ENDS = re.compile(r"[，。；、]|对|已|向|开展|进行|采用|接收|来源|来自")


@dataclass(frozen=True)
class Measure:
    """One line of the table: what is counted, and the words by which it is known."""

    code: str
    label: str
    units: frozenset[str]
    say: tuple[re.Pattern[str], ...]
    of: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...]
    follows: frozenset[str]
    where: frozenset[str]
    planned: str
    bonus: int

    @cached_property
    def of_left(self) -> tuple[re.Pattern[str], ...]:
        """The words for what is counted that may stand before the number."""
        return tuple(word for word in self.of if not word.pattern.startswith("^"))


@dataclass(frozen=True, slots=True)
class Window:
    """What stands around a number: close on its left, earlier in the clause, behind it."""

    left: str
    wide: str
    noun: str
    right: str


@cache
def table() -> Mapping[str, Measure]:
    """Return the measures by code, in the order of the table."""
    raw = tomllib.loads(files("loaders.reports").joinpath("measures.toml").read_text("utf-8"))
    classes: dict[str, list[str]] = raw["classes"]
    return {code: _measure(code, row, classes) for code, row in raw["measure"].items()}


def _measure(code: str, row: Mapping[str, list[str]], classes: Mapping[str, list[str]]) -> Measure:
    def words(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(word) for word in row.get(key, ()))

    return Measure(
        code=code,
        label=str(row["label"]),
        units=frozenset(unit for name in row["units"] for unit in classes[name]),
        say=words("say"),
        of=words("of"),
        never=words("never"),
        follows=frozenset(row.get("follows", ())),
        where=frozenset(row.get("where", ("left", "right"))),
        planned=str(row.get("planned", "")),
        bonus=int(str(row.get("bonus", 0))),
    )


def figures(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the metrics that a sentence states."""
    last = ""
    before = ""
    for start, end, state in walker.clauses(sentence):
        text = sentence.text[start:end]
        flat = _BRACKET.sub(lambda m: "\u3000" * len(m.group()), text)
        found = list(quantities(flat))
        for n, quantity in enumerate(found):
            window = _window(flat, found, n, before)
            if _RULE.search(window.left):
                continue
            plan = bool(_PLAN.search(flat[: quantity.start] or before))
            for measure in _meant(quantity, window, last):
                planned = "" if measure.code.endswith("_planned") else measure.planned
                code = planned or measure.code
                if not plan:
                    code = measure.code
                elif not planned and not code.endswith("_planned"):
                    continue
                last = measure.code
                yield _fact(sentence, walker, state, start, flat, quantity, code)
        before = flat


def _window(text: str, found: list[Quantity], n: int, before: str) -> Window:
    quantity = found[n]
    floor = found[n - 1].end if n else 0
    stops = [m.end() for m in _BREAK.finditer(text, floor, quantity.start)]
    opens = stops[-1] if stops else floor
    ceiling = found[n + 1].start if n + 1 < len(found) else len(text)
    behind = _BREAK.search(text, quantity.end)
    shut = behind.start() if behind else len(text)
    opened = text.rfind("对", 0, quantity.start)
    while opened >= 0 and shut < len(text) - 1 and not CLOSED.search(text, opened, shut):
        behind = _BREAK.search(text, shut + 1)
        shut = behind.start() if behind else len(text)
    noun = _NOUN_ENDS.split(text[quantity.end : min(ceiling, shut, quantity.end + _NOUN_REACH)])[0]
    left = text[opens : quantity.start]
    wide = text[:opens]
    if not n and re.match(r"涉及|共计|合计", left):
        wide = before + wide
    joined = ceiling < shut and _JOINS.search(text[quantity.end : ceiling])
    right = text[quantity.end : shut if joined or ceiling >= shut else ceiling]
    return Window(left, wide, noun, right)


def _meant(quantity: Quantity, window: Window, last: str) -> list[Measure]:
    """Return the measures that a number states: the best one, and its equals in the same words."""
    scored: list[tuple[int, Measure]] = []
    for measure in table().values():
        if quantity.unit in measure.units:
            score = _score(measure, window, last)
            if score:
                scored.append((score, measure))
    if not scored:
        return []
    top = max(score for score, _ in scored)
    best = next(m for score, m in scored if score == top)
    if top < _LEFT and best.code in _TOGETHER:
        return [m for score, m in scored if score >= _RIGHT and m.code in _TOGETHER]
    return [best]


_TOGETHER = frozenset({"persons_detained", "transferred_judicial"})
"""Measures that one number behind 对 can state together (对2名干部留置并移送司法)."""


def _score(measure: Measure, window: Window, last: str) -> int:
    if measure.follows and last not in measure.follows:
        return 0
    if any(word.search(window.left) or word.search(window.noun) for word in measure.never):
        return 0
    thing = max(_longest(measure.of, window.noun), _longest(measure.of_left, window.left))
    if measure.of and not thing:
        return 0
    if not measure.say:
        return _LEFT + 3 * thing + measure.bonus
    for side, text, weight in (
        ("left", window.left, _LEFT),
        ("right", window.right, _RIGHT),
        ("wide", window.wide, _WIDE),
    ):
        word = _longest(measure.say, text) if side in measure.where else 0
        if word:
            return weight + 3 * (word + thing) + measure.bonus
    return 0


def _longest(words: tuple[re.Pattern[str], ...], *texts: str) -> int:
    return max((len(m.group()) for t in texts for w in words for m in w.finditer(t)), default=0)


def _fact(
    sentence: Sentence,
    walker: Walker,
    state: State,
    offset: int,
    text: str,
    quantity: Quantity,
    code: str,
) -> Fact:
    start, end = _evidence(text, quantity)
    whole = quantity.value == int(quantity.value)
    attrs = {"q": quantity.bound} if quantity.bound else {}
    if state.term_no and state.scope != "county":
        attrs["term"] = str(state.term_no)
    attrs.update(_time(sentence.text, walker))
    if state.round_no:
        attrs["round"] = str(state.round_no)
    fields: dict[str, Field] = {
        "committee": state.subject,
        "scope": state.scope,
        "measure": code,
        "value": int(quantity.value) if whole else quantity.value,
        "unit": quantity.unit,
        "attrs": attrs,
    }
    return sentence.fact("metric", fields, offset + start, offset + end, f"measure:{code}")


def _time(text: str, walker: Walker) -> dict[str, str]:
    """Return the period of a sentence's figures, or their day, if it tells just one with its year."""
    found = [p for p in periods(text, walker.about.year) if not p.since.startswith("-")]
    if len(found) != 1:
        return {}
    if found[0].since != found[0].until:
        return {"period": f"{found[0].since}/{found[0].until}"}
    return {"asof": found[0].until} if re.search(r"截[至止]", text[: found[0].start]) else {}


def _evidence(text: str, quantity: Quantity) -> tuple[int, int]:
    """Return the stretch around a number that states it: back to a comma, on to the next mark."""
    begins = [m.end() for m in _BREAK.finditer(text, 0, quantity.start)]
    start = begins[-1] if begins else 0
    behind = re.compile(r"[，。；！？、]").search(text, quantity.end)
    end = behind.start() if behind else len(text)
    if quantity.end - start > _EVIDENCE - 40:
        marks = [m.end() for m in re.finditer("、", text[: quantity.start])]
        near = [m for m in marks if quantity.end - m < _EVIDENCE - 40]
        start = near[0] if near else max(0, quantity.end - 60)
    return start, max(quantity.end, min(end, start + _EVIDENCE))
