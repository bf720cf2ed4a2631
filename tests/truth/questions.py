"""What is asked of the product for each question, and which of its columns tells what the truth tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from graph.model.cells import Cell as Answered
from tests.truth import (
    avoidance,
    clues,
    committees,
    coverage,
    disciplined,
    findings,
    quality,
    rectification,
)
from tests.truth.reading import (
    Reader,
    as_is,
    checklist,
    document,
    head,
    level_of,
    many,
    pair,
    round_no,
    some,
    tail,
    unit,
    yes,
)
from tests.truth.records import Records, Table
from xuntu.synthetic.model import COMMITTEE, NEXT_ENTRY, TERM, TODAY

COUNTY, COUNTY_TERM = "中共东岭县委", 13
DRAFT = "拟任名单.xlsx"
FIRST, ALL = "2019-01-01", TODAY


@dataclass(frozen=True)
class Case:
    """One way of asking a question: the parameters, the truth, and for each of its columns one of the answer's.

    `distinct` drops repeated rows of what is compared; `only` keeps the rows of the answer that it is about.
    """

    parameters: Mapping[str, object]
    truth: Callable[[Records], Table]
    columns: Sequence[tuple[str, Reader]]
    distinct: bool = False
    only: Callable[[Mapping[str, Answered]], bool] = lambda _: True


def _plain(*names: str) -> list[tuple[str, Reader]]:
    return [(name, as_is) for name in names]


def _coverage() -> dict[str, list[Case]]:
    uncovered = _plain("unit", "level", "kind", "last_on", "years_since")
    rates = _plain("level", "denominator", "covered", "rate", "excluded")
    county = {"committee": COUNTY, "term": COUNTY_TERM}
    thresholds: dict[str, object] = {"funds": 8000.0, "petitions": 25, "clues": 1, "least": 3}
    senior = list(coverage.SENIOR)
    load = {"teams": 2, "tasks": 2, "size": 6, "months": 2.0}
    return {
        "Q1": [
            Case({"term": TERM, "on": TODAY}, lambda r: coverage.uncovered(r, COMMITTEE, TERM, TODAY), uncovered),
            Case({**county, "on": TODAY}, lambda r: coverage.uncovered(r, COUNTY, COUNTY_TERM, TODAY), uncovered),
        ],
        "Q2": [Case({"term": TERM}, lambda r: coverage.rates(r, COMMITTEE, TERM), rates)],
        "Q3": [
            Case(
                {**thresholds, "leaders": senior},
                lambda r: coverage.not_escalated(r, leader="乡科级正职", funds=8000, petitions=25, clues=1, least=3),
                _plain("unit", "leader_level", "funds", "petitions", "clues", "score"),
            )
        ],
        "Q4": [
            Case(
                {**county, **load, "on": TODAY, "ends": "2025-12-31"},
                lambda r: coverage.workload(
                    r, COUNTY, COUNTY_TERM, [2025], units_per_team=2, teams=2, members=6, months=2.0
                ),
                _plain("year", "tasks", "rounds", "teams", "person_months"),
            )
        ],
        "Q5": [
            Case(
                {}, coverage.without_sync,
                [*_plain("system", "last_sync"), ("by_level", level_of("市管")), ("by_level", level_of("县管"))],
            )
        ],
        "Q6": [
            Case({}, coverage.villages, [*_plain("village", "mode"), ("round", round_no), ("covered", yes)]),
            Case(
                {"county": "990122"}, lambda r: coverage.villages(r, "990122"),
                [*_plain("village", "mode"), ("round", round_no), ("covered", yes)],
            ),
        ],
    }  # fmt: skip


def _avoidance() -> dict[str, list[Case]]:
    draft: dict[str, object] = {"draft": DRAFT, "on": NEXT_ENTRY}
    return {
        "Q7": [
            Case(draft, avoidance.conflicts, _plain("person_no", "verdict"), distinct=True),
            Case(draft, avoidance.conflict_rules, _plain("person_no", "unit", "rule")),
        ],
        "Q8": [
            Case({**draft, "team": "第1组"}, lambda r: avoidance.candidates(r, "第1组"), _plain("person_no")),
            Case(
                {**draft, "team": "第2组", "need": "财务审计"},
                lambda r: avoidance.candidates(r, "第2组", "财务审计"), _plain("person_no"),
            ),
        ],
        "Q9": [
            Case(
                {"person": "P0064", "unit": "中共云川市市场监督管理局党组"}, avoidance.chain,
                _plain("from_name", "to_name"),
            )
        ],
        "Q10": [
            Case(
                draft, avoidance.structure,
                [("team", as_is), ("rule", head), ("value", tail), ("passed", yes)],
                only=lambda row: str(row["rule"])[:3] in ("R44", "R45"),
            )
        ],
        "Q11": [
            Case(
                {"term": TERM, "round": 14}, lambda r: avoidance.three_places(r, 14),
                [*_plain("person", "unit", "native", "grown", "county"), ("pass", yes)],
            )
        ],
        "Q12": [
            Case(
                {**draft, "team": "第1组", "person": "P0064"}, lambda r: avoidance.candidates(r, "第1组"),
                _plain("person_no"),
            )
        ],
        "Q13": [
            Case(
                {"term": TERM, "round": n}, partial(avoidance.gaps, round_no=n),
                [("person_no", as_is), ("field", lambda _, cell: str(cell).split(".")[0])],
            )
            for n in (10, 14)
        ],
        "Q14": [
            Case(
                {"term": TERM, "round": n}, partial(avoidance.by_succession, round_no=n),
                _plain("person", "unit", "old_unit", "new_unit", "changed_on"),
            )
            for n in (1, 2)
        ],
    }  # fmt: skip


def _findings() -> dict[str, list[Case]]:
    of_round: dict[str, object] = {"term": TERM, "round": 14}
    county: dict[str, object] = {"committee": COUNTY, "term": COUNTY_TERM, "round": 16}
    few = [*_plain("unit", "type", "number"), ("peer_mean", as_is), ("team", as_is)]
    papers = [("finding", as_is), ("papers", many), ("evidence", as_is), ("gap", some)]
    return {
        "Q15": [
            Case(
                of_round, lambda r: findings.distribution(r, COMMITTEE, TERM, 14),
                _plain("category", "kind", "number", "per_unit", "change"),
            )
        ],
        "Q16": [
            Case(
                {"term": TERM, "round": n, "threshold": 3},
                partial(findings.common, committee=COMMITTEE, term=TERM, round_no=n, threshold=3),
                _plain("category", "number"),
            )
            for n in (0, 12)
        ],
        "Q17": [
            Case(
                {}, findings.recurring,
                _plain("unit", "category", "rounds", "first_on", "last_on"),
            )
        ],
        "Q18": [
            Case(
                {}, findings.hits,
                [("template", checklist(0)), ("template", checklist(1)), *_plain("item", "hits", "units")],
            )
        ],
        "Q19": [
            Case(of_round, lambda r: findings.papers(r, COMMITTEE, TERM, 14), papers),
            Case(county, lambda r: findings.papers(r, COUNTY, COUNTY_TERM, 16), papers),
        ],
        "Q20": [
            Case({**of_round, "z": 1.0}, lambda r: findings.few(r, COMMITTEE, TERM, 14, 1.0), few),
            Case({**county, "z": 1.0}, lambda r: findings.few(r, COUNTY, COUNTY_TERM, 16, 1.0), few),
        ],
    }  # fmt: skip


def _rectification() -> dict[str, list[Case]]:
    whole: dict[str, object] = {"since": FIRST, "until": ALL}
    return {
        "Q21": [
            Case(
                {"on": TODAY}, lambda r: rectification.due(r, TODAY),
                _plain("finding", "unit", "due", "days", "level"),
            )
        ],
        "Q22": [
            Case(
                {"term": TERM, "round": n}, partial(rectification.unit_rates, round_no=n),
                _plain("unit", "total", "done", "basic", "long_term", "strict", "broad"),
            )
            for n in (12, 8)
        ],
        "Q23": [
            Case(
                {"term": TERM}, rectification.bounced,
                _plain("finding", "closed_on", "reopened_on", "unit"),
            )
        ],
        "Q24": [
            Case(
                {"term": TERM, "round": n, "on": TODAY}, partial(rectification.fixes, round_no=n),
                _plain("notice", "days", "status"),
            )
            for n in (0, 14)
        ],
        "Q25": [
            Case(
                {"term": TERM}, rectification.low,
                [*_plain("unit", "rate"), ("talked", yes)], only=lambda row: row["rate"] is not None,
            )
        ],
        "Q26": [
            Case(
                {**whole, "on": TODAY}, rectification.letters,
                _plain("letter", "receiver", "due", "replied", "rules"),
            ),
            Case(
                {"since": "2021-01-01", "until": "2022-12-31", "on": TODAY},
                lambda r: rectification.letters(r, "2021-01-01", "2022-12-31"),
                _plain("letter", "receiver", "due", "replied", "rules"),
            ),
        ],
    }  # fmt: skip


def _clues() -> dict[str, list[Case]]:
    return {
        "Q27": [
            Case(
                {"term": TERM}, lambda r: clues.funnel(r, COMMITTEE, TERM),
                _plain("stage", "clues", "persons", "rate", "median_days"),
            )
        ],
        "Q28": [
            Case({"on": TODAY}, lambda r: clues.unanswered(r, TODAY), _plain("clue", "receiver", "days"))
        ],
        "Q30": [
            Case(
                {}, clues.repeated,
                [("person", as_is), ("clues", many), ("rounds", many), ("merged", some)],
            )
        ],
        "Q31": [
            Case(
                {"on": TODAY, "days": 180}, lambda r: clues.on_hold(r, TODAY, 180),
                _plain("clue", "since", "reviewed"),
            )
        ],
    }  # fmt: skip


def _disciplined() -> dict[str, list[Case]]:
    whole: dict[str, object] = {"since": FIRST, "until": ALL}
    return {
        "Q32": [
            Case(
                {"since": since, "until": until},
                partial(disciplined.statistics, since=since, until=until),
                _plain("class", "measure", "level", "form", "persons", "times"),
                only=lambda row: row["period"] == "期内",
            )
            for since, until in ((FIRST, ALL), ("2022-01-01", "2022-12-31"))
        ],
        "Q33": [
            Case(
                {"on": TODAY}, lambda r: disciplined.running(r, TODAY),
                _plain("person", "sanction", "until"), only=lambda row: row["until"] is not None,
            )
        ],
        "Q34": [
            Case(
                whole, disciplined.expelled_heads,
                [*_plain("person", "unit_then", "unit_now", "judgement")],
            )
        ],
        "Q35": [
            Case(
                {"least": 1}, lambda r: disciplined.missed(r, 1),
                [("unit", unit), *_plain("persons", "findings", "ratio")],
            )
        ],
    }  # fmt: skip


def _others() -> dict[str, list[Case]]:
    period: dict[str, object] = {"since": FIRST, "until": ALL}
    return {
        "Q36": [
            Case(
                period, committees.compared,
                _plain("committee", "units", "per_unit", "clue_rate", "rate"),
            )
        ],
        "Q37": [
            Case(
                {"term": TERM, "round": 14}, lambda r: committees.shares(r, 14),
                [("mode", lambda _, cell: str(cell)[:2]),
                 *_plain("petitions", "clues", "petition_share", "clue_share")],
            )
        ],
        "Q38": [
            Case({}, quality.figures, [("document", document), *_plain("stated", "counted")]),
            Case(
                {"doc": quality.COUNTY}, quality.of_one_county,
                [("document", document), *_plain("stated", "counted")],
                only=lambda row: row["counted"] is not None,
            ),
        ],
        "Q39": [
            Case(
                {}, quality.ended_first, [("record", pair(0)), ("record", pair(1))],
                only=lambda row: row["kind"] == "夫妻",
            ),
        ],
        "Q40": [Case({}, quality.weak, [("field", as_is), ("source", document)])],
    }  # fmt: skip


CASES: Mapping[str, Sequence[Case]] = {
    **_coverage(), **_avoidance(), **_findings(), **_rectification(), **_clues(), **_disciplined(), **_others(),
}  # fmt: skip
"""The questions that are asked in one step; Q29 has a test of its own."""
