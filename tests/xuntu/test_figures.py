"""Two reports on a round of the city, one of them wrong, beside the city's ledgers: from the files to the answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Answer
from xuntu.synthetic import make_city
from xuntu.workspace import Workspace

LEDGERS = ("轮次与任务安排表", "问题清单", "整改台账", "线索移交登记表")
WRONG = """七届云川市委第十轮巡察反馈情况通报

2024年3月1日　来源：云川市委巡察办

七届市委第十轮巡察共发现问题{found}个，向纪检监察机关移交问题线索{more_clues}条。
七届市委第十轮巡察反馈问题{found}个，已完成整改{more_found}个。
反馈指出，有的单位搞“一言堂”，个别单位违规发放津补贴3.6万元。
"""
RIGHT = """七届云川市委第十轮巡察情况简报

2024年3月8日　来源：云川市委巡察办

七届市委第十轮巡察共发现问题{found}个，向纪检监察机关移交问题线索{clues}条。
"""


@pytest.fixture(scope="module")
def told() -> dict[str, int]:
    """What is true of the round, and what one report says instead."""
    city = make_city()
    found = sum(1 for one in city.findings if one.round_no == 10 and one.copy == 0)
    clues = sum(1 for one in city.clues if one.round_no == 10 and one.copy == 0)
    assert found > 0 < clues
    return {"found": found, "clues": clues, "more_found": found + 5, "more_clues": clues + 3}


@pytest.fixture
def office(
    tmp_path: Path,
    city_files: Path,
    told: dict[str, int],
    new_workspace: Callable[[str], Workspace],
) -> Workspace:
    paths = [path for path in (city_files / "台账").iterdir() if path.stem in LEDGERS]
    for name, text in (("通报.txt", WRONG), ("简报.txt", RIGHT)):
        paths.append(tmp_path / name)
        paths[-1].write_text(text.format(**told), encoding="utf-8")
    made = new_workspace("office")
    assert {report.state for report in made.load(sorted(paths))} == {"loaded"}
    return made


def rows(answer: Answer) -> list[dict[str, Any]]:
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


def test_figures_from_the_files_to_the_answers(office: Workspace, told: dict[str, int]) -> None:
    with office:
        beside = {row["indicator"]: row for row in rows(office.query("Q38", {"doc": "通报"}))}
        assert beside["发现问题"]["gap"] == 0
        assert beside["反馈问题"]["counted"] == told["found"]
        assert (beside["移交问题线索"]["stated"], beside["移交问题线索"]["gap"]) == (
            told["more_clues"],
            -3,
        )
        assert beside["完成整改问题"]["gap"] < 0
        assert "第10轮" in beside["完成整改问题"]["scope_note"]

        (doubt,) = rows(office.query("Q39", {"check": "doubtful_figures"}))
        wrong = f"完成整改问题{told['more_found']}个大于反馈问题{told['found']}个"
        assert (doubt["problem"], doubt["place"]) == (wrong, "通报.txt 第4段")

        (apart,) = rows(office.query("Q39", {"check": "figures_disagree"}))
        for words in (
            f"作 {told['more_clues']}条",
            f"作 {told['clues']}条",
            "通报.txt",
            "简报.txt",
        ):
            assert words in apart["problem"]

        weak = {row["field"] for row in rows(office.query("Q40"))}
        assert weak == {"云川市委反馈问题", "云川市委完成整改问题"}

        funnel = rows(office.query("reported_funnel", {"document": "通报", "round": 10}))
        stages = ["发现问题", "反馈问题", "完成整改问题", "移交问题线索"]
        assert [row["stage"] for row in funnel] == stages
        assert funnel[1]["share"] == 100.0
        assert wrong in funnel[2]["note"]

        shown = {row["pattern"]: row for row in rows(office.query("finding_patterns"))}
        assert shown.keys() == {"搞一言堂", "违规发放津补贴"}
        assert shown["违规发放津补贴"]["amount"] == 36000
        assert {row["stated_by"] for row in shown.values()} == {"七届市委第十轮巡察"}
