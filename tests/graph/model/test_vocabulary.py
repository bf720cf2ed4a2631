"""Vocabularies: every spelling means one label."""

from __future__ import annotations

import pytest

from graph.model import vocabulary

USED = ("org_change", "relation_class", "decision_kind", "kin_nature", "reason_code")


def test_the_vocabularies_that_code_relies_on_are_there() -> None:
    assert set(USED) <= set(vocabulary.names())
    assert {"更名", "合并", "分立", "职能划转"} <= set(vocabulary.labels("org_change").values())
    assert "继" in vocabulary.labels("kin_nature").values()


@pytest.mark.parametrize("name", vocabulary.names())
def test_labels_and_codes_are_unique_and_found(name: str) -> None:
    terms = vocabulary.terms(name)
    assert len({term.code for term in terms}) == len(terms)
    assert len({term.label for term in terms}) == len(terms)
    for term in terms:
        assert vocabulary.find(name, term.label) == term.label
        assert vocabulary.find(name, f" {term.label} ") == term.label


@pytest.mark.parametrize("name", vocabulary.names())
def test_no_alias_means_two_labels(name: str) -> None:
    seen: dict[str, str] = {}
    for term in vocabulary.terms(name):
        for alias in term.aliases:
            assert seen.setdefault(alias, term.label) == term.label, alias
            assert vocabulary.find(name, alias)


def test_what_nobody_knows_is_not_guessed_but_suggested() -> None:
    assert vocabulary.find("org_change", "合拼") is None
    assert vocabulary.nearest("org_change", "合拼") == "合并"
    assert vocabulary.nearest("org_change", "qqqq") == ""
    with pytest.raises(KeyError):
        vocabulary.terms("nothing")
