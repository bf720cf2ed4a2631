"""Rows of the ledgers about the work: L2, L7, L10, L11."""

from __future__ import annotations

from collections.abc import Iterator

from xuntu.synthetic.events import CaseFile, County, Prosecution, Sanction, Task
from xuntu.synthetic.model import COMMITTEE, TERM, City
from xuntu.synthetic.register_rows import Row
from xuntu.synthetic.rounds import chinese

_LEVELS = {"正处": "县处级正职", "副处": "县处级副职", "正科": "乡科级正职", "副科": "乡科级副职"}


def books(city: City) -> tuple[County, ...]:
    """Return what each committee did: the city's own rounds first, then those of the counties."""
    return (County(COMMITTEE, TERM, city.tasks, city.findings, city.clues), *city.counties)


def tasks(city: City) -> Iterator[Row]:
    """Yield L2: every task of every round."""
    for book in books(city):
        for task in sorted(book.tasks, key=lambda t: (t.round_no, t.team)):
            yield _task(book, task)


def _task(book: County, t: Task) -> Row:
    year = int(t.start[:4])
    return {
        "term_no": book.term, "year": year, "round_no": t.round_no, "batch": 1,
        "team_no": f"第{t.team}组", "dispatcher": book.committee, "unit": t.unit, "type": t.type,
        "modes": t.modes, "theme": t.theme, "start": t.start, "end": t.end,
        "petition_deadline": t.petition_deadline, "follows_up": t.follows_up,
        "feedback_date": t.feedback, "feedback_form": t.feedback_form, "task_status": "完成",
        "campaign": t.campaign or (f"{year}{t.theme}专项" if t.theme else ""), "scheme": "四个落实",
        "feedback_note": "特殊时期不集中开会" if t.feedback_form == "一对一" else "",
        "extends_unit": t.extends,
    }  # fmt: skip


def findings(city: City) -> Iterator[Row]:
    """Yield L7: every problem of the feedback."""
    for book in books(city):
        level = "地市州盟" if book.committee == COMMITTEE else "县市区旗"
        for f in book.findings:
            yield {
                "no": f.no, "round": f"{chinese(book.term)}届第{chinese(f.round_no)}轮", "unit": f.unit,
                "cat1": f.cat1, "cat2": f.cat2, "cat3": f.cat3, "text": f.text, "example": f.example,
                "common": f.common, "persons": f.persons, "papers": f.paper, "committee": book.committee,
                "items": f.items, "recurs": f.recurs, "tags": f.tags,
                "team": f"第{f.team}组", "type": f.type, "source": "本级巡察", "source_level": level,
            }  # fmt: skip


def clues(city: City) -> Iterator[Row]:
    """Yield L10: every clue handed over."""
    for book in books(city):
        years = {t.round_no: int(t.start[:4]) for t in book.tasks}
        for c in sorted(book.clues, key=lambda c: (c.round_no, c.team, c.no)):
            yield {
                "no": c.no, "term_no": book.term, "year": years[c.round_no], "round": c.round_no,
                "team": f"第{c.team}组", "unit": c.unit, "subject": c.subject, "subject_post": c.post,
                "subject_level": c.level, "problem": c.problem, "discipline": c.discipline,
                "cat1": c.cat1, "cat2": c.cat2, "origin": c.origin,
                "finding_nos": c.finding if c.stated else "", "transferred": c.transferred,
                "mode": c.mode, "receiver": c.receiver, "fast": c.fast,
                "paper_nos": c.papers, "petition_nos": c.petitions, "merged_into": c.merged_into,
                "receipt": c.receipt, "secrecy": "工作秘密",
                "committee": book.committee, "subject_no": c.subject_no, "subject_key": c.subject_key,
                "managing_level": c.managing,
            }  # fmt: skip


def cases(city: City) -> Iterator[Row]:
    """Yield L11: how the clues were handled, and cases that no clue led to."""
    sanctions = {s.case: s for s in city.sanctions}
    prosecutions = {p.case: p for p in city.prosecutions}
    for case in city.cases:
        yield {
            **_case(case),
            **_sanction(sanctions.get(case.no)),
            **_prosecution(prosecutions.get(case.no)),
        }


def _case(c: CaseFile) -> Row:
    return {
        "clue": c.clue, "case_no": c.no, "person": c.person, "accepted": c.accepted,
        "authority": c.authority, "disposition": c.disposition, "filed": c.filed,
        "filing_body": c.authority if c.filed else "", "trial_in": c.trial_in,
        "trial_out": c.trial_out, "measure": c.measure, "four_forms": c.form, "seized": c.seized,
        "eight_rules": c.eight_rules, "closed": bool(c.closed), "fed_back": c.fed_back,
        "case_source": c.source, "person_key": c.person_key, "person_unit": c.unit,
        "person_post": c.post, "person_level": _LEVELS.get(c.level, c.level),
        "principal": c.principal, "disposed_on": c.disposed, "reviewed_on": c.reviewed,
        "closed_on": c.closed, "filed_by_supervision": c.filed_supervision,
        "detained_on": c.detained, "released_on": c.released, "recovered": c.recovered,
        "confiscated": c.confiscated, "restituted": c.restituted, "handed_in": c.handed_in, "tags": c.tags,
    }  # fmt: skip


def _sanction(s: Sanction | None) -> Row:
    if s is None:
        return {}
    return {
        "party_sanction": s.party, "admin_sanction": s.admin, "decided": s.decided,
        "influence_end": s.influence_end, "executed_on": s.executed, "probation_months": s.probation,
        "restored_on": s.restored,
    }  # fmt: skip


def _prosecution(p: Prosecution | None) -> Row:
    if p is None:
        return {"judicial": "否"}
    stage = "判决" if p.judged else "起诉" if p.indicted else "移送起诉"
    return {
        "judicial": stage, "referred_on": p.referred, "indicted_on": p.indicted,
        "judged_on": p.judged, "judgement": p.judgement,
    }  # fmt: skip
