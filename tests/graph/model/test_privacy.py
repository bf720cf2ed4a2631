"""Masking: what is restricted never leaves, whatever field of an answer holds it."""

from __future__ import annotations

import csv
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.answers import (
    Answer,
    Cell,
    Column,
    Edge,
    Evidence,
    Node,
    Subgraph,
    Trace,
    TraceStep,
)
from graph.model.claims import digest
from graph.model.exposure import rewrites, telling_columns
from graph.model.privacy import (
    GUARDED,
    HIDDEN,
    Mask,
    restricted_columns,
    restricted_edges,
    restricted_texts,
    spread,
    touches_restricted,
)

CASES = Path(__file__).parents[2] / "cases" / "model"
REPORTED, OTHER = digest("Person", "1"), digest("Person", "2")
CLUE, UNIT = digest("Clue", "1"), digest("Organization", "1")
NAME, PROBLEM = "甲某某", "收受乙公司礼金三万元"
HEADERS = ["被反映人姓名", "被反映人职务", "具体问题"]
SHOWN = ["线索编号", "移交时间", "姓名", "办理人"]
MASK = Mask.of([REPORTED], [NAME, PROBLEM], HEADERS, SHOWN)


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(thing: object) -> list[str]:
    """Every text that a thing holds, however deep, but the ids that say whose it is."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, dict):
        return [text for pair in thing.items() for part in pair for text in texts(part)]
    if isinstance(thing, (list, tuple)):
        return [text for part in thing for text in texts(part)]
    if is_dataclass(thing):
        return [text for f in fields(thing) for text in texts(getattr(thing, f.name))]
    return []


@pytest.mark.parametrize("case", cases("touches"), ids=lambda case: case["query"])
def test_what_a_query_can_reach(case: dict[str, str]) -> None:
    assert touches_restricted(case["query"]) is (case["touches"] == "yes")


@pytest.mark.parametrize("case", cases("columns"), ids=lambda case: case["query"])
def test_columns_made_of_restricted_properties(case: dict[str, str]) -> None:
    assert restricted_columns(case["query"]) == {int(n) for n in case["columns"].split()}


def test_what_is_restricted_is_declared() -> None:
    assert {"ABOUT", "AGAINST", "IMPOSED_ON", "CHARGES", "TARGETS"} == set(restricted_edges())
    assert set(restricted_texts()["Clue"]) == {"subject", "problem"}
    assert set(restricted_texts()["Petition"]) == {"subject"}
    assert set(restricted_texts()["Accountability"]) == {"target"}


def test_of_several_names_each_is_hidden_by_itself() -> None:
    assert spread("target", "甲某某（局长）；乙某") == {"甲某某（局长）；乙某", "甲某某", "乙某"}
    assert spread("problem", "收钱；送礼") == {"收钱；送礼"}


def person(identifier: str, **properties: Any) -> Node:
    return Node(identifier, "Person", properties)


def answer(*cells: Cell) -> Answer:
    columns = tuple(Column(f"c{n}", f"列{n}") for n in range(len(cells)))
    return Answer("问题", columns, (cells,))


def test_a_reported_person_keeps_only_the_id() -> None:
    cell = person(REPORTED, name=NAME, post="局长", sources="线索台账.xlsx 第3行")
    (row,) = MASK.answer(answer(cell), sensitive=True).rows
    assert row == (Node(REPORTED, "Person", {"name": HIDDEN}),)


def test_where_nothing_sensitive_is_reached_people_are_shown() -> None:
    cells = (person(REPORTED, name=NAME, post="局长", id_last4="1234"), NAME, 3)
    (row,) = MASK.answer(answer(*cells), sensitive=False).rows
    assert row == (person(REPORTED, name=NAME, post="局长", id_last4=HIDDEN), NAME, 3)


def test_restricted_properties_are_hidden_in_nodes_maps_and_columns() -> None:
    clue = Node(CLUE, "Clue", {"no": "X1", "subject_post": "局长", "problem": None, "tags": None})
    pairs = (("no", "X1"), ("subject_post", "局长"), ("id_last4", "1234"))
    found = MASK.answer(answer(clue, pairs, "局长", 7), sensitive=True, columns={2, 3})
    ((node, shown, column, number),) = found.rows
    assert isinstance(node, Node)
    assert node.properties == {"no": "X1", "subject_post": HIDDEN, "problem": None, "tags": None}
    assert shown == (("no", "X1"), ("subject_post", HIDDEN), ("id_last4", HIDDEN))
    assert (column, number) == (HIDDEN, 7)
    assert found.sensitive


@pytest.mark.parametrize(
    ("query", "telling"),
    [
        ("MATCH (m:Meeting) RETURN m.on, m.persons_named", {1}),
        ("MATCH (m:Meeting) WITH m.persons_named AS n RETURN n, m.on", {0}),
        ("MATCH (m:Meeting) RETURN max(m.persons_named), collect(m.persons_named)", {0, 1}),
        ("MATCH (m:Meeting) RETURN count(m.persons_named), count(*)", set()),
        ("MATCH (m:Meeting) WITH count(m.persons_named) AS n RETURN n", set()),
    ],
)
def test_a_restricted_number_is_hidden_and_what_is_counted_is_not(
    query: str, telling: set[int]
) -> None:
    assert telling_columns(query) == telling
    given = answer(*(n for n in (3, 4)))
    (row,) = MASK.answer(given, True, restricted_columns(query), telling_columns(query)).rows
    assert {n for n, cell in enumerate(row) if cell == HIDDEN} == telling


def test_opinions_and_numbers_of_the_ledgers_of_work_are_hidden_in_nodes() -> None:
    event = Node(digest("Event", "1"), "Event", {"kind": "培训", "integrity": "有异议"})
    held = Node(digest("Meeting", "1"), "Meeting", {"type": "常委会", "persons_named": 3})
    (row,) = MASK.answer(answer(event, held), sensitive=False).rows
    assert [cell.properties for cell in row if isinstance(cell, Node)] == [
        {"kind": "培训", "integrity": HIDDEN},
        {"type": "常委会", "persons_named": HIDDEN},
    ]


def test_a_path_is_masked_part_by_part() -> None:
    edge = Edge(digest("ABOUT", "1"), "ABOUT", CLUE, REPORTED, {"sources": f"{NAME}的线索.xlsx"})
    path = (Node(CLUE, "Clue", {"no": "X1"}), edge, person(REPORTED, name=NAME))
    ((found,),) = MASK.answer(answer(path), sensitive=True).rows
    assert isinstance(found, tuple)
    assert [type(part) for part in found] == [Node, Edge, Node]
    assert not any(NAME in text for text in texts(found))


@pytest.mark.parametrize("written", ["甲某某", "甲 某某", "甲　某 某", "（甲某某）", "甲某某等3人"])
def test_a_name_is_found_as_people_write_it(written: str) -> None:
    hidden = MASK.text(f"反映{written}收礼")
    assert "某" not in hidden
    assert HIDDEN in hidden


def test_longer_texts_go_first() -> None:
    mask = Mask.of([], ["甲某", "甲某某"], [])
    assert mask.text("甲某某与甲某") == f"{HIDDEN}与{HIDDEN}"


def test_a_text_too_short_would_hide_everything() -> None:
    assert Mask.of([], ["某", " 甲 ", ""], []).text("某甲") == "某甲"


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (
            "线索编号：X1｜被反映人姓名：丁某｜移交时间：2019",
            "线索编号：X1｜被反映人姓名：〔已隐去〕｜移交时间：2019",
        ),
        ("具体问题：收钱｜再收钱｜移交时间：2019", "具体问题：〔已隐去〕｜移交时间：2019"),
        ("具体问题：收钱｜经手人：戊某｜移交时间：2019", "具体问题：〔已隐去〕｜移交时间：2019"),
        ("具体问题：收钱｜经手人：戊某", "具体问题：〔已隐去〕"),
        ("被反映人 姓名 *：丁某｜线索编号：X1", "被反映人 姓名 *：〔已隐去〕｜线索编号：X1"),
        ("被反映人姓名（必填）：丁某", "被反映人姓名（必填）：〔已隐去〕"),
        ("被反映人职务：局长｜具体问题：收钱", "被反映人职务：〔已隐去〕｜具体问题：〔已隐去〕"),
        ("姓名：甲某某｜办理人：己某", "姓名：〔已隐去〕｜办理人：己某"),
        ("会上，甲某某作了检讨。", "会上，〔已隐去〕作了检讨。"),
        ("没有受限内容", "没有受限内容"),
        ("", ""),
    ],
)
def test_quotes(quote: str, shown: str) -> None:
    assert MASK.quote(quote) == shown
    assert Mask(lifted=True).quote(quote) == quote


def test_a_quote_elsewhere_hides_columns_and_shows_names() -> None:
    quote = "姓名：甲某某｜被反映人职务：局长"
    assert MASK.quote(quote, sensitive=False) == "姓名：甲某某｜被反映人职务：〔已隐去〕"


def test_what_could_not_be_used_is_masked() -> None:
    row = {
        "ledger": "L10",
        "column": "被反映人姓名",
        "value": "丁某？",
        "reason": "'丁某？' 不是姓名",
        "suggestion": "丁某",
        "quote": "线索编号：X1｜被反映人姓名：丁某？",
    }
    assert not any("丁某" in text for text in texts(MASK.rejected(row)))
    assert MASK.rejected(row)["ledger"] == "L10"
    assert MASK.rejected(row | {"column": "移交时间"})["reason"] == "'丁某？' 不是姓名"
    assert Mask(lifted=True).rejected(row) == row


def subgraph(*nodes: Node, edges: tuple[Edge, ...] = (), sensitive: bool = False) -> Subgraph:
    evidence = {node.id: (Evidence(f"{NAME}.xlsx", "第3行", f"姓名：{NAME}"),) for node in nodes}
    return Subgraph(NAME, nodes, edges, evidence, (NAME,), sensitive)


def test_a_subgraph_with_something_sensitive_hides_people() -> None:
    edge = Edge(digest("ABOUT", "1"), "ABOUT", CLUE, REPORTED, {})
    reported, clue = person(REPORTED, name=NAME), Node(CLUE, "Clue", {"no": "X1"})
    for one in (
        subgraph(reported, clue),
        subgraph(reported, edges=(edge,)),
        # The question was sensitive, though nothing of what it gave is.
        subgraph(reported, person(OTHER, name=NAME), sensitive=True),
    ):
        assert not any(NAME in text for text in texts(MASK.subgraph(one)))
    open_one = subgraph(reported)
    assert MASK.subgraph(open_one) == open_one


def test_a_trace_is_masked_throughout() -> None:
    step = TraceStep(CLUE, REPORTED, None, "ABOUT", "recorded")
    trace = Trace(
        f"{NAME}的处理",
        CLUE,
        ("Clue",),
        subgraph(person(REPORTED, name=NAME)),
        (step,),
        {},
        (),
        "2025",
    )
    masked = MASK.trace(trace)
    assert not any(NAME in text for text in texts(masked))
    assert masked.steps == (step,)
    assert Mask(lifted=True).trace(trace) is trace


def test_a_lifted_mask_changes_nothing() -> None:
    whole = answer(person(REPORTED, name=NAME, id_last4="1234"), NAME)
    assert Mask(lifted=True).answer(whole, sensitive=True, columns={1}) is whole


# ---------------------------------------------------------------------- whatever holds it

SECRET = ["甲某某", "乙某", "收受丙公司礼金三万元"]
LEAF = st.one_of(
    st.none(),
    st.integers(),
    st.booleans(),
    st.builds(
        "".join, st.lists(st.sampled_from([*SECRET, "反映", "（", "｜", "：", "2019"]), max_size=4)
    ),
)
NODES = st.builds(
    Node,
    st.sampled_from([REPORTED, OTHER]),
    st.just("Person"),
    st.dictionaries(st.sampled_from(["name", "post", "employer", "id_last4", "sources"]), LEAF),
) | st.builds(
    Node,
    st.just(CLUE),
    st.just("Clue"),
    st.dictionaries(st.sampled_from(["no", "subject", "problem", "origin", "sources"]), LEAF),
)
EDGES = st.builds(
    Edge,
    st.just("ABOUT-1"),
    st.sampled_from(["ABOUT", "SERVED_IN", "LED_TO"]),
    st.just(CLUE),
    st.just(REPORTED),
    st.dictionaries(st.sampled_from(["title", "sources"]), LEAF),
)
CELLS: st.SearchStrategy[Any] = st.recursive(
    LEAF | NODES | EDGES, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=6
)
TEXTS = st.sampled_from(["问题", *SECRET])


@given(
    rows=st.lists(st.tuples(CELLS, CELLS), max_size=3),
    title=TEXTS,
    label=TEXTS,
    given_value=TEXTS,
    note=TEXTS,
)
def test_no_restricted_text_survives_in_any_field(
    rows: list[tuple[Any, Any]], title: str, label: str, given_value: str, note: str
) -> None:
    columns = (Column(label, label), Column("b", "乙"))
    parameters = {"name": given_value, "names": [given_value], "map": {"a": given_value}}
    whole = Answer(title, columns, tuple(rows), parameters, (note,))
    masked = Mask.of([REPORTED], SECRET, HEADERS).answer(whole, sensitive=True)
    left = [text for text in texts(masked) if any(secret in text for secret in SECRET)]
    assert left == []


@given(
    parts=st.lists(st.tuples(st.sampled_from([*HEADERS, *SHOWN]), LEAF.map(str)), max_size=5),
)
def test_no_restricted_text_survives_in_a_quote(parts: list[tuple[str, str]]) -> None:
    mask = Mask.of([], SECRET, HEADERS, SHOWN)
    shown = mask.quote("｜".join(f"{header}：{text}" for header, text in parts))
    assert not any(secret in shown for secret in SECRET)
    for header in {header for header, _ in parts} & set(SHOWN):
        assert f"{header}：" in shown


def test_evidence_that_tells_by_where_it_stands_is_dropped() -> None:
    open_one = Evidence("任职经历表.xlsx", "第3行", "姓名：丁某")
    guarded = Evidence("线索台账.xlsx", "第9行", "线索编号：X1｜姓名：丁某", guarded=True)
    node = person(OTHER, name="丁某")
    career = Subgraph("履历", (node,), (), {OTHER: (open_one, guarded)})
    assert MASK.subgraph(career).evidence == {OTHER: (open_one,)}
    whole = MASK.subgraph(Subgraph("履历", (node,), (), {OTHER: (guarded,)}, sensitive=True))
    assert len(whole.evidence[OTHER]) == 1
    assert Mask(lifted=True).subgraph(career) is career


def test_who_is_known_from_restricted_sources_alone_is_hidden_everywhere() -> None:
    known = person(OTHER, name="丁某", sources="任职经历表.xlsx 第3行")
    reported = person(REPORTED, name=NAME, sources=GUARDED)
    post = Edge("SERVED_IN-1", "SERVED_IN", REPORTED, UNIT, {"title": "局长", "sources": GUARDED})
    unit = Node(UNIT, "Organization", {"name": "市林业局", "sources": GUARDED})
    columns = (Column("a", "甲"), Column("b", "乙"))
    rows: tuple[tuple[Cell, ...], ...] = ((known, 1), (reported, 2), (NAME, GUARDED), (NAME, "x"))
    masked = MASK.answer(Answer("人员", columns, rows), sensitive=False)
    assert masked.rows[0] == (known, 1)
    assert masked.rows[1] == (person(REPORTED, name=HIDDEN), 2)
    assert masked.rows[2:] == ((HIDDEN, GUARDED), (NAME, "x"))
    page = MASK.subgraph(Subgraph("单位", (known, reported, unit), (post,)))
    assert page.nodes == (known, unit)
    assert page.edges == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (c:Clue)-[:ABOUT]->(p:Person) RETURN reverse(p.name) AS n", True),
        ("MATCH (c:Clue) RETURN left(c.no, 2) AS n", True),
        ("MATCH (c:Clue) RETURN c.no + 'x' AS n", True),
        ("MATCH (c:Clue) UNWIND split(c.problem, '，') AS s RETURN s", True),
        ("MATCH (c:Clue) WITH collect(c.no) AS l UNWIND l AS s RETURN s", True),
        ("MATCH (c:Clue) UNWIND keys(c) AS k RETURN c[k] AS v", True),
        ("MATCH (c:Clue) WITH c{.*} AS m RETURN m", True),
        ("MATCH (c:Clue)-[:ABOUT]->(p:Person) RETURN c.no AS no, p.name AS n", False),
        (
            "MATCH (c:Clue)-[r:LED_TO*1..3]->(k) WHERE c.no IN ['a', 'b'] RETURN c.no AS no, count(k) AS n",
            False,
        ),
        ("UNWIND $numbers AS no MATCH (c:Clue {no: no}) RETURN c.no AS no", False),
        ("MATCH (c:Clue) WHERE c.no = 'reverse(x) + y' RETURN c.no AS no", False),
    ],
)
def test_what_takes_texts_apart(text: str, expected: bool) -> None:
    assert rewrites(text) is expected
