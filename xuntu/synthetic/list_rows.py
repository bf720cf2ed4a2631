"""Rows of the ledgers about meetings, lists and firms: L14, L15, L21, L22, L23, L24, L26, L27."""

from __future__ import annotations

from collections.abc import Iterator

from xuntu.synthetic.model import COMMITTEE, TERM, TERM_NAME, City
from xuntu.synthetic.records import Meeting
from xuntu.synthetic.register_rows import Row
from xuntu.synthetic.rounds import chinese


def meetings(city: City) -> Iterator[Row]:
    """Yield L14: meetings, with the teams or the round they were about."""
    for m in city.meetings:
        yield {
            "type": m.kind, "date": m.on, "chair": m.chair, "hearing_form": m.form,
            "attended": tuple(f"{who}({role})" if role else who for who, role in m.attended),
            "absent": m.absent, "heard": _heard(m), "named": m.named, "decisions": m.decisions,
            "minutes": m.minutes, "committee": COMMITTEE, "units": m.units, "agenda": m.agenda,
        }  # fmt: skip


def _heard(meeting: Meeting) -> str:
    held = f"{TERM_NAME}{chinese(meeting.round_no)}轮"
    if not meeting.teams:
        return held
    first, last = meeting.teams[0], meeting.teams[-1]
    return f"{held}{first}—{last}组" if first != last else f"{held}{first}组"


def weeklies(city: City) -> Iterator[Row]:
    """Yield L15: weekly reports."""
    for w in city.weeklies:
        yield {
            "team": f"第{w.team}巡察组", "week": f"第{w.week}周", "date": w.on, "talks": w.talks,
            "docs": w.docs, "petitions": w.petitions, "visits": w.visits, "findings": w.findings,
            "next": w.plan, "committee": COMMITTEE, "term_no": TERM, "round": w.round_no,
            "other_methods": w.methods,
        }  # fmt: skip


def businesses(city: City) -> Iterator[Row]:
    """Yield L21: firms of people and relatives."""
    for b in city.businesses:
        yield {
            "person_no": b.person, "holder": b.holder, "kin_term": b.term, "firm": b.firm,
            "uscc": b.uscc, "share": b.share, "post": b.post, "since": b.since, "until": b.until,
            "client": b.client, "deal": b.deal, "amount": b.amount, "signed_on": b.signed,
            "kin_person_no": b.number, "deal_kind": b.deal_kind, "industry": b.industry,
            "listed": b.listed,
        }  # fmt: skip


def trainings(city: City) -> Iterator[Row]:
    """Yield L22: training, pledge and what the discipline commission said."""
    name = {p.no: p.name for p in city.persons}
    for t in city.trainings:
        yield {
            "term_no": TERM, "round_no": t.round_no, "person_no": t.person, "name": name[t.person],
            "trained_on": t.trained, "topics": t.topics, "attended": t.attended,
            "pledged_on": t.pledged, "committee": COMMITTEE, "integrity": t.integrity,
            "integrity_on": t.integrity_on,
        }  # fmt: skip


def events(city: City) -> Iterator[Row]:
    """Yield L23: what has no ledger of its own."""
    for e in city.events:
        yield {
            "on": e.on, "kind": e.kind, "term_no": TERM, "round_no": e.round_no,
            "team": f"第{e.team}组" if e.team else "", "by": e.by, "unit": e.unit,
            "content": e.content, "due": e.due, "done_on": e.done, "ref": e.ref,
            "committee": COMMITTEE,
        }  # fmt: skip


def checklist(city: City) -> Iterator[Row]:
    """Yield L24: the items of the checklists."""
    for i in city.checklist:
        yield {
            "template": i.template, "version": i.version, "applies_to": i.applies_to,
            "item_no": i.no, "focus": i.focus, "text": i.text, "must": i.must, "from": i.since,
            "to": i.until,
        }  # fmt: skip


def regulations(city: City) -> Iterator[Row]:
    """Yield L26: rules and plans."""
    for r in city.regulations:
        yield {
            "title": r.title, "no": r.no, "kind": r.kind, "issuer": r.issuer, "level": r.level,
            "stage": r.stage, "issued": r.issued, "from_year": r.from_year, "to_year": r.to_year,
            "targets": r.targets, "approved_on": r.approved, "status": r.status,
        }  # fmt: skip


def checks(city: City) -> Iterator[Row]:
    """Yield L27: items looked at, and items left."""
    short = {o.name: o.short for o in city.organisations}
    for c in city.checks:
        yield {
            "term_no": TERM, "round_no": c.round_no, "team": f"第{c.team}组", "unit": short[c.unit],
            "template": c.template, "version": c.version, "item_no": c.item, "checked": c.checked,
            "on": c.on, "by": c.by,
        }  # fmt: skip
