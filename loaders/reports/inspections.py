"""The units that a report says are inspected, sentence by sentence and in lists below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.model.names import chinese_number
from loaders.reports.clauses import Sentence, State, Walker
from loaders.reports.copying import Unit
from loaders.reports.facts import Fact, Field
from loaders.reports.frames import Frame, frames
from loaders.reports.lists import expand, run
from loaders.reports.numbered import rounds_in
from loaders.reports.orgs import full_name, is_organization, without_party
from loaders.reports.rounds import types_in
from loaders.reports.spelling import without_leads

_CN = "一二三四五六七八九十"
_UNREAL = re.compile(
    r"(?:未|没有|尚未|从未|不再|暂不|暂缓|推迟|延期|取消|原定|原计划|建议|如何|是否|能否|不得|可以)[^，。；]{0,12}$"
)
_PLANNED = re.compile(
    r"(?:下一步|明年|今后|未来|届内|计划|拟|规划|力争|打算|研究确定)[^。；]{0,40}$"
)
_NOT_YET = re.compile(r"(?P<year>20\d\d)年[^。；]{0,12}$")
"""A year before a statement: one that is still to come makes it a plan."""
_CALLED_OFF = re.compile(
    r"^[^，。；]{0,14}(?:取消|推迟|暂缓|延期|中止|叫停|未能|没能|没有|尚未|并未|被搁置)"
)
_SUPERIOR = re.compile(
    r"(?:省委|中央|国家)[^，。；]{0,6}(?:巡视|巡察)(?:组|工作组|办)?[^，。；]{0,16}$"
)
_OTHERS = re.compile(
    r"(?:(?:审计|督导|检查|督察|督查|考核|调查|专案|调研|评估|核查)组|群众|职工|干部)"
    r"(?:先后|分别|已|正式|全面|将|也|于[^，。；]{0,12})*$"
)
_HELPS = re.compile(r"配合|协同|协助|随同|联动")
_EARLIER = re.compile(
    rf"^曾?[在于]?第(?P<number>[{_CN}\d]+)轮(?:(?:被)?巡察(?:对象|单位)|(?:接受)?过?巡察过?的)"
)
_EARLIER_ALL = re.compile(
    rf"^（(?P<all>均|都)?[系为是曾在于]*(?:[\u4e00-\u9fff]{{1,12}}委)?第(?P<number>[{_CN}\d]+)轮(?:被)?巡察(?:过的?)?(?:对象|单位|党组织)?）"
)
"""An aside behind a list: in which earlier round its units were inspected (均为第二轮巡察单位)."""
_OPENS = re.compile(
    r"巡察[^，。；]{0,12}(?:名单|安排|分工|如下)[^，。；]{0,6}[：。]?$|对(?:以下|下列)[^。；]{2,60}巡察[^，。；]{0,4}：$"
    r"|巡察(?:对象|单位|党组织)[^，。；]{0,10}：$"
    rf"|^(?:[（(]?[{_CN}]+[）)]?[、.．]?)?(?:被)?巡察(?:对象|单位|党组织|范围)(?:安排|名单|及分组)?$"
)
_HEADING = re.compile(rf"^[（(]?(?:[{_CN}]+|\d{{1,2}})[）)]?[、.．]?[^，。；：]{{2,24}}$")
_ITEM = re.compile(
    rf"^(?:[（(]?(?:\d{{1,2}}|[{_CN}]{{1,3}})[）)]?[、.．：]?|[①-⑳•·●▲■◆-])?(?P<list>[\u4e00-\u9fff][^。：]{{2,}}?)[。；]?$"
)
_TEAM_OF = re.compile(
    r"(?:提级交叉|交叉|专项|机动|提级|常规|联动)(?:式)?(?:第?[一二三四五六七八九十\d]+)?巡察(?:第?[一二三四五六七八九十\d]+)?组"
)
_ONESELF = re.compile(
    r"^(?:我|本|该)?(?:局|委|办|镇|乡|街道|院|校|公司|集团|中心|单位|部|馆|会)(?:机关)?(?:党组|党委|党工委|党总支|党支部)?$"
)
_FED = re.compile("向(?P<unit>[^，。；、向]{3,30}?)(?:进行|集中|正式)?反馈")
"""A title that names the one unit the news is of: its short form in the text (中心党组) means it."""
_VILLAGE = re.compile(r"^[\u4e00-\u9fff]{1,5}(?:村|社区)(?:党支部|党总支|党委)?$")
_TOWN = re.compile(
    r"(?<=[对驻向、])([\u4e00-\u9fff]{2,4}(?:镇|乡|街道))(?=党委|党工委)|(?<=[驻赴到])([\u4e00-\u9fff]{2,4}(?:镇|乡|街道))(?=，)"
)


@dataclass(slots=True)
class Inspections:
    """Reads one report's inspected units; it remembers the list that a heading has opened."""

    walker: Walker
    open: Sentence | None = None
    said: str = ""

    def of(self, sentence: Sentence) -> Iterator[Fact]:
        """Yield the units that a sentence says are or were inspected, with the organisations they are."""
        taken: list[tuple[int, int]] = []
        for frame in frames(sentence.text):
            if any(a < frame.end and frame.start < b for a, b in taken):
                continue
            units = self._units_of(sentence.text[frame.list_start : frame.list_end])
            if not units or self._not_done(sentence, frame):
                continue
            taken.append((frame.start, frame.end))
            yield from self._facts(sentence, frame, units)
            if sentence.text.endswith("；") and frame.end >= len(sentence.text) - 1:
                # The list goes on behind the ；, which ends a sentence.
                self.open, self.said = sentence, frame.said
        if not taken:
            yield from self._listed(sentence)

    def _not_done(self, sentence: Sentence, frame: Frame) -> bool:
        """Tell whether a statement is denied, called off, still to come, or of what others do."""
        before = sentence.text[: frame.start]
        ahead, now = _NOT_YET.search(before), self.walker.about.year
        if ahead and now and int(ahead["year"]) > now and "轮" not in before:
            return True
        return bool(_CALLED_OFF.match(sentence.text[frame.end :])) or _not_done(before, sentence)

    def _units_of(self, text: str) -> list[Unit]:
        """Return the units of a list; 我局党组 is the unit whose report it is."""
        reporter = self.walker.about.reporter
        if _ONESELF.match(text):
            told = _FED.search(self.walker.about.title)
            reporter = reporter or (told["unit"] if told and told["unit"].endswith(text) else "")
            return [Unit(0, len(text), text, reporter)] if reporter else []
        return expand(text)

    def _listed(self, sentence: Sentence) -> Iterator[Fact]:
        """Yield the units of an item of the list that a heading has opened."""
        text = sentence.text.strip()
        item = _ITEM.match(text) if self.open else None
        if item and self.open and run(item["list"]) == len(item["list"]):
            start = sentence.text.find(item["list"])
            end = start + len(item["list"])
            frame = Frame("inspects:item", start, end, start, end, self.said, 0)
            number = self.open.state.round_no
            inside = replace(sentence, state=replace(sentence.state, round_no=number))
            yield from self._facts(inside, frame, expand(item["list"]))
        elif _OPENS.search(text):
            self.open, self.said = sentence, text
        elif self.open and _HEADING.match(text):
            self.said = text
        elif len(text) > 30:
            self.open = None

    def _facts(self, sentence: Sentence, frame: Frame, units: list[Unit]) -> Iterator[Fact]:
        walker, offset = self.walker, frame.list_start
        state = _state_at(sentence, walker, offset)
        owner = _owner(walker, state)
        yield from _earlier(sentence, walker, frame, units)
        if frame.end == frame.list_end:
            # What stands in brackets behind the last unit (a telephone) is no part of the statement.
            frame = replace(frame, end=offset + units[-1].end)
        kind = _kind(frame.said) or _kind_of_team(sentence.text[: frame.start])
        for unit in units:
            start, end = offset + unit.start, offset + unit.end
            said = _town_of(unit.name, sentence.text[:start]) + unit.name
            name = _spelled_out(
                full_name(said, walker.about, walker.places, owner), walker.about.reporter
            )
            name = _of_institution(name, walker)
            fields: dict[str, Field] = {"name": name, "surface": unit.surface}
            if is_organization(unit.alias) and not unit.alias.startswith(("含", "包括", "原")):
                fields["attrs"] = {"alias": unit.alias}
            yield sentence.fact("organisation", fields, start, end, "organisation:list")
            if not unit.inspected:
                continue
            task: dict[str, Field] = {
                "committee": state.subject,
                "round": state.round_no,
                "unit": name,
                "surface": unit.surface,
                "inspection_type": kind,
                "former": unit.former or None,
            }
            first, last = _around(frame, start, end)
            sure = 0.9 - 0.1 * frame.rank
            yield sentence.fact("inspects", task, first, last, frame.rule, sure)


