"""Awkward files, each built as its case in tests/cases/awkward says: what must be read, refused and said."""

from __future__ import annotations

import csv
import io
import random
import re
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.claims import Claim, Rejected
from graph.model.errors import SourceError
from loaders.ledgers import LOADER
from loaders.loader import Context

CASES = Path(__file__).parents[2] / "cases" / "awkward"
Case = Mapping[str, Any]
Load = Callable[..., Any]
WORDS = {"claims", "count", "damage", "encoding", "epoch", "file", "form", "forced", "named", "name",
         "refused", "rejected", "separator", "sheets", "strange", "swap", "table", "text"}  # fmt: skip
SHEET = {"title", "rows", "merged", "state", "hidden_rows", "hidden_columns", "formats"}


def cases() -> list[Any]:
    return [
        pytest.param({**case, "named": spec.get("named", {})}, id=f"{path.stem} {case['name']}")
        for path in sorted(CASES.glob("*.toml"))
        for spec in [tomllib.loads(path.read_text(encoding="utf-8"))]
        for case in spec["case"]
    ]


def test_there_are_enough_and_each_is_well_labelled() -> None:
    found = [param.values[0] for param in cases()]
    assert len(found) >= 60
    assert len({case["name"] for case in found}) == len(found)
    for case in found:
        assert not case.keys() - WORDS, case["name"]
        assert case.keys() & {"claims", "count", "rejected", "refused", "strange"}, case["name"]
        for sheet in sheets_of(case):
            assert not sheet.keys() - SHEET, case["name"]


@pytest.mark.parametrize("case", cases())
def test_an_awkward_file_gives_what_its_label_says(
    case: dict[str, Any], load: Load, file: Load, context: Context
) -> None:
    content = built(case)
    if "refused" in case:
        with pytest.raises(SourceError, match=case["refused"]) as caught:
            LOADER.recognise(file(case["file"], content), context)
        assert caught.value.hint
        return
    if case.get("strange"):
        assert LOADER.recognise(file(case["file"], content), context) is None
        return
    got = load(case["file"], content, case.get("forced"))
    counted = Counter(claim.kind for claim in got.claims)
    assert {kind: counted[kind] for kind in case.get("count", {})} == case.get("count", {}), got
    for wanted in case.get("claims", ()):
        assert any(meets(claim, wanted) for claim in got.claims), (wanted, got.claims)
    check_rejects(case.get("rejected", ()), got.rejected)


def meets(claim: Claim, wanted: Mapping[str, Any]) -> bool:
    said = {**claim.properties, "place": claim.provenance.place}
    plain = {k: v for k, v in wanted.items() if k not in {"claim", "quote"}}
    return (
        claim.kind == wanted["claim"]
        and all((said.get(k) or "") == v for k, v in plain.items())
        and wanted.get("quote", "") in claim.provenance.quote
    )


def check_rejects(wanted: Sequence[Mapping[str, str]], got: Sequence[Rejected]) -> None:
    """Each reject is expected, and each expected one is there."""
    left = list(got)
    for label in wanted:
        fits = [
            r
            for r in left
            if label["reason"] in r.reason
            and label.get("column", r.column) == r.column
            and label.get("place", r.provenance.place) == r.provenance.place
            and label.get("value", r.value) == r.value
            and label.get("hint", "") in r.suggestion
        ]
        assert fits, (label, left)
        left.remove(fits[0])
    assert not left


# How a file is built.


def sheets_of(case: Case) -> list[dict[str, Any]]:
    return case.get("sheets") or ([case["table"]] if "table" in case else [])


def built(case: Case) -> bytes:
    form = case.get("form") or case["file"].rsplit(".", 1)[1]
    content = FORMS[form](case)
    for old, new in case.get("swap", ()):
        content = swapped(content, old, new)
    for word in case.get("damage", ()):
        content = DAMAGE[word](content)
    return content


def rows_of(sheet: Mapping[str, Any], case: Case) -> Iterator[list[Any]]:
    """Yield the rows of a sheet: written out, a named one, or a named one with other cells."""
    head: list[Any] = []
    for row in sheet["rows"]:
        if isinstance(row, str):
            cells = list(case["named"][row]) if row else []
        elif isinstance(row, Mapping):
            cells = list(case["named"][row["of"]])
            for column, value in row["but"].items():
                cells[head.index(column)] = value
        else:
            cells = list(row)
        head = cells if isinstance(row, str) and row.startswith("H") else head
        yield [text_of(cell) for cell in cells]


def text_of(cell: Any) -> Any:
    """Return a cell; `{of = "某", times = 3}` is a long one, `{number = "…"}` one of many digits."""
    if isinstance(cell, Mapping):
        return cell["of"] * cell["times"] if "times" in cell else int(cell["number"])
    return cell


