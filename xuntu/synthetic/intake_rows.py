"""Rows of the ledgers about what came in and what was asked of others: L6, L8, L9, L12, L13, L17, L18."""

from __future__ import annotations

from collections.abc import Iterator

from xuntu.synthetic.model import COMMITTEE, TERM, TERM_NAME, City
from xuntu.synthetic.register_rows import Row
from xuntu.synthetic.rounds import chinese


def _round(number: int) -> str:
    return f"{TERM_NAME}第{chinese(number)}轮"


def papers(city: City) -> Iterator[Row]:
    """Yield L6: every working paper; some leave out what their number tells."""
    for at, p in enumerate(city.papers):
        told = at % 10 != 7
        yield {
            "no": p.no, "unit": p.unit, "title": p.title, "origin": p.origin, "facts": p.facts,
            "rule_basis": p.basis, "evidence": p.evidence, "responsible": p.responsible,
            "category": p.category, "amount": p.amount, "finder": p.finder, "found_on": p.found_on,
            "writer": p.writer, "group_opinion": p.opinion, "signed": p.signed, "outcome": p.outcome,
            "committee": COMMITTEE if at % 5 else "", "term_no": TERM,
            "round": p.round_no if told else None, "team": f"第{p.team}组" if told else "",
        }  # fmt: skip


def fixes(city: City) -> Iterator[Row]:
    """Yield L8: what had to be put right at once; units go by their short names."""
    short = {o.name: o.short for o in city.organisations}
    for f in city.fixes:
        yield {
            "no": f.no, "round": _round(f.round_no), "team": f"第{f.team}组", "unit": short[f.unit],
            "kind": f.kind, "text": f.text, "issued": f.issued, "due": f.due, "reported": f.reported,
            "result": f.result, "status": f.status, "committee": COMMITTEE, "from_nos": f.sources,
            "closed": f.closed,
        }  # fmt: skip


def measures(city: City) -> Iterator[Row]:
    """Yield L9: what is done about each finding."""
    for m in city.measures:
        yield {
            "seq": m.seq, "finding": m.finding, "goal": m.goal, "measure": m.text, "lead": m.lead,
            "dept": m.dept, "support": m.support, "due": m.due, "progress": m.progress,
            "percent": m.percent, "status": m.status, "evidence": m.evidence, "amount": m.amount,
            "persons": m.persons, "rules": m.rules, "review": m.review, "closed": m.closed,
            "lookback": m.lookback, "reopened": m.reopened,
        }  # fmt: skip


def petitions(city: City) -> Iterator[Row]:
    """Yield L12: letters, calls and visits; who sent them is not in the city at all."""
    for p in city.petitions:
        yield {
            "no": p.no, "date": p.received, "channel": p.channel, "named": p.named,
            "sealed_ref": p.sealed, "subject": p.subject, "summary": p.summary,
            "in_scope": p.in_scope, "handling": p.handling, "link": p.link, "committee": COMMITTEE,
            "term_no": TERM, "round": p.round_no, "team": f"第{p.team}组", "unit": p.unit,
            "about_inspector": p.about_inspector,
        }  # fmt: skip


def recommendations(city: City) -> Iterator[Row]:
    """Yield L13: advice to departments."""
    years = {r.number: r.year for r in city.rounds}
    for r in city.recommendations:
        yield {
            "no": r.no, "round": f"{TERM_NAME}{years[r.round_no]}年{chinese(r.round_no)}轮",
            "receiver": r.receiver, "common": r.common, "sent": r.sent, "count": r.count, "due": r.due,
            "handling": r.handling, "result": r.result, "replied": r.replied, "committee": COMMITTEE,
            "finding_nos": r.findings, "rules": r.rules,
        }  # fmt: skip


def items(city: City) -> Iterator[Row]:
    """Yield L17: matters handed to departments."""
    for i in city.items:
        yield {
            "no": i.no, "round": _round(i.round_no), "receiver": i.receiver, "unit": i.unit,
            "text": i.text, "sent": i.sent, "due": i.due, "result": i.result,
            "sanctioned": i.sanctioned, "handled": i.handled, "rules": i.rules, "closed": i.closed,
            "committee": COMMITTEE, "finding_nos": i.findings,
        }  # fmt: skip


def reproaches(city: City) -> Iterator[Row]:
    """Yield L18: talks, notices, circulars, appraisals."""
    for r in city.reproaches:
        yield {
            "date": r.on, "kind": r.kind, "target": r.target, "reason": r.reason, "link": r.link,
            "by": r.by, "form": r.form, "score": r.score, "no": r.no, "unit": r.unit,
            "score_value": r.score_value,
        }  # fmt: skip
