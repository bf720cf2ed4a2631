"""Rounds, teams and inspected units of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.names import chinese_number
from loaders.reports.clauses import Sentence, State, Walker, rounds_in
from loaders.reports.facts import Fact, Field
from loaders.reports.lists import Unit, expand
from loaders.reports.numbers import chinese_ordinal, ordinals, periods
from loaders.reports.orgs import full_name, is_organization

_CN = "一二三四五六七八九十"
_INSPECTS = re.compile(
    r"(?:^|(?<=[，。；、：\u4e00-\u9fff]))对(?!象)(?P<list>(?:(?!对(?!象)).){2,400}?)"
    r"(?P<verb>(?:先后|分别|同步|集中)*(?:开展|进行|实施)了?(?P<what>[^，。；对]{0,30}?)"
    r"(?:巡察(?!整改|工作|组|意见)(?:“回头看”)?|“回头看”)|(?P<back>巡察“回头看”)|的?巡察(?=(?:综合)?情况|工作动员|[，。；]|$))"
)
_ENTERED = re.compile(
    r"进驻(?!后|期间|动员|时间|情况|仪式|公告|以来|前|工作)(?P<list>[^，。；]{3,60}?)(?=[，。；]|并?(?:召开|开展|进行)|$)"
)
_TEAM_DOES = re.compile(
    r"(?:巡察组(?:负责)?(?P<what>常规|专项)?|(?P<extended>延伸))巡察(?!了|对象|组|工作)"
    r"(?P<list>[^，。；]{3,200}?)(?=工作动员|动员会|情况|[，。；]|$)"
)
_LABELLED = re.compile(
    r"(?:被巡察(?:单位|党组织|地区)|巡察(?:单位|对象))：(?P<list>[^。；：]{3,300})"
)
_VERB_FIRST = re.compile(
    r"(?P<what>[^，。；对]{0,12})巡察了(?P<list>[^，。；]{3,200}?(?:，[^，。；]{3,40}?)*?)(?=[，。；]|$)"
)
_TYPES = (
    ("提级交叉", re.compile(r"提级[“”]?交叉")),
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
_ORDINALS = re.compile(
    rf"(?:(?P<who>(?:[\u4e00-\u9fff]{{2,8}}?)?[市县区州旗盟]委)|(?<![\u4e00-\u9fff（）])|(?<=轮巡察))"
    rf"(?P<series>(?:[\u4e00-\u9fff]{{0,4}}(?:（[^（）]{{1,6}}）)?)?)"
    rf"第(?P<numbers>[{_CN}\d]+(?:[、和至到]第?[{_CN}\d]+)*)巡察组"
)
_THEMES = re.compile(r"围绕(?P<themes>[^，。；]{2,60}?)开展多轮(?P<type>专项|机动|常规)巡察")
_COUNTED = re.compile(
    r"\d轮(?P<theme>[^，。；、“”\d]{2,12}?)(?P<type>专项巡察|机动巡察|巡察“回头看”)"
)
_HELD = re.compile(r"巡察组(?:探索)?对|(?:开展|进行)了?(?:常规|专项|机动|交叉|提级)?巡察")
_EARLIER = re.compile(rf"^第(?P<number>[{_CN}\d]+)轮(?:被)?巡察(?:对象|单位)")


def types_in(text: str) -> list[str]:
    """Return the types of inspection that a text names, the most telling first."""
    found = [name for name, pattern in _TYPES if pattern.search(text)]
    if "提级交叉" in found:
        found = [t for t in found if t not in ("提级", "交叉")]
    return found


def rounds(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the numbered rounds of the document's committee that a sentence names."""
    for mention in rounds_in(sentence.text, walker.about):
        if not mention.own:
            continue
        term = mention.term or walker.term
        fields: dict[str, Field] = {
            "committee": walker.about.committee.name,
            "term": term,
            "number": mention.number,
            "types": list(reversed(types_in(sentence.text[mention.end - 8 : mention.end + 24]))),
            "attrs": _when(sentence.text, walker),
        }
        yield sentence.fact("round", fields, mention.start, mention.end, "round:numbered")


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
    for start, end, state in walker.clauses(sentence):
        text = sentence.text[start:end]
        dated = any(True for _ in periods(sentence.text[:end], walker.about.year))
        if state.round_no is None and state.scope != "county" and dated and _HELD.search(text):
            when = _when(sentence.text[:end], walker) or _month(sentence.text[:end])
            fields = {**base, "types": types_in(text)[:1], "attrs": when}
            if state.scope == "county_self":
                fields["committee"] = state.subject
            yield sentence.fact("round", fields, max(start, end - 150), end, "round:dated", 0.7)
            return


def _month(text: str) -> dict[str, str]:
    found = re.match(r"(20\d\d)年(\d{1,2})月，", text)
    return {"start": f"{found[1]}-{int(found[2]):02d}"} if found else {}


