"""What a code stood for on a day, and what came after it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from graph.model import region_history
from graph.model.regions import load

# Well-known changes, as the Ministry of Civil Affairs announced them.
CASES = [
    ("510124", None, "已撤销", "郫县", ("510117",)),
    ("510124", "2015-06", "现行", "郫县", ("510117",)),
    ("510124", "2016-11-30", "现行", "郫县", ("510117",)),
    ("510124", "2017", "已撤销", "郫县", ("510117",)),
    ("510117", "2010", "未设立", "郫都区", ("510117",)),
    ("110103", "2011", "已撤销", "崇文区", ("110101",)),
    ("420600", "2009", "现行", "襄樊市", ("420600",)),
    ("420600", "2012", "现行", "襄阳市", ("420600",)),
    ("340000", "1990", "现行", "安徽省", ("340000",)),
    ("999999", None, "未知", "", ()),
]


@pytest.mark.parametrize(("code", "on", "state", "name", "today"), CASES)
def test_what_a_code_is(
    code: str, on: str | None, state: str, name: str, today: tuple[str, ...]
) -> None:
    found = load().status(code, on)
    assert (found.state, found.name, found.today) == (state, name, today)


def test_a_chain_of_heirs_ends_in_codes_of_today() -> None:
    # 房山县 and 燕山区 became one district in 1986.
    assert region_history.today("110225") == region_history.today("110110") == ("110111",)
    table = load()
    gone = [code for code in region_history.codes() if region_history.abolished(code)]
    assert len(gone) > 3000
    for code in gone:
        heirs = region_history.today(code)
        assert code not in heirs
        assert all(region_history.abolished(heir) is None for heir in heirs)
        assert all(table.get(heir) for heir in heirs)


def test_years_of_one_code_follow_each_other() -> None:
    for code in region_history.codes():
        past = region_history.past(code)
        for one, other in pairwise(past):
            assert one.until is not None
            assert one.since < one.until <= other.since


def test_what_a_clerk_is_told() -> None:
    table = load()
    assert table.status("510124").note == "区划代码 510124（郫县）2016年已撤销，现为 510117"
    assert "尚未设立" in table.status("510117", "2010-01-01").note
    assert "不在国家区划代码表内" in table.status("999999").note
    assert table.status("510117").note == ""


def test_an_abolished_county_lies_within_its_heir() -> None:
    table = load()
    assert [r.name for r in table.chain("510124")] == ["郫县", "郫都区", "成都市", "四川省"]
    assert table.chain("510124102")[0].name == "郫县"
    assert table.get("510124") is None
    # Its area went to two: it lies below what they have in common by their codes.
    assert [r.name for r in table.chain("130421")] == ["邯郸县", "邯郸市", "河北省"]


def test_a_workspace_adds_divisions_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("code,name,parent\n990100,云川市,990000\n510124,郫县,510100\n", "utf-8")
    table = load(path)
    assert table.status("990100", "2001").state == "现行"
    assert table.status("990100101").name == "云川市"
    assert table.status("510124").state == "现行"
    assert table.status("510124", "2020").state == "已撤销"
