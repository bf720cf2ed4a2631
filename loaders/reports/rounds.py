"""Rounds of inspection that a sentence tells of: by number, by theme, or by their dates alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from loaders.reports.clauses import Sentence, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.numbered import ORDINAL, rounds_in
from loaders.reports.numbers import ordinals, periods

_TYPES = (
    ("提级交叉", re.compile(r"提级[“”]?交叉|交叉[“”]?提级")),
    ("回头看", re.compile(r"回头看")),
    ("机动", re.compile(r"机动")),
    ("专项", re.compile(r"专项")),
    ("常规", re.compile(r"常规")),
    ("提级", re.compile(r"提级")),
    ("交叉", re.compile(r"交叉")),
    ("联动", re.compile(r"联动")),
    ("延伸", re.compile(r"延伸")),
    ("同步", re.compile(r"同步")),
)
_THEMES = re.compile(r"围绕(?P<themes>[^，。；]{2,60}?)开展多轮(?P<type>专项|机动|常规)巡察")
_COUNTED = re.compile(
    r"\d轮(?P<theme>[^，。；、“”\d]{2,12}?)(?P<type>专项巡察|机动巡察|巡察“回头看”)"
)
_THEMED = re.compile(
    r"(?:开展|实施|进行|启动|安排)了?(?:为期[^，。；]{1,8}的)?(?P<theme>[^，。；、的“”对及和常规]{2,14}?)(?:问题|领域|工作)?"
    r"(?P<type>专项|机动)巡察(?!整改|组)"
)
_RESPECTIVE = re.compile(
    rf"(?P<numbers>第(?:{ORDINAL})轮?(?:[、和及与]第?(?:{ORDINAL}))+轮)(?:巡察)?分别(?:以|就|对|聚焦|围绕|紧盯|瞄准|针对|开展)了?"
    r"(?P<themes>[^，。；“”]{2,60}?)(?:等?[两三四五六]?个?领域|方面|工作)?(?:问题)?(?:为主题|为重点)?，?(?:开展|进行|实施|的)?(?P<type>专项|机动)巡察"
)
"""Rounds told together, each with its own theme (第七、八轮分别聚焦粮食购销、医疗卫生领域开展专项巡察)."""
_FED_BACK = re.compile(r"反馈(?!意见整改|整改|问题整改|的问题)")
_SEASON = re.compile(r"20\d\d年(?:的)?[春夏秋冬](?:季|天)?")
_SUMMED = re.compile(r"(?<!第)(?:\d+|[一二两三四五六七八九十]+)轮|累计|截至|截止")
_MONTH = re.compile(r"(?:20\d\d-|--)\d\d")
_HELD = re.compile(
    r"组[成建]\d+个(?:交叉|专项|机动|提级|联动)巡察组|巡察组，?(?:探索)?对|(?:开展|进行|实施)了?[^，。；：对的]{0,24}?巡察(?!整改|督|业务|工作|干部|成果|培训|调研)"
)


def types_in(text: str) -> list[str]:
    """Return the types of inspection that a text names, the most telling first."""
    found = [name for name, pattern in _TYPES if pattern.search(text)]
    if "提级交叉" in found:
        found = [t for t in found if t not in ("提级", "交叉")]
    return found


def rounds(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the numbered rounds that a sentence names, the document's or another named committee's."""
    for mention in rounds_in(sentence.text, walker.about):
        committee = walker.about.committee.name if mention.own else mention.other
        if not committee:
            continue
        term = mention.term or (walker.term if mention.own else None)
        types = types_in(sentence.text[mention.end - 8 : mention.end + 24])
        if not (mention.leads or mention.ahead):
            types = [kind for kind in types if kind != "回头看"]
        fields: dict[str, Field] = {
            "committee": committee,
            "term": term,
            "number": mention.number,
            "types": list(reversed(types)),
            "attrs": _when(sentence.text, walker),
        }
        yield sentence.fact("round", fields, mention.start, mention.end, "round:numbered")
    yield from _themed(sentence, walker)
    yield from _respective(sentence, walker)


