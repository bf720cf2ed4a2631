"""Turns what the rules found into reasons: plain Chinese, the path edge by edge, the source rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model.schema import schema
from queries.avoidance.bonds import relative_word
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment
from queries.avoidance.engine import Engine
from queries.avoidance.kinpath import Link, Pair, called, found_again
from queries.avoidance.steps import edges
from queries.avoidance.ties import Tie
from queries.avoidance.ties.bond import Bond
from queries.avoidance.verdict import Missing, Place, Reason, Step, Verdict

Finding = tuple[Rule, Case, Found]

_CHANGES = {
    "更名": "更名为{to}",
    "合并": "并入{to}",
    "分立": "分立出{to}",
    "职能划转": "职能划转至{to}",
    "撤销": "撤销，由{to}承接",
}


@dataclass(frozen=True, slots=True)
class _Change:
    id: str
    kind: str
    source: str
    target: str
    change: str
    on: str


class Narrator:
    """Knows names, steps and places of everything some findings rest on, looked up once for all."""

    def __init__(self, engine: Engine, findings: Sequence[Finding]) -> None:
        ties = [f.tie for _, _, f in findings if f.tie]
        bonds = [bond for _, _, f in findings if (bond := f.tie or f.bond)]
        self.changes = self._changes(engine, {step for tie in ties for step in tie.steps})
        self.kin = found_again(engine, {pair for bond in bonds if (pair := _pair(bond))})
        self.names = self._names(engine, findings, ties, bonds)
        self.edges = edges(engine, {e for _, _, f in findings for e in _plain_edges(f)})
        self.places = self._places(engine, findings, ties, bonds)

    def reason(self, rule: Rule, case: Case, found: Found) -> Reason:
        """Return the reason of a finding."""
        path = self._path(case, found)
        places = tuple(dict.fromkeys(place for step in path for place in step.sources))
        places = places or tuple(p for e in _plain_edges(found) for p in self.places.get(e, ()))
        places = places or found.places
        body = self._body(case, found)
        note = f"；{found.note}" if found.note and found.note not in body else ""
        verdict = Verdict(found.severity.value).label
        shown = "; ".join(dict.fromkeys(place.text for place in places))
        text = f"{verdict} {rule.id} {rule.label(case.moment.settings)}: {body}{note}"
        return Reason(
            rule.id,
            found.severity,
            found.code,
            f"{text} [{shown}]" if shown else text,
            path,
            places,
            rule.basis,
            found.opinion,
        )

    def _body(self, case: Case, found: Found) -> str:
        if found.body:
            return found.body
        if found.declared is not None:
            d = found.declared
            post = f"任{d.kin_post}" if d.kin_post else "的单位及职务未填"
            return (
                f"{case.person.name} 申报{d.relation or d.relation_class}{d.kin_name or ''}{post}"
            )
        if found.tie is None:
            return ""
        tie = found.tie
        told = [c for step in tie.steps if (c := self.changes.get(step))]
        # That a party body belongs to its unit goes without saying; the path has the edge all the same.
        way = "，".join(self._change_text(c.id) for c in told if c.kind != "PARTY_ORG_OF")
        served = f"{self._posting_text(tie)}{f'({way})' if way else ''}"
        if tie.family in ("own", "stationed"):
            return f"{case.person.name} {served}"
        if tie.family == "namesake":
            return f"{case.person.name} 与另处记载的“{self._name(tie.holder)}”同名，后者 {served}"
        if tie.family == "possible_kin":
            whose = f"{case.person.name} 与另处记载的“{self._name(tie.relative or '')}”可能是同一人"
            return f"{whose}，后者的{tie.relation or '亲属'}{self._name(tie.holder)} {served}"
        word = relative_word(case.person, tie)
        relative = f"{case.person.name} 的{word}{self._name(tie.relative or '')}"
        if tie.family == "kin_possible":
            return f"{relative}与另处记载的“{self._name(tie.holder)}”可能是同一人，后者 {served}"
        if tie.family == "kin_namesake":
            return f"{relative}与另处记载的“{self._name(tie.holder)}”同名，后者 {served}"
        return f"{relative} {served}"

    def _posting_text(self, tie: Tie) -> str:
        kind = f"（{tie.kind}）" if tie.kind and tie.kind != "任职" else ""
        return f"{_dates(tie)}任{self._name(tie.org)}{tie.title or ''}{kind}"

    def _change_text(self, step: str) -> str:
        change = self.changes[step]
        source, target = self._name(change.source), self._name(change.target)
        if change.kind == "SUCCEEDED_BY":
            words = _CHANGES.get(change.change, "演变为{to}").format(to=target)
            return f"{change.on} {words}".strip()
        if change.kind == "PART_OF":
            return f"{source}隶属{target}"
        if change.kind == "STATIONED_AT":
            return f"{source}派驻监督{target}"
        return f"{source}是{target}的党组织"

    def _path(self, case: Case, found: Found) -> tuple[Step, ...]:
        steps: list[Step] = []
        tie, bond = found.tie, found.tie or found.bond
        if bond is not None and (pair := _pair(bond)) is not None:
            steps += self._kin_steps(bond, pair)
        if tie is not None:
            text = f"{self._name(tie.holder)} {self._posting_text(tie)}"
            ends = (tie.since or "", "至今" if tie.end_state == "ongoing" else tie.until or "")
            steps.append(self._step(tie.posting, "SERVED_IN", (tie.holder, tie.org), ends, text))
            steps += [self._change_step(step) for step in tie.steps if step in self.changes]
        steps += [self._plain_step(case, found, edge) for edge in _plain_edges(found)]
        return tuple(steps)

    def _kin_steps(self, bond: Bond, pair: Pair) -> list[Step]:
        links = self.kin.get(pair)
        if not links:
            text = f"{self._name(pair[0])} 的{bond.relation}{self._name(pair[1])}"
            kind = "KIN_DECLARED" if bond.kin_certainty == "declared" else "KIN"
            return [self._step(bond.kin or "", kind, (pair[0], pair[1]), ("", ""), text)]
        return [self._link_step(link) for link in links]

    def _link_step(self, link: Link) -> Step:
        word = {"u": "父母", "d": "子女", "s": "配偶"}[link.move]
        text = f"{self._name(link.source)} 的{word}是 {self._name(link.target)}"
        ends = (link.source, link.target)
        return self._step(link.id, link.kind, ends, (link.since, link.until), text)

    def _change_step(self, step: str) -> Step:
        change = self.changes[step]
        ends = (change.source, change.target)
        return self._step(step, change.kind, ends, (change.on, ""), self._change_text(step))

    def _plain_step(self, case: Case, found: Found, id_: str) -> Step:
        edge = self.edges.get(id_)
        places = self.places.get(id_, ())
        if edge is not None and edge.source != edge.target:
            return edge.step(places)
        kind = id_.split("-", 1)[0]
        label = schema().kind(kind).label
        body = self._body(case, found)
        return Step(id_, kind, label, case.person.name, "", "", "", body, places)

    def _step(
        self, id_: str, kind: str, ends: tuple[str, str], dates: tuple[str, str], text: str
    ) -> Step:
        names = (self._name(ends[0]), self._name(ends[1]))
        return Step(
            id_, kind, schema().kind(kind).label, *names, *dates, text, self.places.get(id_, ())
        )

    def _name(self, id_: str) -> str:
        return self.names.get(id_) or id_

    @staticmethod
    def _changes(engine: Engine, steps: set[str]) -> dict[str, _Change]:
        if not steps:
            return {}
        engine.ids("steps", "step", steps)
        return {row[0]: _Change(*row) for row in engine.rows(_CHANGE_ROWS)}

    def _names(
        self,
        engine: Engine,
        findings: Sequence[Finding],
        ties: Sequence[Tie],
        bonds: Sequence[Bond],
    ) -> dict[str, str]:
        ids = {edge for _, _, f in findings for edge in f.edges}
        ids |= {id_ for bond in bonds for id_ in (bond.person, bond.relative or "")}
        ids |= {id_ for tie in ties for id_ in (tie.holder, tie.org)}
        ids |= {end for change in self.changes.values() for end in (change.source, change.target)}
        ids |= {
            end
            for links in self.kin.values()
            for link in links
            for end in (link.source, link.target)
        }
        engine.ids("named", "id", ids)
        names = {row[0]: row[1] for row in engine.rows(_NAME_ROWS)}
        for id_, path, gender in engine.rows(_UNNAMED_ROWS):
            names[id_] = f"（{called(path, gender)}）"
        return names

    def _places(
        self,
        engine: Engine,
        findings: Sequence[Finding],
        ties: Sequence[Tie],
        bonds: Sequence[Bond],
    ) -> dict[str, tuple[Place, ...]]:
        ids = {step for tie in ties for step in (tie.posting, *tie.steps)}
        ids |= {bond.kin or "" for bond in bonds}
        ids |= {link.id for links in self.kin.values() for link in links}
        ids |= {edge for _, _, f in findings for edge in _plain_edges(f)}
        engine.ids("stated", "id", ids - {""})
        places: dict[str, list[Place]] = {}
        for id_, file, place in engine.rows(_PLACE_ROWS):
            places.setdefault(id_, []).append(Place(file, place))
        return {id_: tuple(found[:_SHOWN]) for id_, found in places.items()}


_SHOWN = 5
"""How many rows are given for one edge at most."""

_CHANGE_ROWS = """
SELECT id, 'SUCCEEDED_BY', source, target, coalesce(change, ''), coalesce("on", '')
FROM edges_SUCCEEDED_BY SEMI JOIN steps ON step = id
UNION ALL SELECT id, 'PART_OF', source, target, '', '' FROM edges_PART_OF SEMI JOIN steps ON step = id
UNION ALL SELECT id, 'PARTY_ORG_OF', source, target, '', '' FROM edges_PARTY_ORG_OF SEMI JOIN steps ON step = id
UNION ALL SELECT id, 'STATIONED_AT', source, target, '', '' FROM edges_STATIONED_AT SEMI JOIN steps ON step = id
"""
_NAME_ROWS = """
SELECT id, coalesce(name, '') FROM nodes_Organization SEMI JOIN named USING (id)
UNION ALL SELECT id, coalesce(name, '') FROM nodes_Person SEMI JOIN named USING (id)
UNION ALL SELECT id, coalesce(name, code, '') FROM nodes_Region SEMI JOIN named USING (id)
"""
_UNNAMED_ROWS = """
SELECT id, coalesce(kin_path, ''), gender FROM nodes_Person SEMI JOIN named USING (id) WHERE name IS NULL
"""
_PLACE_ROWS = """
SELECT DISTINCT e.id, CASE WHEN e.guarded THEN '受限来源' ELSE e.file END AS file,
       CASE WHEN e.guarded THEN '' ELSE e.place END AS place, e.ordinal, e.source, e.guarded
