"""SPARQL on the snapshot: twins of named questions, reading only, nothing from elsewhere, nothing restricted told."""

from __future__ import annotations

import re
import socket
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef, Variable

from graph.exports import export
from graph.exports.rdf.terms import PREFIXES, iri
from graph.model.answers import Cell, Edge, Node
from graph.model.errors import QueryError
from graph.model.exposure import restricted_properties
from graph.model.privacy import HIDDEN, Mask
from graph.snapshot import Snapshot
from queries import library, sparql
from queries.sparql import Asked, guard
from queries.sparql.view import Reached, View

CASES = tomllib.loads(
    Path(__file__).resolve().parents[2].joinpath("cases/queries/answers.toml").read_text("utf-8")
)
LIFTED = Mask(lifted=True)
REPORTED = "Person-" + "3".zfill(20)
"""郑三, whom clues and cases tell of."""
MASK = Mask.of({REPORTED}, {"郑三"}, ())

Ask = Callable[..., Any]


@pytest.fixture
def ask(chain_snapshot: Snapshot) -> Ask:
    def put(
        question: str, mask: Mask = LIFTED, timeout: float = 60.0, limit: int = 100, **given: object
    ) -> Any:
        return sparql.ask(question, given, Asked(chain_snapshot, mask, timeout, limit))

    return put


def written(cell: Cell) -> Any:
    """Return a cell as the case file writes it."""
    if cell is None:
        return ""
    if isinstance(cell, (Node, Edge)):
        return cell.kind
    return [written(one) for one in cell] if isinstance(cell, tuple) else cell


# ---------------------------------------------------------------------- twins


def test_the_table_holds_the_folder(root: Path) -> None:
    assert {path.stem for path in (root / "queries/sparql").glob("*.rq")} == set(sparql.TWINS)
    assert len(sparql.NAMES) == len(sparql.TWINS) == 6


@pytest.mark.parametrize("name", sparql.NAMES)
def test_a_twin_is_declared_as_its_cypher(name: str) -> None:
    twin, cypher = sparql.TWINS[name], library.QUERIES[name]
    for word in (
        "name",
        "number",
        "group",
        "title",
        "parameters",
        "columns",
        "sensitive",
        "closed",
    ):
        assert getattr(twin, word) == getattr(cypher, word), word


@pytest.mark.parametrize("name", sparql.NAMES)
def test_a_twin_answers_as_its_cypher(name: str, ask: Ask, ident: Callable[[str], str]) -> None:
    given = {key: ident(value) for key, value in CASES[name]["parameters"].items()}
    answer = ask(name, **given)
    assert [[written(cell) for cell in row] for row in answer.rows] == CASES[name]["rows"]
    assert answer.columns == sparql.TWINS[name].columns
    assert (answer.title, answer.truncated) == (library.QUERIES[name].title, False)


def test_nodes_and_edges_of_a_path_are_whole(
    ask: Ask, chain_store: Any, ident: Callable[[str], str]
) -> None:
    given = {"sanction": ident("Sanction-1")}
    paths = ask("Q29", **given).rows
    assert sorted(map(repr, paths)) == sorted(
        map(repr, library.named("Q29").ask(chain_store, given).rows)
    )


def test_by_number_and_name() -> None:
    assert sparql.named("Q2") is sparql.named("ｑ２ ") is sparql.named("coverage_rates")
    assert sparql.named("Q16") is None


