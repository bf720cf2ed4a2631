"""Every rule, case, question and mechanism of the design works: what tests/cases/coverage.csv names is run here.

Questions, Cypher, pages and traces are run as the command that docs/coverage.md prints. What the fictional city has
no example of is asked of a second, tiny office (tests/cases/coverage_office.toml).
"""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from loaders.reports.extract import report
from queries.avoidance import check, load_profile, read_draft
from queries.avoidance.draft import Draft
from tests.coverage import CASES, Line, lines
from tests.queries.avoidance import test_rule_cases, test_team_cases
from tests.queries.avoidance.conftest import World
from xuntu import checking, judging, kept
from xuntu.cli import root
from xuntu.workspace import Workspace

SOAK = bool(os.environ.get("XUNTU_SOAK"))
OFFICE = tomllib.loads((CASES / "coverage_office.toml").read_text(encoding="utf-8"))
AVOIDANCE = CASES / "avoidance"
COMMITTEE = "中共云川市委"
SANCTION = (
    "MATCH (:Clue)-[:LED_TO]->(:CaseFile)-[:RESULTED_IN]->(s:Sanction) RETURN s.id AS id LIMIT 1"
)
RELATED, RELATIVE = "N08", "喻儿"
"""A member of the labelled draft, and the son whom the clue of coverage_office.toml is about."""

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Office:
    """The tiny office: a check was kept when it held the labelled ledgers, all the rest was loaded later."""

    workspace: Workspace
    kept: kept.Kept


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, city_files: Path) -> Iterator[Office]:
    """The ledgers of the labelled avoidance cases, and then those and the reports of coverage_office.toml."""
    folder = tmp_path_factory.mktemp("small")
    files = folder / "资料"
    files.mkdir()
    for name, table in OFFICE["ledger"].items():
        (files / f"{name}.csv").write_text(table.strip() + "\n", encoding="utf-8")
    for name, text in OFFICE["report"].items():
        (files / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    with Workspace.init(folder / "office", committee=COMMITTEE, region="990100") as made:
        shutil.copy(city_files / "regions.csv", made.folder / "regions.csv")
        made.load([AVOIDANCE / "ledgers"])
        profile = checking.profile_of(made)
        held, _ = judging.keep(made, part_of_draft(), profile, None, by="钱办事", title="草案")
        assert {told.state for told in made.load([files], adds=True)} == {"loaded"}
        yield Office(made, held)


@pytest.fixture(scope="module")
def small(office: Office) -> Workspace:
    """The tiny office, to be asked."""
    return office.workspace


@pytest.fixture(scope="module")
def drafted(small: Workspace) -> dict[str, Any]:
    """The check of the labelled draft, as the contract prints it."""
    draft = read_draft(AVOIDANCE / "draft")
    return dict(check(small.snapshot(), draft, load_profile(), committee=COMMITTEE).to_json())


def part_of_draft() -> Draft:
    """Return the part of the labelled draft about somebody whose son works elsewhere."""
    whole = read_draft(AVOIDANCE / "draft")
    [member] = [one for one in whole.members if one.person_no == RELATED]
    [task] = [one for one in whole.tasks if one.team == member.team]
    return Draft((member,), (task,))


@pytest.mark.parametrize("line", lines(), ids=lambda one: f"{one.id}-{one.by}-{one.on}")
def test_what_the_line_names_gives_what_it_says(
    line: Line, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    RUNNERS[line.by](line, request.getfixturevalue, tmp_path)


# ---- on the command line


def said(office: Workspace, words: Sequence[str]) -> str:
    """Run a command on an open office and return what it printed."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("query", "trace", "view"):
            patch.setattr(f"xuntu.cli.{module}.workspace_of", lambda _: nullcontext(office))
        found = CliRunner().invoke(root, ["--quiet", *words])
    assert found.exception is None, repr(found.exception)
    return found.stdout


def asked(line: Line, fixture: Callable[[str], Any], _: Path) -> None:
    """A question or Cypher: the command, read as JSON."""
    office: Workspace = fixture(line.on)
    words = line.words()
    if "@sanction" in line.asks:
        [[sanction]] = office.query(SANCTION, cypher=True).rows
        words = [word.replace("@sanction", str(sanction)) for word in words]
    held_to(line.expect, rows_of(office, tuple(words)))


def published(line: Line, fixture: Callable[[str], Any], _: Path) -> None:
    """A published figure: what Q38 says of its report; of all reports it is asked once."""
    rows = rows_of(fixture(line.on), tuple(line.words()[:2]))
    doc = f"{dict(line.parameters)['doc']}.txt"
    held_to(line.expect, [row for row in rows if row["document"].startswith(doc)])


@cache
def rows_of(office: Workspace, words: tuple[str, ...]) -> Sequence[Cells]:
    """Return what a command answers, row by row; several lines ask the same."""
    answer = json.loads(said(office, [*words, "--format", "json"]))
    names = [column["name"] for column in answer["columns"]]
    return [dict(zip(names, map(shown, row), strict=True)) for row in answer["rows"]]


def shown(cell: object) -> str:
    """Return a cell of JSON as the case file writes it."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return f"{cell:.12g}" if isinstance(cell, float) else "" if cell is None else str(cell)


def held_to(expect: str, rows: Sequence[Cells]) -> None:
    """Check rows: `rows>=3`, or some row like `name=value other=value`; there always must be one."""
    assert rows, "no row"
    for part in expect.split(" | "):
        if part.startswith("rows>="):
            assert len(rows) >= int(part.removeprefix("rows>=")), len(rows)
        else:
            pairs = [one.split("=", 1) for one in part.split()]
            assert any(all(fits(row, *pair) for pair in pairs) for row in rows), (part, rows[:20])


def fits(cells: Cells, name: str, value: str) -> bool:
    return name in cells and fnmatchcase(cells[name], value)


def exported(line: Line, fixture: Callable[[str], Any], folder: Path) -> None:
    """A list that goes out: the workbook has these columns, in this order, and rows."""
    words = line.words()
    place = folder / words.pop()
    said(fixture(line.on), [*words, str(place)])
    sheet = openpyxl.load_workbook(place).worksheets[0]
    rows = [tuple(cell for cell in row if cell is not None) for row in sheet.values]
    head = tuple(line.expect.removeprefix("columns=").split("、"))
    assert head in rows
    assert len(rows) > rows.index(head) + 2


def traced(line: Line, fixture: Callable[[str], Any], _: Path) -> None:
    """A trace: one link between these two kinds."""
    told = json.loads(said(fixture(line.on), [*line.words(), "--format", "json"]))
    source, target = line.expect.removeprefix("links=").split(">")
    ends = {(e["source"].split("-")[0], e["target"].split("-")[0]) for e in told["steps"]}
    assert (source, target) in ends


def drawn(line: Line, fixture: Callable[[str], Any], folder: Path) -> None:
    """A page: it is written and has these words."""
    *words, _ = line.words()
    said(fixture(line.on), [*words, str(folder / "a.html")])
    page = (folder / "a.html").read_text(encoding="utf-8")
    assert [word for word in line.expect.split(" | ") if word not in page] == []


# ---- reports


def extracted(line: Line, fixture: Callable[[str], Any], _: Path) -> None:
    """A sentence of a report: these facts come out of it, or come with a suggestion, or do not."""
    office: Workspace = fixture("small")
    text = OFFICE["report"][line.answer].encode()
    read = report(text, f"{line.answer}.txt", office.regions(), COMMITTEE)
    found = [(fact.type, flat(fact.fields)) for fact in read.facts]
    found += [("unusable", {"reason": u.reason, "suggestion": u.suggestion}) for u in read.unusable]
    for part in line.expect.split(" | "):
        if part.startswith("no "):
            assert part.removeprefix("no ") not in [kind for kind, _ in found]
            continue
        counted, *pairs = part.split()
        kind, times = counted.split("×") if "×" in counted else (counted, "1")
        fitting = [
            fields
            for type_, fields in found
            if type_ == kind and all(fits(fields, *pair.split("=", 1)) for pair in pairs)
        ]
        assert len(fitting) >= int(times), (part, found)


def flat(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a fact as texts, those of `attrs` as `attrs.name`."""
    told: dict[str, str] = {}
    for name, value in fields.items():
        if isinstance(value, Mapping):
            told |= {f"{name}.{key}": str(inner) for key, inner in value.items()}
        elif isinstance(value, list):
            told[name] = "、".join(value)
        else:
            told[name] = str(value).lower() if isinstance(value, bool) else shown(value)
    return told


# ---- avoidance


def judged(line: Line, fixture: Callable[[str], Any], folder: Path) -> None:
    """A rule: its first positive case, run by the runner of the cases, or somebody of the labelled draft."""
    if line.on == "cases":
        of_person = line.answer in test_rule_cases.FILES
        files = test_rule_cases.FILES if of_person else test_team_cases.FILES
        case = positive(files[line.answer])
        # Without XUNTU_SOAK the case is run once in the suite: by the runner itself.
        if SOAK and of_person:
            test_rule_cases.test_rule_case(World(folder), line.answer, case)
        elif SOAK:
            test_team_cases.test_team_case(World(folder), line.answer, case)
        assert case["expect"].get("passed") is (None if of_person else False)
        return
    wanted = dict(pair.split("=") for pair in line.expect.split())
    own = dict(line.parameters)["person"]
    found = fixture("drafted")
    told = [v for v in found["verdicts"] if v["person_no"] == own]
    if line.answer == "R42":
        [whole] = [p["verdict"] for p in found["people"] if p["person_no"] == own]
        assert (whole, {v["verdict"] for v in told}) == (wanted["verdict"], {"可任", whole})
        return
    assert any(answers(one, line.answer, wanted) for one in told), told


def positive(file: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(case for case in file["case"] if case["shows"] == "positive")


def answers(verdict: Mapping[str, Any], rule: str, wanted: Cells) -> bool:
    """Tell whether a verdict is the one wanted, and (but for 可任) this rule has part in it."""
    parts = [
        p for p in (*verdict.get("reasons", ()), *verdict.get("missing", ())) if p["rule"] == rule
    ]
    if wanted["verdict"] == "可任":
        return verdict["verdict"] == "可任" and not [p for p in parts if p.get("severity")]
    named = {key: value for key, value in wanted.items() if key != "verdict"}
    fitting = [p for p in parts if all(p.get(key) == value for key, value in named.items())]
    return verdict["verdict"] == wanted["verdict"] and bool(fitting)


def kept_again(_: Line, fixture: Callable[[str], Any], __: Path) -> None:
    """A check that was kept: a clue loaded later on a member's relative changes it, and names nobody."""
    office: Office = fixture("office")
    [before] = office.kept.answer["verdicts"]
    assert before["verdict"] == "可任"
    [change] = judging.asked_again(office.workspace, office.kept).changes
    assert (change.before, change.person_no) == ("可任", RELATED)
    assert RELATIVE not in change.text


RUNNERS: Mapping[str, Callable[[Line, Callable[[str], Any], Path], None]] = {
    "rule": judged,
    "check": kept_again,
    "question": asked,
    "cypher": asked,
    "figure": published,
    "loader": extracted,
    "export": exported,
    "trace": traced,
    "page": drawn,
}