def _respective(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield, for rounds that a sentence tells together, the theme that it gives to each in turn."""
    for found in _RESPECTIVE.finditer(sentence.text):
        numbers = [number for _, _, number in ordinals(found["numbers"])]
        themes = re.split("、|和|以及", found["themes"])
        for number, theme in (
            zip(numbers, themes, strict=False) if len(numbers) == len(themes) else ()
        ):
            fields: dict[str, Field] = {
                "committee": walker.about.committee.name,
                "term": walker.term,
                "number": number,
                "types": [found["type"]],
                "theme": theme.removesuffix("领域"),
            }
            yield sentence.fact("round", fields, *found.span(), "round:themed", 0.8)


def _themed(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield, for a numbered round, the theme and type that a clause adds to it."""
    own = walker.base().subject
    for start, end, state in walker.clauses(sentence):
        for found in _THEMED.finditer(sentence.text, start, end):
            if state.round_no is None or state.subject != own:
                continue
            fields: dict[str, Field] = {
                "committee": walker.about.committee.name,
                "term": walker.term,
                "number": state.round_no,
                "types": [found["type"]],
                "theme": found["theme"],
            }
            yield sentence.fact("round", fields, *found.span(), "round:themed", 0.8)


def merged_rounds(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts with one for each numbered round: all that is told of it, where it is spoken of as such.

    That is the last place that numbers it before its type is told first (a heading numbers it too).
    """
    told = list(facts)
    numbered: dict[tuple[str, int], list[Fact]] = {}
    for fact in told:
        number = fact.fields.get("number")
        if fact.type == "round" and isinstance(number, int):
            numbered.setdefault((str(fact.fields["committee"]), number), []).append(fact)
    one = {id(same[0]): _merged(same) for same in map(_by_place, numbered.values())}
    dropped = {id(fact) for same in numbered.values() for fact in same} - one.keys()
    days = [fact for same in numbered.values() for fact in _feedback_days(same)]
    return [one.get(id(fact), fact) for fact in told if id(fact) not in dropped] + days


def _feedback_days(same: list[Fact]) -> Iterator[Fact]:
    """Yield, where a round's feedback has its days, what tells them: the round itself may stand elsewhere."""
    for fact in same:
        told = fact.fields.get("attrs")
        on = told.get("feedback") if isinstance(told, Mapping) else None
        if on:
            fields: dict[str, Field] = {
                "committee": fact.fields["committee"],
                "number": fact.fields["number"],
                "on": on,
            }
            yield replace(fact, type="feedback", fields=fields, rule="feedback:days")


def _by_place(facts: list[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: fact.start)


def _merged(same: list[Fact]) -> Fact:
    types = dict.fromkeys(t for fact in same for t in _strings(fact.fields.get("types")))
    themes = dict.fromkeys(str(f.fields["theme"]) for f in same if f.fields.get("theme"))
    term = next((f.fields["term"] for f in same if f.fields.get("term")), None)
    attrs: dict[str, str] = {}
    for fact in reversed(same):
        told = fact.fields.get("attrs")
        attrs |= dict(told) if isinstance(told, Mapping) else {}
    typed = next((fact for fact in same if fact.fields.get("types")), same[0])
    before = [fact for fact in same if fact.rule == "round:numbered" and fact.start <= typed.start]
    place = before[-1] if before else same[0]
    fields = {**same[0].fields, "term": term, "types": list(types), "attrs": attrs}
    fields["theme"] = "、".join(themes) or None
    return replace(place, fields=fields)


def _strings(value: Field) -> list[str]:
    return value if isinstance(value, list) else []


def unnumbered(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield rounds that a sentence tells of without their number: by theme, or by their dates."""
    base: dict[str, Field] = {"committee": walker.about.committee.name, "number": None}
    for found in _THEMES.finditer(sentence.text):
        for theme in found["themes"].split("、"):
            fields = {**base, "types": types_in(found["type"]), "theme": theme}
            yield sentence.fact("round", fields, *found.span(), "round:theme", 0.7)
    for found in _COUNTED.finditer(sentence.text):
        fields = {**base, "types": types_in(found["type"]), "theme": found["theme"]}
        yield sentence.fact("round", fields, *found.span(), "round:counted", 0.7)
    if _SUMMED.search(sentence.text):
        return
    named = [m for m in rounds_in(sentence.text, walker.about) if m.own and (m.leads or m.ahead)]
    if named or sentence.state.round_no is not None:
        return
    for start, end, state in walker.clauses(sentence):
        text = sentence.text[start:end]
        held = state.round_no is None and state.scope != "county" and _HELD.search(text)
        if held and _dated(sentence.text[:end], walker.about.year):
            when = _when(sentence.text[:end], walker) or _month(sentence.text[:end])
            fields = {**base, "types": _types(sentence.text, text), "attrs": when}
            if state.scope == "county_self":
                fields["committee"] = state.subject
            yield sentence.fact("round", fields, max(start, end - 150), end, "round:dated", 0.7)
            return


def _dated(text: str, year: int | None) -> bool:
    """Tell whether a text names a month, a day or a season: a year alone sums up."""
    months = any(_MONTH.match(period.since) for period in periods(text, year))
    return months or bool(_SEASON.search(text))


def _types(sentence: str, clause: str) -> list[str]:
    """Return the type of a round told of in a clause, and that it was extended to bodies below."""
    extended = ["延伸"] if "延伸巡察" in sentence else []
    return list(dict.fromkeys(types_in(clause)[:1] + extended))


def _month(text: str) -> dict[str, str]:
    found = re.match(r"(20\d\d)年(\d{1,2})月，", text)
    return {"start": f"{found[1]}-{int(found[2]):02d}"} if found else {}


def _when(text: str, walker: Walker) -> dict[str, str]:
    """Return start and end of what a sentence tells, if it names one period: of inspecting or feedback."""
    found = [p for p in periods(text, walker.about.year) if p.since != p.until]
    if len(found) == 1 and _FED_BACK.search(text):
        return {"feedback": f"{found[0].since}/{found[0].until}"}
    if len(found) == 1 and "巡察" in text and not found[0].since.startswith("-"):
        return {"start": found[0].since, "end": found[0].until}
    return {}
