"""What a Cypher text must be before it is asked."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import cypher, guard
from graph.model.errors import QueryError

READING = [
    "MATCH (p:Person) WHERE p.name CONTAINS 'CREATE' RETURN p // SET p.name",
    "MATCH (p:Person) RETURN p.name AS set, {delete: 1} AS m",
    "MATCH (p:`Person`) RETURN p.`name` AS `CREATE`",
    "MATCH (p:Person)-[r:SERVED_IN|MEMBER_OF*1..3]-(o) RETURN p, r, o",
    "MATCH (p:Person) WHERE p:Person AND NOT p:Finding RETURN p",
    "MATCH (c:Clue|Finding) RETURN c.cat2",
    "MATCH (p:Person {name: 'x'}) WITH p.name AS p RETURN p",
    "MATCH (s:Sanction)-[:IMPOSED_ON]->(p:Person) RETURN s.decided_min, p.birth_max, s.sources",
    "WITH {nested: {deep: 1}} AS m RETURN m.nested, m['deep'] AS x",
    "RETURN date('2024-01-01').year AS y, duration.inDays(date('2024-01-01'), date()).days AS d",
    "MATCH (p:Person) WITH date(p.birth_min) AS day RETURN day.year AS year",
    "MATCH (p:Person) RETURN p {.name, post: p.post} AS m",
    "CALL db.labels() YIELD label RETURN label",
    "CALL (*) { MATCH (p:Person) RETURN count(p) AS n } RETURN n",
    "MATCH p = (:Person)-[:SERVED_IN {title: '局长'}]->() RETURN [n IN nodes(p) | n.name] AS names",
    "MATCH (p:Person) WHERE EXISTS { (p)-[:SERVED_IN]->(:Organization) } RETURN p",
    "MATCH (p:Person) WITH collect(p) AS people UNWIND people AS one RETURN one.name",
]


@pytest.mark.parametrize("text", READING)
def test_reading_passes(text: str) -> None:
    assert guard.check(text, {})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "MATCH (p:Person) RETURN p.title",
            "没有属性 title（第1行第27列）：它是 WorkingPaper、SERVED_IN 的属性",
        ),
        ("MATCH (p:Person) RETURN p.姓名", "是不是 name？"),
        ("MATCH ()-[s:SERVED_IN {titel: 'x'}]->() RETURN s", "是不是 title？"),
        ("MATCH (p:Finding|Clue) RETURN p.titel", "Clue（问题线索）、Finding（问题）没有属性"),
        ("MATCH (x) RETURN x.foo", "图谱里没有属性 foo"),
        ("MATCH (p:person) RETURN p", "是不是 Person？"),
        ("MATCH (p:SERVED_IN) RETURN p", "SERVED_IN 是关系，不是节点"),
        ("MATCH ()-[:Person]->() RETURN 1 AS x", "Person 是节点，不是关系"),
        ("MATCH ()-[:SERVED_IN|:MEMBER_OFF]->() RETURN 1 AS x", "是不是 MEMBER_OF？"),
        ("MATCH ()<-[x:任职]-() RETURN x", "是不是 SERVED_IN？"),
        ("MATCH (p:Person) WHERE p:Foo RETURN p", "没有 Foo 这种节点"),
        ("MATCH (p:Person)\n  // 说明\n  RETURN p.nmae", "（第3行第12列）"),
        ("CALL", "不能调用过程 （未写明）"),
        ("RETURN `abc", "引号没有成对（第1行第8列）"),
    ],
)
def test_a_typo_gets_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(QueryError) as caught:
        guard.check(text, {})
    assert sentence in str(caught.value)


def test_keys_of_given_maps_are_known() -> None:
    assert guard.check("UNWIND $rows AS row RETURN row.foo AS x", {"rows": [{"foo": 1}]})
    with pytest.raises(QueryError, match="没有属性 fooo"):
        guard.check("UNWIND $rows AS row RETURN row.fooo AS x", {"rows": [{"foo": 1}]})


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("RETURN 1", ("1",)),
        ("MATCH (p) RETURN p.name, count(*) AS n ORDER BY n LIMIT 3", ("p.name", "n")),
        ("MATCH (p) RETURN DISTINCT [x IN [1, 2] | x] AS l, {a: 1, b: 2} AS m", ("l", "m")),
        ("MATCH (p) RETURN *", ()),
        ("RETURN 1 AS x UNION RETURN 2 AS x", ("x",)),
        ("CALL { RETURN 1 AS y } RETURN y AS `列`", ("列",)),
        ("CALL db.labels()", ()),
    ],
)
def test_returned_columns(text: str, columns: tuple[str, ...]) -> None:
    assert cypher.returned(cypher.tokens(text), text) == columns


def test_parameters() -> None:
    text = "MATCH (p {a: $one}) WHERE p.b = $`two` AND p.c = '$three' RETURN p // $four"
    assert cypher.parameters(cypher.tokens(text)) == {"one", "two"}


WORDS = st.sampled_from(sorted(guard.WRITING))
ANYTHING = st.text(alphabet=st.characters(exclude_characters="'\\\n"), max_size=20)


@given(ANYTHING, WORDS, st.sampled_from([str.upper, str.lower, str.title]))
def test_a_writing_word_is_refused_outside_quotes_only(
    inside: str, word: str, cased: type[str]
) -> None:
    quoted = f"RETURN '{inside} {word} {inside}' AS x"
    assert guard.check(quoted, {})
    with pytest.raises(QueryError, match=re.escape(f"不能用 {word} ")):
        guard.check(f"{quoted} /* */{cased(word)} (n)", {})


FRAGMENTS = st.one_of(
    st.sampled_from("()[]{}:|->.,*=!& "),
    st.sampled_from(["MATCH", "Person", "SERVED_IN", "p", "name", "AS", "RETURN", "CALL"]),
    st.sampled_from(["$x", "'a'", "1", "`b`"]),
)


@given(st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=30).map("".join)))
def test_any_text_is_passed_or_refused_in_one_sentence(text: str) -> None:
    with contextlib.suppress(QueryError):
        assert guard.check(text, dict.fromkeys(["x"], 1))
