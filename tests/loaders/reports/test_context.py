"""The context of a document: its day of publication."""

from __future__ import annotations

import pytest

from graph.model import regions
from loaders.reports.extract import report

TITLE = "关于云川市委第一轮巡察的通报"
BODY = "中共云川市委开展第一轮巡察。巡察组发现问题20个，今年3月移交线索5件。"


@pytest.mark.parametrize(
    "said",
    [
        "发布日期：2024-03-01",
        "发布时间: 2024-03-01 10:22",
        "发布日期 2024年3月1日",
        "【发布日期】2024-03-01",
        "发布日期：\n2024-03-01",
        "| 发布日期 | 2024-03-01 |",
    ],
)
@pytest.mark.parametrize(
    "page", ["{said}\n{title}\n{body}", "{title}\n{said}\n{body}", "{title}\n{body}\n{said}"]
)
def test_a_labelled_day_is_the_day_of_publication(page: str, said: str) -> None:
    text = page.format(said=said, title=TITLE, body=BODY)
    assert report(text.encode(), "通报.txt", regions.load()).about.published == "2024-03-01"


@pytest.mark.parametrize(
    "said", ["本轮巡察自2024-03-01开始。", "据2024年3月1日发布的消息，巡察结束。"]
)
def test_any_other_day_is_not(said: str) -> None:
    text = f"{TITLE}\n{BODY}{said}\n再过一段。"
    assert report(text.encode(), "通报.txt", regions.load()).about.published is None
