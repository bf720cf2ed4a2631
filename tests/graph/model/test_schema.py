"""The declaration: complete, and a wrong one fails naming the line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.model import claims, schema
from graph.model.claims import Claim, Provenance, Value
from graph.model.errors import SchemaError

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "model" / "schema_faults.toml").read_text("utf-8")
)
GOOD = CASES["good"]
KEYWORDS = frozenset(CASES["keywords"])
KINDS = [*schema.schema().nodes.values(), *schema.schema().edges.values()]
ORIGIN = Provenance("0" * 64, "L4!第3行", 0, 2, "原文")
PERSON, UNIT = claims.digest("Person", "1"), claims.digest("Organization", "1")


def claim(kind: str, ends: tuple[str, str] | None = None, **properties: Value) -> Claim:
    mention = claims.digest(kind, "1")
    return Claim(kind, mention, properties, ORIGIN, "test", ends=ends)


@pytest.mark.parametrize("fault", CASES["fault"], ids=lambda f: f["name"])
def test_a_wrong_file_fails_naming_the_line(fault: dict[str, str]) -> None:
    assert GOOD.count(fault["old"]) == 1
    text = GOOD.replace(fault["old"], fault["new"])
    line = text[: text.index(fault["at"])].count("\n") + 1
    with pytest.raises(SchemaError) as raised:
        schema.parse(text)
    assert f"第{line}行" in str(raised.value) or f"line {line}" in str(raised.value)
    assert fault["says"] in str(raised.value)


def test_the_good_file_is_good() -> None:
    parsed = schema.parse(GOOD)
    assert list(parsed.nodes) == ["Person", "Organization"]
    assert parsed.edges["SERVED_IN"].interval


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_every_kind_is_fit_to_be_shown(kind: schema.Kind) -> None:
    assert re.search(r"[\u4e00-\u9fff]", kind.label)
    for prop in kind.properties.values():
        assert re.search(r"[\u4e00-\u9fff]", prop.label), prop.name
        assert prop.name.isidentifier()
        assert not prop.name.startswith("_")
    labels = [prop.label for prop in kind.public()]
    assert len(labels) == len(set(labels))
    if isinstance(kind, schema.NodeKind):
        assert re.fullmatch(r"#[0-9a-f]{6}", kind.color)
        assert not kind.properties[kind.caption].internal
        assert re.fullmatch(r"[A-Z][A-Za-z]+", kind.name)
        assert kind.name.upper() not in KEYWORDS
    if isinstance(kind, schema.EdgeKind):
        assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", kind.name)
        assert all(not kind.properties[name].internal for name in kind.key)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_dates_that_belong_together_are_taken_together(kind: schema.Kind) -> None:
    names = kind.properties.keys()
    if {"since", "until"} <= names and not kind.derived and kind.name != "GREW_UP_IN":
        assert any({"since", "until"} <= set(group) for group in kind.groups)


def test_labels_tell_kinds_apart() -> None:
    labels = [kind.label for kind in KINDS]
    assert len(labels) == len(set(labels))


def test_columns_have_the_ends_of_dates() -> None:
    columns = dict(schema.schema().edges["SERVED_IN"].columns())
    assert columns["since"] == columns["since_min"] == columns["since_max"] == "VARCHAR"
    assert "round_ref" not in dict(schema.schema().nodes["Finding"].columns())


def test_check_gives_values_of_their_types() -> None:
    given: dict[str, Any] = {
        "funds": "1,200.5",
        "complaints": "12",
        "is_target": "是",
        "founded_on": "2019年6月",
        "name": "市林业局",
        "short_name": "",
    }
    clean = schema.schema().check(claim("Organization", **given)).properties
    assert clean == {
        "funds": 1200.5,
        "complaints": 12,
        "is_target": True,
        "founded_on": "2019-06",
        "name": "市林业局",
        "short_name": None,
    }


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (claim("Nothing"), "没有 'Nothing'"),
        (claim("KIN", (PERSON, PERSON)), "推导得出"),
        (claim("SERVED_IN"), "缺少两端"),
        (claim("SERVED_IN", (UNIT, PERSON)), "不能从 Organization 到 Person"),
        (claim("Person", (PERSON, PERSON)), "不应有两端"),
        (claim("Person", nickname="小张"), "nickname"),
        (claim("Person", birth="昨天"), "不是日期"),
        (claim("Organization", complaints="3.5"), "整数"),
        (claim("Organization", is_target="也许"), "是"),
        (claim("Organization", funds=float("nan")), "不是数字"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
def test_check_names_the_first_fault_and_the_place(wrong: Claim, says: str) -> None:
    with pytest.raises(SchemaError) as raised:
        schema.schema().check(wrong)
    assert says in str(raised.value)
    assert wrong.kind == "Nothing" or "第3行" in str(raised.value)


def test_check_refuses_a_mention_of_another_kind() -> None:
    wrong = Claim("Person", UNIT, {}, ORIGIN, "test")
    with pytest.raises(SchemaError, match="Person"):
        schema.schema().check(wrong)


def test_any_node_may_be_stated_in_a_document() -> None:
    stated = schema.schema().edges["STATED_IN"]
    assert stated.joins("Finding", "Document")
    assert not stated.joins("Finding", "Person")
