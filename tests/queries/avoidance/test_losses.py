"""A row that was lost, a declaration without detail, a number with two names: never 可任."""

from __future__ import annotations

from typing import Any

import pytest

UNIT = "市林业局"

World = Any

_KIN = {"R10", "R11", "R12", "R13", "R14"}
_RECENT = {"R02", "R04", "R05", "R22"}
_LIFELONG = {"R03", "R23"}
LOST = [
    ("L4", "起始年月", "", {"R01", *_RECENT, *_LIFELONG}),
    ("L4", "职务", "2023-06", {*_RECENT, *_LIFELONG}),
    ("L4", "任职单位", "2015-06", _LIFELONG),
    ("L25", "任职单位", "", {"R01", *_RECENT, *_LIFELONG}),
    ("L19", "到岗日期", "", {"R47"}),
    ("L19", "到岗日期", "2023-06", set()),
    ("L20", "称谓", "", _KIN),
    ("L20", "亲属姓名", "", _KIN),
    ("L21", "公司名称", "", {"R14"}),
    ("L5", "关系人姓名", "", _KIN | {"R16", "R20", "R24"}),
]


def lose(world: World, person: str, ledger: str, column: str, until: str = "") -> None:
    row = {"id": person, "ledger": ledger, "column": column, "reason": "必填项为空", "until": until}
    where = {"file": "某台账.xlsx", "place": f"{ledger}!第9行"}
    world.rows.setdefault("refused", []).append(row | where)


@pytest.mark.parametrize(("ledger", "column", "until", "rules"), LOST)
def test_a_lost_row_blocks_the_rules_that_read_its_ledger(
    world: World, ledger: str, column: str, until: str, rules: set[str]
) -> None:
    world.org(UNIT)
    lose(world, world.person("P1", "张某"), ledger, column, until)
    found = world.ask("P1", UNIT)
    assert {m["rule"] for m in found["missing"]} == rules
    assert {m["field"] for m in found["missing"]} == ({f"{ledger}.{column}"} if rules else set())
    blocks = rules and ledger not in {"L19", "L25"}
    assert found["verdict"] == ("信息不足" if blocks else "可任")
    assert all("某台账.xlsx 第9行" in reason["text"] for reason in found["reasons"])


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({}, "信息不足"),
        ({"relation_class": "近姻亲"}, "信息不足"),
        ({"interest": "其企业承接项目"}, "可任"),
        ({"signed": "2020-03-02"}, "可任"),
    ],
)
def test_something_to_declare_and_nothing_said(
    world: World, said: dict[str, Any], verdict: str
) -> None:
    world.org(UNIT)
    world.declaration(world.person("P1", "张某"), has_items=True, **said)
    found = world.ask("P1", UNIT)
    assert found["verdict"] == verdict
    assert {m["field"] for m in found["missing"]} == (
        {"L5.具体关系"} if verdict == "信息不足" else set()
    )


@pytest.mark.parametrize(
    ("other", "flagged"), [("李某", True), ("张 某", False), ("张某（女）", False)]
)
def test_a_number_with_two_names(world: World, other: str, flagged: bool) -> None:
    world.org(UNIT)
    person = world.person("P1", "张某")
    row = {"id": person, "kind": "Person", "property": "name", "kept": "张某", "other": other}
    world.rows["conflicts"] = [row | {"shown": "任职经历表.xlsx 第7行"}]
    found = world.ask("P1", UNIT)
    assert found["verdict"] == ("需复核" if flagged else "可任")
    if flagged:
        [reason] = found["reasons"]
        assert (reason["severity"], reason["code"]) == ("S", "来源不一致")
        assert "编号与姓名不符" in reason["text"]
        assert reason["sources"] == [{"file": "任职经历表.xlsx", "place": "第7行"}]


TERMS = [("前妻", "婚姻关系已终止"), ("未婚夫", "其他亲密关系"), ("男朋友", "其他亲密关系")]


@pytest.mark.parametrize(("term", "note"), TERMS)
@pytest.mark.parametrize("class_", [None, "其他亲密关系"])
def test_somebody_close_who_leads_the_unit(
    world: World, term: str, note: str, class_: str | None
) -> None:
    person, unit = world.person("P1", "张某"), world.org(UNIT)
    close = world.somebody("李某", term, declared_by=person, kin_term=term)
    world.edge("KIN_DECLARED", person, close, relation=term, relation_class=class_)
    world.served(close, unit, "2020-01", "至今", title="局长")
    found = world.ask("P1", UNIT)
    assert found["verdict"] == "需复核"
    [reason] = found["reasons"]
    assert (reason["rule"], reason["severity"]) == ("R16", "S")
    assert note in reason["text"]


@pytest.mark.parametrize(
    "title", ["常务副局长", "副局长（主持工作）", "代局长", "局长（代）", "局党组成员", "纪检组长"]
)
def test_titles_of_leaders(world: World, title: str) -> None:
    person = world.person("P1", "张某")
    brother = world.relative(person, "张兄", "三代以内旁系血亲", "哥哥")
    world.served(brother, world.org(UNIT), "2020-01", "至今", title=title)
    found = world.ask("P1", UNIT)
    assert found["verdict"] == "应回避"
    assert [r["rule"] for r in found["reasons"]] == ["R12"]
