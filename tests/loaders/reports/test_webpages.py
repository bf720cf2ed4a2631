"""Web pages: what a reader sees of them, and nothing else."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest

from graph.model.errors import SourceError
from loaders.reports.formats import text_of


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>甲<p>乙<div>丙<br>丁</div>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<p hidden>甲<p style='Display : None'>乙</p>丙", ["丙"]),
        ("<div style='visibility:hidden'>甲<div>乙</div></div>丙", ["丙"]),
        ("<p>巡<ruby>察<rp>(<rt>chá<rp>)</ruby>", ["巡察"]),
        ("<script>'<p>甲</p>'</script><style>p{}</style><noscript>乙</noscript>丙", ["丙"]),
        ("甲<!-- 乙", ["甲"]),
        ("<![if x]>甲<![endif]><![foo bar]>乙", ["甲乙"]),
        ("<p title='<b>x'>甲</b></p></td></div>乙", ["甲", "乙"]),
        ("5<6，7>3&nbsp;&#30002;&unknown;", ["5<6，7>3\xa0甲&unknown;"]),
        ("<p>甲 \r\n 乙\t丙</p>", ["甲 乙 丙"]),
        ("<ul><li><a href=x>链接一二三四</a><li><a href=y>又一条</a> 2025-01-02</ul><p>见<a href=z>附件</a>",
         ["见附件"]),
        ("<a href=x>只有</a><p><a href=y>链接</a>", ["只有", "链接"]),
        ("<a name=top><p>甲</p><a href=x><p>发现问题3个。</p>", ["甲", "发现问题3个。"]),
        ("<pre>甲\n 乙</pre>丙", ["甲", "乙", "丙"]),
        ("</body></html><html><body>又一页", ["又一页"]),
    ],
)  # fmt: skip
def test_what_a_reader_of_a_page_sees(body: str, lines: list[str], make: Any) -> None:
    assert text_of(make.page(body), "x.html").splitlines() == lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("<tr><td>组别<td>组长<td>单位<tr><td>一组<td>陈志远<td>市财政局",
         ["组别 | 组长 | 单位", "一组 | 陈志远 | 市财政局"]),
        ("<tr><td rowspan=2>一组<td>陈志远<td>组长<tr><td>周明<td>副组长",
         ["一组 | 陈志远 | 组长", "一组 | 周明 | 副组长"]),
        ("<tr><th colspan=3>安排表<tr><td>甲<td>乙<td>丙", ["安排表", "甲 | 乙 | 丙"]),
        ("<tr><td>甲<td colspan=2>乙<td>丙", ["甲 | 乙 |  | 丙"]),
        ("<tr><td><p>甲</p><p>乙</p></td></tr><tr><td>丙", ["甲", "乙", "丙"]),
        ("<tr><td>甲<td><table><tr><td>一<td>二<td>三</table><tr><td>丙<td>丁",
         ["甲", "一 | 二 | 三", "丙", "丁"]),
        ("<tr><td>栏目<td>一。二。三。四。<tr><td>甲<td>乙", ["栏目", "一。二。三。四。", "甲", "乙"]),
    ],
)  # fmt: skip
def test_tables_are_lines_with_a_bar_unless_they_lay_out_a_page(
    rows: str, lines: list[str], make: Any
) -> None:
    assert text_of(make.page(f"<table>{rows}</table>"), "x.html").splitlines() == lines


@pytest.mark.parametrize(
    ("title", "body", "first"),
    [
        ("云川市委巡察情况_云川市纪委监委", "<p>正文。", "云川市委巡察情况"),
        ("云川市纪委监委 - 云川市委巡察反馈情况", "<p>正文。", "云川市委巡察反馈情况"),
        ("云川市委巡察情况-云川网", "<h2>云川市委巡察情况</h2><p>正文。", "云川市委巡察情况"),
        ("首页", "<p>正文。", "正文。"),
    ],
)
def test_the_title_of_a_page_stands_first_without_its_site(
    title: str, body: str, first: str, make: Any
) -> None:
    lines = text_of(make.page(body, head=f"<title>{title}</title>"), "x.html").splitlines()
    assert lines[0] == first
    assert lines[-1] == "正文。"


@pytest.mark.parametrize(
    "piece", [b"<a ", b"<!--", b"<p><b>", b"<table><tr><td>", b"&#x", b"<![", b"</b>", b"<p>x</p>"]
)
def test_time_grows_with_the_length_of_a_page(piece: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(SourceError):
        text_of(b"<html>" + piece * 20_000 + "巡察".encode(), "x.html")
    assert time.process_time() - start < 3
