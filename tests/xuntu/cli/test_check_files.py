"""xuntu check as files: the page and the workbook of a draft, of one person, of a whole pool."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from graph.model.errors import UsageError
from xuntu.cli import root
from xuntu.workspace import Workspace

CASES = Path(__file__).parents[2] / "cases" / "avoidance"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a check in a workspace that holds the labelled ledgers."""
    home = tmp_path_factory.mktemp("files") / "office"
    with Workspace.init(home, committee="中共云川市委", region="990100") as found:
        shutil.copy(CASES / "regions.csv", home / "regions.csv")
        found.load([CASES / "ledgers"])

    def call(*words: str | Path) -> Result:
        argv = ["--quiet", "--workspace", str(home), "check", *map(str, words)]
        return CliRunner().invoke(root, argv)

    return call


def _data(page: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.S)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def test_the_page_and_the_workbook_say_what_json_says(run: Run, tmp_path: Path) -> None:
    draft = CASES / "draft"
    answer = json.loads(run("--draft", draft, "--format", "json").stdout)
    for form in ("html", "xlsx"):
        done = run("--draft", draft, "--format", form, "-o", tmp_path / f"核查.{form}")
        assert done.exit_code == 0, done.output
        assert done.output == f"已写入 {tmp_path / f'核查.{form}'}\n"
    data = _data(tmp_path / "核查.html")
    words = [word for word, _ in data["verdicts"]]
    told = {
        (team["name"], who[0], unit): words[data["cells"][cell][0]]
        for team in data["teams"]
        for who, row in zip(team["people"], team["rows"], strict=True)
        for unit, cell in zip(team["units"], row, strict=True)
    }
    assert told == {
        (v["team"], v["person_no"], v["unit"]): v["verdict"] for v in answer["verdicts"]
    }
    assert data["title"] == "draft"
    book = load_workbook(tmp_path / "核查.xlsx")
    written = {
        (name, str(row[0]), str(unit)): str(verdict).partition("\n")[0]
        for name in book.sheetnames[1:-3]
        for head, *rows in [list(book[name].iter_rows(values_only=True))]
        for row in rows
        for unit, verdict in zip(head[4:], row[4:], strict=True)
    }
    assert written == told


def test_one_person_and_the_whole_pool_are_written_too(run: Run, tmp_path: Path) -> None:
    person = json.loads(run("--draft", CASES / "draft", "--format", "json").stdout)["verdicts"][0]
    asked = ("--person", person["person_no"], "--unit", person["unit"], "--on", "2024-03-15")
    assert run(*asked, "--format", "html", "-o", tmp_path / "一人.html").exit_code == 0
    assert _data(tmp_path / "一人.html")["title"] == f"{person['person_no']} → {person['unit']}"
    pool = ("--all", "--draft", CASES / "draft", "--format", "xlsx", "-o", tmp_path / "全部.xlsx")
    assert run(*pool).exit_code == 0
    assert "人才库" in str(load_workbook(tmp_path / "全部.xlsx")["概况"]["B1"].value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "html"), "要写到一个文件"),
        (("--format", "xlsx"), "要写到一个文件"),
        (("-o", "核查.json", "--format", "json"), "-o 只用于 xlsx 和 html"),
        (("-o", "没有/核查.html", "--format", "html"), "没有这个文件夹"),
    ],
)
def test_where_it_is_written_is_told_before_anything_is_checked(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    done = run("--draft", CASES / "draft", *words)
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)


def test_a_draft_is_never_written_over(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "拟任名单.xlsx"
    draft.write_bytes(b"kept")
    done = run("--draft", draft, "--format", "xlsx", "-o", draft)
    assert isinstance(done.exception, UsageError)
    assert draft.read_bytes() == b"kept"
