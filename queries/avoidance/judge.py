"""Lets every rule of the profile look at one person and one unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from queries.avoidance import levels
from queries.avoidance.absent import Absent
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, number_one
from queries.avoidance.draft import Member, Task
from queries.avoidance.facts import Person, Unit
from queries.avoidance.rules import RULES
from queries.avoidance.verdict import CONFLICT, MISSING, VAULT, Missing, Place, Severity

Lack = tuple[Rule, Missing]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules say of a person and a unit, before it is put into words."""

    found: tuple[tuple[Rule, Case, Found], ...] = ()
    missing: tuple[Lack, ...] = ()
    checked: tuple[str, ...] = ()
    unverified: tuple[tuple[str, str], ...] = ()

    def __or__(self, other: Outcome) -> Outcome:
        """Return both together: one unit under two tasks of a team."""
        checked = [*self.checked, *(rule for rule in other.checked if rule not in self.checked)]
        both = set(self.checked) & set(other.checked)
        lacking = {rule.id for rule, missing in (*self.missing, *other.missing) if missing.blocks}
        return Outcome(
            (*self.found, *other.found),
            tuple(dict.fromkeys((*self.missing, *other.missing))),
            tuple(rule for rule in checked if rule not in lacking or rule in both),
            tuple(dict.fromkeys((*self.unverified, *other.unverified))),
        )


Needs = Callable[[Person, Moment], Sequence[Missing]]


@dataclass(slots=True)
class Judge:
    """Judges cases; what a rule lacks of a person is found once for a person and a moment.

    `absent` is what rules lack of everybody; it is named, and changes nothing.
    """

    absent: Absent = field(default_factory=dict)
    _lacking: dict[tuple[Needs, str, Moment], Sequence[Missing]] = field(default_factory=dict)
    _unit_lacking: dict[tuple[str, tuple[str, ...], Moment], Sequence[Missing]] = field(
        default_factory=dict
    )
    _in_force: dict[tuple[Task, Moment], tuple[Rule, ...]] = field(default_factory=dict)

    def outcome(self, case: Case, also: Sequence[Missing] = ()) -> Outcome:
        """Return what all rules say; `also` is missing for every rule that finds anything at all."""
        found: list[tuple[Rule, Case, Found]] = []
        missing: list[Lack] = []
        checked = []
        doubts = tuple(renamed(case.person))
        rules = self._rules(case.task, case.moment)
        units = tuple(unit.id for unit in case.units)
        for rule in rules:
            lacks: Sequence[Missing] = self._needs(rule, case.person, case.moment)
            if of_units := self._unit_needs(rule, case.units, units, case.moment):
                lacks = (*lacks, *of_units)
            hits: list[Found] = []
            if not rule.ties or case.joined(rule.ties):
                hits, lacks = self._judged(rule, case, lacks)
            if rule.masked:
                # What it lacks would tell what it looks at.
                found += [(rule, case, hit) for hit in hits]
                continue
            if rule.finds:
                lacks = (*lacks, *also) if also else lacks
                # Once for a person, under the first rule that looks at them.
                hits, doubts = [*hits, *doubts], ()
            if absent := self.absent.get(rule.id):
                lacks = (*lacks, *absent)
            if not hits and not lacks:
                checked.append(rule.id)
                continue
            found += [(rule, case, hit) for hit in hits]
            missing += [(rule, lack) for lack in lacks]
            decided = any(hit.severity is Severity.H for hit in hits)
            if decided or not any(lack.blocks for lack in lacks):
                checked.append(rule.id)
        unverified = (*sealed(rules), *unrecorded(rules, case.person, case.moment))
        return Outcome(tuple(found), tuple(missing), tuple(checked), unverified)

    def traits(self, units: tuple[Unit, ...], moment: Moment) -> object:
        """Return what the rules may look at of units that nothing joins with a person."""
        if not moment.on:
            return None
        ids = tuple(unit.id for unit in units)
        lacks = tuple(
            lack
            for rule in RULES
            if moment.settings.on(rule.id)
            for lack in self._unit_needs(rule, units, ids, moment)
        )
        headless = bool(number_one(units, moment))
        return lacks, headless, tuple(levels.of_unit(unit, moment.on) for unit in units)

    def _judged(
        self, rule: Rule, case: Case, needs: Sequence[Missing]
    ) -> tuple[list[Found], Sequence[Missing]]:
        lacks, hits = list(needs), []
        for result in rule.judge(case):
            if isinstance(result, Missing):
                lacks.append(result)
                continue
            hits.append(result)
            if result.lacks:
                lacks.append(result.lacks)
        return list(_strongest(hits, case.units)) if hits else [], tuple(
            dict.fromkeys(lacks)
        ) if lacks else ()

    def _rules(self, task: Task, moment: Moment) -> tuple[Rule, ...]:
        key = (task, moment)
        if key not in self._in_force:
            self._in_force[key] = tuple(in_force(task, moment))
        return self._in_force[key]

    def _needs(self, rule: Rule, person: Person, moment: Moment) -> Sequence[Missing]:
        # Rules with the same needs lack the same.
        key = (rule.needs, person.id, moment)
        if key not in self._lacking:
            self._lacking[key] = rule.needs(person, moment)
        return self._lacking[key]

    def _unit_needs(
        self, rule: Rule, units: tuple[Unit, ...], ids: tuple[str, ...], moment: Moment
    ) -> Sequence[Missing]:
        key = (rule.id, ids, moment)
        if key not in self._unit_lacking:
            self._unit_lacking[key] = rule.unit_needs(units, moment)
        return self._unit_lacking[key]