def _owner(walker: Walker, state: State) -> str:
    """Return the place whose units another committee inspects; the city comes to the county's own."""
    below = walker.about.committee.letter in ("县", "区", "旗") and state.subject.endswith("市委")
    other = state.subject in walker.about.others and not below
    return state.subject.removesuffix("委") if other else ""


def _town_of(name: str, before: str) -> str:
    """Return the town whose party committee the sentence named before a bare village."""
    towns = {m.group() for m in _TOWN.finditer(before)} if _VILLAGE.match(name) else set()
    return without_leads(towns.pop())[0] if len(towns) == 1 else ""


def _of_institution(name: str, walker: Walker) -> str:
    """Return the name of a part of a college or a company with the name of the whole."""
    committee = walker.about.committee
    apart = name.startswith(committee.place) or name[:1] in "省市县区旗州"
    if committee.how != "institution" or apart:
        return name
    return committee.place + re.sub(r"^(?:学校|校|集团|公司)(?=[\u4e00-\u9fff]{3})", "", name)


def _spelled_out(name: str, reporter: str) -> str:
    """Return the reporting unit's name for its own short form (区文旅局党组 in a report of that bureau)."""
    whole, at = without_party(reporter), 0
    for letter in without_party(name):
        at = whole.find(letter, at) + 1
        if not at:
            return name
    return reporter