FROM evidence e SEMI JOIN stated ON stated.id = e.id
ORDER BY 1, 6, 2, 4, 3, 5
"""
_PLACE_ROWS = f"SELECT id, file, place FROM ({_PLACE_ROWS})"


def lacking(rules: Iterable[tuple[Rule, Missing]], moment: Moment) -> Iterator[Reason]:
    """Yield one reason for each thing that is missing, naming the rules that lack it."""
    texts: dict[tuple[str, str, str], list[Rule]] = {}
    for rule, missing in rules:
        if missing.blocks:
            texts.setdefault((missing.field, missing.text, missing.code), []).append(rule)
    for (column, text, code), lackers in texts.items():
        names = "、".join(f"{r.id} {r.label(moment.settings)}" for r in lackers)
        shown = f"{Verdict.UNKNOWN.label} {names}: {text} [{column}]"
        yield Reason(lackers[0].id, None, code, shown, basis=lackers[0].basis)


def _pair(bond: Bond) -> Pair | None:
    if isinstance(bond, Tie) and bond.family == "possible_kin" and bond.relative:
        return (bond.relative, bond.holder, bond.relation or "")
    return (bond.person, bond.relative, bond.relation or "") if bond.relative else None


def _plain_edges(found: Found) -> tuple[str, ...]:
    return (*found.edges, found.declared.id) if found.declared else found.edges


def _dates(tie: Tie) -> str:
    if tie.until is None and tie.end_state != "ongoing":
        return f"{tie.since} 起" if tie.since else ""
    if tie.since is None:
        return "现" if tie.end_state == "ongoing" else f"至 {tie.until} "
    return f"{tie.since} 至{'今' if tie.end_state == 'ongoing' else f' {tie.until}'} "