def _when(text: str, walker: Walker) -> dict[str, str]:
    """Return start and end of what a sentence tells, if it names one period and an inspection."""
    found = [p for p in periods(text, walker.about.year) if p.since != p.until]
    if len(found) == 1 and "巡察" in text and not found[0].since.startswith("-"):
        return {"start": found[0].since, "end": found[0].until}
    return {}


def teams(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the inspection teams named by number; coordinated ordinals give one each."""
    about = walker.about
    for found in _ORDINALS.finditer(sentence.text):
        who = found["who"] or about.committee.name
        named = [
            n for _, e, n, _ in walker.places.named(who) if e == len(who) - 1 and len(n) < len(who)
        ]
        own = who.endswith(f"{about.committee.letter}委") and not who.endswith("省委")
        head = f"{named[-1]}委" if named else about.committee.name if own else who
        for _, _, number in ordinals(found["numbers"]):
            fields: dict[str, Field] = {
                "committee": head,
                "name": f"{head}{_series(found['series'])}第{chinese_ordinal(number)}巡察组",
                "round": sentence.state.round_no,
            }
            begin = len(who) - (len(named[-1]) + 1 if named else 2) if found["who"] else 0
            start = found.start() + begin
            end = found.end()
            yield sentence.fact("team", fields, start, end, "team:ordinal")
            named_as: dict[str, Field] = {"name": fields["name"], "surface": found.group()}
            yield sentence.fact("organisation", named_as, start, end, "organisation:team")


def _series(text: str) -> str:
    return "" if text in ("巡察", "派出") else text


def inspections(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the units that a sentence says are or were inspected, with the organisations they are."""
    taken: list[tuple[int, int]] = []
    for pattern in (_INSPECTS, _VERB_FIRST, _ENTERED, _TEAM_DOES, _LABELLED):
        for found in pattern.finditer(sentence.text):
            if any(a < found.end() and found.start() < b for a, b in taken):
                continue
            units = expand(found["list"])
            if not units or _superior(sentence.text[: found.start()]):
                continue
            taken.append(found.span())
            groups = found.groupdict()
            said = "".join(groups.get(name) or "" for name in ("what", "back", "extended"))
            said += "回头看" if "回头看" in (groups.get("verb") or "") else ""
            yield from _units(sentence, walker, found, units, said)


def _superior(before: str) -> bool:
    """Tell whether a superior's own team acts (省委巡视组对…)."""
    return (
        bool(re.search(r"(?:省委|中央)(?:第[一二三四五六七八九十]+)?巡视组$", before))
        and "配合" not in before[-14:]
    )


def _units(
    sentence: Sentence, walker: Walker, found: re.Match[str], units: list[Unit], said: str
) -> Iterator[Fact]:
    offset = found.start("list")
    state = _state_at(sentence, walker, offset)
    owner = state.subject.removesuffix("委") if state.subject in walker.about.others else ""
    yield from _earlier(sentence, walker, found, units[0])
    kind = next(iter(types_in(said)), None)
    for unit in units:
        start, end = offset + unit.start, offset + unit.end
        name = full_name(unit.name, walker.about, walker.places, owner)
        if is_organization(name.removeprefix("原")):
            fields: dict[str, Field] = {"name": name, "surface": unit.surface}
            if unit.alias and is_organization(unit.alias):
                fields["attrs"] = {"alias": unit.alias}
            yield sentence.fact("organisation", fields, start, end, "organisation:list")
        if not unit.inspected:
            continue
        task: dict[str, Field] = {
            "committee": state.subject if state.scope != "org" else walker.about.committee.name,
            "round": state.round_no,
            "unit": name,
            "surface": unit.surface,
            "inspection_type": kind,
            "former": unit.former or None,
        }
        first, last = _around(found, start, end)
        yield sentence.fact("inspects", task, first, last, "inspects:list")


def _earlier(
    sentence: Sentence, walker: Walker, found: re.Match[str], unit: Unit
) -> Iterator[Fact]:
    """Yield the inspection of an earlier round that a unit is known by (第一轮巡察对象大麻镇党委)."""
    earlier = _EARLIER.match(found["list"])
    if earlier:
        fields: dict[str, Field] = {
            "committee": walker.about.committee.name,
            "round": chinese_number(earlier["number"]),
            "unit": full_name(unit.name, walker.about, walker.places),
            "surface": unit.surface,
            "inspection_type": None,
        }
        start = found.start("list")
        yield sentence.fact("inspects", fields, start, start + unit.end, "inspects:earlier")


def _around(found: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """Return the whole statement if it is short, else the unit's name alone."""
    return found.span() if found.end() - found.start() <= 150 else (start, end)


def _state_at(sentence: Sentence, walker: Walker, at: int) -> State:
    state = sentence.state
    for start, _, found in walker.clauses(sentence):
        if start <= at:
            state = found
    before = [m for m in rounds_in(sentence.text[:at], walker.about) if m.own and m.leads]
    if before:
        return State(
            state.subject, state.scope, before[-1].number, before[-1].term or state.term_no
        )
    return state
