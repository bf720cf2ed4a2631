"""The forty questions: what each takes and gives, what it says of itself, and answers on a small labelled graph."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Cell
from graph.model.errors import QueryError
from graph.model.privacy import Mask
from graph.snapshot import Snapshot
from graph.stores import open_store
from graph.stores.store import Store
from queries import catalogue, library
from queries.sparql import TWINS, Asked
from queries.sparql import ask as ask_sparql

FOLDER = Path(__file__).resolve().parents[1] / "cases/queries"
FORTY = tomllib.loads((FOLDER / "forty.toml").read_text("utf-8"))
ANSWERS = tomllib.loads((FOLDER / "world_answers.toml").read_text("utf-8"))
CASES = [(name, case) for name, cases in ANSWERS.items() for case in cases]
IDS = [f"{name}-{place}" for name, cases in ANSWERS.items() for place in range(len(cases))]


def written(cell: Cell) -> Any:
    """Return a cell as the case file writes it."""
    if cell is None:
        return ""
    return [written(one) for one in cell] if isinstance(cell, tuple) else cell


@pytest.fixture(scope="session")
def world(
    ident: Callable[[str], str],
    small_snapshot: Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot],
    tmp_path_factory: pytest.TempPathFactory,
) -> Snapshot:
    """The graph of world.toml."""
    listed = tomllib.loads((FOLDER / "world.toml").read_text("utf-8"))
    ids = {"id", "source", "target"}
    rows = {
        kind: [{key: ident(v) if key in ids else v for key, v in row.items()} for row in some]
        for kind, some in listed.items()
    }
    return small_snapshot(tmp_path_factory.mktemp("world"), rows)


@pytest.fixture(scope="session")
def world_store(world: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds it."""
    store = open_store("arcadedb", tmp_path_factory.mktemp("world_store"), 256)
    store.replace(world)
    yield store
    store.close()


@pytest.mark.parametrize(("name", "case"), CASES, ids=IDS)
def test_answers(name: str, case: dict[str, Any], world_store: Store) -> None:
    answer = library.named(name).ask(world_store, case["parameters"])
    assert [[written(cell) for cell in row] for row in answer.rows] == case["rows"]


@pytest.mark.parametrize(
    ("name", "case"), [one for one in CASES if one[0] in TWINS], ids=lambda one: str(one)[:30]
)
def test_twins_answer_the_same(name: str, case: dict[str, Any], world: Snapshot) -> None:
    answer = ask_sparql(name, case["parameters"], Asked(world, Mask(lifted=True)))
    assert [[written(cell) for cell in row] for row in answer.rows] == case["rows"]


def test_there_are_forty() -> None:
    numbered = [one.number for one in catalogue.CATALOGUE.values() if one.number]
    assert sorted(numbered, key=lambda number: int(number[1:])) == list(FORTY)
    assert list(FORTY) == [f"Q{n}" for n in range(1, 41)]


@pytest.mark.parametrize("number", FORTY)
def test_a_question_takes_and_gives_what_it_must(number: str) -> None:
    question = catalogue.find(number)
    given = [column.name for column in question.columns]
    wanted = FORTY[number]["gives"]
    assert [name for name in given if name in wanted] == wanted
    assert set(FORTY[number]["takes"]) <= set(question.parameters)
    assert len(set(given)) == len(given)


@pytest.mark.parametrize("question", catalogue.CATALOGUE.values(), ids=list(catalogue.CATALOGUE))
def test_a_question_says_what_it_counts(question: Any) -> None:
    assert question.definitions
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in question.definitions)
    assert all(re.search(r"[\u4e00-\u9fff]", column.label) for column in question.columns)
    unclear = re.compile(r"天数$|问题数$|单位数$|线索数$|人数$|次数$|（%）.*数$")
    assert not [c.label for c in question.columns if unclear.search(c.label)]


def test_an_answer_is_headed_by_its_day_and_definitions(world_store: Store) -> None:
    answer = library.named("Q21").ask(world_store, {"on": "2025-09-26"})
    assert answer.heading[0] == ("问题", "Q21 超期和即将到期的整改事项")
    assert answer.heading[1] == ("参数", "截至日期 2025-09-26；几天内到期的也列出 7")
    assert ("说明", library.named("Q21").definitions[0]) in answer.heading


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("measure_due", "相近的有：measures_due"), ("Q401", "相近的有：Q40"), ("甲", "xuntu query")],
)
def test_an_unknown_question_names_the_near_ones(name: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=re.escape(sentence)):
        catalogue.find(name)


def test_groups_hold_every_question_once() -> None:
    grouped = catalogue.grouped()
    assert [one for some in grouped.values() for one in some] == list(catalogue.CATALOGUE.values())
    assert list(grouped) == list(catalogue.GROUPS)
    assert [one.number for one in grouped["整改"]] == [f"Q{n}" for n in range(21, 27)]
