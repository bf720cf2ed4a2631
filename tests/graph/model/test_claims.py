"""Digests and mention keys: pure, and alike wherever the same thing is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.model import claims, keys
from graph.model.claims import Provenance
from graph.model.names import org_key

WORDS = st.text(st.characters(blacklist_characters="\x1f", blacklist_categories=["Cs"]), max_size=8)


def test_a_digest_never_changes() -> None:
    # What is printed in a report must resolve for ever.
    assert claims.digest("Person", "no:云川市委:001") == "Person-369cb958d9af6a797f11"
    assert claims.digest("Round", "云川市委", 7, None) == claims.digest(
        "Round", "云川市委", "7", ""
    )


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_other_parts_give_another_digest(one: list[str], other: list[str]) -> None:
    assert (claims.digest("Person", *one) == claims.digest("Person", *other)) is (one == other)


def test_an_id_tells_its_kind() -> None:
    assert claims.kind_of(claims.digest("CaseFile", "1")) == "CaseFile"
    assert claims.kind_of("Person-123") is None
    assert claims.kind_of("张三") is None


def test_the_mention_of_an_organisation_is_the_digest_of_its_key() -> None:
    # Identity tells by it which of its keys is a mention's full name.
    for name in ("市林业局", "云川市林业局", "中共云川市委员会"):
        key = org_key(name, "中共云川市委")
        assert keys.organization(name, "云川市委") == claims.digest("Organization", key)


def test_edges_of_one_row_are_told_apart() -> None:
    origin = Provenance("0" * 64, "L4!第3行", 0, 0, "")
    ends = ("Person-" + "0" * 20, "Organization-" + "0" * 20)
    made = {claims.edge_mention("SERVED_IN", ends, origin, n) for n in range(3)}
    assert len(made) == 3


def test_keys_of_one_thing_written_in_two_ways() -> None:
    assert keys.person("001", "云川市委") == keys.person("001", "中共云川市委员会")
    assert keys.person("001", "云川市委") != keys.person("001", "江岸市委")
    assert keys.team("云川市委", 7, 3, "市委第一巡察组") == keys.team("云川市委", 7, 3, "第1组")
    village = keys.team("云川市委", 7, 3, "市委村（社区）第一巡察组")
    assert village != keys.team("云川市委", 7, 3, "市委第一巡察组")
    assert keys.relative("a", "岳父", "王 五", "1950-01") == keys.relative(
        "a", "岳父", "王五", "1950-01"
    )
