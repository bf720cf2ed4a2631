"""Facts to claims: the nodes and edges that a report states, each with its passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from graph.model import keys, vocabulary
from graph.model.claims import Claim, Provenance, Rejected, Value, edge_mention
from graph.model.names import org_key, place_of, team_key
from loaders.loader import SourceFile
from loaders.reports.extract import Report
from loaders.reports.facts import Fact, Unusable
from loaders.reports.measures import table

Made = Iterator[Claim | Rejected]

SCOPES = {
    "city": "本级",
    "county_self": "本级",
    "round": "本轮",
    "org": "本单位",
    "county": "各县区合计",
    "city_and_county": "市县两级",
    "province": "全省",
}
"""What the scope of a figure is called."""

_MODES = {"提级交叉": "提级；交叉", "联动": "同步/上下联动", "同步": "同步/上下联动"}
_ROLES = {"组长": "组长", "副组长": "副组长"}
_JUDICIAL = "移送司法"


class Claims:
    """Makes the claims of one report; a thing is claimed wherever it is stated."""

    def __init__(self, report: Report, file: SourceFile) -> None:
        self.report = report
        self.file = file
        self.committee = report.about.committee
        self.scope = self.committee.name if self.committee.resolved else f"doc:{file.hash}"
        self.document = keys.document(file.hash)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._people: dict[object, str] = {}

    def all(self) -> Made:
        """Yield everything the report says and everything in it that cannot be used."""
        yield from self._document()
        for fact in self.report.facts:
            yield from _MAKERS[fact.type](self, fact)
        for passage in self.report.unusable:
            yield self._rejected(passage)

    def _document(self) -> Made:
        about, head = self.report.about, self.report.head
        properties: dict[str, Value] = {
            "name": self.file.name,
            "kind": "制度文件" if about.kind == "rules" else "巡察报道",
            "committee": self.committee.name if self.committee.resolved else None,
            "published_on": about.published,
            "author": about.authors or None,
        }
        where = self._at(*head)
        yield Claim("Document", self.document, properties, where, "document")
        if not self.committee.resolved and about.kind != "rules":
            named = f"文中只写“{self.committee.name}”" if self.committee.name else "文中没有写明"
            reason = f"未能确定是哪一个党委（{named}），本文的单位只在本文内有效"
            hint = "请在文件中补上全称，或核对后改用台账"
            yield Rejected(where, "派出党委", self.committee.name, reason, hint, "报告")

    # ---- single facts

    def organisation(self, fact: Fact) -> Made:
        """An organisation named in the text; a team is claimed as Team by its own fact."""
        name = str(fact.fields["name"])
        if not name.endswith("巡察组"):
            yield from self._organization(name, fact)

    def round(self, fact: Fact) -> Made:
        """A numbered round of the document's committee; one without number is only a remark."""
        number = fact.fields.get("number")
        if isinstance(number, int):
            yield from self._round(number, fact.fields.get("term"), fact)

    def team(self, fact: Fact) -> Made:
        """A team, and its round where the text tells it."""
        yield from self._team(str(fact.fields["name"]), fact)

    def inspects(self, fact: Fact) -> Made:
        """A unit that was inspected: a task, its unit, its round if known."""
        unit, number = str(fact.fields["unit"]), fact.fields.get("round")
        own = fact.fields.get("committee") == self.committee.name
        round_ref = None
        if isinstance(number, int) and own:
            round_ref = self._round_key(number, self._term_of(number))
            yield from self._round(number, self._term_of(number), fact)
        task = self._placed("InspectionTask", fact)
        said = str(fact.fields.get("inspection_type") or "")
        properties: dict[str, Value] = {
            "name": f"巡察{unit}",
            "type": vocabulary.find("inspection_type", said),
            "modes": _modes(said),
            "round_ref": round_ref,
            "unit_ref": self._organization_key(unit),
        }
        yield from self._node("InspectionTask", task, properties, fact)
        yield from self._organization(unit, fact)
        former = {"former_scope": "不明"} if fact.fields.get("former") else {}
        yield self._edge("INSPECTS", task, self._organization_key(unit), former, fact)

    def person(self, fact: Fact) -> Made:
        """A person in a post; a team's leader is its member."""
        org, post = str(fact.fields.get("org") or ""), str(fact.fields["post"])
        if not org:
            reason = "职务没有写明单位，无法形成任职关系"
            yield Rejected(self._where(fact), "职务", post, reason, "", "报告")
            return
        person = self._person(fact)
        name: dict[str, Value] = {"name": str(fact.fields["name"]), "keyed": False}
        yield from self._node("Person", person, name, fact)
        role = next((r for w, r in _ROLES.items() if post.removeprefix("巡察组") == w), None)
        if org.endswith("巡察组") and role:
            yield from self._team(org, fact)
            member: dict[str, Value] = {"role": role, "end_state": "not_stated"}
            yield self._edge("MEMBER_OF", person, self._team_key(org), member, fact)
            return
        yield from self._organization(org, fact)
        served: dict[str, Value] = {"title": post, "end_state": "not_stated"}
        if fact.fields.get("former"):
            served["former_scope"] = "不明"
        yield self._edge("SERVED_IN", person, self._organization_key(org), served, fact)

    def sanction(self, fact: Fact) -> Made:
        """What was imposed on a person, outcome by outcome."""
        person = self._person(fact)
        name: dict[str, Value] = {"name": str(fact.fields["person"]), "keyed": False}
        yield from self._node("Person", person, name, fact)
        outcomes = fact.fields["outcomes"]
        for outcome in outcomes if isinstance(outcomes, list) else ():
            kind, edge = ("Sanction", "IMPOSED_ON")
            if outcome == _JUDICIAL:
                kind, edge = ("Prosecution", "CHARGES")
            mention = self._placed(kind, fact)
            yield from self._node(kind, mention, {"name": outcome}, fact)
            yield self._edge(edge, mention, person, {}, fact)

    def metric(self, fact: Fact) -> Made:
        """A published total: never a record."""
        subject, attrs = str(fact.fields.get("committee") or ""), fact.fields.get("attrs")
        told: Mapping[str, str] = attrs if isinstance(attrs, Mapping) else {}
        scope = str(fact.fields.get("scope") or "")
        about = self._subject(subject, scope)
        measure = table()[str(fact.fields["measure"])]
        if not about:
            reason = "公布数字说的不是一个单位，无法归属"
            yield Rejected(self._where(fact), measure.label, fact.evidence, reason, "", "报告")
            return
        figure = self._placed("ReportedFigure", fact)
        number = int(told["round"]) if "round" in told and about == self.committee.name else None
        term = int(told["term"]) if "term" in told else None
        properties: dict[str, Value] = {
            "name": f"{subject}{measure.label}",
            "measure": measure.label,
            "value": _number(fact.fields["value"]),
            "unit": str(fact.fields["unit"]),
            "subject_scope": SCOPES.get(scope, scope),
            "period": told.get("period"),
            "as_of": told.get("asof"),
            "approximate": bool(told.get("q")),
            "round_no": number,
            "term_no": term,
        }
        yield from self._node("ReportedFigure", figure, properties, fact)
        if number is not None and scope in ("city", "county_self"):
            yield from self._round(number, term or self._term_of(number), fact)
            target = self._round_key(number, term or self._term_of(number))
        else:
            yield from self._organization(about, fact)
            target = self._organization_key(about)
        yield self._edge("ABOUT", figure, target, {}, fact)

    # ---- what several facts share

    def _subject(self, subject: str, scope: str) -> str:
        """Return the organisation that a figure is about; totals of many speak of the committee."""
        if scope == "county":
            return self.committee.name
        if scope == "province" and not subject.endswith(("委", "纪委监委")):
            return ""
        return "" if subject == self.committee.place else subject

    def _organization_key(self, name: str) -> str:
        return keys.organization(name, self._scope_of(name))

    def _scope_of(self, name: str) -> str:
        """Return the committee in whose scope a name is known (another one's organs are its own)."""
        others = [o for o in self.report.about.others if name.startswith(place_of(o))]
        return max(others, key=len) if others else self.scope

    def _organization(self, name: str, fact: Fact) -> Made:
        scope = self._scope_of(name)
        properties: dict[str, Value] = {"mentioned_as": name, "scope": scope}
        own = (org_key(name, scope),)
        yield from self._node("Organization", self._organization_key(name), properties, fact, own)

    def _round_key(self, number: int, term: object) -> str:
        return keys.round_(self.scope, term if isinstance(term, int) else None, number)

    def _term_of(self, number: int) -> int | None:
        return self.report.terms.get(number)

    def _round(self, number: int, term: object, fact: Fact) -> Made:
        mention = self._round_key(number, term)
        types = fact.fields.get("types")
        listed = (
            [vocabulary.find("inspection_type", t) for t in types]
            if isinstance(types, list)
            else []
        )
        properties: dict[str, Value] = {
            "name": f"{self.committee.name}第{number}轮巡察",
            "committee": self.committee.name,
            "term_no": term if isinstance(term, int) else None,
            "number": number,
            "types": "；".join(t for t in listed if t) or None,
        }
        yield from self._node("Round", mention, properties, fact)
        yield from self._organization(self.committee.name, fact)
        yield self._edge(
            "DISPATCHES", self._organization_key(self.committee.name), mention, {}, fact
        )
        if isinstance(term, int):
            whose = keys.term(self.scope, term)
            told: dict[str, Value] = {"committee": self.committee.name, "number": term}
            yield from self._node("Term", whose, told, fact)
            yield self._edge("IN_TERM", mention, whose, {}, fact)

    def _team_key(self, name: str) -> str:
        number = self.report.team_rounds.get(name)
        if number is None or not name.startswith(self.committee.name):
            return keys.placed("Team", self.file.hash, name, 0)
        return keys.team(self.scope, self._term_of(number), number, name)

    def _team(self, name: str, fact: Fact) -> Made:
        number = self.report.team_rounds.get(name)
        series, own = team_key(name)
        mention = self._team_key(name)
        known = number is not None and name.startswith(self.committee.name)
        properties: dict[str, Value] = {
            "name": name,
            "series": series or None,
            "number": own,
            "committee": self.committee.name,
            "term_no": self._term_of(number) if known and number else None,
            "round_no": number if known else None,
        }
        yield from self._node("Team", mention, properties, fact)
        if known and number is not None:
            yield from self._round(number, self._term_of(number), fact)
            yield self._edge(
                "OF_ROUND", mention, self._round_key(number, self._term_of(number)), {}, fact
            )

    def _person(self, fact: Fact) -> str:
        """Return the mention of a person: one name in one report, but 王某 anew in every sentence."""
        name = str(fact.fields.get("name") or fact.fields.get("person"))
        known: object = (
            (name, fact.place, fact.end) if "某" in name and fact.type == "person" else name
        )
        if fact.type == "sanction" and "某" in name:
            known = next(
                (k for k in reversed(self._people) if isinstance(k, tuple) and k[0] == name), name
            )
        if known not in self._people:
            self._people[known] = self._placed("Person", fact)
        return self._people[known]

    # ---- making claims

    def _node(
        self,
        kind: str,
        mention: str,
        properties: Mapping[str, Value],
        fact: Fact,
        own: tuple[str, ...] = (),
    ) -> Made:
        """Yield a node and that it stands in the document."""
        where = self._where(fact)
        yield Claim(kind, mention, properties, where, fact.rule, self._confidence(fact), None, own)
        told: dict[str, Value] = {"place": where.place, "start": where.start, "end": where.end}
        yield self._edge("STATED_IN", mention, self.document, told, fact)

    def _edge(
        self, kind: str, source: str, target: str, properties: Mapping[str, Value], fact: Fact
    ) -> Claim:
        where, ends = self._where(fact), (source, target)
        mention = edge_mention(kind, ends, where, where.start)
        return Claim(kind, mention, properties, where, fact.rule, self._confidence(fact), ends)

    def _confidence(self, fact: Fact) -> float:
        return min(fact.confidence, self.committee.confidence) if self.committee.resolved else 0.5

    def _placed(self, kind: str, fact: Fact) -> str:
        ordinal = self._counts[kind, fact.place]
        self._counts[kind, fact.place] += 1
        return keys.placed(kind, self.file.hash, fact.place, ordinal)

    def _where(self, fact: Fact) -> Provenance:
        return Provenance(self.file.hash, fact.place, fact.start, fact.end, fact.evidence)

    def _at(self, place: str, start: int, end: int) -> Provenance:
        return Provenance(self.file.hash, place, start, end, self.report.original[start:end])

    def _rejected(self, passage: Unusable) -> Rejected:
        where = Provenance(
            self.file.hash, passage.place, passage.start, passage.end, passage.evidence
        )
        return Rejected(
            where, passage.column, passage.value, passage.reason, passage.suggestion, "报告"
        )


def _modes(said: str) -> str | None:
    if vocabulary.find("inspection_type", said):
        return None
    return _MODES.get(said) or vocabulary.find("inspection_mode", said)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


_MAKERS = {
    "organisation": Claims.organisation,
    "round": Claims.round,
    "team": Claims.team,
    "inspects": Claims.inspects,
    "person": Claims.person,
    "sanction": Claims.sanction,
    "metric": Claims.metric,
}
