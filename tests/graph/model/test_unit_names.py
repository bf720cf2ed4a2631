"""Units as clerks write them: what is one office, what only resembles, and what is neither."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.names import administrative_name
from graph.model.unit_names import Reader, office, resembles

CASES = Path(__file__).parents[2] / "cases" / "model" / "unit_names.csv"
PLACES = ("示例省", "云川市", "东岭县", "南浦县")
COMMITTEES = ("中共云川市委", "中共东岭县委")
NAMES = st.text("东岭云川县市双河镇水利局公安委员会中共党组第一学街道办", min_size=1, max_size=14)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def meaning(committee: str, written: str, unit: str) -> str:
    if office(written, committee) == office(unit, committee):
        return "one"
    reader = Reader(committee, PLACES)
    found = {resembles(a, b) for a in reader.read(written) for b in reader.read(unit)} - {None}
    return "itself" if "itself" in found else "subordinate" if found else "no"


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c['written']}={c['unit']}")
def test_what_a_name_means(case: dict[str, str]) -> None:
    assert meaning(case["committee"], case["written"], case["unit"]) == case["meaning"]


@pytest.mark.parametrize(
    "name",
    [
        "市卫生健康委员会", "市发展和改革委员会", "杨树村村民委员会", "和平社区居民委员会", "县监察委员会",
        "市农业农村委员会", "县妇女儿童工作委员会", "市国有资产监督管理委员会", "县纪律检查委员会",
    ],
)  # fmt: skip
def test_what_is_called_a_committee_and_is_no_party_body(name: str) -> None:
    assert administrative_name(name) is None


@given(NAMES, st.sampled_from(COMMITTEES))
def test_a_name_means_itself(name: str, committee: str) -> None:
    assert office(name, committee) == office(f"中共{name}", committee)
    for read in Reader(committee, PLACES).read(name):
        assert resembles(read, read) == "itself"


@given(st.sampled_from(["双河镇", "水利局", "第一中学", "公安局"]))
def test_two_counties_units_are_never_one(rest: str) -> None:
    for committee in COMMITTEES:
        assert meaning(committee, f"东岭县{rest}", f"中共南浦县{rest}委员会") == "no"