def nothing_known(task: Task, moment: Moment, missing: Missing) -> Outcome:
    """Return what is left to say of somebody, or of a unit, whom no ledger knows."""
    rules = tuple(in_force(task, moment))
    lacks = tuple((rule, missing) for rule in rules if rule.finds and not rule.masked)
    gates = tuple((rule.id, MISSING) for rule in rules if rule.unrecorded)
    settling = tuple(rule.id for rule in rules if not rule.finds)
    return Outcome((), lacks, settling, (*sealed(rules), *gates))


def in_force(task: Task, moment: Moment) -> Iterator[Rule]:
    """Yield the rules that the profile switches on and that apply to a task."""
    return (rule for rule in RULES if moment.settings.on(rule.id) and rule.applies(task))


def families(moments: Mapping[Task, Moment]) -> frozenset[str]:
    """Return the families of ties and links that the rules in force for some tasks read."""
    return frozenset(
        family
        for task, moment in moments.items()
        for rule in in_force(task, moment)
        for family in rule.reads
    )


def sealed(rules: Iterable[Rule]) -> tuple[tuple[str, str], ...]:
    """Return the rules of which a part can only be told by the sealed store, with the code for it."""
    return tuple((rule.id, VAULT) for rule in rules if rule.sealed)


def unrecorded(rules: Iterable[Rule], person: Person, moment: Moment) -> Iterator[tuple[str, str]]:
    """Yield the rules of which no ledger has what they look at of a person; what they found plays no part."""
    for rule in rules:
        if rule.unrecorded and rule.unrecorded(person, moment):
            yield rule.id, MISSING


def stranger(member: Member) -> Missing:
    """Return what is missing of a person whose number nobody knows."""
    shown = f"{member.name}（{member.person_no}）" if member.name else f"编号 {member.person_no}"
    return Missing("L3.人员编号", f"{shown} 不在人才库，无从核查")


def undated_task(task: Task, moment: Moment) -> Missing | None:
    """Return what is missing of a task if nobody says on which day it is to be checked."""
    if moment.on:
        return None
    said = f"进驻日期 {task.begins} 没有写到日" if task.begins else "没有进驻日期"
    place = f"（任务表第{task.row}行）" if task.row else ""
    text = f"{task.team}“{task.unit}”的任务{said}{place}，请补填，或用 --on 指定核查日期"
    return Missing("任务.进驻日期", text)


def misnamed(member: Member, person: Person) -> Missing:
    """Return what is missing where a draft and the talent pool name one number differently."""
    text = f"草案中 {member.person_no} 写作“{member.name}”，人才库登记为“{person.name}”，请核对"
    return Missing("L3.姓名", text)


def renamed(person: Person) -> Iterator[Found]:
    """Yield what a reviewer must settle where one person number stands with two names."""
    for told in person.renamed:
        whose = "" if told.own else f"{person.name} 的亲属"
        body = (
            f"编号与姓名不符：{whose}同一人员编号，一处姓名为“{told.kept}”，另一处为“{told.other}”"
        )
        places = tuple(Place(*_split(shown)) for shown in told.shown.split("；") if shown)
        yield Found(Severity.S, code=CONFLICT, body=body, places=places)


def _split(shown: str) -> tuple[str, str]:
    """Return file and place of a source row as it is shown."""
    file, blank, place = shown.rpartition(" ")
    return (file, place) if blank else (shown, "")


def _strongest(hits: Iterable[Found], units: Sequence[Unit]) -> Iterator[Found]:
    """Yield of several ways from one service to the unit the gravest, and of those the shortest.

    What is said of a unit and of its party body in the same words is said once.
    """
    best: dict[object, Found] = {}
    names = (
        sorted((u.name for u in units if u.name), key=len, reverse=True) if len(units) > 1 else ()
    )
    for hit in hits:
        tie = hit.tie
        key = (
            (tie.family, tie.posting, tie.relative, hit.severity)
            if tie
            else (_unnamed(hit.body, names), hit.declared)
        )
        old = best.get(key)
        if old is None or _better(hit, old):
            best[key] = hit
    grave = {
        (hit.tie.family, hit.tie.posting, hit.tie.relative)
        for hit in best.values() if hit.tie and hit.severity is Severity.H
    }  # fmt: skip
    for hit in best.values():
        tie = hit.tie
        beaten = tie and (tie.family, tie.posting, tie.relative) in grave
        if hit.severity is Severity.H or not beaten:
            yield hit


def _unnamed(body: str, names: Iterable[str]) -> str:
    for name in names:
        body = body.replace(name, "〇")
    return body


def _better(hit: Found, old: Found) -> bool:
    """Tell whether a finding is graver than another that says the same, or is told by a shorter way."""
    if hit.severity is not old.severity:
        return _GRAVITY.index(hit.severity) < _GRAVITY.index(old.severity)
    return bool(hit.tie and old.tie and len(hit.tie.steps) < len(old.tie.steps))


_GRAVITY = (Severity.H, Severity.S, Severity.I)
"""Severities, the gravest first."""
