"""The truth of Q38 to Q40: figures against rows, and records that nobody should trust unseen."""

from __future__ import annotations

from tests.truth.records import CLOSED, Records, Row, Table

SURVEY, FEEDBACK = "七届市委巡察工作综述", "七届市委第十三轮巡察反馈情况通报"
COUNTY, BRIEF = "东岭县单位提级交叉巡察情况", "第十二轮巡察整改工作简报"
WRONG, WRONG_ROUND = "第十轮巡察反馈情况", 10
BRIEF_ON, BRIEF_ROUND, FEEDBACK_ROUND, COUNTY_CODE = "2024-04-30", 12, 13, "990121"


def figures(records: Records) -> Table:
    """Q38: what the four reports state, and how many records of the same kind and scope there are."""
    city = records.city
    led = {c.no for c in city.cases if c.clue and c.no}
    handled = {
        (c.person, c.person_key) for c in city.cases if c.no in records.sanction and c.no in led
    }
    raised = [t for t in city.tasks if "提级" in t.modes]
    one = [t for t in city.tasks if t.round_no == FEEDBACK_ROUND]
    rows: list[Row] = [
        (SURVEY, len(city.rounds), len(city.rounds)),
        (SURVEY, len({t.unit for t in raised}), len({t.unit for t in raised})),
        (SURVEY, len(city.findings), len(city.findings)),
        (SURVEY, len(city.clues), len(city.clues)),
        (SURVEY, len(led), len(led)),
        # The report counts sanctions and calls them people: who was sanctioned twice is one.
        (SURVEY, sum(s.case in led for s in city.sanctions), len(handled)),
        (FEEDBACK, len({t.unit for t in one}), len({t.unit for t in one})),
        (FEEDBACK, *[sum(f.round_no == FEEDBACK_ROUND for f in city.findings)] * 2),
        (FEEDBACK, *[sum(c.round_no == FEEDBACK_ROUND for c in city.clues)] * 2),
        (FEEDBACK, *[len({t.unit for t in one if "提级" in t.modes})] * 2),
        *_brief(records),
    ]
    return Table(("document", "stated", "counted"), rows, exact=False)


def of_one_county(records: Records) -> Table:
    """Q38: what may be counted beside the figures of a county: its own units only; no count at all is right too."""
    city = records.city
    here = {t.unit for t in city.tasks if records.unit[t.unit].region == COUNTY_CODE}
    found = sum(f.unit in here for f in city.findings)
    told = sum(c.unit in here for c in city.clues)
    numbers = (len(here), found, told)
    return Table(("document", "stated", "counted"), [], maybe=[(COUNTY, n, n) for n in numbers])


def _brief(records: Records) -> list[Row]:
    found = [f for f in records.city.findings if f.round_no == BRIEF_ROUND]
    closed = 0
    for f in found:
        own = records.measures_of[f.no]
        closed += all(m.status == CLOSED and m.closed <= BRIEF_ON for m in own)
    return [
        (BRIEF, len(found), len(found)),
        (BRIEF, len(found) * 9 // 10, closed),
    ]


def ended_first(records: Records) -> Table:
    """Q39: marriages that, as told, ended before they began; nobody else's."""
    name = {p.no: p.name for p in records.city.persons}
    rows: list[Row] = [
        tuple(sorted((name[r.person], r.name)))
        for r in records.city.relatives
        if r.term in ("妻子", "丈夫") and r.until and r.until < r.since
    ]
    return Table(("one", "other"), rows)


def wrong_report(records: Records) -> str:
    """Return a report of which two figures speak against each other: more was put right than was fed back."""
    found = sum(f.round_no == WRONG_ROUND for f in records.city.findings)
    return (
        "七届云川市委第十轮巡察反馈情况通报\n\n2024年3月1日　来源：云川市委巡察办\n\n"
        f"七届市委第十轮巡察共发现问题{found}个。\n"
        f"七届市委第十轮巡察反馈问题{found}个，已完成整改{found + 5}个。\n"
    )


def weak(_: Records) -> Table:
    """Q40: the two figures of that report that cannot both be right; nothing that a ledger tells."""
    told = ("云川市委反馈问题", "云川市委完成整改问题")
    return Table(("field", "document"), [(field, WRONG) for field in told])
