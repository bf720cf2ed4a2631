"""Sentences and clauses of a document, and the state that runs through them: who, which round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.model.names import chinese_number
from loaders.reports.blocks import Block
from loaders.reports.context import About, Gazetteer
from loaders.reports.facts import Fact, Field
from loaders.reports.numbers import ordinals

_SENTENCE = re.compile(r"(?:[^。！？；]|[。！？；](?=[”』）]))+[。！？；]?[”』）]?")
_CLAUSE = re.compile(r"[^，。；！？]+[，。；！？]?")
_OPEN = re.compile(r"(?:^|[^针面相绝应])对(?![标照症接称等策此于])")
CLOSED = re.compile(r"开展|进行|实施|巡察(?!组|对象|机构|办|工作|监督)|反馈|采取|约谈|整改|督促")
_CN = "[一二两三四五六七八九十百]{1,4}|[0-9]{1,3}"
_ROUND = re.compile(
    rf"(?:(?P<term>{_CN})届)?(?P<who>(?:[\u4e00-\u9fff]{{2,8}}?)?[省市县区州旗盟]委)?"
    rf"(?P<numbers>第(?:{_CN})(?:轮?[、和至到—]第?(?:{_CN}))*轮)(?P<after>[^，。；、]{{0,16}})"
)
_CUMULATIVE = re.compile(
    rf"累计|以来|年来|任期|前(?:{_CN})轮|(?<![第\d一二三四五六七八九十])(?:{_CN})轮(?:常规)?巡察|届[\u4e00-\u9fff]{{0,6}}?委(?:已|共|累计)"
)
_THIS_ROUND = re.compile(rf"本轮|第(?:{_CN})轮")
_TERM = re.compile(rf"(?P<term>{_CN})届[\u4e00-\u9fff]{{0,6}}?(?P<letter>[市县区州旗盟])委(?!员)")
_COUNTIES = re.compile(
    r"^(?:其间|其中|目前|同时|全市)?各?(?P<word>区（县、市）|县（市、区）|县（市）区|区县|县区|市县区|县市区)(?:党委|委)?(?!直|管|级)"
)
_BOTH = re.compile(r"^(?:目前)?(?:全市)?市(?:、)?县(?:区)?(?:两级|委|巡察|党委)|(?:市县|两级)一体")
_DISCIPLINE = re.compile(
    r"^(?P<who>(?:[\u4e00-\u9fff]{2,12}?[省市县区州])?[省市县区州]?纪委(?:监委)?)(?=依据|根据|对|给予|立案|查处|审查调查)"
)
_IN_REGION = re.compile(r"^在(?P<who>[\u4e00-\u9fff]{2,8})，?$")


@dataclass(frozen=True, slots=True)
class State:
    """What a clause takes over from those before it."""

    subject: str
    scope: str
    round_no: int | None = None
    term_no: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block with its clauses' states."""

    block: Block
    start: int
    text: str
    original: str
    state: State

    def fact(
        self,
        kind: str,
        fields: dict[str, Field],
        start: int,
        end: int,
        rule: str,
        confidence: float = 0.9,
    ) -> Fact:
        """Return a fact whose evidence is the stretch start to end of this sentence."""
        first, last = self.block.text.span(self.start + start, self.start + end)
        evidence = self.original[first:last]
        return Fact(kind, fields, first, last, evidence, rule, confidence, self.block.place)


@dataclass(frozen=True, slots=True)
class Mention:
    """A round that a text names: its number, its term, whose, where."""

    number: int
    term: int | None
    own: bool
    leads: bool
    start: int
    end: int


def sentences(block: Block) -> Iterator[tuple[int, str]]:
    """Yield start and text of the sentences of a block."""
    for found in _SENTENCE.finditer(block.text.text):
        if found.group().strip():
            yield found.start(), found.group()


