"""The truth about people: the pool, the leading groups, careers and declarations: L3, L4, L5, L19, L22, L25."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.xuntu.synthetic.truth.model import Ref, Truth, Value, listed
from tests.xuntu.synthetic.truth.units import Places, Units
from xuntu.synthetic.model import City, Person, Posting


def numbered(number: str) -> Ref:
    """Return the name of a person who has a number."""
    return ("Person", "no", number)


@dataclass(slots=True)
class Careers:
    """Gathers stays from every ledger; what two of them tell of one stay is one.

    `same` tells who is one person in the graph: a post without dates joins the stays of all that is known of one.
    """

    truth: Truth
    units: Units
    same: Callable[[Ref], object]
    dated: list[tuple[Ref, str, str, str, str, dict[str, Value]]] = field(default_factory=list)
    undated: list[tuple[Ref, str, str, bool, dict[str, Value]]] = field(default_factory=list)

    def stay(
        self, who: Ref, org: str, title: str, kind: str, since: str, until: str, **said: Value
    ) -> None:
        """Tell of a stay with its dates; an empty end is not stated, 至今 goes on."""
        self.truth.nodes.setdefault(who, {})
        self.dated.append((who, org, title, kind, since, _ended(said, until)))

    def post(self, who: Ref, org: str, title: str, *, runs: bool, **said: Value) -> None:
        """Tell of a post of which no date is known, but perhaps that it runs still."""
        self.undated.append((who, org, title, runs, dict(said)))

    def tell(self) -> None:
        """Tell of every stay: a post without dates is the running one, or the only one there is."""
        known: dict[tuple[object, Ref, str, str], dict[str, bool]] = defaultdict(dict)
        for who, org, title, kind, since, said in self.dated:
            where = self.units.at(org)
            self.truth.edge("SERVED_IN", who, where, title=title, kind=kind, since=since, **said)
            stints = known[self.same(who), where, title, kind]
            stints[since] = stints.get(since, False) or said["end_state"] == "ongoing"
        for who, org, title, runs, post in self.undated:
            where = self.units.at(org)
            stints = known[self.same(who), where, title, "任职"]
            fits = [s for s, ongoing in stints.items() if (ongoing if runs else len(stints) == 1)]
            since = max(fits, default="")
            if not since:
                post = {**post, "end_state": "ongoing" if runs else "not_stated"}
            self.truth.edge("SERVED_IN", who, where, title=title, kind="任职", since=since, **post)


def _ended(said: dict[str, Value], until: str) -> dict[str, Value]:
    if until == "至今":
        return {**said, "end_state": "ongoing"}
    return {**said, "until": until, "end_state": "stated" if until else "not_stated"}


def tell(truth: Truth, city: City, places: Places, units: Units, careers: Careers) -> None:
    """Tell of everybody in the pool and in a leading group, with their careers."""
    for person in city.persons:
        _member(truth, person, city, places, careers)
    for posting in city.postings:
        _posting(truth, posting, units, careers)
    for x in city.leaders:
        who = truth.node(
            "Person", "no", x.no, name=x.name, gender=x.gender, birth=x.birth, person_no=x.no
        )
        truth.edge("NATIVE_OF", who, places.at(x.native))
        careers.stay(
            who, x.org, x.title, "任职", x.since, x.until or "至今", rank=x.rank, leading=True,
            principal=x.principal, in_charge=x.in_charge,
        )  # fmt: skip
        for name in x.in_charge_of:
            truth.edge("IN_CHARGE_OF", who, units.at(name), since=x.since, until=x.until)


def _member(truth: Truth, p: Person, city: City, places: Places, careers: Careers) -> None:
    years = {r.number: str(r.year) for r in city.rounds}
    took = [m.round_no for m in city.members if m.person == p.no]
    who = truth.node(
        "Person", "no", p.no, name=p.name, person_no=p.no, gender=p.gender, birth=p.birth,
        id_last4=p.id_no[-4:], native_place=places.path(p.native), lives_in=places.path(p.lives_in),
        political="中共党员", party_join=p.party_join, work_start=p.work_start, education=p.education,
        school=p.school, employer=p.employer, post=p.post, rank=p.grade, post_rank=p.rank,
        skills=listed(p.skills), source_tag=p.source, rounds_stated=len(took), declined=p.declined,
        years_stated=listed(tuple(dict.fromkeys(years[n] for n in took))), evaluation=p.evaluation,
        recommender="同意推荐", pool_status=p.status, marital=p.marital, keyed=True,
        career_checked_on=p.career_checked, family_checked_on=p.family_checked,
    )  # fmt: skip
    born = int(p.birth[:4])
    truth.edge("NATIVE_OF", who, places.at(p.native))
    truth.edge("GREW_UP_IN", who, places.at(p.growth), since=str(born), until=str(born + 18))
    truth.edge("LIVES_IN", who, places.at(p.lives_in))
    careers.post(who, p.employer, p.post, runs=True, rank=p.rank)


def _posting(truth: Truth, p: Posting, units: Units, careers: Careers) -> None:
    who, until = numbered(p.person), p.until or "至今"
    careers.stay(
        who, p.org, p.title, p.kind, p.since, until, rank=p.rank, leading=p.leading, note=p.note,
        principal=p.principal, section=p.section, in_charge=p.in_charge, degree=p.degree,
    )  # fmt: skip
    if p.kind in ("借调", "抽调", "挂职"):
        careers.stay(who, p.home_unit, p.title, "编制", p.since, until, rank=p.rank)
    if p.superior:
        truth.edge(
            "REPORTED_TO",
            who,
            numbered(p.superior),
            org=units.at(p.org),
            since=p.since,
            until=p.until,
        )


def tell_teams(truth: Truth, city: City, units: Units) -> None:
    """Tell who sat in which team (L19) and who was readied for which round (L22)."""
    for m in city.members:
        truth.edge(
            "MEMBER_OF", numbered(m.person), ("Team", m.round_no, m.team), role=m.role, post=m.post,
            home_unit=units.at(m.home_unit), appointed_by=units.at(m.appointed_by),
            authorised_by=units.at(m.authorised_by), authorised_doc=m.authorised_doc,
            authorised_on=m.authorised_on, since=m.since, until=m.until, end_state="stated",
            left_because=m.left_because, grade=m.grade,
        )  # fmt: skip
    for t in city.trainings:
        who = numbered(t.person)
        ref = truth.node(
            "Event", "培训", "", t.round_no, t.person, "", kind="培训", on=t.trained, attended=t.attended,
            topics=listed(t.topics), integrity=t.integrity, integrity_on=t.integrity_on,
        )  # fmt: skip
        _done(truth, ref, who, t.round_no)
        if t.pledged:
            kind = "签订承诺书"
            ref = truth.node(
                "Event", kind, "", t.round_no, t.person, "", kind=kind, done_on=t.pledged
            )
            _done(truth, ref, who, t.round_no)


def _done(truth: Truth, event: Ref, who: Ref, round_no: int) -> None:
    truth.edge("DID", who, event)
    truth.edge("OF_ROUND", event, ("Round", round_no))
