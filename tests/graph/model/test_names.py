"""Names brought to the form in which they can be compared."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import names

CASES = Path(__file__).parents[2] / "cases" / "model"
NUMERALS = "零一二三四五六七八九"


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(number: int) -> str:
    """A number below 1,000 in Chinese."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{'' if tens == 1 and not hundreds else NUMERALS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (NUMERALS[ones] if ones or not number else "")


@pytest.mark.parametrize("case", cases("org_keys"), ids=lambda c: f"{c['name']}={c['other']}")
def test_keys_of_organisations(case: dict[str, str]) -> None:
    one = names.org_key(case["name"], case["scope"])
    other = names.org_key(case["other"], case["other_scope"])
    assert (one == other) is (case["same"] == "yes")


@pytest.mark.parametrize("case", cases("names"), ids=lambda c: f"{c['function']} {c['written']}")
def test_names_as_people_write_them(case: dict[str, str]) -> None:
    found = getattr(names, case["function"])(case["written"])
    if isinstance(found, tuple):
        found = "|".join("" if part is None else str(part) for part in found)
    assert ("" if found is None else str(found)) == case["meaning"]


@given(st.integers(0, 999))
def test_every_number_is_read_back(number: int) -> None:
    assert names.chinese_number(written(number)) == number


@given(st.text(max_size=20))
def test_half_width_of_half_width_is_itself(text: str) -> None:
    once = names.to_half_width(text)
    assert names.to_half_width(once) == once