# ---------------------------------------------------------------------- texts


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT ?n { ?p a xu:Person ; xu:name ?n } ORDER BY ?n LIMIT 2", [["周一"], ["孙五"]]),
        ("SELECT (COUNT(*) AS ?n) { ?p a org:Organization }", [[6]]),
        ("ASK { ?p foaf:name '周一' }", [[True]]),
        ("ASK { ?p foaf:name '无此人' }", [[False]]),
        ("SELECT ?t { ?p xu:name '周一' . ?s a xu:ServedIn ; xu:from ?p ; xu:title ?t }", [["科长"]]),
        ("SELECT ?k { ?x xu:person_no 'P0001' ; a ?k } ORDER BY ?k", [["foaf:Person"], ["xu:Person"]]),
        ("SELECT ?c { ?c xu:transferred '2024-07'^^xsd:gYearMonth }", [["Clue"]]),
        ("SELECT (xu:earliest(?d) AS ?a) (xu:latest(?d) AS ?b) { ?c xu:no 'XS2024-004' ; xu:transferred ?d }",
         [["2024-07-01", "2024-07-31"]]),
        ("SELECT (xu:months('2024-01-31', 1) AS ?a) (xu:days('2024-01-31', '2024-03-01') AS ?b) {}",
         [["2024-02-29", 30]]),
        ("SELECT (STRDT(GROUP_CONCAT(?n; separator='\\u001F'), xu:list) AS ?all) { ?t a xu:Term ; xu:name ?n }",
         [[["七届市委"]]]),
        ("SELECT ?a ?b { VALUES (?a ?b) { (1.5 true) (UNDEF false) } }", [[1.5, True], ["", False]]),
        ("SELECT ?k (COUNT(?x) AS ?n) { ?x a xu:Term ; xu:no ?k } GROUP BY ?k", []),
    ],
)  # fmt: skip
def test_texts(text: str, rows: list[list[Any]], ask: Ask) -> None:
    assert [[written(cell) for cell in row] for row in ask(text).rows] == rows


def test_two_sub_queries_do_not_see_each_other(ask: Ask) -> None:
    text = """SELECT ?s ?n { VALUES ?s { 1 2 }
      OPTIONAL { SELECT ?s (COUNT(?x) AS ?n) { ?x a xu:Term BIND(2 AS ?s) } GROUP BY ?s } } ORDER BY ?s"""
    assert ask(text).rows == ((1, None), (2, 1))


def test_every_triple_of_the_export_is_found_and_no_other(
    chain_snapshot: Snapshot, tmp_path: Path
) -> None:
    export(chain_snapshot, "turtle", tmp_path / "out.ttl", LIFTED)
    graph = Graph().parse(tmp_path / "out.ttl", format="turtle")
    beside = tuple(PREFIXES[one] for one in ("source", "snapshot", "vocabulary"))
    expected = {
        (s, p, o)
        for s, p, o in graph
        if not str(s).startswith(beside) and not str(o).startswith(PREFIXES["source"])
    }
    view = View(chain_snapshot, LIFTED, sensitive=True, seconds=60, until=time.monotonic() + 60)
    assert set(view.find(None, None, None)) == expected
    for s, p, o in sorted(expected)[::25]:
        for pattern in (
            (s, p, o),
            (s, p, None),
            (s, None, o),
            (None, p, o),
            (None, p, None),
            (s, None, None),
        ):
            fits = {
                t for t in expected if all(a in (None, b) for a, b in zip(pattern, t, strict=True))
            }
            assert set(view.find(*pattern)) == fits, pattern


