"""Figures: which measure a number states, whose it is, and what states nothing."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.reports.extract import extract
from loaders.reports.facts import Fact
from loaders.reports.measures import meant, table
from loaders.reports.numbers import quantities, ranks

CASES = Path(__file__).parents[2] / "cases" / "reports"
HEAD = "中共云川市委巡察工作情况\n中共云川市委部署巡察工作。云川市委召开会议。\n"


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((CASES / name).read_text("utf-8").splitlines()))


def metrics(text: str) -> list[Fact]:
    """Return the metrics of a city's report that has this one paragraph."""
    return [f for f in extract(f"{HEAD}{text}\n".encode(), "x.txt") if f.type == "metric"]


def told(text: str) -> list[str]:
    return sorted(f"{f.fields['measure']} {f.fields['value']}" for f in metrics(text))


def attrs(text: str) -> dict[str, object]:
    (fact,) = metrics(text)
    found = fact.fields["attrs"]
    assert isinstance(found, dict)
    return dict(found)


@pytest.mark.parametrize("row", rows("measures.csv"), ids=lambda row: row["text"])
def test_a_number_states_its_measure(row: dict[str, str]) -> None:
    wanted = sorted({one for one in row["told"].split(";") if one})
    assert told(row["text"]) == wanted


@pytest.mark.parametrize("row", rows("subjects.csv"), ids=lambda row: row["text"])
def test_a_number_is_told_of_its_subject(row: dict[str, str]) -> None:
    found = {
        f"{f.fields['committee']} {f.fields['measure']} {f.fields['value']}"
        for f in metrics(row["text"])
    }
    assert found == set(row["told"].split(";"))


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("追缴资金近300万元。", 3000000, "nearly"),
        ("追缴资金逾300万元。", 3000000, "over"),
        ("追缴资金300余万元。", 3000000, "over"),
        ("追缴资金约300万元。", 3000000, "about"),
        ("追缴资金300万元以上。", 3000000, "at_least"),
        ("追缴资金300万元。", 3000000, None),
    ],
)
def test_how_exact_a_number_is(text: str, value: int, bound: str | None) -> None:
    assert metrics(text)[0].fields["value"] == value
    assert attrs(text).get("q") == bound


def test_parts_name_their_total_and_the_next_figure_does_not() -> None:
    found = metrics("发现问题312个，其中党建方面102个、作风方面210个，移交线索9件。")
    parts = [f.fields["attrs"] for f in found]
    assert [p.get("subset_of") if isinstance(p, dict) else "" for p in parts] == [
        None,
        "312",
        "312",
        None,
    ]


def test_a_figure_stands_in_its_own_clause() -> None:
    (first, second) = metrics("据统计，发现问题312个，移交线索9件。")
    assert (first.evidence, second.evidence) == ("发现问题312个", "移交线索9件")


def test_what_was_done_to_all_is_shown_with_both_clauses() -> None:
    found = {f.fields["measure"]: f.evidence for f in metrics("反馈问题32个，已全部整改到位。")}
    assert found["findings_rectified"] == "反馈问题32个，已全部整改到位"


@pytest.mark.parametrize(
    ("text", "rank"), [("位居全省第二。", 2), ("排名第12位。", 12), ("第三轮巡察。", None)]
)
def test_ranks(text: str, rank: int | None) -> None:
    assert next((r.value for r in ranks(text)), None) == rank


TABLE = """会后，云山区委召开会议。云山区委再次召开会议。
轮次 | 巡察单位（家） | 发现问题 | 追缴资金（万元） | 党纪处分人数 | 整改率
第一轮 | 12 | 312 | 12.6 | 4 | 96.5%
合计 | 26 | 592 | 20.6 | 7 | 94%

各区情况如下。
地区 | 发现问题数 | 立案数（件）
云山区 | 132 | 9

情况汇总。
反馈问题 | 45个
会议室电话 | 5566
"""


def test_a_table_states_what_its_heads_say() -> None:
    found = metrics(TABLE)
    assert [
        (f.fields["measure"], f.fields["value"])
        for f in found
        if "区" not in str(f.fields["committee"])
    ] == [
        ("orgs_inspected", 12),
        ("findings_found", 312),
        ("funds_recovered", 126000),
        ("sanctions_party_admin", 4),
        ("rectification_rate", 96.5),
        ("orgs_inspected", 26),
        ("findings_found", 592),
        ("funds_recovered", 206000),
        ("sanctions_party_admin", 7),
        ("rectification_rate", 94),
        ("findings_fed_back", 45),
    ]
    assert {f.fields["attrs"] == {"round": "1"} for f in found[:5]} == {True}
    counties = [f for f in found if f.fields["committee"] == "云山区委"]
    assert {f.fields["measure"] for f in counties} == {"findings_found", "cases_filed"}
    assert all(f.evidence.startswith(str(f.fields["value"])) for f in counties)


