"""Word documents and PDF files: what a reader sees of them, in its order."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.reports.formats import text_of


def run(text: str, more: str = "") -> str:
    return f"<w:r><w:rPr>{more}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(text: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


DOCUMENTS = {
    "分开的字": (f"<w:p>{run('巡')}{run('察')}<w:r><w:tab/></w:r>{run('组')}</w:p>", ["巡察 组"]),
    "换行": ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", ["甲", "乙"]),
    "修订": (
        f"<w:p><w:ins>{run('甲')}</w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('丙')}</w:moveFrom><w:moveTo>{run('丁')}</w:moveTo></w:p>",
        ["甲丁"],
    ),
    "删去的段落标记": (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('甲')}</w:p><w:p>{run('乙')}</w:p>",
        ["甲乙"],
    ),
    "隐藏文字": (
        f"<w:p>{run('甲', '<w:vanish/>')}{run('乙', '''<w:vanish w:val='0'/>''')}</w:p>",
        ["乙"],
    ),
    "域": (
        "<w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:hyperlink>{run('甲')}</w:hyperlink></w:p>",
        ["甲"],
    ),
    "拼音": (
        f"<w:p><w:r><w:ruby><w:rt>{run('chá')}</w:rt><w:rubyBase>{run('察')}</w:rubyBase></w:ruby></w:r></w:p>",
        ["察"],
    ),
    "内容控件": (f"<w:sdt><w:sdtContent><w:p>{run('甲')}</w:p></w:sdtContent></w:sdt>", ["甲"]),
    "文本框": (
        "<w:p><w:r><mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:txbxContent>"
        f"<w:p>{run('框')}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        f"<w:p>{run('框')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{run('甲')}</w:p>",
        ["甲", "框"],
    ),
    "表格": (
        f"<w:p>{run('前')}</w:p><w:tbl><w:tr>{cell('组别')}{cell('组长')}{cell('单位')}</w:tr><w:tr>"
        f"{cell('一组', '''<w:vMerge w:val='restart'/>''')}{cell('陈志远')}{cell('市财政局')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('周明', '''<w:gridSpan w:val='2'/>''')}</w:tr></w:tbl>"
        f"<w:p>{run('后')}</w:p>",
        ["前", "组别 | 组长 | 单位", "一组 | 陈志远 | 市财政局", "一组 | 周明 | ", "后"],
    ),
    "脚注": (
        f"<w:p>{run('甲')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p><w:p>{run('乙')}</w:p>",
        ["甲", "乙", "注二"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "lines"), DOCUMENTS.values(), ids=list(DOCUMENTS))
def test_what_a_reader_of_a_document_sees(body: str, lines: list[str], make: Any) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>'
        for n, text in ((0, "线"), (1, "没有提到的注"), (2, "注二"))
    )
    more = {
        "word/footnotes.xml": f"<w:footnotes {space}>{notes}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {space}><w:p>{run('页眉')}</w:p></w:hdr>",
        "word/comments.xml": f"<w:comments {space}><w:p>{run('批注')}</w:p></w:comments>",
    }
    assert text_of(make.docx(body, more), "x.docx").split("\n") == lines


def test_page_numbers_and_running_heads_are_no_text(make: Any) -> None:
    pages = [
        [
            (70, 790, "云川市委巡察工作简报"),
            (70, 700, f"第{n}段第一句。"),
            (270, 40, f"第 {n} 页 共 3 页"),
        ]
        for n in (1, 2, 3)
    ]
    assert text_of(make.pdf(pages), "x.pdf") == "第1段第一句。\n第2段第一句。\n第3段第一句。"


def test_a_sentence_that_crosses_a_page_is_whole(make: Any) -> None:
    long = "云川市委第十二轮巡察" + "发现问题和移交线索情况的说明，" * 60 + "共326个。"
    text = f"云川市委巡察反馈情况\n{long}\n截至6月底，工作全部完成。"
    pages = make.wrapped(text)
    assert len(pages) > 1
    assert text_of(make.pdf(pages), "x.pdf") == text


def test_rows_of_a_table_that_fills_the_page_stay_rows(make: Any) -> None:
    rows = [("组别", "巡察单位名称"), ("一组", "云川市财政局"), ("二组", "云川市林业局")]
    page = [
        (70 + 300 * n, 700 - 30 * row, text)
        for row, cells in enumerate(rows)
        for n, text in enumerate(cells)
    ]
    told = text_of(make.pdf([page]), "x.pdf").splitlines()
    assert told == [" ".join(cells) for cells in rows]


def test_blocks_without_indent_are_apart(make: Any) -> None:
    lines = [
        "巡察发现的问题已经全部反馈给各单位，要求在三个月内整改到",
        "位。",
        "整改情况已经公开。",
    ]
    page = [(70, 700 - 30 * n, line) for n, line in enumerate(lines)]
    assert text_of(make.pdf([page]), "x.pdf").splitlines() == ["".join(lines[:2]), lines[2]]
