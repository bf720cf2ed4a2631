"""Lets every rule of the profile look at one person and one unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment
from queries.avoidance.draft import Member, Task
from queries.avoidance.facts import Person, Unit
from queries.avoidance.rules import RULES
from queries.avoidance.verdict import CONFLICT, VAULT, Missing, Place, Severity

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


@dataclass(slots=True)
class Judge:
    """Judges cases; what a rule lacks of a person is found once for a person and a moment."""

    _lacking: dict[tuple[str, str, Moment], Sequence[Missing]] = field(default_factory=dict)
    _unit_lacking: dict[tuple[str, tuple[str, ...], Moment], Sequence[Missing]] = field(
        default_factory=dict
    )

    def outcome(self, case: Case, also: Sequence[Missing] = ()) -> Outcome:
        """Return what all rules say; `also` is missing for every rule that finds anything at all."""
        found: list[tuple[Rule, Case, Found]] = []
        missing: list[Lack] = []
        checked = []
        doubts = tuple(renamed(case.person))
        for rule in in_force(case.task, case.moment):
            hits, lacks = self._judged(rule, case)
            if rule.masked:
                # What it lacks would tell what it looks at.
                found += [(rule, case, hit) for hit in hits]
                continue
            lacks = [*lacks, *also] if rule.finds else lacks
            if rule.finds:
                # Once for a person, under the first rule that looks at them.
                hits, doubts = [*hits, *doubts], ()
            found += [(rule, case, hit) for hit in hits]
            missing += [(rule, lack) for lack in lacks]
            decided = any(hit.severity is Severity.H for hit in hits)
            if decided or not any(lack.blocks for lack in lacks):
                checked.append(rule.id)
        unverified = sealed(in_force(case.task, case.moment))
        return Outcome(tuple(found), tuple(missing), tuple(checked), unverified)

    def traits(self, units: tuple[Unit, ...], moment: Moment) -> object:
        """Return what the rules may look at of units that nothing joins with a person."""
        if not moment.on:
            return None
        lacks = tuple(
            lack
            for rule in RULES
            if moment.settings.on(rule.id)
            for lack in self._unit_needs(rule, units, moment)
        )
        return lacks, tuple((u.leader_level, tuple(p.rank for p in u.principals)) for u in units)

    def _judged(self, rule: Rule, case: Case) -> tuple[list[Found], list[Missing]]:
        lacks = [
            *self._needs(rule, case.person, case.moment),
            *self._unit_needs(rule, case.units, case.moment),
        ]
        if rule.ties and case.silent:
            return [], lacks
        hits = []
        for result in rule.judge(case):
            if isinstance(result, Missing):
                lacks.append(result)
                continue
            hits.append(result)
            if result.lacks:
                lacks.append(result.lacks)
        return list(_strongest(hits)), list(dict.fromkeys(lacks))

    def _needs(self, rule: Rule, person: Person, moment: Moment) -> Sequence[Missing]:
        key = (rule.id, person.id, moment)
        if key not in self._lacking:
            self._lacking[key] = rule.needs(person, moment)
        return self._lacking[key]

    def _unit_needs(self, rule: Rule, units: tuple[Unit, ...], moment: Moment) -> Sequence[Missing]:
        key = (rule.id, tuple(unit.id for unit in units), moment)
        if key not in self._unit_lacking:
            self._unit_lacking[key] = rule.unit_needs(units, moment)
        return self._unit_lacking[key]


def nothing_known(task: Task, moment: Moment, missing: Missing) -> Outcome:
    """Return what is left to say of somebody, or of a unit, whom no ledger knows."""
    rules = tuple(in_force(task, moment))
    lacks = tuple((rule, missing) for rule in rules if rule.finds and not rule.masked)
    return Outcome((), lacks, tuple(r.id for r in rules if not r.finds), sealed(rules))


def in_force(task: Task, moment: Moment) -> Iterator[Rule]:
    """Yield the rules that the profile switches on and that apply to a task."""
    return (rule for rule in RULES if moment.settings.on(rule.id) and rule.applies(task))


def sealed(rules: Iterable[Rule]) -> tuple[tuple[str, str], ...]:
    """Return the rules of which a part can only be told by the sealed store, with the code for it."""
    return tuple((rule.id, VAULT) for rule in rules if rule.sealed)


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


def _strongest(hits: Iterable[Found]) -> Iterator[Found]:
    """Yield of several ways from one service to the unit the gravest, and of those the shortest."""
    best: dict[object, Found] = {}
    for hit in hits:
        tie = hit.tie
        key = (
            (tie.family, tie.posting, tie.relative, hit.severity)
            if tie
            else (hit.body, hit.declared)
        )
        old = best.get(key)
        if old is None or (tie and old.tie and len(tie.steps) < len(old.tie.steps)):
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
