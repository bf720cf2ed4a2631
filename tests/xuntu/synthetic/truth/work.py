"""The truth about the work: rounds, tasks, papers, findings, clues and cases: L2, L6, L7, L10, L11."""

from __future__ import annotations

from collections import defaultdict

from tests.xuntu.synthetic.truth.model import Ref, Truth, listed
from tests.xuntu.synthetic.truth.people import Careers, numbered
from tests.xuntu.synthetic.truth.units import Units
from xuntu.synthetic.events import CaseFile, Clue, Finding, Sanction, Task
from xuntu.synthetic.model import COMMITTEE, City
from xuntu.synthetic.rounds import chinese

_FULL = {"正处": "县处级正职", "副处": "县处级副职", "正科": "乡科级正职", "副科": "乡科级副职"}


class Tasks:
    """Finds the task that a paper, a clue or a petition belongs to."""

    def __init__(self, city: City) -> None:
        self._of: dict[tuple[int, int, str], list[Task]] = defaultdict(list)
        for task in city.tasks:
            self._of[task.round_no, task.team, task.unit].append(task)
        self._former: dict[str, list[str]] = defaultdict(list)
        for change in city.changes:
            self._former[change.new].append(change.old)

    def at(self, round_no: int, team: int, unit: str) -> tuple[Ref, str]:
        """Return the one task of a team on a unit, or the regular one of several, which is inferred."""
        found = self._of[round_no, team, unit]
        one = found[0] if len(found) == 1 else next(t for t in found if t.type == "常规")
        return task_ref(one), "recorded" if len(found) == 1 else "inferred"

    def before(self, task: Task) -> Ref:
        """Return the regular task that a look-back follows: that team's, on the unit or what it was."""
        said, names = task.follows_up, {task.unit, *self._former[task.unit]}
        for found in self._of.values():
            for t in found:
                told = f"七届{chinese(t.round_no)}轮{t.team}组"
                if told == said and t.unit in names and t.type == "常规":
                    return task_ref(t)
        raise AssertionError(task)


def task_ref(t: Task) -> Ref:
    """Return the name of a task."""
    return ("InspectionTask", t.round_no, t.team, t.unit, t.type)


def tell(truth: Truth, city: City, units: Units, tasks: Tasks) -> None:
    """Tell of the term, its rounds, teams and tasks; of one round more, which is planned."""
    term = truth.node("Term", 7, number=7, name="七届市委", committee=COMMITTEE)
    for r in (*((r.number, r.year) for r in city.rounds), (15, None)):
        ref = truth.node(
            "Round",
            r[0],
            number=r[0],
            term_no=7,
            year=r[1],
            name=f"七届市委第{chinese(r[0])}轮巡察",
        )
        truth.edge("IN_TERM", ref, term)
        if r[1]:
            truth.edge("DISPATCHES", units.at(COMMITTEE), ref)
    for t in city.teams:
        ref = truth.node(
            "Team", t.round_no, t.number, number=t.number, round_no=t.round_no, term_no=7
        )
        truth.edge("OF_ROUND", ref, ("Round", t.round_no))
    for task in city.tasks:
        _task(truth, task, city, units, tasks)


def _task(truth: Truth, t: Task, city: City, units: Units, tasks: Tasks) -> None:
    years = {r.number: r.year for r in city.rounds}
    ref = truth.node(
        *task_ref(t), type=t.type, modes=listed(t.modes), theme=t.theme, begins=t.start, ends=t.end,
        petition_deadline=t.petition_deadline, feedback_on=t.feedback, feedback_form=t.feedback_form,
        status="完成", scheme="四个落实", batch=1,
        campaign=f"{years[t.round_no]}{t.theme}专项" if t.theme else "",
    )  # fmt: skip
    truth.edge("EXECUTES", ("Team", t.round_no, t.team), ref)
    truth.edge("INSPECTS", ref, units.at(t.unit))
    if t.follows_up:
        truth.edge("FOLLOWS_UP", ref, tasks.before(t))