def test_every_saying_uses_words_that_the_lists_have() -> None:
    words = tomllib.loads(files("loaders.reports").joinpath("figure_words.toml").read_text("utf-8"))
    verbs, nouns = set(words["verbs"]), set(words["nouns"])
    for measure in table().values():
        for saying in measure.says:
            used = {
                part.removeprefix("share:").removeprefix("not:")
                for verb in saying.verbs
                for part in verb.split("+")
            }
            assert used <= verbs | {"*"}, measure.code
            assert (saying.nouns | saying.topics) <= nouns | {"*", "-", "?"}, measure.code
    assert not verbs & nouns


def test_a_measure_is_planned_by_one_that_exists() -> None:
    planned = {m.planned for m in table().values() if m.planned and not m.norm}
    assert planned == {"rounds_planned", "orgs_planned", "villages_planned"}
    assert planned <= set(table())


def test_a_demand_is_stated_by_the_measure_that_is_one() -> None:
    assert told("每次巡察确保30%以上的人员具备2次以上巡察经验。") == ["experienced_share 30"]
    assert told("每次巡察确保90%以上的问题整改到位。") == []


@pytest.mark.parametrize(
    ("text", "measure", "name", "value"),
    [
        ("市委常委会会议听取巡察汇报5次。", "meetings_held", "what", "市委常委会会议"),
        ("先后召开书记专题会议3次。", "meetings_held", "what", "书记专题会议"),
        ("市委巡察工作领导小组召开会议4次。", "meetings_held", "what", "市委巡察工作领导小组"),
        ("向市纪委监委移交问题线索6件。", "clues_transferred", "to", "市纪委监委"),
        ("被巡察单位完善制度114项。", "rules_established", "actor", "被巡察单位"),
        ("2021年以来，移交问题线索6件。", "clues_transferred", "period", "2021/"),
        (
            "2021年3月至2022年5月，移交问题线索6件。",
            "clues_transferred",
            "period",
            "2021-03/2022-05",
        ),
        ("截至2022年5月31日，移交问题线索6件。", "clues_transferred", "asof", "2022-05-31"),
        ("开展机动巡察2轮。", "rounds_held", "type", "机动"),
    ],
)
def test_what_is_told_beside_the_value(text: str, measure: str, name: str, value: str) -> None:
    assert [f.fields["measure"] for f in metrics(text)] == [measure]
    assert attrs(text)[name] == value


def test_two_rounds_of_different_kinds_are_two_figures() -> None:
    found = metrics("开展1轮专项巡察、1轮机动巡察。")
    assert [f.fields["measure"] for f in found] == ["rounds_held", "rounds_held"]


def test_since_a_year_goes_for_the_sentences_behind_it() -> None:
    (_, second) = metrics("2021年以来，移交问题线索6件。反馈问题12个。")
    assert second.fields["attrs"] == {"period": "2021/"}


def test_units_keep_cases_and_people_apart() -> None:
    assert meant("件", "file", "", "", beside=True) is table()["cases_filed"]
    assert meant("人", "file", "", "", beside=True) is table()["persons_investigated"]
    assert meant("元", "file", "", "", beside=True) is None


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        "一二三十百千万亿余多近0123456789.个家人次元%，。发现移交问题线索其中分别已全部的对（）、",
        max_size=40,
    )
)
def test_no_text_makes_it_fail(text: str) -> None:
    for fact in metrics(text):
        assert fact.evidence in text
    for quantity in quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)


def test_what_stands_under_a_heading_of_plans_is_planned() -> None:
    plans = "2025年工作安排\n对18个党组织开展巡察，完成60个村的巡察。目前已发现问题8个。\n"
    results = "工作成效\n对12个党组织开展了巡察。"
    assert told(plans + results) == [
        "findings_found 8",
        "orgs_inspected 12",
        "orgs_planned 18",
        "villages_planned 60",
    ]


def test_parts_may_stand_in_the_sentences_behind_their_total() -> None:
    report = "共发现问题96个。从类型看，责任落实方面的最多，有52个；作风方面的占了31个。"
    found = [(f.fields["value"], f.fields["attrs"]) for f in metrics(report)]
    assert found == [(96, {}), (52, {"subset_of": "96"}), (31, {"subset_of": "96"})]


def test_a_commission_closes_clues_where_nothing_else_was_spoken_of() -> None:
    assert told("市纪委监委已办结12件。") == ["clues_closed 12"]
    assert told("市委巡察办已办结12件。") == []


def test_the_one_round_of_a_report_goes_for_what_stands_behind_it() -> None:
    report = "巡察党组织86个。\n第五轮巡察发现问题56个，覆盖率达76%。\n移交线索3件。"
    rounds = {f.fields["measure"]: f.fields["attrs"] for f in metrics(report)}
    assert rounds == {
        "orgs_inspected": {},
        "findings_found": {"round": "5"},
        "coverage_rate": {},
        "clues_transferred": {"round": "5"},
    }
