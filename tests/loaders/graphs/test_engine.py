"""Rows of another graph: one row one claim or one reject, ids that stay, keys that join and keep apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.claims import Claim, Provenance, Rejected, digest
from graph.model.errors import SchemaError
from graph.model.keys import person_number_key
from graph.model.privacy import GUARDED, HIDDEN
from graph.model.schema import schema
from loaders.graphs.rows import Row, Unfit

Make = Callable[..., tuple[list[Claim], list[Rejected]]]

ME = "Person-" + "1" * 20
YOU = "Person-" + "2" * 20
UNIT = "Organization-" + "3" * 20
POST = "SERVED_IN-" + "4" * 20


def person(id_: str = ME, **values: Any) -> Row:
    return Row("Person", id_, {"name": "钱一", **values}, "nodes_Person!第1行")


def unit(id_: str = UNIT, **values: Any) -> Row:
    return Row("Organization", id_, {"name": "云川市林业局", **values}, "nodes_Organization!第1行")


def post(id_: str = POST, ends: tuple[str, str] = (ME, UNIT), **values: Any) -> Row:
    return Row("SERVED_IN", id_, values, "edges_SERVED_IN!第1行", ends)


def reasons(rejects: list[Rejected]) -> list[str]:
    return [reject.reason for reject in rejects]


def test_an_id_of_ours_is_the_mention_key_and_the_row_its_quote(claimed: Make) -> None:
    found, rejects = claimed(
        person(sources="任职经历表.xlsx 第3行"), unit(), post(title="局长", since="2019-06")
    )
    assert rejects == []
    assert [claim.mention for claim in found] == [ME, UNIT, POST]
    assert found[2].ends == (ME, UNIT)
    assert found[2].properties == {"title": "局长", "since": "2019-06"}
    assert {claim.rule for claim in found} == {"graph:ours"}
    assert found[2].provenance.place == "edges_SERVED_IN!第1行"
    assert found[2].provenance.quote == f"{POST} {ME} {UNIT}｜职务：局长｜起始：2019-06"
    assert "sources" not in found[0].properties


def test_the_days_that_a_date_may_mean_are_left_out(claimed: Make) -> None:
    (claim,), rejects = claimed(
        person(birth="1980-02", birth_min="1980-02-01", birth_max="1980-02-29")
    )
    assert claim.properties == {"name": "钱一", "birth": "1980-02"}
    assert rejects == []


def test_an_id_of_another_shape_counts_within_its_file_and_an_address_everywhere(
    claimed: Make,
) -> None:
    iri = "https://example.invalid/people/1"
    (plain, address), _ = claimed(person("p1"), person(iri))
    assert plain.mention == digest("Person", "graph", "a" * 64, "p1")
    assert address.mention == digest("Person", "graph", "", iri)
    assert plain.rule == address.rule == "graph:other"


def test_an_edge_with_one_end_of_another_shape_has_no_id_of_ours(claimed: Make) -> None:
    found, _ = claimed(person("p1"), unit(), post(ends=("p1", UNIT)))
    assert found[2].rule == "graph:other"
    assert found[2].mention != POST
    assert found[2].ends == (found[0].mention, UNIT)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (post(ends=(ME, "Organization-" + "9" * 20)), "两端之一不在图中"),
        (Row("Wizard", "Wizard-1", {}, "第1行"), "没有 'Wizard' 这一类"),
        (person(""), "没有标识"),
        (Row("SERVED_IN", POST, {}, "第1行"), "是关系而没有两端"),
        (Row("Person", YOU, {}, "第1行", (ME, ME)), "是节点而有两端"),
        (post(ends=(UNIT, ME)), "SERVED_IN 不能从 Organization 到 Person"),
        (Row("Region", ME, {"name": "云山区"}, "第9行"), "同一标识又是 Person"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_that_is_none_is_rejected_whole(claimed: Make, row: Row, reason: str) -> None:
    found, rejects = claimed(person(), unit(), row)
    assert len(found) == 2
    (reject,) = rejects
    assert reason in reject.reason
    assert reject.provenance.place == row.place
    assert reject.provenance.quote


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("birth", "1980-13", "1980-13"),
        ("declined", "几次", "几次"),
        ("wizardry", "有", "没有属性"),
        ("gender", HIDDEN, "已隐去"),
    ],
)
def test_a_bad_cell_is_rejected_and_the_row_stays(
    claimed: Make, name: str, value: str, reason: str
) -> None:
    (claim,), (reject,) = claimed(person(**{name: value}))
    assert claim.properties == {"name": "钱一"}
    assert (reject.column, reject.value) == (name, value)
    assert reason in reject.reason


def test_an_internal_property_is_none_of_the_graph(claimed: Make) -> None:
    (claim,), (reject,) = claimed(unit(definite=True))
    assert "definite" not in claim.properties
    assert reject.column == "definite"


def test_a_hidden_value_of_a_masked_export_is_no_value(claimed: Make) -> None:
    (claim,), rejects = claimed(person(name=HIDDEN), masked=True)
    assert claim.properties == {}
    assert rejects == []


def test_a_long_cell_is_kept_whole(claimed: Make) -> None:
    (claim,), _ = claimed(person(evaluation="好" * 10_000))
    assert claim.properties["evaluation"] == "好" * 10_000
    assert claim.provenance.end == len(claim.provenance.quote) > 10_000


def test_what_is_no_row_is_told_with_its_place(claimed: Make) -> None:
    found, (reject,) = claimed(Unfit("第7行", "不是 JSON", quote="{"))
    assert found == []
    assert (reject.provenance.place, reject.reason, reject.provenance.quote) == (
        "第7行",
        "不是 JSON",
        "{",
    )


def test_what_deriving_finds_again_is_not_claimed(claimed: Make) -> None:
    kin = Row("KIN", "KIN-" + "1" * 20, {"relation": "夫妻"}, "第1行", (ME, YOU))
    found, rejects = claimed(person(), person(YOU), kin)
    assert [claim.kind for claim in found] == ["Person", "Person"]
    assert rejects == []


def test_a_ledger_may_not_claim_what_is_derived() -> None:
    where = Provenance("a" * 64, "L4!第1行", 0, 1, "甲")
    claim = Claim("KIN", "KIN-1", {}, where, "L4", ends=(ME, YOU))
    with pytest.raises(SchemaError, match="由推导得出"):
        schema().check(claim)


def test_a_number_joins_if_it_stands_once_and_the_committee_is_clear(claimed: Make) -> None:
    key = person_number_key("P0001", "中共云川市委")
    (claim,), _ = claimed(person(person_no="P0001"))
    assert claim.keys == (key,)
    found, _ = claimed(person(person_no="P0001"), person(YOU, person_no="P0001"))
    assert [claim.keys for claim in found] == [(), ()]
    other = Row("Round", "Round-" + "1" * 20, {"committee": "中共东岭县委"}, "第1行")
    found, _ = claimed(other, person(person_no="P0001"))
    assert found[1].keys == ()


def test_units_of_others_join_by_code_and_name_ours_by_their_id(claimed: Make) -> None:
    (ours,), _ = claimed(unit(uscc="11990100MB0000001X"))
    assert ours.keys == ()
    (other,), _ = claimed(unit("o1", uscc="11990100MB0000001X"))
    assert other.keys[0] == "uscc:11990100MB0000001X"
    assert len(other.keys) == 2
    twins, _ = claimed(unit("o1"), unit("o2"))
    assert [claim.keys for claim in twins] == [(), ()]


def test_a_reference_to_a_node_is_its_mention_and_a_text_stays(claimed: Make) -> None:
    team = Row("Team", "Team-" + "5" * 20, {"name": "第1组"}, "第1行")
    seat = Row(
        "MEMBER_OF", "m1", {"home_unit": "o1", "appointed_by": "某单位"}, "第1行", (ME, team.id)
    )
    found, _ = claimed(person(), unit("o1"), team, seat)
    assert found[3].properties == {"home_unit": found[1].mention, "appointed_by": "某单位"}


def test_what_restricted_sources_alone_said_stays_so(claimed: Make) -> None:
    sanction = Row("Sanction", "Sanction-" + "6" * 20, {"name": "警告"}, "第1行")
    imposed = Row("IMPOSED_ON", "i1", {}, "第1行", (sanction.id, ME))
    (told,), _ = claimed(person(sources=GUARDED))
    assert told.rule == "graph:ours:restricted"
    found, _ = claimed(person(), sanction, imposed)
    assert found[0].rule == "graph:ours:restricted"
    found, _ = claimed(person(), unit(), post(), sanction, imposed)
    assert found[0].rule == "graph:ours"


def test_a_restricted_value_is_quoted_under_a_name_of_its_own(claimed: Make) -> None:
    clue = Row("Clue", "Clue-" + "7" * 20, {"problem": "收受礼品"}, "第1行")
    (claim,), _ = claimed(clue)
    assert claim.provenance.quote.endswith("｜受限·具体问题：收受礼品")


KINDS = [*schema().nodes, *schema().edges, "Wizard", ""]
IDS = [ME, YOU, UNIT, "p1", "", "https://example.invalid/1"]
VALUES = st.one_of(st.none(), st.text(max_size=5), st.integers(), st.floats(), st.booleans())
ROWS = st.builds(
    Row,
    st.sampled_from(KINDS),
    st.sampled_from(IDS),
    st.dictionaries(
        st.sampled_from(["name", "birth", "since", "number", "sources", "x"]), VALUES, max_size=4
    ),
    st.just("第1行"),
    st.one_of(st.none(), st.tuples(st.sampled_from(IDS), st.sampled_from(IDS))),
)


@given(rows=st.lists(ROWS, max_size=8))
@settings(max_examples=60, deadline=None)
def test_every_row_is_a_claim_or_a_reject(claimed: Make, rows: list[Row]) -> None:
    found, rejects = claimed(*rows)
    again = [row for row in rows if row.kind == "KIN"]
    whole = [reject for reject in rejects if not reject.column]
    assert len(found) + len(whole) + len(again) >= len(rows)
    assert len(found) + len(whole) <= len(rows)