def tell_findings(truth: Truth, city: City, units: Units, tasks: Tasks) -> None:
    """Tell of papers (L6) and findings (L7): whose, by whom, of which kind, after which."""
    for p in city.papers:
        ref = truth.node(
            "WorkingPaper", p.no, no=p.no, title=p.title, origin=p.origin, facts=p.facts,
            rule_basis=p.basis, evidence=listed(p.evidence), responsible=listed(p.responsible),
            category=p.category, amount=p.amount, found_on=p.found_on, group_opinion=p.opinion,
            signed=p.signed, outcome=p.outcome,
        )  # fmt: skip
        task, certainty = tasks.at(p.round_no, p.team, p.unit)
        truth.edge("DRAFTED", task, ref, certainty=certainty)
        truth.edge("CONCERNS", ref, units.at(p.unit))
        truth.edge("FOUND_BY", ref, numbered(p.finder), role="发现")
        truth.edge("FOUND_BY", ref, numbered(p.writer), role="撰写")
    items: dict[str, Ref] = {
        i.no: ("ChecklistItem", i.template, i.version, i.no) for i in city.checklist
    }
    for f in city.findings:
        _finding(truth, f, units, items)


def _finding(truth: Truth, f: Finding, units: Units, items: dict[str, Ref]) -> None:
    ref = truth.node(
        "Finding", f.no, no=f.no, text=f.text, example=f.example, cat1=f.cat1, cat2=f.cat2, cat3=f.cat3,
        common=f.common, source="本级巡察", source_level="地市州盟", tags=listed(f.tags),
        items=listed(f.items),
    )  # fmt: skip
    task: Ref = ("InspectionTask", f.round_no, f.team, f.unit, f.type)
    truth.edge("FOUND", task, ref, certainty="recorded")
    truth.edge("CONCERNS", ref, units.at(f.unit))
    for number in f.persons:
        truth.edge("CONCERNS", ref, numbered(number))
    truth.edge("IN_CATEGORY", ref, tell_category(truth, f))
    truth.edge("LED_TO", ("WorkingPaper", f.paper), ref)
    if f.recurs:
        truth.edge("RECURS_AS", ("Finding", f.recurs), ref)
    for item in f.items:
        truth.edge("HITS", ref, items[item])


def tell_category(truth: Truth, f: Finding) -> Ref:
    """Tell of the three categories of a finding and return the lowest."""
    path = ("Category", "四个落实", f.cat1, f.cat2, f.cat3)
    for level in (3, 2, 1):
        here = truth.node(*path[: level + 2], name=path[level + 1], level=level, scheme="四个落实")
        if level > 1:
            truth.edge("IN_CATEGORY", here, path[: level + 1])
    return path


def subject(c: Clue) -> Ref:
    """Return the name of the person a clue is about: by number if told, else as the one of this clue."""
    return numbered(c.subject_no) if c.subject_no else ("Person", "clue", c.no)


def tell_clues(truth: Truth, city: City, units: Units, tasks: Tasks) -> None:
    """Tell of the clues (L10): out of which task, finding, paper, petition; about whom; sent where."""
    handled = {c.clue: c for c in city.cases if c.clue}
    for c in city.clues:
        h = handled.get(c.no)
        ref = truth.node(
            "Clue", c.no, no=c.no, problem=c.problem, subject=c.subject, subject_post=c.post,
            subject_level=_FULL.get(c.level, c.level), discipline=c.discipline, cat1=c.cat1, cat2=c.cat2,
            origin=c.origin, transferred=c.transferred, mode=c.mode, fast=c.fast, secrecy="工作秘密",
            managing_level=c.managing, receipt=c.receipt, term_no=7, round_no=c.round_no, **(_handling(h) if h else {}),
        )  # fmt: skip
        birth, gender = c.subject_key.split()
        who = truth.node(*subject(c), name=c.subject, birth=birth, gender=gender)
        task, certainty = tasks.at(c.round_no, c.team, c.unit)
        truth.edge("YIELDED", task, ref, certainty=certainty)
        truth.edge("CONCERNS", ref, units.at(c.unit))
        truth.edge("ABOUT", ref, who)
        truth.edge("SENT_TO", ref, units.at(c.receiver), on=c.transferred, mode=c.mode)
        causes = [("Finding", c.finding)] if c.stated else []
        causes += [("WorkingPaper", no) for no in c.papers] + [
            ("Petition", no) for no in c.petitions
        ]
        for cause in causes:
            truth.edge("LED_TO", cause, ref)
        if c.merged_into:
            truth.edge("MERGED_INTO", ref, ("Clue", c.merged_into))


