"""The history of a thing: every claim in use, replaced or withdrawn, and who decided what; never what is restricted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from graph.model.errors import QueryError
from graph.model.privacy import Mask
from xuntu.history import Archive, History

New = Callable[[str], Any]


def history(office: Any, entity: str) -> History:
    office.graph()
    found: History = office.workspace.history(entity)
    return found


def test_every_claim_is_there_with_its_fate_and_the_decisions(office: New) -> None:
    place = office("fates")
    place.on("2025-06-05")
    june = place.posts("6月.xlsx", "甲丙")
    place.load(june)
    place.on("2025-07-05")
    place.one(place.posts("7月.xlsx", "甲丁"), by="王主任", why="七月更新")
    found = history(place, "P0101")
    posts = [claim for claim in found.claims if claim.kind == "任职"]
    assert [(c.file, c.state, c.loaded_at[:10], c.place) for c in posts] == [
        ("6月.xlsx", "已被新版替代", "2025-06-05", "第2行"),
        ("7月.xlsx", "在用", "2025-07-05", "第2行"),
    ]
    assert posts[0].values["职务"] == "副局长"
    assert "云山区林业局" in posts[0].says
    (decision,) = found.decisions
    assert (decision.kind, decision.by, decision.at[:10]) == ("替代旧版", "王主任", "2025-07-05")
    assert (decision.why, decision.holds) == ("七月更新", True)
    # Somebody who is in no source in use has a history all the same, by name and by number.
    gone = history(place, "孙二")
    assert gone.id == history(place, "P0102").id
    assert {claim.state for claim in gone.claims} == {"已被新版替代"}


def test_by_id_alias_and_name_of_a_unit(office: New) -> None:
    place = office("names")
    place.load(place.posts("6月.xlsx", "甲乙"))
    found = history(place, "云山区林业局")
    assert found.kind == "单位"
    assert history(place, found.id) == found
    json.dumps(found.to_json(), ensure_ascii=False)
    with pytest.raises(QueryError, match="没有关于它的主张"):
        history(place, "无此单位")


def test_two_of_one_name_are_listed(office: New, posts: dict[str, tuple[str, ...]]) -> None:
    place = office("namesakes")
    other = ("钱一", "P0999", *posts["丙"][2:])
    place.load(place.write("6月.xlsx", [posts["甲"], other]))
    with pytest.raises(QueryError, match="有 2 个") as caught:
        history(place, "钱一")
    assert str(caught.value).count("Person-") == 2


def test_what_was_erased_is_gone_and_the_decision_stays(office: New) -> None:
    place = office("erased")
    place.load(place.posts("6月.xlsx", "甲乙"))
    place.load(place.posts("财政局.xlsx", "丙丁"))
    place.workspace.withdraw("财政局.xlsx", by="王主任", why="不应保存", erase=True)
    with pytest.raises(QueryError):
        history(place, "P0102")
    told = history(place, "P0101").decisions
    assert [(d.kind, d.by) for d in told] == [("来源撤回", "王主任")]
    assert "已删除" in told[0].about


def test_a_decision_taken_back_is_told_as_such(office: New) -> None:
    place = office("taken")
    place.load(place.posts("6月.xlsx", "甲乙"))
    place.workspace.withdraw("6月.xlsx", by="王主任", why="试")
    (withdrawn,) = place.workspace.decisions()
    place.workspace.take_back(withdrawn.id, by="李主任", why="再试")
    found = history(place, "P0101")
    assert [(d.kind, d.holds) for d in found.decisions] == [("来源撤回", False), ("撤销决定", True)]
    assert {claim.state for claim in found.claims} == {"在用"}


CLUES = ("线索编号", "届次", "年度", "轮次", "巡察组", "被巡察单位", "被反映人姓名", "被反映人职务", "被反映人级别",
         "具体问题", "六项纪律", "线索来源", "移交时间", "移交方式", "移交单位", "签收人及日期")  # fmt: skip


def test_that_somebody_is_reported_is_not_told(office: New) -> None:
    place = office("secret")
    place.load(place.posts("6月.xlsx", "甲乙"))
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([*CLUES, "被反映人编号"])
    sheet.append(["XS-001", "七届", "2024", "第一轮", "第一巡察组", "云山区林业局", "钱一", "副局长",
                  "科级", "违规收受礼金", "廉洁纪律", "来信", "2024-05-06", "书面", "市纪委监委",
                  "2024-05-07", "P0101"])  # fmt: skip
    path = place.files / "线索移交登记表.xlsx"
    book.save(path)
    assert place.one(path).claims > 0
    found = history(place, "P0101")
    assert {claim.file for claim in found.claims} == {"6月.xlsx"}
    assert "礼金" not in json.dumps(found.to_json(), ensure_ascii=False)
    clue = json.dumps(history(place, "XS-001").to_json(), ensure_ascii=False)
    assert "钱一" not in clue
    assert "礼金" not in clue
    workspace = place.workspace
    lifted = Archive(
        workspace.sources, workspace.decisions(), workspace.snapshot(), Mask(lifted=True)
    )
    assert "礼金" in json.dumps(lifted.history("XS-001").to_json(), ensure_ascii=False)
