"""What is kept of a report as its original: the file, unless an identity number stands in it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import SourceError
from graph.model.regions import load
from loaders.loader import Context, SourceFile
from loaders.reports import LOADER
from loaders.reports.formats import text_of

REGIONS = load(Path(__file__).parents[2] / "cases" / "reports" / "regions.csv")
NUMBER = "350627199711275419"


def fake_hash(number: str) -> str:
    return f"{len(number):020x}"


def kept(name: str, content: bytes) -> bytes:
    return LOADER.kept(source(name, content), context())


def source(name: str, content: bytes) -> SourceFile:
    return SourceFile(name, hashlib.sha256(content).hexdigest(), content)


def context() -> Context:
    return Context("中共云川市委", "990100", REGIONS, fake_hash)


def test_a_file_without_identity_numbers_is_kept_as_it_came(make: Any) -> None:
    said = "云川市委巡察发现问题3个，文号990102198003070。"
    files = {
        "a.txt": said.encode("gb18030"),
        "a.html": make.page(said),
        "a.mht": make.mht(make.page(said), "utf-8"),
        "a.docx": make.docx(make.paragraph(said)),
        "a.pdf": make.pdf([[(10, 700, said)]]),
    }
    for name, content in files.items():
        assert kept(name, content) == content


def test_of_a_file_with_an_identity_number_only_the_text_is_kept(make: Any) -> None:
    said = f"云川市委巡察发现问题3个，涉及{NUMBER}。"
    half = f"<w:p>{make.run(said[:20])}{make.run(said[20:])}</w:p>"
    files = {
        "a.txt": said.encode("gb18030"),
        "a.html": make.page(f"<p>{said[:20]}<b>{said[20:]}</b></p>"),
        "a.mht": make.mht(make.page(said), "utf-8", "base64"),
        "a.docx": make.docx(half),
        "a.pdf": make.pdf([[(10, 700, said)]]),
    }
    for name, content in files.items():
        stored = kept(name, content)
        text = text_of(stored, name)
        assert text == said.replace(NUMBER, f"HMAC-{fake_hash(NUMBER)}-5419")
        assert stored.decode() == text
        for item in LOADER.read(source(name, stored), context()):
            where = item.provenance
            assert text[where.start : where.end] == where.quote


@pytest.mark.parametrize("number", ["35062719971127 5419", "110101900307447"])
def test_a_number_with_a_blank_or_of_15_digits_is_not_kept(number: str) -> None:
    stored = kept("a.txt", f"云川市委巡察发现问题3个，涉及{number}。".encode()).decode()
    bare = number.replace(" ", "")
    assert stored.endswith(f"涉及HMAC-{fake_hash(bare)}-{bare[-4:]}。")


def test_an_identity_number_that_nobody_is_shown_is_not_kept_either(make: Any) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    header = f"<w:hdr {space}><w:p>{make.run(NUMBER[:9])}{make.run(NUMBER[9:])}</w:p></w:hdr>"
    book = make.zipped({"xl/sharedStrings.xml": f"<sst><si><t>{NUMBER}</t></si></sst>"})
    body = make.paragraph("发现问题3个。")
    broken = bytearray(make.docx(body, {"word/media/a.bin": b"x" * 99}))
    at = broken.index(b"word/media/a.bin") + len("word/media/a.bin")
    broken[at : at + 3] = b"\xff\xff\xff"
    files = {
        "a.html": make.page(f"发现问题3个。<input type=hidden value={NUMBER}>"),
        "b.mht": make.mht(make.page(f"发现问题3个。<!-- {NUMBER} -->"), "utf-8", "base64"),
        "c.docx": make.docx(body, {"word/header1.xml": header}),
        "d.docx": make.docx(body, {"word/embeddings/a.xlsx": book}),
        "f.docx": bytes(broken),
        "e.pdf": make.pdf([[(70, 700, "发现问题3个。")]], trailer=f"/Info<</Title({NUMBER})>>"),
    }
    for name, content in files.items():
        assert kept(name, content) == "发现问题3个。".encode(), name


def test_a_text_that_would_be_read_as_a_page_is_not_kept(make: Any) -> None:
    content = make.page(f"&lt;p&gt;{NUMBER}&lt;/p&gt;")
    with pytest.raises(SourceError, match="身份号码"):
        kept("a.html", content)
