"""原 in front of a unit: what it means is told by what became of the unit, or asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.decisions import Decision

ENDED = [{"status": "撤销", "dissolved_on": "2019-01-10"}, {"status": "合并"}]
CASES = [
    ({"status": "在册"}, "2018-05", "职务"),
    (ENDED[0], "2018-05", "职务和机构"),
    (ENDED[0], "2019-03", "机构"),
    (ENDED[0], None, "机构"),
    (ENDED[1], "2018-05", "机构"),
    (None, "2018-05", "不明"),
]


@pytest.mark.parametrize(("unit", "until", "scope"), CASES)
def test_a_post_of_a_former_unit(
    telling: Callable[[str], Any],
    derived: Callable[..., Any],
    unit: dict[str, Any] | None,
    until: str | None,
    scope: str,
) -> None:
    said = telling("任职.xlsx")
    org = said.unit("市质监局") if unit is None else said.own("市质监局", **unit)
    person = said.person("001", name="甲某")
    said.edge("SERVED_IN", person, org, title="局长", until=until, former_scope="不明")
    plain = said.own("市财政局", status="在册")
    said.edge("SERVED_IN", person, plain, title="科员")
    graph = derived(said)
    found = {r["target"]: r["former_scope"] for r in graph.rows("edges_SERVED_IN")}
    assert found == {graph.resolve(org): scope, graph.resolve(plain): None}
    asked = [row for row in graph.rows("conflicts") if row["property"] == "原字范围"]
    assert bool(asked) is (scope == "不明")


def test_a_rename_ends_the_unit_of_that_name(
    telling: Callable[[str], Any], derived: Callable[..., Any]
) -> None:
    said = telling("任职.xlsx")
    old, new = said.own("市旅游局"), said.own("市文旅委")
    said.edge("SUCCEEDED_BY", old, new, change="合并", on="2019-01")
    for org in (old, new):
        said.edge(
            "SERVED_IN", said.person("001"), org, title="局长", until="2016", former_scope="不明"
        )
    graph = derived(said)
    found = {r["target"]: r["former_scope"] for r in graph.rows("edges_SERVED_IN")}
    assert found == {graph.resolve(old): "职务和机构", graph.resolve(new): "职务"}


@pytest.mark.parametrize(
    ("begins", "scope"), [("2020-03", "机构"), ("2018-03", "不明"), (None, "机构")]
)
def test_a_former_unit_that_was_inspected(
    telling: Callable[[str], Any], derived: Callable[..., Any], begins: str | None, scope: str
) -> None:
    said = telling("任务.xlsx")
    gone = said.own("市传媒集团", **ENDED[0])
    task = said.task(1, "第1组", "市传媒集团", "常规")
    said.node(task, begins=begins)
    said.edge("INSPECTS", task, gone, former_scope="不明")
    graph = derived(said)
    (edge,) = graph.rows("edges_INSPECTS")
    assert edge["former_scope"] == scope


def test_a_decision_goes_before_what_records_tell(
    telling: Callable[[str], Any], world: Any
) -> None:
    said = telling("任职.xlsx")
    org = said.unit("市质监局")
    said.edge("SERVED_IN", said.person("001"), org, title="局长", former_scope="不明")
    world.load(said)
    (edge,) = world.build().rows("edges_SERVED_IN")
    assert edge["former_scope"] == "不明"
    world.decisions = [
        Decision("FORMER_SCOPE", "王主任", "2025-04-01", "问过本人", (edge["id"], scope))
        for scope in ("机构", "职务")
    ]
    graph = world.build()
    (edge,) = graph.rows("edges_SERVED_IN")
    assert edge["former_scope"] == "职务"
    assert graph.rows("conflicts") == []
