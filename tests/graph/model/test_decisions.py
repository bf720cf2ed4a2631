"""Decisions: every entry of the log can be read back, and a wrong one is refused by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.decisions import KINDS, Decision, from_line, withdrawn_sources
from graph.model.errors import WorkspaceError

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)


@given(
    kind=st.sampled_from(sorted(KINDS)),
    by=TEXT.filter(str.strip),
    why=TEXT,
    subjects=st.lists(TEXT, min_size=2, max_size=3),
    details=st.dictionaries(TEXT, TEXT, max_size=2),
)
def test_what_is_written_is_read(
    kind: str, by: str, why: str, subjects: list[str], details: dict[str, str]
) -> None:
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