# ---------------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "只能查询，不能用 INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "只能查询，不能用 DELETE"),
        ("PREFIX x: <urn:x>\nLOAD <http://127.0.0.1:9/>{}", "只能查询，不能用 LOAD 改动图谱或读取文件（第2行第1列）"),
        ("CLEAR ALL", "不能用 CLEAR"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "不能用 SERVICE"),
        ("SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }", "不能用 SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "不能用 SERVICE"),
        ("SELECT * { \\u005cu0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "不能读的 \\u 写法"),
        ("SELECT ?x { ?x xu:name '\\U99999999' }", "不能读的 \\u 写法"),
        ("SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }", "不能用 FROM"),
        ("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", "不能用 FROM"),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", "没有命名图"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "只支持 SELECT 和 ASK"),
        ("DESCRIBE ?x { ?x a xu:Person }", "只支持 SELECT 和 ASK"),
        ("SELECT ?x { ?x a xu:Persn }", "没有 xu:Persn 这个词（第1行第18列）：是不是 xu:Person？"),
        ("SELECT ?x { ?x <urn:xuntu:term:nmae> ?y }", "是不是 xu:name？"),
        ("SELECT ?x { ?x a xu:Person", "SPARQL 语法错误（第1行"),
        ("SELECT ?x { ?x nope:y 1 }", "SPARQL 语句有误"),
        ("SELECT ?x { ?x xu:name 'abc }", "引号没有成对"),
        ("{ # nothing\n", "SPARQL 语法错误"),
        ("SELECT ?x { ?x xu:name $who }", "参数 $who 没有给值：请加 --param who=值；变量请写 ?who"),
        ("SELECT (GROUP_CONCAT(DISTINCT ?y) AS ?z) { ?x a xu:Term OPTIONAL { ?x xu:no ?y } }", "这条 SPARQL 算不下去"),
        ("coverage_rate", "相近的有：coverage_rates"),
        ("Q16", "没有名为 'Q16' 的 SPARQL 查询"),
        ("{" + "x" * guard.LONGEST, "查询超过"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_in_one_sentence(
    text: str, sentence: str, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_calls)
    with pytest.raises(QueryError) as caught:
        ask(text)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def _no_calls(*_: object) -> NoReturn:
    raise AssertionError("somebody phoned out")


def test_words_in_texts_comments_and_names_are_no_clauses(ask: Ask) -> None:
    text = "# LOAD, FROM\nSELECT ?from { ?from xu:name 'INSERT SERVICE' . ?e xu:from ?from }"
    assert ask(text).rows == ()


def test_parameters_must_all_be_there_and_no_more(ask: Ask) -> None:
    text = "SELECT ?n { ?p xu:name ?n FILTER(?n IN ($names)) } ORDER BY ?n"
    assert ask(text, names=["郑三", "周一"]).rows == (("周一",), ("郑三",), ("郑三",))
    assert ask(text, names=[]).rows == ()
    with pytest.raises(QueryError, match=r"查询里没有参数 \$other：它的参数：names"):
        ask(text, names=[], other=1)
    with pytest.raises(QueryError, match="不能用在 SPARQL 里"):
        ask(text, names={"a": 1})
    with pytest.raises(QueryError, match="没有参数 terms：是不是 term？"):
        ask("coverage_rates", terms=7)


@example("\\u0022")
@example("\\\\U00000022 }")
@example("\x1fabcd")
@example("\\")
@example("'''\t\r\n")
@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_no_value_can_leave_its_place(value: str) -> None:
    text = guard.bound("SELECT ?x { BIND($value AS ?x) }", {"value": value})
    found = Graph().query(text).bindings
    assert [row[Variable("x")] for row in found] == [Literal(value)]


def test_a_question_that_would_run_for_minutes_is_stopped(ask: Ask) -> None:
    begin = time.monotonic()
    with pytest.raises(QueryError, match=r"查询超过 0.3 秒，已停止"):
        ask(
            "SELECT (COUNT(*) AS ?n) { ?a xu:name ?b . ?c xu:name ?d . ?e xu:name ?f . ?g xu:name ?h }",
            timeout=0.3,
        )
    assert time.monotonic() - begin < 20


def test_a_regular_expression_that_never_ends_is_stopped(ask: Ask) -> None:
    text = "SELECT ?x { BIND(REGEX('" + "a" * 60 + "b', '^(a+)+$') AS ?x) }"
    with pytest.raises(QueryError, match="已停止"):
        ask(text, timeout=0.3)


def test_rows_are_cut_at_the_limit_and_it_says_so(ask: Ask) -> None:
    answer = ask("SELECT ?n { ?p a xu:Person ; xu:name ?n }", limit=2)
    assert (len(answer.rows), answer.truncated, answer.notes) == (
        2,
        True,
        ("结果超过 2 行，只列出前 2 行",),
    )


def test_an_empty_answer_says_what_was_searched(ask: Ask) -> None:
    answer = ask("SELECT ?p { ?p a xu:Person ; xu:person_no 'P9999' }")
    assert answer.notes == ("没有符合条件的记录；已查找：人员 6 个",)


# ---------------------------------------------------------------------- masked


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?n { ?s xu:IMPOSED_ON ?p . ?p xu:name ?n }",
        "SELECT ?x { ?a xu:AGAINST ?b . ?b ?c ?x }",
        "SELECT ?x { ?y ?z ?x }",
        "SELECT (SUBSTR(?n, 1, 1) AS ?x) (SUBSTR(?n, 2, 1) AS ?y) { ?c a xu:Clue ; xu:subject ?n }",
        "SELECT (CONCAT('<', ?n, '>') AS ?x) { ?c xu:ABOUT/xu:name ?n }",
        "SELECT (GROUP_CONCAT(?n) AS ?x) { ?s xu:RESULTED_IN/xu:IMPOSED_ON ?p . ?p foaf:name ?n }",
        "SELECT ?p { ?s xu:IMPOSED_ON ?p }",
        "SELECT ?s { ?s a xu:Sanction }",
        "SELECT ?n { ?p xu:name ?n FILTER EXISTS { ?c xu:ABOUT ?p } }",
        "SELECT ?n { ?p ^xu:ABOUT ?c ; xu:name ?n }",
    ],
)
def test_nothing_restricted_comes_out_however_it_is_asked(text: str, ask: Ask) -> None:
    told = repr(ask(text, MASK, limit=5000).rows)
    assert "郑" not in told
    assert ask(text, MASK).sensitive
    assert "郑" in repr(ask(text, limit=5000).rows) or "?p {" in text


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?c xu:ABOUT ?p . ?p xu:name '郑三' }",
        "ASK { ?c xu:subject '郑三' }",
        "ASK { ?p xu:name ?n ; ^xu:IMPOSED_ON ?s FILTER(STRSTARTS(?n, '郑')) }",
    ],
)
def test_nobody_learns_by_guessing(text: str, ask: Ask) -> None:
    assert ask(text).rows == ((True,),)
    assert ask(text, MASK).rows == ((False,),)


