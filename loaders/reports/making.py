"""Claims of one report: nodes with STATED_IN their document, edges, and what many facts speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.model import keys, vocabulary
from graph.model.claims import Claim, Provenance, Rejected, Value, edge_mention
from graph.model.names import team_key
from graph.model.regions import Regions
from loaders.loader import SourceFile
from loaders.reports.extract import Report
from loaders.reports.facts import Fact, Unusable
from loaders.reports.mention_keys import MentionKeys

Made = Iterator[Claim | Rejected]

_MODES = {"提级交叉": "提级；交叉", "联动": "同步/上下联动", "同步": "同步/上下联动"}

LEDGER = "报告"
"""What a passage that cannot be used is a passage of."""


class Maker:
    """Makes the claims of one report; a thing is claimed wherever it is stated."""

    def __init__(self, report: Report, file: SourceFile, regions: Regions) -> None:
        self.report = report
        self.file = file
        self.regions = regions
        self.committee = report.about.committee
        self.keys = MentionKeys(report, file)

    # ---- one claim

    def node(
        self,
        kind: str,
        mention: str,
        properties: Mapping[str, Value],
        fact: Fact,
        own: tuple[str, ...] = (),
    ) -> Made:
        """Yield a node and that it stands in the document."""
        where = self.where(fact)
        yield Claim(kind, mention, properties, where, fact.rule, self._confidence(fact), None, own)
        told: dict[str, Value] = {"place": where.place, "start": where.start, "end": where.end}
        yield self.edge("STATED_IN", mention, self.keys.document, told, fact)

    def edge(
        self, kind: str, source: str, target: str, properties: Mapping[str, Value], fact: Fact
    ) -> Claim:
        """Return an edge."""
        where, ends = self.where(fact), (source, target)
        mention = edge_mention(kind, ends, where, where.start)
        return Claim(kind, mention, properties, where, fact.rule, self._confidence(fact), ends)

    def where(self, fact: Fact) -> Provenance:
        """Return where a fact stands."""
        return Provenance(self.file.hash, fact.place, fact.start, fact.end, fact.evidence)

    def at(self, place: str, start: int, end: int) -> Provenance:
        """Return a stretch of the original as a place."""
        return Provenance(self.file.hash, place, start, end, self.report.original[start:end])

    def refused(self, fact: Fact, column: str, value: str, reason: str) -> Rejected:
        """Return a fact that could not become a claim."""
        return Rejected(self.where(fact), column, value, reason, "", LEDGER)

    def rejected(self, passage: Unusable) -> Rejected:
        """Return a passage that could not become a fact."""
        where = Provenance(
            self.file.hash, passage.place, passage.start, passage.end, passage.evidence
        )
        return Rejected(
            where, passage.column, passage.value, passage.reason, passage.suggestion, LEDGER
        )

    def _confidence(self, fact: Fact) -> float:
        return min(fact.confidence, self.committee.confidence) if self.committee.resolved else 0.5

    # ---- what many facts speak of

    def organization(self, name: str, fact: Fact) -> Made:
        """Yield an organisation."""
        scope = self.keys.scope_of(name)
        properties: dict[str, Value] = {"mentioned_as": name, "scope": scope}
        own = self.keys.names_of(name)
        yield from self.node("Organization", self.keys.organization(name), properties, fact, own)

    def round_(self, number: int, term: object, fact: Fact) -> Made:
        """Yield a round of the report's committee, that it sends it, and its term if that is told."""
        mention = self.keys.round_(number, term)
        properties: dict[str, Value] = {
            "name": f"{self.committee.name}第{number}轮巡察",
            "committee": self.committee.name,
            "term_no": term if isinstance(term, int) else None,
            "number": number,
            "types": _types(fact.fields.get("types")),
        }
        yield from self.node("Round", mention, properties, fact)
        yield from self.organization(self.committee.name, fact)
        sender = self.keys.organization(self.committee.name)
        yield self.edge("DISPATCHES", sender, mention, {}, fact)
        if isinstance(term, int):
            yield from self.term(term, fact)
            yield self.edge("IN_TERM", mention, keys.term(self.keys.scope, term), {}, fact)

    def term(self, number: int, fact: Fact) -> Made:
        """Yield a term of the report's committee."""
        told: dict[str, Value] = {"committee": self.committee.name, "number": number}
        yield from self.node("Term", keys.term(self.keys.scope, number), told, fact)

    def team(self, name: str, fact: Fact) -> Made:
        """Yield a team, and its round where the text tells it."""
        number = self.keys.round_of(name)
        term = self.keys.term_of(number) if number is not None else None
        series, own = team_key(name)
        mention = self.keys.team(name)
        properties: dict[str, Value] = {
            "name": name,
            "series": series or None,
            "number": own,
            "committee": self.committee.name,
            "term_no": term,
            "round_no": number,
        }
        yield from self.node("Team", mention, properties, fact)
        if number is not None:
            yield from self.round_(number, term, fact)
            target = self.keys.round_(number, term)
            yield self.edge("OF_ROUND", mention, target, {}, fact)


def _types(listed: object) -> str | None:
    """Return the types of inspection of a list, as one text."""
    named = listed if isinstance(listed, list) else []
    found = (vocabulary.find("inspection_type", one) for one in named)
    return "；".join(one for one in found if one) or None


def modes(said: str) -> str | None:
    """Return the modes that a kind of inspection means; a type (常规, 专项) is none."""
    if vocabulary.find("inspection_type", said):
        return None
    return _MODES.get(said) or vocabulary.find("inspection_mode", said)
