"""The same report in every format gives the same text and facts; what cannot be read is told in one sentence."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.errors import SourceError
from graph.model.regions import load
from loaders.loader import Context, SourceFile
from loaders.reports import LOADER
from loaders.reports.extract import extract
from loaders.reports.formats import text_of

CASES = Path(__file__).parents[2] / "cases" / "reports"
FORMATS = CASES / "formats"
TEXT = (FORMATS / "report.txt").read_text("utf-8").strip()
PAGE = (FORMATS / "report.html").read_text("utf-8")
REGIONS = load(CASES / "regions.csv")
ENCODINGS = list(csv.DictReader((FORMATS / "encodings.csv").read_text("utf-8").splitlines()))


def fake_hash(number: str) -> str:
    return f"{len(number):020x}"


def context(forced: str | None = None) -> Context:
    return Context("中共云川市委", "990100", REGIONS, fake_hash, forced)


def source(content: bytes, name: str) -> SourceFile:
    return SourceFile(name, hashlib.sha256(content).hexdigest(), content)


@pytest.fixture(scope="session")
def every(make: Any) -> dict[str, bytes]:
    """The same report in every format."""
    body = "".join(map(make.paragraph, TEXT.splitlines()))
    chinese = PAGE.replace("charset=utf-8", "charset=gb2312").encode("gb18030")
    return {
        "报告.txt": TEXT.encode("gb18030"),
        "报告.html": PAGE.encode("utf-8"),
        "国标.htm": chinese,
        "报告.mht": make.mht(chinese, "gb2312"),
        "报告.mhtml": make.mht(PAGE.encode(), "utf-8", "base64", nested=True),
        "报告.docx": make.docx(body),
        "报告.pdf": make.pdf(make.wrapped(TEXT)),
        "网页.doc": PAGE.encode("utf-8"),
        "新的.doc": make.docx(body),
        "没有扩展名": make.pdf(make.wrapped(TEXT)),
    }


def test_every_format_gives_the_same_text_and_facts(every: dict[str, bytes]) -> None:
    facts = extract(TEXT.encode(), "x.txt")
    assert len(facts) > 20
    for name, content in every.items():
        assert text_of(content, name) == TEXT, name
        assert extract(content, name) == facts, name
        assert LOADER.recognise(source(content, name), context()), name


def test_a_page_printed_by_a_browser_says_the_same(
    require: Callable[[str], str], tmp_path: Path, make: Any
) -> None:
    style = "<style>p { font: 16pt 'Noto Serif CJK SC'; text-indent: 2em; line-height: 2 }</style>"
    lines = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    table = "<table><tr><td>组别<td>组长<td>单位<tr><td>第一组<td>陈志远<td>云川市财政局</table>"
    written, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    written.write_bytes(make.page(lines + table, head=f"<meta charset=utf-8>{style}"))
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
    command = [require("chromium"), *flags, f"--print-to-pdf={printed}", written.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert text_of(printed.read_bytes(), "报告.pdf").splitlines() == [
        *TEXT.splitlines(),
        "组别 组长 单位",
        "第一组 陈志远 云川市财政局",
    ]
    assert extract(printed.read_bytes(), "报告.pdf") == extract(TEXT.encode(), "x.txt")


def test_ledgers_stay_ledgers(make: Any) -> None:
    table = make.page("<table><tr><td>姓名<td>人员编号</table>")
    for name in ("表.xls", "表.xlsx", "表.csv"):
        assert LOADER.recognise(source(table, name), context()) is None
        assert LOADER.recognise(source(table, name), context("report")) is not None
    excel = table.replace(b"<html>", b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">')
    with pytest.raises(SourceError, match="Excel"):
        LOADER.recognise(source(excel, "表.htm"), context())
    assert LOADER.recognise(source(excel, "表.htm"), context("report")) is not None
    assert LOADER.recognise(source(b"\x89PNG", "图.png"), context()) is None


@pytest.mark.parametrize("case", ENCODINGS, ids=[case["case"] for case in ENCODINGS])
def test_encodings(case: dict[str, str], make: Any) -> None:
    if case["declared"]:
        head = f'<meta http-equiv="Content-Type" content="text/html; charset={case["declared"]}">'
        content = make.page(f"<p>{case['text']}</p>", case["encoding"], head)
        assert text_of(content, "报告.html") == case["text"]
    else:
        content = case["text"].encode(case["encoding"])
        assert text_of(content, "报告.txt").removeprefix("\ufeff") == case["text"]


def test_a_character_cut_in_two_is_marked_and_the_rest_read() -> None:
    broken = TEXT.encode().replace("反馈工作".encode(), "反馈工作".encode()[:-1], 1)
    text = text_of(broken, "x.txt")
    assert text.replace("反馈工\ufffd", "反馈工作") == TEXT
    reasons = {r.reason for r in _rejected(broken)}
    assert "有字节不是任何文字" in reasons


def _rejected(content: bytes) -> list[Any]:
    items = LOADER.read(source(content, "x.txt"), context())
    return [item for item in items if hasattr(item, "reason")]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENCRYPTED = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>"


@pytest.fixture(scope="session")
def wrecks(make: Any) -> dict[str, tuple[str, bytes, str]]:
    document = make.docx(make.paragraph("甲"))
    entity = '<!DOCTYPE w [<!ENTITY a "b">]><w:document><w:body/></w:document>'
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000
    return {
        "空": ("a.docx", b" \n", "空"),
        "旧版": ("a.doc", OLE, "旧版 Word"),
        "WPS": ("a.wps", OLE, "WPS"),
        "RTF": ("a.rtf", b"{\\rtf1 a}", "RTF"),
        "ODT": ("a.odt", make.zipped({"content.xml": b"<a/>"}), "OpenDocument"),
        "OFD": ("a.ofd", make.zipped({"OFD.xml": b"<a/>"}), "OFD"),
        "加密文档": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        "工作簿": ("a.docx", make.zipped({"xl/workbook.xml": b"<a/>"}), "Excel 工作簿"),
        "断了的文档": ("a.docx", document[: len(document) // 2], "损坏"),
        "别的压缩包": ("a.docx", make.zipped({"a.xml": b"<a/>"}), "损坏"),
        "没有文字": ("a.docx", make.docx("<w:p/>"), "没有文字"),
        "乱写的文档": ("a.docx", make.docx("<w:p"), "损坏"),
        "实体": ("a.docx", make.zipped({"word/document.xml": entity}), "损坏"),
        "很深的文档": ("a.docx", make.docx(deep), "损坏"),
        "炸弹": ("a.docx", make.docx("<!--" + " " * 30_000_000 + "-->"), "过大"),
        "图片叫作文档": ("a.docx", b"\x89PNG\x00\x01\x02" * 9, "损坏"),
        "断了的 PDF": ("a.pdf", b"%PDF-1.5\n1 0 obj", "损坏"),
        "不是 PDF": ("a.pdf", bytes(range(1, 200)), "损坏"),
        "加密 PDF": ("a.pdf", make.pdf([[(70, 700, "甲")]], trailer=ENCRYPTED), "密码"),
        "扫描": ("a.pdf", make.pdf([*make.wrapped(TEXT), [], []], scanned=[2, 3]), "第2、3页是扫描"),
        "没有字的 PDF": ("a.pdf", make.pdf([[]]), "没有文字"),
        "没有正文": ("a.mht", make.mht(b"<p></p>", "utf-8"), "没有正文"),
        "没有网页": ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", "没有正文"),
        "很深的网页": ("a.html", b"<div>" * 6000 + "甲".encode(), "过深"),
        "空的网页": ("a.html", make.page("<script>1</script>"), "没有文字"),
        "太长": ("a.txt", "巡察".encode() * 1_000_001, "过长"),
    }  # fmt: skip


def test_what_cannot_be_read_is_told_in_one_sentence(
    wrecks: dict[str, tuple[str, bytes, str]],
) -> None:
    for case, (name, content, told) in wrecks.items():
        with pytest.raises(SourceError, match=told) as caught:
            text_of(content, name)
        assert caught.value.where == name, case
        assert caught.value.hint, case


STRIPS = [f"360 0 0 70 115 {70 * strip + 50}" for strip in range(10)]
"""A picture of half a page, as a scanner cuts it up."""

HEAD = (200, 800, "中共云川市委巡察工作简报第三期")


@pytest.mark.parametrize("pictures", [["360 0 0 400 115 200"], ["300 0 0 420 115 200"], STRIPS])
def test_a_page_with_a_picture_and_no_text_of_its_own_is_named_as_scanned(
    make: Any, pictures: list[str]
) -> None:
    furnished = [[HEAD, (290, 40, f"第 {number} 页 共 3 页")] for number in (1, 2, 3)]
    text = [*furnished[0], *((70, 700 - 20 * n, "市委开展第一轮巡察，发现问题") for n in range(4))]
    whole = make.pdf([text, *furnished[1:]], scanned=[2, 3], pictures=pictures)
    with pytest.raises(SourceError, match="第2、3页是扫描图像"):
        text_of(whole, "简报.pdf")


def test_a_seal_or_a_logo_is_no_scan(make: Any) -> None:
    seal = make.pdf(
        [[(70, 700, "云川市委开展第一轮巡察。")], []], scanned=[2], pictures=["120 0 0 120 300 90"]
    )
    assert text_of(seal, "通报.pdf") == "云川市委开展第一轮巡察。"


@settings(max_examples=3000 if os.environ.get("XUNTU_SOAK") else 120, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_files_are_read_or_refused_and_nothing_else(
    every: dict[str, bytes], seed: int
) -> None:
    chance = random.Random(seed)
    name = chance.choice(list(every))
    content = bytearray(every[name])
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(content) or 1)
        length = chance.choice((1, 1, 2, 5, 300))
        kind = chance.randrange(4)
        if kind == 0:
            content[at : at + length] = chance.randbytes(length)
        elif kind == 1:
            del content[at : at + length]
        elif kind == 2:
            content[at:at] = content[: chance.randrange(2000)]
        else:
            del content[at:]
    with contextlib.suppress(SourceError):
        assert text_of(bytes(content), name).strip()
