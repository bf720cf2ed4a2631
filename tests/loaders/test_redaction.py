"""Identity numbers never stay in a kept original, and the file can still be read."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from loaders.redaction import (
    covered,
    hashed,
    hashed_fault,
    hashed_number,
    holds_number,
    read_hashed,
    redact,
)

NUMBER = "350627199711275419"
WRONG = "990102198003070015"
NO_DAY = "99010219800230001X"


def fake_hash(number: str) -> str:
    return f"{len(number):020x}"


def workbook(*values: object) -> bytes:
    book = openpyxl.Workbook()
    for value in values:
        book.worksheets[0].append([value])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(content: bytes) -> list[object]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [row[0].value for row in sheet.iter_rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_in_every_encoding(encoding: str) -> None:
    text = f"姓名,公民身份号码\n某甲,{NUMBER}\n某乙,３５０６２７１９９７１１２７５４１９\n"
    clean = redact(text.encode(encoding), fake_hash).decode(encoding)
    assert NUMBER not in clean
    assert clean.count(hashed_number(NUMBER, fake_hash)) == 2
    assert clean.startswith(text[:10])


def test_workbook_stays_readable() -> None:
    content = redact(
        workbook("号码", NUMBER, f"见 {NUMBER} 号", int(NUMBER), 42, "12345"), fake_hash
    )
    hashed = hashed_number(NUMBER, fake_hash)
    assert cells(content) == ["号码", hashed, f"见 {hashed} 号", 0, 42, "12345"]


def test_a_file_without_numbers_is_the_same_bytes() -> None:
    content = workbook("号码", 42)
    assert redact(content, fake_hash) is content
    assert redact(b"\x00\xff\xfe", fake_hash) == b"\x00\xff\xfe"


def test_what_was_hashed_reads_back() -> None:
    assert read_hashed(hashed_number(NUMBER, fake_hash)) == (fake_hash(NUMBER), "5419")
    assert read_hashed(NUMBER) is None


def test_a_number_that_is_none_is_none_when_it_is_read_again() -> None:
    kept = hashed_number(WRONG, fake_hash)
    assert read_hashed(kept) is None
    assert hashed_fault(kept) == "公民身份号码校验位不符"
    assert hashed_fault(hashed_number(NUMBER, fake_hash)) is None


@pytest.mark.parametrize("number", [NUMBER, WRONG, NO_DAY])
def test_of_a_number_and_of_what_stands_for_it_the_same_is_shown(number: str) -> None:
    shown = f"号码：{'*' * 14}{number[-4:]}，有误"
    assert covered(f"号码：{number}，有误") == shown
    assert covered(f"号码：{hashed_number(number, fake_hash)}，有误") == shown
    assert covered("号码：未填写，因此不作为证件号码使用") == "号码：未填写，因此不作为证件号码使用"


@pytest.mark.parametrize(
    "written", ["35062719971127 5419", "350627 19971127 5419", "3506 2719 9711 2754 19"]
)
def test_a_number_with_blanks_is_the_same_number(written: str) -> None:
    said = f"号码：{written}，有误"
    assert hashed(said, fake_hash) == f"号码：{hashed_number(NUMBER, fake_hash)}，有误"
    assert redact(said.encode(), fake_hash) == hashed(said, fake_hash).encode()
    assert covered(said) == f"号码：{'*' * 14}5419，有误"


def test_a_number_of_15_digits_is_hashed_in_a_text_and_left_in_a_ledger() -> None:
    old = "110101900307447"
    assert hashed(f"号码{old}。", fake_hash) == f"号码{hashed_number(old, fake_hash)}。"
    assert redact(f"注册号,{old}\n".encode(), fake_hash) == f"注册号,{old}\n".encode()


@pytest.mark.parametrize(
    "text", ["110101901307447", "110101900332447", "1101019003074471", "a/110101900307447.jpg"]
)
def test_what_is_no_number_of_15_digits(text: str) -> None:
    assert not holds_number(text)


def packed(packing: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as book:
        book.writestr("xl/表.xml", f"<v>{NUMBER}</v>" * 50)
    return out.getvalue()


def test_of_a_part_that_cannot_be_unpacked_nothing_is_kept() -> None:
    content = bytearray(packed(zipfile.ZIP_LZMA))
    middle = len(content) // 2
    content[middle - 20 : middle] = b"\xff" * 20
    with zipfile.ZipFile(io.BytesIO(redact(bytes(content), fake_hash))) as book:
        assert book.read("xl/表.xml") == b""
