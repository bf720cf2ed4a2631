"""Facts to claims: the nodes and edges that a report states, each with its passage."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.model import keys, vocabulary
from graph.model.claims import Claim, Rejected, Value
from graph.model.names import org_key
from graph.model.regions import Regions
from loaders.loader import SourceFile
from loaders.reports.extract import Report
from loaders.reports.facts import Fact, Field
from loaders.reports.figuring import metric, pattern
from loaders.reports.making import LEDGER, Made, Maker, modes

_ROLES = {"组长": "组长", "副组长": "副组长"}
_JUDICIAL = "移送司法"
_SIGN = "挂牌名"


def claims(report: Report, file: SourceFile, regions: Regions) -> Made:
    """Yield everything a report says and everything in it that cannot be used."""
    maker = Maker(report, file, regions)
    yield from _document(maker)
    for fact in report.facts:
        yield from _MAKERS[fact.type](maker, fact)
    for passage in report.unusable:
        yield maker.rejected(passage)


def _document(maker: Maker) -> Made:
    about, committee = maker.report.about, maker.committee
    properties: dict[str, Value] = {
        "name": maker.file.name,
        "kind": "制度文件" if about.kind == "rules" else "巡察报道",
        "committee": committee.name if committee.resolved else None,
        "published_on": about.published,
        "author": about.authors or None,
    }
    where = maker.at(*maker.report.head)
    yield Claim("Document", maker.keys.document, properties, where, "document")
    if not committee.resolved and about.kind != "rules":
        named = f"文中只写“{committee.name}”" if committee.name else "文中没有写明"
        reason = f"未能确定是哪一个党委（{named}），本文的单位只在本文内有效"
        hint = "请在文件中补上全称，或核对后改用台账"
        yield Rejected(where, "派出党委", committee.name, reason, hint, LEDGER)


def _organisation(maker: Maker, fact: Fact) -> Made:
    """An organisation named in the text, and its other sign; a team is claimed as Team by its own fact."""
    name = str(fact.fields["name"])
    if name.endswith("巡察组"):
        return
    yield from maker.organization(name, fact)
    attrs = fact.fields.get("attrs")
    sign = attrs.get("alias") if isinstance(attrs, Mapping) else None
    if sign:
        called = keys.composed("OrgName", org_key(sign, maker.keys.scope_of(name)), _SIGN)
        yield from maker.node("OrgName", called, {"name": sign, "type": _SIGN}, fact)
        own = maker.keys.organization(name)
        yield maker.edge("HAS_NAME", own, called, {"type": _SIGN}, fact)


def _round(maker: Maker, fact: Fact) -> Made:
    """A numbered round of the document's committee; another's, or one without number, is a remark."""
    number, own = fact.fields.get("number"), fact.fields["committee"] == maker.committee.name
    if isinstance(number, int) and own:
        yield from maker.round_(number, fact.fields.get("term"), fact)


def _team(maker: Maker, fact: Fact) -> Made:
    """A team, and its round where the text tells it."""
    yield from maker.team(str(fact.fields["name"]), fact)


def _inspects(maker: Maker, fact: Fact) -> Made:
    """A unit that was inspected: a task, its unit, its round if known."""
    unit, number = str(fact.fields["unit"]), fact.fields.get("round")
    own = fact.fields.get("committee") == maker.committee.name
    round_ref = None
    if isinstance(number, int) and own:
        term = maker.keys.term_of(number)
        round_ref = maker.keys.round_(number, term)
        yield from maker.round_(number, term, fact)
    task = maker.keys.placed("InspectionTask", fact)
    said = str(fact.fields.get("inspection_type") or "")
    which = f"第{number}轮" if round_ref else ""
    properties: dict[str, Value] = {
        "name": f"{which}巡察{unit}",
        "type": vocabulary.find("inspection_type", said),
        "modes": modes(said),
        "round_ref": round_ref,
        "unit_ref": maker.keys.organization(unit),
    }
    yield from maker.node("InspectionTask", task, properties, fact)
    yield from maker.organization(unit, fact)
    former = {"former_scope": "不明"} if fact.fields.get("former") else {}
    yield maker.edge("INSPECTS", task, maker.keys.organization(unit), former, fact)


def _person(maker: Maker, fact: Fact) -> Made:
    """A person in a post; a team's leader is its member."""
    org, post = str(fact.fields.get("org") or ""), str(fact.fields["post"])
    if not org:
        yield maker.refused(fact, "职务", post, "职务没有写明单位，无法形成任职关系")
        return
    person = maker.keys.person(fact)
    name: dict[str, Value] = {"name": str(fact.fields["name"]), "keyed": False}
    yield from maker.node("Person", person, name, fact)
    role = next((r for w, r in _ROLES.items() if post.removeprefix("巡察组") == w), None)
    if org.endswith("巡察组") and role:
        yield from maker.team(org, fact)
        member: dict[str, Value] = {"role": role, "end_state": "not_stated"}
        yield maker.edge("MEMBER_OF", person, maker.keys.team(org), member, fact)
        return
    yield from maker.organization(org, fact)
    served: dict[str, Value] = {"title": post, "end_state": "not_stated"}
    if fact.fields.get("former"):
        served["former_scope"] = "不明"
    yield maker.edge("SERVED_IN", person, maker.keys.organization(org), served, fact)


def _sanction(maker: Maker, fact: Fact) -> Made:
    """What was imposed on a person, outcome by outcome."""
    person = maker.keys.person(fact)
    name: dict[str, Value] = {"name": str(fact.fields["person"]), "keyed": False}
    yield from maker.node("Person", person, name, fact)
    attrs, outcomes = fact.fields.get("attrs"), fact.fields["outcomes"]
    day = attrs.get("date", "") if isinstance(attrs, Mapping) else ""
    # A day of which no text tells the year (--09) is no date of a register.
    day = "" if day.startswith("-") else day
    for outcome in outcomes if isinstance(outcomes, list) else ():
        kind, edge, when = "Sanction", "IMPOSED_ON", "decided"
        if outcome == _JUDICIAL:
            kind, edge, when = "Prosecution", "CHARGES", "referred_on"
        mention = maker.keys.placed(kind, fact)
        told: dict[str, Value] = {"name": outcome, **({when: day} if day else {})}
        yield from maker.node(kind, mention, told, fact)
        yield maker.edge(edge, mention, person, {}, fact)


def _regulation(maker: Maker, fact: Fact) -> Made:
    """A rule or plan, and who issued it; the same one of the register of rules has the same key."""
    issuer = str(fact.fields.get("issuer") or "")
    own = maker.keys.organization(issuer) if issuer else None
    mention = keys.composed("Regulation", str(fact.fields["name"]), None, own)
    names = ("name", "kind", "from_year", "to_year")
    told: dict[str, Value] = {name: _plain(fact.fields.get(name)) for name in names}
    yield from maker.node("Regulation", mention, told, fact)
    if own:
        yield from maker.organization(issuer, fact)
        yield maker.edge("ISSUED", own, mention, {}, fact)


def _feedback(_: Maker, __: Fact) -> Made:
    """Nothing: of which units a form of feedback is told, a report seldom says."""
    yield from ()


def _plain(value: Field) -> Value:
    return value if isinstance(value, str | int) else None


_MAKERS: Mapping[str, Callable[[Maker, Fact], Made]] = {
    "organisation": _organisation,
    "round": _round,
    "team": _team,
    "inspects": _inspects,
    "person": _person,
    "sanction": _sanction,
    "metric": metric,
    "pattern": pattern,
    "regulation": _regulation,
    "feedback": _feedback,
}
