"""Pages of the city: their figures are those of the catalogue, every fact has its row, nothing restricted is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph.model.errors import QueryError, UsageError
from graph.model.privacy import restricted_edges
from visualizations import coverage as coverage_view
from visualizations.blocks import Item
from visualizations.coverage import Coverage
from visualizations.person import HIDDEN, PersonCard
from visualizations.rectification import Board
from visualizations.round import Dashboard
from visualizations.unit import UnitCard
from xuntu import boards, cards, covering, demo, pages
from xuntu.cli import root
from xuntu.telling import EVERY, Telling, Which
from xuntu.workspace import Workspace

COMMITTEE = demo.COMMITTEE
ON = "2025-03-24"
MARKET = "中共云川市市场监督管理局党组"


@pytest.fixture(scope="module")
def mapped(city: Workspace) -> Coverage:
    return covering.coverage(city, ON, Which())


@pytest.fixture(scope="module")
def board(city: Workspace) -> Board:
    return boards.rectification(city, ON, Which(term=7))


@pytest.fixture(scope="module")
def dashboard(city: Workspace) -> Dashboard:
    return boards.dashboard(city, ON, Which(round=14))


@pytest.fixture(scope="module")
def card(city: Workspace) -> PersonCard:
    return cards.person_card(city, "P0163", ON)


@pytest.fixture(scope="module")
def market(city: Workspace) -> UnitCard:
    return cards.unit_card(city, MARKET, ON)


def _rows(city: Workspace, question: str, **parameters: object) -> list[dict[str, Any]]:
    answer = city.query(question, parameters)
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


# ---- coverage


def test_the_rates_of_the_map_are_those_of_q2(city: Workspace, mapped: Coverage) -> None:
    told = {
        (one.level, one.denominator, one.covered, one.share, one.excluded)
        for one in coverage_view.rates(mapped.units)
    }
    names = ("level", "denominator", "covered", "rate", "excluded")
    assert told == {
        tuple(row[name] for name in names) for row in _rows(city, "Q2", term=7, committee=COMMITTEE)
    }


def test_the_units_that_are_open_are_those_of_q1(city: Workspace, mapped: Coverage) -> None:
    told = sorted(one.item.caption for one in mapped.units if one.state == "open" and one.managed)
    assert told == sorted(
        row["unit"] for row in _rows(city, "Q1", term=7, committee=COMMITTEE, on=ON)
    )
    assert any(one.state == "open" and not one.managed for one in mapped.units)


def test_every_task_of_a_target_stands_in_the_column_of_its_round(
    city: Workspace, mapped: Coverage
) -> None:
    assert [label for label, _ in mapped.rounds] == [f"第{n}轮" for n in range(1, 15)]
    told = Counter(mapped.rounds[one.column][0] for unit in mapped.units for one in unit.visits)
    rows = Telling(city).rows("tasks", committee=COMMITTEE)
    assert told == Counter(f"第{row['round_no']}轮" for row in rows)


def test_a_page_of_no_named_committee_is_of_the_workspace_s_own(
    city: Workspace, mapped: Coverage, dashboard: Dashboard
) -> None:
    others = {row["committee"] for row in Telling(city).rows("tasks")} - {COMMITTEE}
    assert others
    assert ("派出党委", COMMITTEE) in mapped.context
    assert ("派出党委", COMMITTEE) in dashboard.context
    whole = covering.coverage(city, ON, Which(committee=EVERY))
    assert ("派出党委", EVERY) in whole.context
    county = covering.coverage(city, ON, Which(committee=min(others)))
    assert sum(len(unit.visits) for unit in county.units) > 0


def test_a_day_in_the_past_covers_less(city: Workspace, mapped: Coverage) -> None:
    then = covering.coverage(city, "2021-01-01", Which(term=7))
    covered = [sum(one.state == "covered" for one in map_.units) for map_ in (then, mapped)]
    assert 0 < covered[0] < covered[1]


# ---- rectification


def test_what_is_due_is_what_q21_tells(city: Workspace, board: Board) -> None:
    told = Counter(
        (one.unit, one.due, -(one.days or 0), one.status)
        for one in board.matters
        if one.state in ("overdue", "soon", "undated")
    )
    rows = _rows(city, "Q21", on=ON)
    units = Telling(city).rows("measures", term=7)
    inspected = {row["no"]: row["unit"] for row in units}
    asked = Counter((inspected[r["finding"]], r["due"], r["days"], r["status"]) for r in rows)
    assert told == asked
    assert {one.state for one in board.matters} >= {"overdue", "soon", "later", "closed", "none"}


def test_the_rates_of_the_units_are_those_of_q22(city: Workspace, board: Board) -> None:
    told = {
        (r.unit.caption, r.total, r.done, r.basic, r.long_term, r.unknown, r.strict, r.broad)
        for r in board.rates
    }
    names = ("unit", "total", "done", "basic", "long_term", "unknown", "strict", "broad")
    assert told == {tuple(row[name] for name in names) for row in _rows(city, "Q22", term=7)}


def test_the_board_of_a_unit_has_nothing_of_others(city: Workspace) -> None:
    found = boards.rectification(city, ON, Which(unit=MARKET))
    assert {one.unit for one in found.matters} == {MARKET}
    with pytest.raises(UsageError, match="没有单位"):
        boards.rectification(city, ON, Which(unit="没有这家"))


# ---- a round


def test_the_categories_of_a_round_are_those_of_q15(city: Workspace, dashboard: Dashboard) -> None:
    asked: Counter[str] = Counter()
    for row in _rows(city, "Q15", term=7, round=14):
        asked[row["category"]] += row["number"]
    told: Counter[str] = Counter()
    for one in dashboard.categories:
        told[one.group] += one.number
    assert told == asked
    assert sum(task.findings for task in dashboard.tasks) == asked.total()


def test_small_numbers_are_not_told(city: Workspace, dashboard: Dashboard) -> None:
    assert any(0 < task.clues < dashboard.small for task in dashboard.tasks)
    assert {dashboard.few(n) for n in range(1, 5)} == {"少于 5"}
    assert (dashboard.few(0), dashboard.few(5)) == (0, 5)
    text = pages.round_page(city, ON, Which(round=14))
    assert "少于 5" in text


def test_what_waits_is_in_the_funnel_of_a_round(dashboard: Dashboard) -> None:
    for step in dashboard.steps:
        assert step.entered == step.went_on + step.ended + step.waiting
    assert dashboard.steps[0].entered == sum(task.findings for task in dashboard.tasks)


def test_a_round_that_was_not_is_a_page_that_says_so(city: Workspace) -> None:
    assert "没有找到第7届第99轮的任务" in pages.round_page(city, ON, Which(7, 99))


# ---- a person


def test_a_career_is_in_order_and_has_its_rows(card: PersonCard) -> None:
    begins = [one.span.begin for one in card.career if one.span]
    assert begins == sorted(begins)
    assert len(card.career) > 4
    assert card.teams
    assert card.kin
    assert all(one.item.sources[0].place for one in (*card.career, *card.teams, *card.kin))
    assert "至今" in card.career[-1].dates


def test_ties_are_the_reasons_of_the_check(card: PersonCard) -> None:
    graves = {one.unit: one.rule for one in card.ties if one.verdict == "应回避"}
    assert any(rule.startswith("R01") for rule in graves.values())
    assert all(one.item.facts and one.text for one in card.ties)


def _reported(city: Workspace) -> set[str]:
    rows = city.snapshot()
    return {
        str(target)
        for kind in restricted_edges()
        for _, target in rows.values(f"edges_{kind}", ("source", "target"))
        if str(target).startswith("Person-")
    }


def test_a_card_says_the_same_of_who_is_reported_and_who_is_not(city: Workspace) -> None:
    """Whether somebody is reported can be told neither from what is on a card nor from what is not."""
    reported = _reported(city)
    served = sorted(
        {str(who) for who, _ in city.snapshot().values("edges_SERVED_IN", ("source", "sources"))}
    )
    both = [next(one for one in served if (one in reported) is wanted) for wanted in (True, False)]
    for one in both:
        found = cards.person_card(city, one, ON)
        assert found.handled is None
        assert HIDDEN in found.notes
        assert found.career


def test_a_reveal_shows_what_is_closed_and_is_logged(city: Workspace) -> None:
    reported = sorted(_reported(city))
    one = next(who for who in reported if Telling(city).rows("person", person=who))
    log = city.folder / "reveals.jsonl"
    before = log.read_text("utf-8").count("\n") if log.exists() else 0
    found = cards.person_card(city, one, ON, reveal="钱办事")
    assert found.handled
    assert HIDDEN not in found.notes
    assert log.read_text("utf-8").count("\n") == before + 1


def test_nobody_known_only_from_restricted_sources_has_a_card(city: Workspace) -> None:
    hidden = {
        str(identifier)
        for identifier, sources in city.snapshot().values("nodes_Person", ("id", "sources"))
        if sources == "受限来源"
    }
    assert hidden
    found = cards.person_card(city, min(hidden), ON)
    unknown = cards.person_card(city, "没有这个人", ON)
    assert found.person is unknown.person is None
    assert found.title == unknown.title


def test_a_name_of_several_people_is_asked_back(city: Workspace) -> None:
    names = Counter(
        name
        for name, _, sources in city.snapshot().values("nodes_Person", ("name", "id", "sources"))
        if name and sources != "受限来源"
    )
    twice = next(str(name) for name, number in sorted(names.items()) if number > 1)
    with pytest.raises(QueryError, match="个人叫"):
        cards.person_card(city, twice, ON)


# ---- a unit


def test_a_unit_is_told_across_its_renames(city: Workspace, market: UnitCard) -> None:
    former = dict(market.context)["前身"]
    assert "云川市工商行政管理局" in former
    assert len(market.history) == 3
    assert any(former_ in one.detail for one in market.leaders for former_ in former.split("、"))
    assert [one.body for one in market.inspections] == [MARKET]
    assert len(market.matters) == sum(one.findings for one in market.inspections)
    office = cards.unit_card(city, "云川市市场监督管理局", ON)
    assert {one.item.caption for one in office.leaders} == {
        one.item.caption for one in market.leaders
    }


def test_what_was_only_handed_over_does_not_count(city: Workspace) -> None:
    shifted = [
        row
        for change, target in city.snapshot().values("edges_SUCCEEDED_BY", ("change", "target"))
        if change == "职能划转"
        for row in Telling(city).rows("bodies", unit=target)
        if row["edge_id"] and "职能划转" in row["change"]
    ]
    assert shifted
    assert not any(row["own"] for row in shifted)


# ---- all of them


def _items(found: object) -> list[Item]:
    """Return every thing on a page, wherever it stands."""
    if isinstance(found, Item):
        return [found]
    if isinstance(found, tuple):
        return [item for one in found for item in _items(one)]
    slots = getattr(found, "__slots__", ())
    return [item for name in slots for item in _items(getattr(found, name))]


def test_every_fact_leads_to_a_row_and_its_quote(
    mapped: Coverage, board: Board, dashboard: Dashboard, card: PersonCard, market: UnitCard
) -> None:
    for found in (mapped, board, dashboard, card, market):
        things = _items(found)
        assert things
        stated = [one for one in things if one.kind != "Organization"]
        assert all(one.sources and one.sources[0].file for one in stated), found
        assert all(place.quote for one in stated for place in one.sources)


def test_no_name_of_who_is_reported_stands_on_a_page_of_findings(city: Workspace) -> None:
    reported = _reported(city)
    names = {
        str(name)
        for identifier, name in city.snapshot().values("nodes_Person", ("id", "name"))
        if identifier in reported and name
    }
    for text in (
        pages.rectification_page(city, ON, Which(term=7)),
        pages.round_page(city, ON, Which(round=14)),
    ):
        assert not [name for name in names if name in text]


@pytest.mark.parametrize(
    "typed",
    [
        ["coverage", "--term", "七"],
        ["person", "P0163"],
        ["unit", MARKET],
        ["rectification", "--round", "14"],
        ["round", "14"],
    ],
    ids=lambda typed: str(typed[0]),
)
def test_the_command_writes_each_page(city: Workspace, tmp_path: Path, typed: list[str]) -> None:
    file = tmp_path / "page.html"
    command = ["--workspace", str(city.folder), "view", *typed, "--on", ON, "-o", str(file)]
    # The command opens the store by itself.
    city.close()
    found = CliRunner().invoke(root, command)
    assert found.exit_code == 0, found.output
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert file.stat().st_size > 20_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["person"], "person 页需要一个编号或名称"),
        (["unit"], "unit 页需要一个编号或名称"),
        (["trace"], "trace 页需要一个编号或名称"),
        (["network"], "三选一"),
        (["round", "乙"], "不是序号"),
    ],
)
def test_the_command_says_what_is_missing(
    city: Workspace, tmp_path: Path, typed: list[str], said: str
) -> None:
    command = ["--workspace", str(city.folder), "view", *typed, "-o", str(tmp_path / "x.html")]
    found = CliRunner().invoke(root, command)
    assert isinstance(found.exception, UsageError)
    assert said in str(found.exception)
