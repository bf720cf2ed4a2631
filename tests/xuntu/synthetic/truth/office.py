"""The truth about the rest that an office books: L8, L9, L12–L15, L17, L18, L23, L24, L26, L27."""

from __future__ import annotations

from tests.xuntu.synthetic.truth.model import Ref, Truth, listed
from tests.xuntu.synthetic.truth.people import numbered
from tests.xuntu.synthetic.truth.units import Units
from tests.xuntu.synthetic.truth.work import Tasks
from xuntu.synthetic.model import City
from xuntu.synthetic.records import Fix, Measure, Meeting, Petition, Reproach
from xuntu.synthetic.rounds import chinese


def tell_intake(truth: Truth, city: City, units: Units, tasks: Tasks) -> None:
    """Tell of petitions and of what was put right at once."""
    for p in city.petitions:
        _petition(truth, p, units, tasks)
    for f in city.fixes:
        _fix(truth, f, units, tasks)


def _petition(truth: Truth, p: Petition, units: Units, tasks: Tasks) -> None:
    ref = truth.node(
        "Petition", p.no, no=p.no, received=p.received, channel=p.channel, anonymity=p.named,
        subject=p.subject, summary=p.summary, in_scope=p.in_scope, handling=p.handling,
        about_inspector=p.about_inspector,
    )  # fmt: skip
    task, certainty = tasks.at(p.round_no, p.team, p.unit)
    truth.edge("RECEIVED_IN", ref, task, certainty=certainty)
    truth.edge("CONCERNS", ref, units.at(p.unit))
    if p.link:
        truth.edge("LED_TO", ref, _by_number(p.link))


def _by_number(number: str) -> Ref:
    """Return what a number stands for, by how the office numbers things."""
    kinds = {
        "〔": "WorkingPaper",
        "立": "ImmediateFix",
        "X": "Petition",
        "7": "Finding",
        "A": "CaseFile",
    }
    return (kinds[number[0]], number)


def _fix(truth: Truth, f: Fix, units: Units, tasks: Tasks) -> None:
    ref = truth.node(
        "ImmediateFix", f.no, no=f.no, kind=f.kind, text=f.text, issued=f.issued, due=f.due,
        reported=f.reported, result=f.result, status=f.status, closed=f.closed,
    )  # fmt: skip
    task, certainty = tasks.at(f.round_no, f.team, f.unit)
    truth.edge("ISSUED", task, ref, certainty=certainty)
    truth.edge("CONCERNS", ref, units.at(f.unit))
    for number in f.sources:
        truth.edge("LED_TO", _by_number(number), ref)


def tell_measures(truth: Truth, city: City) -> None:
    """Tell of the measures; a lead who is only named is a text and nobody."""
    for m in city.measures:
        ref = _measure(truth, m)
        truth.edge("RECTIFIES", ref, ("Finding", m.finding))
        if not m.by_name:
            truth.edge("RESPONSIBLE", ref, numbered(m.lead))


def _measure(truth: Truth, m: Measure) -> Ref:
    long_term = m.due == "长期坚持"
    return truth.node(
        "Measure", m.finding, m.seq, seq=m.seq, goal=m.goal, text=m.text, lead=m.lead, dept=m.dept,
        support=m.support, due="" if long_term else m.due, long_term=long_term or None,
        progress=m.progress, percent=None if m.percent is None else float(m.percent), status=m.status,
        evidence=listed(m.evidence), amount=m.amount, persons=m.persons, rules=listed(m.rules),
        review=m.review, closed=m.closed, lookback=m.lookback, reopened=m.reopened,
    )  # fmt: skip


def tell_demands(truth: Truth, city: City, units: Units) -> None:
    """Tell of advice, of what was handed on, of talks, circulars and appraisals."""
    for r in city.recommendations:
        ref = truth.node(
            "Recommendation", r.no, no=r.no, common=r.common, sent=r.sent, count=r.count, due=r.due,
            handling=r.handling, result=r.result, replied=r.replied, rules=r.rules,
        )  # fmt: skip
        _handed(truth, ref, r.round_no, units.at(r.receiver), r.sent, r.findings)
    for i in city.items:
        ref = truth.node(
            "TransferItem", i.no, no=i.no, text=i.text, sent=i.sent, due=i.due, result=i.result,
            sanctioned=i.sanctioned, handled=i.handled, rules=i.rules, closed=i.closed,
        )  # fmt: skip
        _handed(truth, ref, i.round_no, units.at(i.receiver), i.sent, i.findings)
        truth.edge("CONCERNS", ref, units.at(i.unit))
    for p in city.reproaches:
        _reproach(truth, p, units)


def _handed(
    truth: Truth, ref: Ref, round_no: int, receiver: Ref, on: str, findings: tuple[str, ...]
) -> None:
    truth.edge("OF_ROUND", ref, ("Round", round_no))
    truth.edge("SENT_TO", ref, receiver, on=on)
    for number in findings:
        truth.edge("LED_TO", ("Finding", number), ref)


