"""Rows of the ledgers about organs and people: L1, L3, L4, L5, L16, L19, L20, L25."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xuntu.synthetic import places
from xuntu.synthetic.model import COMMITTEE, TERM, TERM_NAME, City
from xuntu.synthetic.rounds import chinese
from xuntu.synthetic.styles import Value

Row = dict[str, Value]
_LEADER = {"县处级正职": "正处", "县处级副职": "副处", "乡科级正职": "正科"}

_TYPOS = (40, 150)
"""Which credit codes of L1 were miscopied, so that the quarantine has something to show."""


def _miswritten(code: str) -> str:
    return code[:-1] + ("7" if code[-1] != "7" else "3")


def organisations(city: City) -> Iterator[Row]:
    """Yield L1: every organ, with the last round that visited it."""
    last = {t.unit: t.round_no for t in city.tasks}
    years = {r.number: r.year for r in city.rounds}
    codes = {o.name: o.uscc for o in city.organisations if o.uscc}
    for name in [list(codes)[at] for at in _TYPOS if at < len(codes)]:
        codes[name] = _miswritten(codes[name])
    for org in city.organisations:
        visited = last.get(org.name)
        yield {
            "org_name": org.name, "org_short": org.short, "uscc": codes.get(org.name),
            "aliases": org.former, "org_kind": org.kind, "managing_level": org.managing, "region_code": org.region,
            "parent": org.parent, "admin_unit": org.admin_unit, "stationed_at": org.watches,
            "system": org.system, "leader_level": _LEADER.get(org.leader_level, ""),
            "funds": org.funds, "complaints": org.complaints,
            "last_round": f"{TERM_NAME}第{chinese(visited)}轮" if visited else None,
            "last_year": years[visited] if visited else None, "status": org.status,
            "managed_by": org.managed_by, "admin_level": org.admin_level, "is_target": org.is_target,
            "counts_for_coverage": org.counts, "excluded_because": org.excluded_because,
            "signs": org.signs, "founded_on": org.founded, "dissolved_on": org.dissolved,
        }  # fmt: skip


def changes(city: City) -> Iterator[Row]:
    """Yield L16: the reform."""
    for c in city.changes:
        yield {
            "old": c.old, "new": c.new, "kind": c.kind, "date": c.on, "function": c.function,
            "doc": c.doc, "region_code": c.region, "section": c.section,
        }  # fmt: skip


def pool(city: City) -> Iterator[Row]:
    """Yield L3: the talent pool, with the rounds its people took part in."""
    years = {r.number: str(r.year) for r in city.rounds}
    took: dict[str, list[int]] = defaultdict(list)
    for member in city.members:
        took[member.person].append(member.round_no)
    for p in city.persons:
        seen = tuple(dict.fromkeys(years[n] for n in took[p.no]))
        yield {
            "person_no": p.no, "name": p.name, "gender": p.gender, "birth_ym": p.birth,
            "id_no": p.id_no, "ethnicity": p.ethnicity, "native_place": places.path(p.native),
            "birth_place": places.path(p.native),
            "growth_place": f"{places.path(p.growth)}({p.birth[:4]}-{int(p.birth[:4]) + 18})",
            "political": "中共党员", "party_join": p.party_join, "work_start": p.work_start,
            "education": p.education, "school": p.school, "employer": p.employer, "post": p.post,
            "rank": p.grade, "skills": p.skills, "entry_type": p.entry, "source_tag": p.source,
            "rounds": len(took[p.no]), "years": seen, "declined": p.declined,
            "evaluation": p.evaluation, "recommender": "同意推荐", "status": p.status,
            "post_rank": p.rank, "lives_in": places.path(p.lives_in), "marital": p.marital,
            "career_checked_on": p.career_checked, "family_checked_on": p.family_checked,
        }  # fmt: skip


def careers(city: City) -> Iterator[Row]:
    """Yield L4: every stay of everybody in the pool."""
    name = {p.no: p.name for p in city.persons}
    for p in city.postings:
        yield {
            "name": name[p.person], "person_no": p.person, "from": p.since, "to": p.until or "至今",
            "org": p.org, "home_unit": p.home_unit, "title": p.title, "kind": p.kind,
            "leading_group": p.leading, "in_charge": p.in_charge, "superior": p.superior,
            "note": p.note, "post_rank": p.rank, "principal": p.principal, "section": p.section,
            "degree": p.degree,
        }  # fmt: skip


def declarations(city: City) -> Iterator[Row]:
    """Yield L5: what was declared for the last round and the planned one."""
    for d in city.declarations:
        yield {
            "declarant": d.person, "round": f"{TERM_NAME}第{chinese(d.round_no)}轮",
            "has_items": d.has_items, "declared_by": d.declared_by, "relation_class": d.relation_class,
            "relation": d.relation, "kin_name": d.kin_name, "kin_post": d.kin_post,
            "kin_key": d.kin_key, "period": d.period, "signed": d.signed,
            "verified": "与干部档案一致" if d.has_items else "", "decision": d.decision, "unit": d.unit,
            "interest_kind": d.interest_kind, "interest": d.interest,
        }  # fmt: skip


def members(city: City) -> Iterator[Row]:
    """Yield L19: who sat in the teams of every round."""
    name = {p.no: p.name for p in city.persons}
    years = {r.number: r.year for r in city.rounds}
    for m in sorted(city.members, key=lambda m: (m.round_no, m.team)):
        yield {
            "term_no": TERM, "year": years[m.round_no], "round_no": m.round_no,
            "team": f"第{m.team}组", "person_no": m.person, "name": name[m.person], "role": m.role,
            "post": m.post, "home_unit": m.home_unit, "appointed_by": m.appointed_by,
            "authorised_by": m.authorised_by, "authorised_doc": m.authorised_doc, "from": m.since,
            "to": m.until, "left_because": m.left_because, "grade": m.grade, "committee": COMMITTEE,
            "authorised_on": m.authorised_on,
        }  # fmt: skip


def families(city: City) -> Iterator[Row]:
    """Yield L20: the family pages."""
    name = {p.no: p.name for p in city.persons}
    for r in city.relatives:
        yield {
            "person_no": r.person, "name": name[r.person], "kin_term": r.term, "kin_name": r.name,
            "kin_person_no": r.number, "birth_ym": r.birth, "party": r.political,
            "unit": r.employer, "title": r.title, "leading": r.leading,
            "lives_in": places.path(r.lives_in), "since": r.since, "until": r.until,
            "nature": r.nature, "stated_on": r.stated_on, "post_since": r.post_since,
            "post_until": r.post_until, "household": places.path(r.household) if r.household else "",
            "home_in": places.path(r.home_in) if r.home_in else "",
        }  # fmt: skip


def leaders(city: City) -> Iterator[Row]:
    """Yield L25: the leading groups, present and former."""
    for x in city.leaders:
        yield {
            "person_no": x.no, "name": x.name, "gender": x.gender, "birth_ym": x.birth,
            "native_place": places.path(x.native), "org": x.org, "title": x.title,
            "post_rank": x.rank, "principal": x.principal, "leading": True,
            "in_charge": x.in_charge, "in_charge_of": x.in_charge_of, "from": x.since,
            "to": x.until or "至今",
        }  # fmt: skip
