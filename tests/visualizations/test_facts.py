"""What a page says of a node: only what the schema shows, in Chinese, and never nothing."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from graph.model.answers import Edge, Evidence, Node, Subgraph
from graph.model.schema import schema
from visualizations import facts


def _said(subgraph: Subgraph, place: int = 0) -> dict[str, str]:
    describer = facts.Describer(subgraph)
    words = describer.nodes()[place][3]
    assert isinstance(words, list)
    texts = [describer.texts.table()[word] for word in words]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def _person(**properties: str | int | float | bool | None) -> Node:
    return Node("Person-" + "0" * 20, "Person", properties)


def test_properties_have_chinese_labels_in_the_order_of_the_schema() -> None:
    node = _person(keyed=True, birth="1980-05", name="甲一一", declined=0)
    assert list(_said(Subgraph("", (node,), ())).items()) == [
        ("姓名", "甲一一"),
        ("出生年月", "1980-05"),
        ("拒绝次数", "0"),
        ("有人员编号或身份证号", "是"),
    ]


def test_what_the_schema_does_not_show_is_not_said() -> None:
    unit = Node(
        "Organization-" + "0" * 20,
        "Organization",
        {"name": "云川市财政局", "scope": "中共云川市委"},
    )
    assert _said(Subgraph("", (unit,), ())) == {"单位全称": "云川市财政局"}
    dated = _person(
        name="甲", birth="1980", birth_min="1980-01-01", invented="x", gender="", post=None
    )
    assert _said(Subgraph("", (dated,), ())) == {"姓名": "甲", "出生年月": "1980"}


def test_a_reference_is_said_by_name_or_not_at_all() -> None:
    declarer = Node("Person-" + "1" * 20, "Person", {"name": "甲一一"})
    relative = _person(name="乙二二", declared_by=declarer.id)
    assert _said(Subgraph("", (relative, declarer), ()))["申报人"] == "甲一一"
    assert "申报人" not in _said(Subgraph("", (relative,), ()))


@given(st.text() | st.none())
def test_a_caption_is_never_empty_nor_hidden(name: str | None) -> None:
    found = facts.caption(_person(name=name))
    assert found.strip()
    assert all(
        unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or c in "\t\n" for c in found
    )
    found.encode()


@given(st.text())
def test_a_short_plain_text_stands_as_written(text: str) -> None:
    if all(c.isprintable() for c in text):
        assert facts.visible(text) == text


def test_a_long_text_is_cut_and_says_so() -> None:
    assert facts.visible("甲" * 10_000).endswith("……（共10000字，此处从略）")
    assert len(facts.caption(_person(name="甲" * 10_000))) < 100


def test_edges_without_both_ends_are_left_out() -> None:
    one, other = _person(name="甲"), Node("Person-" + "1" * 20, "Person", {"name": "乙"})
    edges = (
        Edge("SPOUSE_OF-a", "SPOUSE_OF", one.id, other.id, {}),
        Edge("SPOUSE_OF-b", "SPOUSE_OF", one.id, "Person-" + "2" * 20, {}),
    )
    data = facts.data(Subgraph("", (one, other), edges))
    assert len(data["edges"]) == 1  # type: ignore[arg-type]
    assert data["relations"] == {"SPOUSE_OF": "夫妻"}


def test_each_source_is_told_once() -> None:
    source = Evidence("履历.xlsx", "L4!第3行", "姓名：甲")
    describer = facts.Describer(Subgraph("", (), (), {"x": (source, source)}))
    assert [describer.texts.table()[word] for word in describer.evidence("x")] == [
        "履历.xlsx",
        "L4!第3行",
        "姓名：甲",
    ]


def test_every_kind_can_be_drawn() -> None:
    nodes = tuple(Node(f"{kind}-{'0' * 20}", kind, {}) for kind in schema().nodes)
    data = facts.data(Subgraph("", nodes, ()))
    assert data["kinds"].keys() == schema().nodes.keys()  # type: ignore[attr-defined]


def test_a_source_tells_its_place_and_the_day_it_was_loaded() -> None:
    node = Node("Person-" + "1" * 20, "Person", {"name": "甲一一"})
    told = (
        Evidence("表.xlsx", "第3行", "原文", loaded="2025-03-24"),
        Evidence("表.xlsx", "第4行", ""),
    )
    described = facts.Describer(Subgraph("", (node,), (), {node.id: told}))
    words = [described.texts.table()[place] for place in described.evidence(node.id)]
    assert words == ["表.xlsx", "第3行，2025-03-24 载入", "原文", "表.xlsx", "第4行", ""]