def xlsx(case: Case) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if case.get("epoch") == 1904:
        book.epoch = CALENDAR_MAC_1904
    for number, sheet in enumerate(sheets_of(case), 1):
        fill(book.create_sheet(sheet.get("title", f"Sheet{number}")), sheet, case)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(made: Worksheet, sheet: Mapping[str, Any], case: Case) -> None:
    for row in rows_of(sheet, case):
        made.append([None if cell == "" else cell for cell in row])
    for place, shown in sheet.get("formats", {}).items():
        made[place].number_format = shown
    for cells in sheet.get("merged", ()):
        made.merge_cells(cells)
    for row_number in sheet.get("hidden_rows", ()):
        made.row_dimensions[row_number].hidden = True
    for letter in sheet.get("hidden_columns", ()):
        made.column_dimensions[letter].hidden = True
    made.sheet_state = sheet.get("state", "visible")


def xls(case: Case) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = int(case.get("epoch") == 1904)
    for number, sheet in enumerate(sheets_of(case), 1):
        made = book.add_sheet(sheet.get("title", f"Sheet{number}"))
        for row_number, row in enumerate(rows_of(sheet, case)):
            for place, cell in enumerate(row):
                at = f"{chr(65 + place)}{row_number + 1}"
                shown = sheet.get("formats", {}).get(at, "yyyy-mm-dd")
                style = xlwt.easyxf(num_format_str=shown if isinstance(cell, date) else "General")
                if cell != "":
                    made.write(row_number, place, cell, style)
        for cells in sheet.get("merged", ()):
            left, top, right, bottom = (place or 1 for place in range_boundaries(cells))
            made.merged_ranges.append((top - 1, bottom - 1, left - 1, right - 1))
        for row_number in sheet.get("hidden_rows", ()):
            made.row(row_number - 1).hidden = True
        made.visibility = int(sheet.get("state", "visible") != "visible")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(case: Case) -> bytes:
    if "text" in case:
        written = case["text"]
    else:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=case.get("separator", ","))
        writer.writerows(rows_of(case["table"], case))
        written = out.getvalue()
    return bytes(written.encode(case.get("encoding", "utf-8")))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def swapped(content: bytes, old: str, new: str) -> bytes:
    """Return a workbook with a piece of its XML replaced, which must be there."""
    parts = parts_of(content)
    changed = {name: part.replace(old.encode(), new.encode()) for name, part in parts.items()}
    assert changed != parts, old
    return zipped(changed)


def flipped(content: bytes) -> bytes:
    """Some bytes of the packed sheet are wrong."""
    start = content.index(b"xl/worksheets/sheet1.xml") + 60
    wrong = bytes(255 - byte for byte in content[start : start + 40])
    return content[:start] + wrong + content[start + 40 :]


def with_part(name: str, part: bytes) -> Callable[[bytes], bytes]:
    return lambda content: zipped({**parts_of(content), name: part})


def steep(content: bytes) -> bytes:
    return zipped({**parts_of(content), "xl/media/image1.bin": b"\0" * 40_000_000})


def with_dtd(content: bytes) -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    parts = parts_of(content)
    name = "xl/worksheets/sheet1.xml"
    root = re.sub(rb"^<\?xml.*?\?>", b"", parts[name])
    return zipped({**parts, name: f"{bomb}]>".encode() + root.replace(b"<v>", b"<v>&i;", 1)})


def formatted_to_the_end(content: bytes) -> bytes:
    """Rows that are only formatted, down to the last that Excel has."""
    rows = b"".join(
        b'<row r="%d" s="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(50, 1_048_577)
    )
    parts = parts_of(content)
    name = "xl/worksheets/sheet1.xml"
    return zipped({**parts, name: parts[name].replace(b"</sheetData>", rows + b"</sheetData>")})


def locked(content: bytes) -> bytes:
    """The flag of a zip's part that needs a password."""
    place = content.index(b"PK\x01\x02") + 8
    return content[:place] + b"\x01" + content[place + 1 :]


def noise(_: bytes) -> bytes:
    return random.Random(4).randbytes(5000)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORMS: Mapping[str, Callable[[Case], bytes]] = {
    "xlsx": xlsx, "xlsm": xlsx, "xltx": xlsx, "xls": xls, "csv": text, "tsv": text, "txt": text,
    "text": text, "empty": lambda _: b"", "ole": lambda _: OLE + b"\0" * 600,
    "protected": lambda _: OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 900,
    "docx": lambda _: zipped({"word/document.xml": b"<a/>"}),
    "ods": lambda _: zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}),
    "xlsb": lambda _: zipped({"xl/workbook.bin": b"\0"}),
    "pdf": lambda _: b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n" + b"\0" * 99,
}  # fmt: skip
DAMAGE: Mapping[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[: len(content) // 2],
    "no directory": lambda content: content[: content.rindex(b"PK\x01\x02")],
    "flipped": flipped,
    "locked": locked,
    "noise": noise,
    "macros": with_part("xl/vbaProject.bin", OLE + b"Sub Auto_Open()"),
    "bomb": steep,
    "entities": with_dtd,
    "formatted": formatted_to_the_end,
    "backslashes": lambda content: zipped({n.replace("/", "\\"): p for n, p in parts_of(content).items()}),
    "no styles": lambda content: zipped(
        {n: p for n, p in parts_of(content).items() if not n.endswith("styles.xml")}
    ),
    "wide": lambda content: content.decode().encode("utf-16-le"),
}  # fmt: skip