def _handling(c: CaseFile) -> dict[str, str | bool]:
    return {
        "accepted": c.accepted, "disposition": c.disposition, "disposed_on": c.disposed,
        "reviewed_on": c.reviewed, "closed": bool(c.closed), "closed_on": c.closed,
        "fed_back": c.fed_back,
    }  # fmt: skip


def tell_cases(truth: Truth, city: City, units: Units, careers: Careers) -> None:
    """Tell of cases, measures, sanctions and prosecutions (L11), each against its person."""
    clues = {c.no: c for c in city.clues}
    sanctions = {s.case: s for s in city.sanctions}
    for c in city.cases:
        who = subject(clues[c.clue]) if c.clue else ("Person", "case", c.no)
        birth, gender = c.person_key.split()
        truth.node(*who, name=c.person, birth=birth, gender=gender)
        careers.post(
            who, c.unit, c.post, runs=False, rank=_FULL.get(c.level, c.level), principal=c.principal
        )
        cause: Ref = ("CaseFile", c.no) if c.no else ("Clue", c.clue)
        if c.no:
            _case(truth, c, who, units)
        given: list[tuple[str, str, dict[str, str | int | None]]] = []
        if c.measure:
            given.append(("第一种形态", c.measure, {}))
        if c.no in sanctions and c.no:
            s = sanctions[c.no]
            party = {**_terms(s), "probation_months": s.probation, "restored_on": s.restored}
            given += [("党纪处分", s.party, party), ("政务处分", s.admin, _terms(s))]
        for kind, level, terms in given:
            if level:
                ref = truth.node(
                    "Sanction", *cause, kind, level, kind=kind, level=level, four_forms=c.form,
                    eight_rules=c.eight_rules, name=f"{kind}（{level}）", **terms,
                )  # fmt: skip
                truth.edge("RESULTED_IN", cause, ref)
                truth.edge("IMPOSED_ON", ref, who)
    _courts(truth, city, clues)


def _terms(s: Sanction) -> dict[str, str | int | None]:
    return {"decided": s.decided, "influence_end": s.influence_end, "executed_on": s.executed}


def _case(truth: Truth, c: CaseFile, who: Ref, units: Units) -> None:
    ref = truth.node(
        "CaseFile", c.no, no=c.no, filed=c.filed, filing_body=c.authority, trial_in=c.trial_in,
        filed_by_supervision=c.filed_supervision, detained_on=c.detained, released_on=c.released,
        trial_out=c.trial_out, case_source=c.source, tags=listed(c.tags), seized=c.seized,
        confiscated=c.confiscated, restituted=c.restituted, handed_in=c.handed_in,
        recovered=c.recovered,
    )  # fmt: skip
    truth.edge("AGAINST", ref, who)
    truth.edge("HANDLED_BY", ref, units.at(c.authority))
    if c.clue:
        truth.edge("LED_TO", ("Clue", c.clue), ref)


def _courts(truth: Truth, city: City, clues: dict[str, Clue]) -> None:
    cases = {c.no: c for c in city.cases if c.no}
    for p in city.prosecutions:
        stage = "判决生效" if p.judged else "提起公诉" if p.indicted else "移送检察机关"
        ref = truth.node(
            "Prosecution", p.case, stage=stage, referred_on=p.referred, indicted_on=p.indicted,
            judged_on=p.judged, judgement=p.judgement,
        )  # fmt: skip
        clue = cases[p.case].clue
        truth.edge("REFERRED_TO", ("CaseFile", p.case), ref)
        truth.edge("CHARGES", ref, subject(clues[clue]) if clue else ("Person", "case", p.case))
