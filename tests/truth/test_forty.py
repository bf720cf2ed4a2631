"""The forty questions, answered by the product and by plain Python from what the generator planted: alike."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from graph.model.answers import Answer
from graph.model.cells import Cell as Answered
from graph.model.cells import Node
from graph.stores.store import Store
from queries import library
from tests.engines.stores import Places, open_at
from tests.truth import clues
from tests.truth.quality import WRONG, wrong_report
from tests.truth.questions import CASES, DRAFT, Case
from tests.truth.records import Cell, Records, Row
from xuntu import demo
from xuntu.synthetic import make_city, write_city
from xuntu.workspace import Workspace

READER = "真值核对"
SANCTIONS = "MATCH (k:CaseFile)-[:RESULTED_IN]->(s:Sanction {kind: '党纪处分'}) RETURN k.no AS case, s.id AS id"
SOAK = bool(os.environ.get("XUNTU_SOAK"))
IN_CYPHER = {library.named(name).number for name in library.NAMES}
ORIGINS = ("Clue", "Finding", "WorkingPaper")
_SHOWN = 12


@pytest.fixture(scope="session")
def records() -> Records:
    """The truth."""
    return Records(make_city())


@pytest.fixture(scope="session")
def loaded(records: Records, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that holds the whole city and the draft; tests only read it."""
    files = tmp_path_factory.mktemp("truth") / "files"
    write_city(records.city, files)
    folder = tmp_path_factory.mktemp("asked")
    with Workspace.init(folder, committee=demo.COMMITTEE, region=demo.REGION) as made:
        shutil.copy(files / "regions.csv", folder / "regions.csv")
        shutil.copy(files / DRAFT, folder / DRAFT)
        wrong = files / "报告" / f"{WRONG}.txt"
        wrong.write_text(wrong_report(records), encoding="utf-8")
        reports = made.load([files / "台账", files / "报告"])
        assert {report.state for report in reports} == {"loaded"}
        yield made


@pytest.mark.parametrize("question", CASES)
def test_the_answer_is_the_truth(question: str, records: Records, loaded: Workspace) -> None:
    faults = []
    for case in CASES[question]:
        answer = loaded.query(question, case.parameters, reveal=READER)
        faults += [
            f"{dict(case.parameters)}: {fault}" for fault in differing(case, records, answer)
        ]
    assert not faults, "\n".join(faults)


def test_the_origin_of_every_sanction_is_the_truth(records: Records, loaded: Workspace) -> None:
    """Q29, asked of every case that ended in a sanction: every clue, finding and paper on its paths."""
    given = loaded.query(SANCTIONS, {}, cypher=True, reveal=READER).rows
    assert len({str(case) for case, _ in given}) == len(records.city.sanctions)
    seen = 0
    for case, sanction in given:
        answer = loaded.query("Q29", {"sanction": sanction}, reveal=READER)
        nodes = [part for (path,) in answer.rows for part in _parts(path) if isinstance(part, Node)]
        told = {(n.kind, str(n.properties["no"])) for n in nodes if n.kind in ORIGINS}
        assert told == clues.origin(records, str(case)), case
        seen += bool(told)
    assert 0 < seen < len(given), "a case that no inspection led to has no origin"


def _parts(cell: Answered) -> tuple[Answered, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


@pytest.fixture(scope="session")
def neo4j(loaded: Workspace, places: Places) -> Iterator[Store]:
    """The same city in a real Neo4j."""
    store = open_at(places.new("neo4j"))
    store.replace(loaded.snapshot())
    yield store
    store.close()


@pytest.mark.skipif(not SOAK, reason="a server is started and filled: XUNTU_SOAK=1")
@pytest.mark.parametrize("question", [q for q in CASES if q in IN_CYPHER])
def test_the_answer_of_neo4j_is_the_truth(question: str, records: Records, neo4j: Store) -> None:
    faults = []
    for case in CASES[question]:
        answer = library.named(question).ask(neo4j, case.parameters, timeout=120)
        faults += [
            f"{dict(case.parameters)}: {fault}" for fault in differing(case, records, answer)
        ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("question", CASES)
def test_the_truth_is_worth_asking(question: str, records: Records) -> None:
    """A question to which the city has no answer tells nothing."""
    assert any(case.truth(records).rows for case in CASES[question])


def differing(case: Case, records: Records, answer: Answer) -> list[str]:
    """Return what is missing in an answer, what is too much, by row."""
    told, truth = _told(case, records, answer), case.truth(records)
    right = [_levelled(row) for row in truth.rows]
    if case.distinct:
        told, right = list(dict.fromkeys(told)), list(dict.fromkeys(right))
    missing = Counter(right) - Counter(told)
    known = [*right, *(_levelled(row) for row in truth.maybe)]
    wrong = Counter(told) - Counter(known) if truth.exact else Counter[Row]()
    wrong += Counter(row for row in told if row in {_levelled(n) for n in truth.never})
    return [
        *(f"没有 {row}" for row in list(missing.elements())[:_SHOWN]),
        *(f"不该有 {row}" for row in list(wrong.elements())[:_SHOWN]),
    ]


def _told(case: Case, records: Records, answer: Answer) -> list[Row]:
    names = [column.name for column in answer.columns]
    absent = {name for name, _ in case.columns} - set(names)
    assert not absent, f"没有列 {sorted(absent)}，有 {names}"
    rows: list[Mapping[str, Answered]] = [dict(zip(names, row, strict=True)) for row in answer.rows]
    return [
        tuple(read(records, row[name]) for name, read in case.columns)
        for row in rows
        if case.only(row)
    ]


def _levelled(row: Row) -> Row:
    """Return a row of the truth with every number as a float, as answers are read."""
    return tuple(_number(cell) for cell in row)


def _number(cell: Cell) -> Cell:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell
