"""Sentences and clauses of a document, and the state that runs through them: who, which round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.model.names import chinese_number
from loaders.reports.blocks import Block
from loaders.reports.context import About
from loaders.reports.facts import Fact, Field
from loaders.reports.figure_grammar import Stated
from loaders.reports.gazetteer import Gazetteer
from loaders.reports.numbered import ORDINAL, rounds_in
from loaders.reports.subjects import Subject, Subjects

_SENTENCE = re.compile(r"(?:[^。！？；]|[。！？；](?=[”』）]))+[。！？；]?[”』）]?")
_CLAUSE = re.compile(r"[^，。；！？]+[，。；！？]?")
_OPEN = re.compile(r"(?:^|[^针面相绝应])对(?![标照症接称等策此于外口应方])")
CLOSED = re.compile(r"开展|进行|实施|巡察(?!组|对象|机构|办|工作|监督)|反馈|采取|约谈|整改|督促")
_CUMULATIVE = re.compile(
    rf"累计|以来|年来|任期|任内|本届|届内|历年|历届|迄今|全年|^(?:同时，|此外，|目前，)?全[市县区州旗盟](?!委)|前(?:{ORDINAL})轮|(?<![第\d一二三四五六七八九十])(?:{ORDINAL})轮(?:常规)?巡察|届[\u4e00-\u9fff]{{0,6}}?委(?:已|共|累计)"
)
_BEFORE = re.compile(
    "^(?:[^，。；]{0,6}(?:在|去年|而))?(?:上一?轮|前一轮|首轮之前|以往)(?:[^，。；]{0,4}巡察)"
)
"""What speaks of another round than the one that a report is of."""
_THIS_ROUND = re.compile(rf"本轮|第(?:{ORDINAL})轮")
_TERM = re.compile(
    rf"(?P<term>{ORDINAL})届[\u4e00-\u9fff]{{0,6}}?(?P<letter>[市县区州旗盟])委(?!员)"
)

_QUOTE = re.compile("“[^“”]{6,300}[，。！？]”")
_VOICE = re.compile("(?P<name>[\u4e00-\u9fff]{2,4})：")
_OF_UNIT = re.compile("(?:局|医院|公司|集团|中心|学校|中学|学院|镇|乡|街道|村|社区)$")
_PLANS = re.compile(
    r"(?:^|[、）．.\s])(?:下一?步|下一阶段|今后)|(?:打算|设想)$"
    r"|(?:20\d\d年|明年|下一?年度?|下半年)[^，。；]{0,6}(?:安排|打算|计划|思路|谋划)$"
)
"""A heading under which a report tells what it will do."""

_HEARD = 20_000
"""How much of what was said is kept for what later sentences leave to the reader."""


@dataclass(frozen=True, slots=True)
class State:
    """What a clause takes over from those before it."""

    subject: str
    scope: str
    round_no: int | None = None
    term_no: int | None = None
    also: tuple[str, ...] = ()


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


def _heading(title: str, blocks: tuple[Block, ...]) -> str:
    """Return a report's title, which stands below a letterhead (中共某市委文件)."""
    if not title.rstrip().endswith("文件"):
        return title
    below = (b.text.text for b in blocks if b.text.text.startswith("关于"))
    return next(below, title)


