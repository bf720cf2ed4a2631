"""Decisions: every entry of the log can be read back, and a wrong one is refused by line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.decisions import (
    KINDS,
    Decision,
    from_line,
    in_force,
    known_by,
    withdrawn_sources,
)
from graph.model.errors import WorkspaceError

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)


@given(
    kind=st.sampled_from(sorted(KINDS)),
    by=TEXT.filter(str.strip),
    why=TEXT,
    subjects=st.lists(TEXT, min_size=4, max_size=5),
    details=st.dictionaries(TEXT, TEXT, max_size=2),
)
def test_what_is_written_is_read(
    kind: str, by: str, why: str, subjects: list[str], details: dict[str, str]
) -> None:
    if kind == "REPLACES" and subjects[0] == subjects[1]:
        subjects[1] += "其他"
    decision = Decision(kind, by, "2025-03-01T08:00:00+00:00", why, tuple(subjects), details)
    line = decision.to_line()
    assert "\n" not in line
    assert from_line(line, "第1行") == decision


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        "{",
        "null",
        '{"kind": "WITHDRAWN"}',
        '{"kind": "GUESS", "by": "甲", "at": "", "why": "", "subjects": []}',
        '{"kind": "WITHDRAWN", "by": " ", "at": "", "why": "", "subjects": []}',
        '{"kind": "WITHDRAWN", "by": "甲", "at": "", "why": "", "subjects": 3}',
        '{"kind": "WITHDRAWN", "by": "甲", "at": "", "why": "", "subjects": "abc"}',
        '{"kind": "WITHDRAWN", "by": "甲", "at": "", "why": "", "subjects": []}',
        '{"kind": "REPLACES", "by": "甲", "at": "", "why": "", "subjects": ["a"]}',
        '{"kind": "REPLACES", "by": "甲", "at": "", "why": "", "subjects": ["a", "a"]}',
        '{"kind": "TAKEN_BACK", "by": "甲", "at": "", "why": "", "subjects": []}',
    ],
)
def test_a_wrong_line_is_refused_and_named(line: str) -> None:
    with pytest.raises(WorkspaceError, match="第7行"):
        from_line(line, "decisions.jsonl 第7行")


def test_withdrawn_and_replaced_sources_are_out() -> None:
    log = (
        Decision("WITHDRAWN", "甲", "", "", ("a",)),
        Decision("REPLACES", "甲", "", "", ("c", "b")),
    )
    assert withdrawn_sources(log) == {"a", "b"}
    assert withdrawn_sources(()) == frozenset()


def said(kind: str, *subjects: str, at: str = "2025-07-01T08:00:00+08:00") -> Decision:
    return Decision(kind, "甲", at, "", subjects)


@pytest.mark.parametrize(
    ("log", "out"),
    [
        ([("7月", "6月"), ("8月", "7月")], {"6月", "7月"}),
        ([("A", "B"), ("B", "A")], {"A"}),
        ([("A", "B"), ("B", "A"), ("A", "B")], {"B"}),
        ([("A", "B"), ("C", "A"), ("B", "C")], {"A", "C"}),
        ([("B", "A"), ("C", "A")], {"A"}),
    ],
)
def test_of_editions_the_last_word_wins_and_one_always_stands(
    log: list[tuple[str, str]], out: set[str]
) -> None:
    assert withdrawn_sources([said("REPLACES", *pair) for pair in log]) == out


@given(st.lists(st.permutations("ABCD").map(lambda four: four[:2]), min_size=1, max_size=8))
def test_whatever_replaces_what_the_last_winner_stands(pairs: list[list[str]]) -> None:
    out = withdrawn_sources([said("REPLACES", *pair) for pair in pairs])
    new, old = pairs[-1]
    assert new not in out
    assert old in out


def test_an_edition_that_is_gone_brings_back_the_one_before_it() -> None:
    log = [said("REPLACES", "7月", "6月"), said("REPLACES", "8月", "7月")]
    assert withdrawn_sources([*log, said("WITHDRAWN", "8月")]) == {"8月", "6月"}
    # August took the place of both: June is not back because July goes.
    assert withdrawn_sources([*log, said("WITHDRAWN", "7月")]) == {"7月", "6月"}
    both = [said("WITHDRAWN", "8月"), said("WITHDRAWN", "7月")]
    assert withdrawn_sources([*log, *both]) == {"8月", "7月"}
    assert withdrawn_sources([*log, *both, said("RESTORED", "8月")]) == {"7月", "6月"}
    # Decided, but the file never arrived: the process was killed.
    assert withdrawn_sources(log, held={"6月", "7月"}) == {"6月"}


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"TAKEN_BACK"}))
def test_every_kind_of_decision_can_be_taken_back_and_that_too(kind: str) -> None:
    first, other = said(kind, "a", "b", "c", "d"), said("WAIVE", "e", "f", "g", "h")
    back = said("TAKEN_BACK", first.id)
    again = said("TAKEN_BACK", back.id)
    assert in_force([first, other]) == (first, other)
    assert in_force([first, other, back]) == (other,)
    assert in_force([first, other, back, again]) == (first, other)
    # Taken anew in the same second it is the same line, and holds.
    assert in_force([first, back, first]) == (first,)


def test_what_was_known_on_a_day_ends_with_that_day() -> None:
    first = said("WITHDRAWN", "a", at="2025-06-30T23:59:59+08:00")
    back = said("TAKEN_BACK", first.id, at="2025-07-02T00:00:00+08:00")
    assert known_by([first, back], date(2025, 6, 29)) == ()
    assert in_force(known_by([first, back], date(2025, 7, 1))) == (first,)
    assert in_force(known_by([first, back], date(2025, 7, 2))) == ()
