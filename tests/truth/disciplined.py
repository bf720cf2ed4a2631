"""The truth of Q32 to Q35: who was disciplined, how, and where nobody had seen it coming."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tests.truth.records import Records, Row, Table, ratio
from xuntu.synthetic.events import CaseFile

FULL = {"正处": "县处级正职", "副处": "县处级副职", "正科": "乡科级正职", "副科": "乡科级副职"}
FIRST_FORM, PARTY, OFFICE = "第一种形态", "党纪处分", "政务处分"


class Given(NamedTuple):
    """One sanction or measure: against whom, of which kind and level, decided when (not always known)."""

    case: CaseFile
    kind: str
    level: str
    decided: str
    end: str

    @property
    def person(self) -> tuple[str, str]:
        """What tells people apart: name, and month of birth with gender."""
        return self.case.person, self.case.person_key


def given(records: Records) -> Iterator[Given]:
    """Yield every sanction, party's and office's apart, and every measure of the first form."""
    for case in records.city.cases:
        if case.measure:
            yield Given(case, FIRST_FORM, case.measure, "", "")
        sanction = records.sanction.get(case.no) if case.no else None
        if sanction is not None:
            for kind, level in ((PARTY, sanction.party), (OFFICE, sanction.admin)):
                if level:
                    yield Given(case, kind, level, sanction.decided, sanction.influence_end)


def statistics(records: Records, since: str, until: str) -> Table:
    """Q32: people and times by kind, measure, level of post and form; without a day of decision it is in no period."""
    groups: dict[tuple[str, str, str, int | None], list[Given]] = defaultdict(list)
    for one in given(records):
        if one.decided and since <= one.decided <= until:
            level = FULL.get(one.case.level, one.case.level)
            groups[one.kind, one.level, level, one.case.form].append(one)
    rows: list[Row] = [
        (kind, measure, level, form, len({g.person for g in found}), len(found))
        for (kind, measure, level, form), found in groups.items()
    ]
    return Table(("class", "measure", "post_level", "form", "persons", "person_times"), rows)


def running(records: Records, on: str) -> Table:
    """Q33: who is still in a running influence period, of which sanction, until when (that day included)."""
    rows: list[Row] = [
        (g.case.person, g.level, g.end)
        for g in given(records)
        if g.end and g.decided <= on <= g.end
    ]
    return Table(("person", "sanction", "end"), rows)


def expelled_heads(records: Records, since: str = "", until: str = "9999") -> Table:
    """Q34: number ones expelled from party and office and referred to court in the period, and where they served."""
    rows: list[Row] = []
    for case in records.city.cases:
        sanction, court = records.sanction.get(case.no), records.prosecution.get(case.no)
        if not (case.no and case.principal and sanction and court):
            continue
        both = (sanction.party, sanction.admin) == ("开除党籍", "开除")
        if both and since <= sanction.decided <= until:
            rows.append((case.person, case.unit, records.now(case.unit), court.judgement or None))
    return Table(("person", "org_then", "org_now", "verdict"), rows)


def missed(records: Records, least: int) -> Table:
    """Q35: units with so many sanctioned people, and the findings of all inspections of them under all their names."""
    people: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in given(records):
        if one.kind in (PARTY, OFFICE):
            people[records.body(one.case.unit)].add(one.person)
    found: dict[str, int] = defaultdict(int)
    for book in records.books:
        for f in book.findings:
            found[records.now(f.unit)] += 1
    rows: list[Row] = [
        (unit, len(who), found[unit], ratio(len(who), found[unit], 2))
        for unit, who in people.items()
        if len(who) >= least
    ]
    return Table(("unit", "sanctioned", "findings", "ratio"), rows)
