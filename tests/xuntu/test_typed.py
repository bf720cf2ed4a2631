"""What people type for a day or a number is what they mean, or one sentence of refusal."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.errors import UsageError
from xuntu import typed


@pytest.mark.parametrize("text", ["14", "十四", "第十四轮", "１４", "14轮"])
def test_a_number_however_it_is_written(text: str) -> None:
    assert typed.ordinal(text, "--round") == 14


@pytest.mark.parametrize("text", ["", "轮", "x", "1.5", "9" * 5000, "九" * 5000])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(UsageError, match="不是序号"):
        typed.ordinal(text, "--round")


def test_a_day_however_it_is_written() -> None:
    assert typed.day("2025.3.24") == typed.day("2025年3月24日") == date(2025, 3, 24)


@pytest.mark.parametrize("text", ["", "2025-03", "昨天", "1" * 5000])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(UsageError, match="不是日期"):
        typed.day(text)


def test_nothing_is_nothing() -> None:
    assert typed.day(None) is None
    assert typed.ordinal(None, "--round") is None