def _reproach(truth: Truth, p: Reproach, units: Units) -> None:
    if p.kind == "政治生态评价":
        ref = truth.node(
            "Assessment", p.on, p.kind, p.target, on=p.on, kind=p.kind, reason=p.reason, by=p.by,
            score=p.score, score_value=p.score_value,
        )  # fmt: skip
    else:
        ref = truth.node(
            "Accountability", p.no or p.on, p.kind, p.target, on=p.on, kind=p.kind, no=p.no,
            target=p.target, reason=p.reason, by=p.by, form=p.form,
        )  # fmt: skip
        target = numbered(p.target) if p.target[1:].isdigit() else units.at(p.target)
        truth.edge("TARGETS", ref, target)
    truth.edge("CONCERNS", ref, units.at(p.unit))
    if p.link:
        truth.edge("LED_TO", _by_number(p.link), ref)


def tell_meetings(truth: Truth, city: City, units: Units) -> None:
    """Tell of meetings: which teams or round they heard, what they approved, who was there."""
    for m in city.meetings:
        ref = _meeting(truth, m)
        held: list[Ref] = [("Team", m.round_no, team) for team in m.teams]
        for subject in held or [("Round", m.round_no)]:
            if not m.agenda or "听取汇报" in m.agenda:
                truth.edge("HEARD", ref, subject)
            for what in m.agenda:
                if what != "听取汇报":
                    truth.edge("APPROVED", ref, subject, what=what)
        for unit in m.units:
            truth.edge("CONCERNS", ref, units.at(unit))
        for number, role in m.attended:
            truth.edge("ATTENDED", numbered(number), ref, role=role)
        if m.chair[1:].isdigit():
            truth.edge("ATTENDED", numbered(m.chair), ref, role="主持")


def _meeting(truth: Truth, m: Meeting) -> Ref:
    held = f"七届第{chinese(m.round_no)}轮"
    heard = listed(tuple(f"{held}第{team}组" for team in m.teams)) or held
    return truth.node(
        "Meeting", m.kind, m.on, heard, *m.units, type=m.kind, on=m.on, chair=m.chair,
        hearing_form=m.form, heard=heard, persons_named=m.named, decisions=m.decisions, minutes=m.minutes,
        agenda=listed(m.agenda),
    )  # fmt: skip


def tell_events(truth: Truth, city: City, units: Units) -> None:
    """Tell of weekly reports and of the events that have no ledger of their own."""
    for w in city.weeklies:
        ref = truth.node(
            "ProgressReport", w.round_no, w.team, f"第{w.week}周", on=w.on, talks=w.talks, docs=w.docs,
            petitions=w.petitions, visits=w.visits, findings=w.findings, next=w.plan,
            other_methods=listed(w.methods),
        )  # fmt: skip
        truth.edge("OF_TEAM", ref, ("Team", w.round_no, w.team))
    for e in city.events:
        concerned = (e.unit,) if e.unit else ()
        ref = truth.node(
            "Event", e.kind, e.on, e.round_no, e.by, e.content, *concerned, kind=e.kind, on=e.on, due=e.due,
            done_on=e.done, content=e.content, ref=e.ref,
        )  # fmt: skip
        truth.edge("OF_ROUND", ref, ("Round", e.round_no))
        truth.edge("DID", numbered(e.by) if e.by[1:].isdigit() else units.at(e.by), ref)
        if e.team:
            truth.edge("OF_TEAM", ref, ("Team", e.round_no, e.team))
        if e.unit:
            truth.edge("CONCERNS", ref, units.at(e.unit))


def tell_lists(truth: Truth, city: City, units: Units, tasks: Tasks) -> None:
    """Tell of checklists, of what was checked, of rules and plans."""
    for i in city.checklist:
        of = truth.node(
            "ChecklistTemplate", i.template, i.version, name=i.template, version=i.version,
            applies_to=i.applies_to, since=i.since, until=i.until,
        )  # fmt: skip
        ref = truth.node(
            "ChecklistItem", i.template, i.version, i.no, no=i.no, focus=i.focus, text=i.text, must=i.must
        )  # fmt: skip
        truth.edge("HAS_ITEM", of, ref)
    for c in city.checks:
        task, certainty = tasks.at(c.round_no, c.team, c.unit)
        ref = ("ChecklistItem", c.template, c.version, c.item)
        by = numbered(c.by) if c.by else None
        truth.edge("CHECKED", task, ref, checked=c.checked, on=c.on, by=by, certainty=certainty)
        truth.edge("USES", ("Round", c.round_no), ("ChecklistTemplate", c.template, c.version))
    for r in city.regulations:
        ref = truth.node(
            "Regulation", r.title, name=r.title, no=r.no, kind=r.kind, level=r.level, stage=r.stage,
            issued=r.issued, from_year=r.from_year, to_year=r.to_year, approved_on=r.approved,
            status=r.status,
        )  # fmt: skip
        truth.edge("ISSUED", units.at(r.issuer), ref)
        for unit in r.targets:
            truth.edge("TARGETS", ref, units.at(unit), year=r.from_year)
