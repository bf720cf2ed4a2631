"""The library of named questions: what its files must be, and what they answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Cell, Column, Edge, Node
from graph.model.errors import QueryError, SchemaError
from graph.model.schema import schema
from graph.stores.store import Store
from queries import library

FOLDER = Path(__file__).resolve().parents[1] / "cases/queries"
CASES = tomllib.loads((FOLDER / "answers.toml").read_text("utf-8"))
WORLD_CASES = tomllib.loads((FOLDER / "world_answers.toml").read_text("utf-8"))
"""Those on the graph of world.toml (see test_questions)."""
GOOD = """// title: 标题
// number: Q99
// group: 问题
// param: least int 至少 default 2
// column: person 人员
MATCH (p:Person) WHERE p.declined >= $least RETURN p.name AS person ORDER BY person
"""


def written(cell: Cell) -> Any:
    """Return a cell as the case file writes it."""
    if cell is None:
        return ""
    if isinstance(cell, (Node, Edge)):
        return cell.kind
    return [written(one) for one in cell] if isinstance(cell, tuple) else cell


def test_the_table_holds_the_folder(root: Path) -> None:
    files = {path.stem for path in (root / "queries/named").glob("*.cypher")}
    assert files == set(library.NAMES) == set(library.QUERIES)
    assert len(library.NAMES) == len(library.QUERIES)


@pytest.mark.parametrize("name", library.NAMES)
def test_a_file_declares_what_its_text_returns(name: str) -> None:
    query = library.QUERIES[name]
    assert library.read(name, query.text) == query


def test_every_question_has_a_case() -> None:
    assert set(CASES) | set(WORLD_CASES) >= set(library.QUERIES)
    assert set(CASES) <= set(library.QUERIES)


def test_ten_numbered_questions_of_five_groups() -> None:
    numbered = [query for query in library.QUERIES.values() if query.number]
    assert len(numbered) >= 10
    assert len({query.group for query in numbered}) >= 5
    assert len({query.number for query in numbered}) == len(numbered)
    assert all(re.fullmatch(r"Q[1-9]\d?", query.number) for query in numbered)


@pytest.mark.parametrize("name", CASES)
def test_answers(name: str, chain_store: Store, ident: Callable[[str], str]) -> None:
    given = {key: ident(value) for key, value in CASES[name]["parameters"].items()}
    answer = library.named(name).ask(chain_store, given)
    assert [[written(cell) for cell in row] for row in answer.rows] == CASES[name]["rows"]
    assert not answer.truncated
    assert answer.notes == ()
    assert answer.title == library.QUERIES[name].title


@pytest.mark.parametrize("query", library.QUERIES.values(), ids=list(library.QUERIES))
def test_texts_are_portable(query: library.NamedQuery) -> None:
    body = re.sub(r"^//.*$", "", query.text, flags=re.MULTILINE)
    assert "ORDER BY" in body
    assert not re.search(r"\*(?!\d+\.\.\d)[^./\s]|\*\.\.", re.sub(r"[\d.)] \* |\$z \*", "", body))
    assert not re.search(r"\b(SHORTEST|COLLECT ?\{|APOC|IN TRANSACTIONS)\b", body, re.IGNORECASE)
    assert not re.search(r"\bid\(", body)


def test_neighbourhood_knows_every_kind() -> None:
    text = library.QUERIES["neighbourhood"].text
    assert all(f"MATCH (n:{kind} {{id: $node}})" in text for kind in schema().nodes)


def test_questions_about_people_are_sensitive() -> None:
    kinds = {"Clue", "CaseFile", "Sanction", "Prosecution"}
    for query in library.QUERIES.values():
        shows_people = any(column.name in {"person", "path"} for column in query.columns)
        if shows_people and any(f":{kind}" in query.text for kind in kinds):
            assert query.sensitive, query.name


def test_by_number_and_name() -> None:
    assert library.named("Q16") is library.named("ｑ１６ ") is library.named("common_findings")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("common_finding", "相近的有：common_findings"), ("Q98", "相近的有：Q"), ("问", "--list")],
)
def test_an_unknown_question_names_the_near_ones(name: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=re.escape(sentence)):
        library.named(name)


def test_an_empty_answer_says_what_was_searched(chain_store: Store) -> None:
    answer = library.named("Q28").ask(chain_store, {"on": "2020-01-01"})
    assert answer.rows == ()
    assert answer.notes == ("没有符合条件的记录；已查找：单位 6 个，问题线索 5 个",)


def test_a_cut_answer_says_so(chain_store: Store) -> None:
    answer = library.named("Q19").ask(chain_store, {"term": 7, "round": 4}, limit=2)
    assert (len(answer.rows), answer.truncated) == (2, True)
    assert answer.notes == ("结果超过 2 行，只列出前 2 行",)


def test_today_is_printed() -> None:
    bound = library.named("Q28").bind({})
    assert bound == {"on": date.today().isoformat(), "days": 90}


def test_raw(chain_store: Store) -> None:
    text = "MATCH (c:Clue) WHERE c.no = $no RETURN c.disposition, c.no AS no"
    answer = library.raw(chain_store, text, {"no": "XS2024-004"})
    assert answer.columns == (Column("c.disposition", "c.disposition"), Column("no", "no"))
    assert answer.rows == (("予以了结", "XS2024-004"),)
    with pytest.raises(QueryError, match=r"参数 \$no 没有给值"):
        library.raw(chain_store, text, {})


TYPED = """// title: 标题
// group: 问题
// param: a text 文字
// param: b int 整数 default 3
// param: c number 数
// param: d date 日
// param: e bool 是否
// param: f list 列表 default
// column: x 结果
RETURN [$a, $b, $c, $d, $e, $f] AS x ORDER BY x
"""
FULL = {"a": " 文 ", "c": "１．５", "d": "2025年3月1日", "e": "是"}


def test_typed_values_come_from_what_was_typed() -> None:
    bound = library.read("typed", TYPED).bind({**FULL, "f": "甲；乙、丙, "})
    assert bound == {
        "a": "文",
        "b": 3,
        "c": 1.5,
        "d": "2025-03-01",
        "e": True,
        "f": ["甲", "乙", "丙"],
    }
    python = {"a": "文", "b": 4, "c": 2, "d": date(2025, 3, 1), "e": False, "f": ("甲",)}
    bound = library.read("typed", TYPED).bind(python)
    assert bound == {"a": "文", "b": 4, "c": 2.0, "d": "2025-03-01", "e": False, "f": ["甲"]}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"b": "三"}, "参数 b（整数）的值 '三' 不合适：'三' 不是数字"),
        ({"b": "1.5"}, "不是整数"),
        ({"c": "x"}, "不是数字"),
        ({"d": "2025-03"}, "请写到日"),
        ({"d": "2025-02-30"}, "不是日期"),
        ({"e": "也许"}, "不是“是”或“否”"),
        ({"g": "1"}, "没有参数 g：它的参数：a（文字）、b（整数）"),
        ({"a": None}, "需要参数 a（文字）：请加 --param a=值"),
    ],
)
def test_a_wrong_parameter_is_named(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(QueryError, match=re.escape(sentence)):
        library.read("typed", TYPED).bind({**FULL, **change})


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(QueryError, match=re.escape("需要参数 a（文字）")):
        library.read("typed", TYPED).bind({})


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("// title: 标题\n", "", "没有写明 title（bad.cypher 第1行）"),
        ("// group: 问题\n", "// group:\n", "没有写明 group（bad.cypher 第3行）"),
        ("// number: Q99\n", "// title: 又一个\n", "title 写了两次（bad.cypher 第2行）"),
        ("// group: 问题", "// gruop: 问题", "不认识 'gruop'（bad.cypher 第3行）"),
        (" least int 至少", " least integer 至少", "类型 'integer'"),
        (" least int 至少", " least 至少", "param 应写"),
        ("person 人员", "person", "column 应写：名称 中文名（bad.cypher 第5行）"),
        ("// param: least int 至少 default 2\n", "", "参数 $least 没有给值"),
        ("$least", "2", "查询里没有参数 $least"),
        (
            "AS person ORDER",
            "AS name ORDER",
            "声明的列 person 与返回的列 name 不一致（bad.cypher 第6行）",
        ),
        (":Person", ":Persn", "没有 Persn 这种节点"),
    ],
)
def test_a_wrong_file_fails_with_its_line(old: str, new: str, sentence: str) -> None:
    library.read("good", GOOD)
    with pytest.raises(SchemaError, match=re.escape(sentence)):
        library.read("bad", GOOD.replace(old, new).replace("ORDER BY person", ""))
