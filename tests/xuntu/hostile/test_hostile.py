"""A workspace in which every text of every ledger and report is hostile: it loads, and nothing it says ever fires."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext

from graph.model.schema import schema
from loaders.ledgers import LEDGERS, declaration
from queries import catalogue
from tests.xuntu.hostile import tour, visits
from tests.xuntu.hostile.conftest import POLICIES, SOAK
from tests.xuntu.hostile.office import Office
from tests.xuntu.hostile.poison import CASES, TEXTS, Found, bare, plain, strings
from tests.xuntu.web.conftest import running
from xuntu import outputs
from xuntu.cli import root as command
from xuntu.workspace import Workspace

WORDS: dict[str, object] = {
    "term": 7, "round": 14, "on": visits.ON, "since": "2019-01-01", "until": "2025-12-31", "people": ["P0027"],
}  # fmt: skip
FORMULA = tuple("=+-@＝＋－＠\t\r\n")
ASKED = [q.name for q in catalogue.CATALOGUE.values()] if SOAK else ["unit_card", "Q39", "Q1"]
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("quarantine",),
    ("status",),
    ("review",),
    ("history", "P0027"),
    ("query", "--cypher", visits.TEXTS),
)


def _texts(workspace: Workspace) -> Mapping[tuple[str, str], list[str]]:
    """Return the texts of every property of text that has any, by kind and property."""
    found = {}
    for name, path in workspace.snapshot().tables().items():
        part, _, kind = name.partition("_")
        if part not in ("nodes", "edges"):
            continue
        rows = pq.read_table(path).to_pydict()
        for one in schema().kind(kind).properties.values():
            texts = sorted({text for text in rows.get(one.name, ()) if text})
            if one.type == "text" and texts:
                found[kind, one.name] = texts
    return found


def test_there_are_strings_enough_and_many_can_stand_in_a_name() -> None:
    assert len(set(strings())) >= 200
    assert sum(map(bare, strings())) >= 50


@pytest.mark.parametrize("ledger", LEDGERS)
def test_every_column_of_text_is_hostile_and_every_other_one_has_been_tried(
    ledger: str, hostile_office: Office
) -> None:
    among = Found(strings()).among
    for column in declaration.load(ledger).columns:
        place = ledger, column.field
        told = (
            hostile_office.columns
            if column.type in TEXTS - {"committee"}
            else hostile_office.spoilt
        )
        assert next(among(told[place]), None), place


def test_hostile_strings_arrive_in_every_property_that_a_text_can_reach(
    hostile_workspace: Workspace,
) -> None:
    reasons = tomllib.loads((CASES / "without.toml").read_text(encoding="utf-8"))
    without = {tuple(name.split(".")) for names in reasons.values() for name in names}
    found = Found([text[:100] for text in strings() if len(plain(text)) > 6])
    reached = {place: set(found.among(texts)) for place, texts in _texts(hostile_workspace).items()}
    assert {place for place, some in reached.items() if not some} == without
    assert len(set().union(*reached.values())) >= 160


def test_what_joined_still_joins(hostile_workspace: Workspace) -> None:
    chain = visits.one(hostile_workspace, visits.CHAIN)
    assert chain["finding"].startswith("Finding-")
    trace = hostile_workspace.trace(chain["finding"], visits.ON)
    assert {"Finding", "Clue", "CaseFile", "Sanction"} <= {
        node.kind for node in trace.subgraph.nodes
    }


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_the_command_line_tells_it_and_the_terminal_obeys_nothing(
    words: tuple[str, ...], hostile_workspace: Workspace
) -> None:
    # The command line opens the store itself.
    hostile_workspace.close()
    done = CliRunner().invoke(command, ["--workspace", str(hostile_workspace.folder), *words])
    assert done.exit_code == 0, done.output
    assert not set(done.output) & {
        *map(chr, range(0x7F, 0xA0)),
        *"\x00\x07\x08\x1b\u202e\u2066\u2028",
    }


def test_what_is_refused_can_be_handed_out_and_taken_back(
    hostile_workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "隔离.xlsx"
    words = ["--workspace", str(hostile_workspace.folder), "quarantine", "--export", str(file)]
    words += ["--committee", "中共云川市委"]
    assert CliRunner().invoke(command, words).exit_code == 0
    book = load_workbook(file)
    assert len(book.sheetnames) >= len(LEDGERS)
    assert "f" not in {cell.data_type for sheet in book for row in sheet for cell in row}
    if SOAK:
        (again,) = hostile_workspace.load([file], dry_run=True)
        assert again.state == "would load", again.reason


@pytest.mark.parametrize("name", ASKED)
def test_no_cell_of_an_answer_is_a_formula(
    name: str, hostile_workspace: Workspace, tmp_path: Path
) -> None:
    task = visits.one(hostile_workspace, visits.TASK)
    chain = visits.one(hostile_workspace, visits.CHAIN)
    team = visits.one(hostile_workspace, visits.TEAM)
    more = {
        "unit": task["unit"],
        "units": [task["unit"]],
        "node": task["id"],
        "sanction": chain["sanction"],
    }
    given = {
        one.name: (WORDS | more | dict(team))[one.name]
        for one in catalogue.find(name).parameters.values()
        if one.default in (None, "today")
    }
    answer = hostile_workspace.query(name, given)
    rows = csv.reader(io.StringIO(outputs.as_csv(answer)))
    assert [
        cell for row in rows for cell in row if cell.startswith(FORMULA) and not _number(cell)
    ] == []
    (file,) = outputs.write(answer, "xlsx", tmp_path / "答.xlsx")
    kinds = {cell.data_type for sheet in load_workbook(file) for row in sheet for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "b"}
    told = "".join(outputs.as_csv(answer))
    assert "1787569" not in told


def _number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


@pytest.mark.parametrize("name", visits.NAMES)
def test_a_page_fires_nothing_and_shows_the_texts(
    name: str, context: BrowserContext, written: Mapping[str, Path]
) -> None:
    found = visits.visit(context, written[name], 100 if SOAK else 12)
    assert found.faults() == []
    assert len(found.strings()) >= 3
    # What is restricted hides whole texts here, never the part of one that would fire.
    assert not re.search("<[^<>]*〔已隐去〕[^<>]*>", found.told)
    found.opened.page.close()


@pytest.mark.parametrize("name", ["explorer", "unit", "check", "answer"] if SOAK else ["unit"])
def test_the_visit_would_see_what_fires(
    name: str, browser: Browser, written: Mapping[str, Path], tmp_path: Path
) -> None:
    file = tmp_path / "armed.html"
    text = written[name].read_text(encoding="utf-8")
    armed = "<img src=x onerror=window.__fired=1>{{1337*1337}}1787569</body>"
    file.write_text(text.replace("</body>", armed), encoding="utf-8")
    context = browser.new_context(bypass_csp=True)
    faults = visits.visit(context, file, 1).faults()
    assert any("fired" in fault for fault in faults)
    assert any("onerror" in fault for fault in faults)
    assert "a template was evaluated" in faults
    context.close()


@pytest.mark.parametrize("policy", POLICIES)
def test_the_workbench_fires_nothing(
    policy: bool, browser: Browser, hostile_office: Office, hostile_workspace: Workspace,
    written: Mapping[str, Path], tmp_path: Path,
) -> None:  # fmt: skip
    assert written
    folder = tour.copy(hostile_workspace, tmp_path)
    with running(folder) as client:
        told = tour.take(browser, client.enter(), hostile_office, policy=policy, thorough=SOAK)
    assert len(set(Found(strings()).among(told))) >= 60