def test_what_reaches_nothing_restricted_is_open(ask: Ask) -> None:
    answer = ask("SELECT ?n { ?p a xu:Person ; xu:name ?n } ORDER BY ?n", MASK)
    assert ("郑三",) in answer.rows
    assert not answer.sensitive


def test_a_restricted_property_is_hidden_and_counted(ask: Ask) -> None:
    assert ask("SELECT ?x { ?c xu:no 'XS2024-001' ; xu:subject ?x }", MASK).rows == ((HIDDEN,),)
    assert ask("SELECT (COUNT(?x) AS ?n) { ?c xu:subject ?x }", MASK).rows == ((6,),)


@pytest.mark.parametrize("name", sparql.NAMES)
def test_twins_are_masked_as_their_cypher(name: str, ask: Ask, ident: Callable[[str], str]) -> None:
    given = {key: ident(value) for key, value in CASES[name]["parameters"].items()}
    answer = ask(name, MASK, **given)
    assert "郑三" not in repr(answer)
    assert len(answer.rows) == len(CASES[name]["rows"])


def test_an_open_view_stops_at_every_restricted_property(chain_snapshot: Snapshot) -> None:
    for name in restricted_properties():
        view = View(chain_snapshot, MASK, sensitive=False, seconds=60, until=time.monotonic() + 60)
        with pytest.raises(Reached):
            list(view.find(None, URIRef(iri(f"xu:{name}")), None))


def test_the_text_is_never_told(ask: Ask) -> None:
    with pytest.raises(QueryError) as caught:
        ask("SELECT ?n { ?c a xu:Clue ; xu:subject '郑三' ; xu:name }", MASK)
    assert not re.search("郑三", str(caught.value))