def _kind(said: str) -> str | None:
    """Return the type of inspection that a statement names; of several joined by 和, the first."""
    joined = re.split(r"[、和及暨]", said)
    first = next((part for part in joined if types_in(part)), "")
    return next(iter(types_in(first)), None)


def _kind_of_team(before: str) -> str | None:
    """Return the type of inspection of the team that the sentence named last (交叉巡察组)."""
    teams = list(_TEAM_OF.finditer(before))
    return next(iter(types_in(teams[-1].group())), None) if teams else None


def _not_done(before: str, sentence: Sentence) -> bool:
    """Tell whether what follows is not told as done: denied, planned, or done by others."""
    if _UNREAL.search(before) or _OTHERS.search(before):
        return True
    if _PLANNED.search(before) and sentence.state.round_no is None and "轮" not in before:
        return True
    return bool(_SUPERIOR.search(before)) and not _HELPS.search(before[-24:])


def _earlier(sentence: Sentence, walker: Walker, frame: Frame, units: list[Unit]) -> Iterator[Fact]:
    """Yield the inspections of an earlier round that units are known by (第一轮巡察对象大麻镇党委)."""
    said, start = sentence.text, frame.list_start
    last = start + units[-1].start + len(units[-1].surface)
    earlier, known = _EARLIER.match(said[start : frame.list_end]), units[:1]
    if not earlier:
        earlier = _EARLIER_ALL.match(said[last:])
        known = units if earlier and earlier["all"] else units[-1:]
    for unit in known if earlier else ():
        fields: dict[str, Field] = {
            "committee": walker.about.committee.name,
            "round": chinese_number(earlier["number"]) if earlier else None,
            "unit": full_name(unit.name, walker.about, walker.places),
            "surface": unit.surface,
            "inspection_type": None,
        }
        yield sentence.fact("inspects", fields, start, start + unit.end, "inspects:earlier")


def _around(frame: Frame, start: int, end: int) -> tuple[int, int]:
    """Return the whole statement if it is short, else the unit's name alone."""
    short = frame.end - frame.start <= 150
    return (frame.start, frame.end) if short else (start, end)


def _state_at(sentence: Sentence, walker: Walker, at: int) -> State:
    """Return who inspects at a place of a sentence, and in which round."""
    state = sentence.state
    for start, _, found in walker.clauses(sentence):
        if start <= at:
            state = found
    if state.scope == "org":
        # The unit that is inspected opens the clause: the sentence's own committee inspects it.
        state = replace(sentence.state, subject=walker.about.committee.name)
    told = rounds_in(sentence.text[:at], walker.about)
    theirs = state.subject in walker.about.others
    before = [
        m for m in told if (m.leads or m.ahead) and (m.other == state.subject if theirs else m.own)
    ]
    if before:
        number, term = before[-1].number, before[-1].term or state.term_no
        return State(state.subject, state.scope, number, term)
    return state