def clauses(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence; one whose 对 finds its verb only later goes on until there."""
    start, opened = 0, False
    for found in _CLAUSE.finditer(sentence):
        text = sentence[start : found.end()]
        last = _last_open(text)
        opened = last is not None and not CLOSED.search(text, last) and len(text) < 400
        if not opened:
            yield start, found.end()
            start = found.end()
    if opened:
        yield start, len(sentence)


def _last_open(text: str) -> int | None:
    opens = [m.end() for m in _OPEN.finditer(text)]
    return opens[-1] if opens else None


def rounds_in(text: str, about: About) -> Iterator[Mention]:
    """Yield the rounds named in a text; those of a superior committee are not own."""
    letter = about.committee.letter
    for found in _ROUND.finditer(text):
        who, after = found["who"] or "", found["after"]
        own = not who or (who.endswith(f"{letter}委") and not who.endswith(about.others))
        own = own and "巡视" not in after[:2]
        term = chinese_number(found["term"]) if found["term"] else None
        numbers = list(ordinals(found["numbers"]))
        leads = len(numbers) == 1 and not after.startswith(("巡察对象", "被巡察"))
        for first, _, number in numbers:
            begin = found.start() if first == 0 else found.start("numbers") + first
            end = min(found.end(), found.end("numbers") + 8)
            yield Mention(number, term, own, leads, begin, end)


class Walker:
    """Goes through a document and knows for each clause whose it is and which round it speaks of."""

    def __init__(self, about: About, blocks: tuple[Block, ...], places: Gazetteer) -> None:
        self.about = about
        self.places = places
        self.team = ""
        self.village = ""
        self.people: dict[str, str] = {}
        self._rounds = [
            m for b in blocks if b.kind != "menu" for m in rounds_in(b.text.text, about)
        ]
        leading = {m.number for m in self._rounds if m.own and m.leads}
        self._only = next(iter(leading)) if len(leading) == 1 else None
        terms = {m.term for m in self._rounds if m.own and m.term}
        self.term = next(iter(terms)) if len(terms) == 1 else None

    def remember(self, facts: list[Fact]) -> None:
        """Keep the team, the village and the people last named: later sentences speak of them."""
        for fact in facts:
            if fact.type == "team":
                self.team = str(fact.fields["name"])
            elif fact.type == "person":
                self.people[str(fact.fields["name"])] = str(fact.fields["org"])
                if str(fact.fields["org"]).endswith(("村", "社区")):
                    self.village = str(fact.fields["org"])

    def base(self) -> State:
        """Return the state with which every block begins."""
        committee = self.about.committee
        if self.about.reporter:
            return State(self.about.reporter, "org", self._only)
        scope = "county_self" if committee.letter in ("县", "区", "旗") else "city"
        return State(committee.name, scope, self._only)

    def sentences(self, block: Block, original: str) -> Iterator[Sentence]:
        """Yield the sentences of a block with the state each begins in."""
        state = self._opening(block)
        summing = False
        for start, text in sentences(block):
            opened = self._with_round(state, text, first=True)
            summing = (summing or bool(_CUMULATIVE.search(text))) and not _THIS_ROUND.search(text)
            if summing:
                opened = replace(opened, round_no=None)
            summing = summing and text.endswith("；")
            yield Sentence(block, start, text, original, opened)
            state = self._with_round(state, text, first=False)

    def clauses(self, sentence: Sentence) -> Iterator[tuple[int, int, State]]:
        """Yield the clauses of a sentence: start, end, and the state each is in."""
        state = sentence.state
        for start, end in clauses(sentence.text):
            text = sentence.text[start:end]
            state = self._with_round(self._with_subject(state, text), text, first=True)
            spoken = _TERM.search(text)
            if spoken and spoken["letter"] == self.about.committee.letter:
                state = replace(state, term_no=chinese_number(spoken["term"]))
            yield start, end, state

    def _opening(self, block: Block) -> State:
        state = self.base()
        if state.round_no is None:
            own = [m for m in rounds_in(block.text.text, self.about) if m.own and m.leads]
            if len({m.number for m in own}) == 1:
                state = replace(state, round_no=own[0].number)
        return state

    def _with_round(self, state: State, text: str, *, first: bool) -> State:
        own = [m for m in rounds_in(text, self.about) if m.own and m.leads]
        if not own:
            return state
        chosen = own[0] if first else own[-1]
        return replace(state, round_no=chosen.number, term_no=chosen.term or state.term_no)

    def _with_subject(self, state: State, text: str) -> State:
        place = self.about.committee.place
        counties = _COUNTIES.match(text)
        if counties:
            word = "各区县委" if counties["word"] == "区县" else "各县区委"
            return replace(state, subject=f"{place}{word}", scope="county", round_no=None)
        if _BOTH.search(text):
            return replace(state, subject=self.about.committee.name, scope="city_and_county")
        found = _DISCIPLINE.match(text)
        if found:
            return replace(state, subject=self._organ(found["who"], state), round_no=None)
        region = _IN_REGION.match(text)
        if region:
            return self._region(region["who"], state)
        return self._explicit(state, text)

    def _organ(self, who: str, state: State) -> str:
        committee = self.about.committee
        if who[:1] == committee.letter and committee.resolved:
            return committee.place + who[1:]
        if who.startswith("省") and state.subject.endswith("省"):
            return state.subject + who[1:]
        names = [(s, n) for s, _, n, _ in self.places.named(who) if self.places.full(n)]
        return who[names[-1][0] :] if names else who

    def _region(self, who: str, state: State) -> State:
        for start, _, _, regions in self.places.named(who):
            if start == 0 and regions[0].level == "省":
                return State(regions[0].name, "province")
        return state

    def _explicit(self, state: State, text: str) -> State:
        """Follow another committee that a clause names with its place (云川市委 3个巡察组)."""
        own = self.about.committee
        for start, end, name, _ in self.places.named(text):
            if text[end : end + 1] != "委" or not self.places.full(name) or start > 12:
                continue
            if name == own.place:
                return replace(state, subject=own.name, scope=self.base().scope)
            if own.resolved:
                return State(f"{name}委", "county_self")
        return state