class Walker:
    """Goes through a document and knows for each clause whose it is and which round it speaks of.

    Figures that stand before the one round of a report is `reached` are of more than this round (本届以来…);
    those under a heading of plans are `planning`.
    """

    def __init__(self, about: About, blocks: tuple[Block, ...], places: Gazetteer) -> None:
        self.about = about
        self.places = places
        self._subjects = Subjects(about, places)
        self._walked: tuple[Sentence | None, list[tuple[int, int, State]]] = (None, [])
        self._voice: Subject | None = None
        self.team = ""
        self.topic = ""
        self.total: Stated | None = None
        self.planning = False
        self.since = ""
        self.people: dict[str, str] = {}
        self.group: tuple[str, tuple[str, ...]] = ("", ())
        self.cast: tuple[str, tuple[str, ...]] = ("", ())
        self.said = ""
        self._rounds = [
            m for b in blocks if b.kind != "menu" for m in rounds_in(b.text.text, about)
        ]
        leading = {m.number for m in self._rounds if m.own and m.leads}
        headed = [m for m in rounds_in(_heading(about.title, blocks), about) if m.own]
        titled = {m.number for m in headed if m.leads} or {m.number for m in headed}
        if len(titled) == 1:
            leading = titled
        elif len({m.number for m in self._rounds if m.own}) > 1:
            leading = set()
        self._only = next(iter(leading)) if len(leading) == 1 else None
        self.reached = bool(titled)
        terms = {m.term for m in self._rounds if m.own and m.term}
        self.term = next(iter(terms)) if len(terms) == 1 else None

    def remember(self, facts: list[Fact]) -> None:
        """Keep the team and the people last named: later sentences speak of them."""
        named = tuple(dict.fromkeys(str(f.fields["name"]) for f in facts if f.type == "person"))
        if named:
            place = next(f.place for f in facts if f.type == "person")
            self.group = (place, named)
            earlier = self.cast[1] if self.cast[0] == place else ()
            self.cast = (place, tuple(dict.fromkeys((*earlier, *named))))
        for fact in facts:
            unit = fact.fields.get("unit" if fact.type == "inspects" else "org")
            if unit and fact.type in ("inspects", "person"):
                self._subjects.hear(str(unit))
                self._walked = (None, [])  # Its clauses may speak of the unit by its kind.
            if fact.type == "team":
                self.team = str(fact.fields["name"])
            elif fact.type == "person":
                self.people[str(fact.fields["name"])] = str(fact.fields["org"])

    def base(self) -> State:
        """Return the state with which every block begins."""
        subject = self._subjects.base()
        return State(subject.name, subject.scope, self._only)

    def sentences(self, block: Block, original: str) -> Iterator[Sentence]:
        """Yield the sentences of a block with the state each begins in."""
        state = self._opening(block)
        self.topic = self.since = ""
        self.total = None
        if block.kind == "heading":
            self.planning = bool(_PLANS.search(block.text.text))
        summing = False
        quoted = self._quoted(block.text.text)
        self._voice = self._named_voice(block.text.text)
        if self._voice:
            state = replace(state, subject=self._voice.name, scope=self._voice.scope)
        for start, text in sentences(block):
            opened = self._with_round(state, text, first=True)
            whose = next((who for a, b, who in quoted if a <= start < b), None)
            if whose:
                opened = State(whose.name, whose.scope, None, opened.term_no)
            summing = (summing or bool(_CUMULATIVE.search(text))) and not _THIS_ROUND.search(text)
            if summing:
                opened = replace(opened, round_no=None)
            summing = summing and text.endswith("；")
            yield Sentence(block, start, text, original, opened)
            self.said = (self.said + text)[-_HEARD:]
            state = self._with_round(state, text, first=False)
            state = self._going_on(state, opened, text)

    def _named_voice(self, text: str) -> Subject | None:
        """Return the unit of somebody known with whose name a paragraph begins (李四：我们…)."""
        found = _VOICE.match(text)
        org = self.people.get(found["name"], "") if found else ""
        return Subject(org, "org") if _OF_UNIT.search(org) else None

    def _quoted(self, text: str) -> list[tuple[int, int, Subject]]:
        """Return the quotes whose speaker stands behind them and speaks for somebody else."""
        told = [(m, self._subjects.speaker(text[m.end() :])) for m in _QUOTE.finditer(text)]
        return [(*m.span(), who) for m, who in told if who]

    def clauses(self, sentence: Sentence) -> Iterator[tuple[int, int, State]]:
        """Yield the clauses of a sentence: start, end, and the state each is in.

        Every reader of a sentence asks for them; those of the last sentence are kept.
        """
        if self._walked[0] is not sentence:
            self._walked = (sentence, list(self._clauses(sentence)))
        yield from self._walked[1]

    def _clauses(self, sentence: Sentence) -> Iterator[tuple[int, int, State]]:
        state = sentence.state
        for start, end in clauses(sentence.text):
            text = sentence.text[start:end]
            if text[:1] in "”）" and sentence.text[max(0, start - 1) : start] in ("。", "！", "？"):
                opened = sentence.state  # What somebody said is over.
                state = replace(state, subject=opened.subject, scope=opened.scope, also=opened.also)
            state = self._with_subject(state, text, sentence.text[:start])
            state = self._of_several(self._with_round(state, text, first=True), text)
            spoken = _TERM.search(text)
            if spoken and spoken["letter"] == self.about.committee.letter:
                state = replace(state, term_no=chinese_number(spoken["term"]))
            yield start, end, state

    def counties(self, state: State, said: str) -> State:
        """Return the state of a number that is told of the counties."""
        return self._with_subject(state, "县区", said)

    def _opening(self, block: Block) -> State:
        own = [m for m in rounds_in(block.text.text, self.about) if m.own and m.leads]
        self.reached = self.reached or bool(own)
        state = self.base()
        if state.round_no is None and len({m.number for m in own}) == 1:
            state = replace(state, round_no=own[0].number)
        return state

    def _with_round(self, state: State, text: str, *, first: bool) -> State:
        own = [m for m in rounds_in(text, self.about) if m.own and m.leads]
        if not own:
            return state
        chosen = own[0] if first else own[-1]
        return replace(state, round_no=chosen.number, term_no=chosen.term or state.term_no)

    def _of_several(self, state: State, text: str) -> State:
        """Return the state without its round where a clause speaks of several, or of the one before."""
        many = len({m.number for m in rounds_in(text, self.about) if m.own and not m.leads}) > 1
        return replace(state, round_no=None) if many or _BEFORE.search(text) else state

    def _going_on(self, state: State, opened: State, text: str) -> State:
        """Return the state for what follows: after a ； one goes on speaking of the same."""
        if not text.endswith("；"):
            whose = self._voice or Subject(self.base().subject, self.base().scope)
            return replace(state, subject=whose.name, scope=whose.scope, also=())
        said = opened
        for start, end in clauses(text):
            said = self._with_subject(said, text[start:end], text[:start])
        return replace(state, subject=said.subject, scope=said.scope, also=said.also)

    def _with_subject(self, state: State, text: str, said: str) -> State:
        now = Subject(state.subject, state.scope, state.also)
        found = self._subjects.switch(text, said, now)
        if found is None or found == now:
            return state
        numbered = found.scope in ("city_and_county",) or found == self._subjects.base()
        number = state.round_no if numbered else None
        return State(found.name, found.scope, number, state.term_no, found.also)
