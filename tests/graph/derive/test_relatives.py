"""One relative in several ledgers of one declarant: one person, unless a birth or a number speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.model import keys

Derived = Callable[..., Any]


@pytest.fixture
def said(telling: Callable[[str], Any]) -> Any:
    return telling("家庭.xlsx")


def relative(said: Any, of: str, name: str, birth: str | None = None, term: str = "妻弟") -> str:
    family = keys.relative_in_family(of, term, name)
    mention: str = said.node(
        keys.relative(of, term, name, birth), (family,), name=name, birth=birth
    )
    return mention


def same(graph: Any, *mentions: str) -> bool:
    return len({graph.resolve(mention) for mention in mentions}) == 1


def test_a_birth_or_a_number_that_only_one_ledger_gives(said: Any, derived: Derived) -> None:
    me = said.person("001")
    born, unborn = relative(said, me, "乙某", "1980-02"), relative(said, me, "乙某")
    numbered = said.person("107", contexts=[keys.relative_in_family(me, "妻弟", "丙某")])
    bare = relative(said, me, "丙某")
    graph = derived(said)
    assert same(graph, born, unborn)
    assert graph.one("nodes_Person", id=graph.resolve(born))["birth"] == "1980-02"
    assert same(graph, numbered, bare)
    assert not same(graph, born, bare)


def test_others_of_that_name_stay_apart(said: Any, derived: Derived) -> None:
    me, you = said.person("001"), said.person("002")
    all_of_them = [
        relative(said, me, "乙某"),
        relative(said, you, "乙某"),
        relative(said, me, "乙某", term="侄子"),
        relative(said, me, "丙某", "1980-02"),
        relative(said, me, "丙某", "1990-07"),
        # Which of the two it is cannot be told.
        relative(said, me, "丙某"),
    ]
    graph = derived(said)
    assert len({graph.resolve(mention) for mention in all_of_them}) == len(all_of_them)
