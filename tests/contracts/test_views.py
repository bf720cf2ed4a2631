"""Every view is in the table, and keeps what all views promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.model.answers import Subgraph, Trace
from visualizations.check import Matrix
from visualizations.coverage import Coverage
from visualizations.page import View
from visualizations.person import PersonCard
from visualizations.rectification import Board
from visualizations.report import MarkedText
from visualizations.round import Dashboard
from visualizations.unit import UnitCard
from visualizations.views import VIEWS

HELPERS = {
    *("__init__", "answer", "blocks", "facts", "folding", "packing", "page", "palette"),
    *("positions", "swimlanes", "times", "views"),
}
"""Modules of the folder that are no views: what views share."""

EMPTY = Subgraph("空图", (), (), notes=("没有找到",))
EMPTIES = {
    Subgraph: EMPTY,
    Trace: Trace("空图", "", (), EMPTY, (), {}, (), "2025-01-01"),
    MarkedText: MarkedText("空文件", "", {}, (), notes=("没有找到",)),
    Matrix: Matrix("空名单", (), {}, (), notes=("没有找到",)),
    Coverage: Coverage("空届", "2025-01-01", (), (), (), notes=("没有找到",)),
    PersonCard: PersonCard("没有人", "2025-01-01", (), None, notes=("没有找到",)),
    UnitCard: UnitCard("没有单位", "2025-01-01", (), None, notes=("没有找到",)),
    Board: Board("空看板", "2025-01-01", (), (), notes=("没有找到",)),
    Dashboard: Dashboard("空轮次", "2025-01-01", (), (), notes=("没有找到",)),
}


def test_each_module_of_the_folder_is_a_view_in_the_table_or_a_named_helper(root: Path) -> None:
    modules = {path.stem for path in (root / "visualizations").glob("*.py")}
    assert modules - HELPERS == {view.name for view in VIEWS}


def test_names_and_titles_are_unique() -> None:
    assert len({view.name for view in VIEWS}) == len({view.title for view in VIEWS}) == len(VIEWS)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_of_nothing_is_a_page_that_says_so(view: View[object]) -> None:
    text = view.function(EMPTIES[view.draws])
    assert "没有可以" in text
    assert "没有找到" in text


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_page_is_one_file_that_names_no_address(view: View[object]) -> None:
    text = view.function(EMPTIES[view.draws])
    assert text.startswith("<!doctype html>")
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(link|img|iframe|base)\b|\ssrc=|\sstyle=", text)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_same_answer_gives_the_same_page(view: View[object]) -> None:
    assert view.function(EMPTIES[view.draws]) == view.function(EMPTIES[view.draws])
