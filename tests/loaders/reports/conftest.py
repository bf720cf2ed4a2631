"""Documents as offices' programs write them, made small: .docx, .pdf, .mht."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def relations(*targets: tuple[str, str]) -> str:
    said = "".join(
        f'<Relationship Id="r{n}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f"<Relationships {PACKAGE}>{said}</Relationships>"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def docx(body: str, more: dict[str, str | bytes] | None = None) -> bytes:
    """Return a Word document of the body's XML; `more` parts go in beside."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            ("footnotes", "footnotes.xml"), ("header", "header1.xml")
        ),
        "word/document.xml": f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>',
    }
    return zipped(parts | (more or {}))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def run(text: str, more: str = "") -> str:
    return f"<w:r><w:rPr>{more}</w:rPr><w:t>{text}</w:t></w:r>"


def page(body: str, encoding: str = "utf-8", head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def mht(
    page: bytes, charset: str, encoding: str = "quoted-printable", *, nested: bool = False
) -> bytes:
    """Return a web page as a browser saves it in one file, style sheet first."""
    packed = quopri.encodestring(page) if encoding != "base64" else base64.encodebytes(page)
    html = (
        f'Content-Type: text/html; charset="{charset}"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\nContent-Location: page.html\r\n\r\n"
    ).encode() + packed
    style = b"Content-Type: text/css\r\n\r\np { color: red }"
    body = b"".join(b"--B1\r\n" + part + b"\r\n" for part in (style, html)) + b"--B1--\r\n"
    head = b'Content-Type: multipart/related; type="text/html"; boundary="B1"\r\n\r\n'
    if nested:
        body = b"--B2\r\n" + head + body + b"--B2--\r\n"
        head = b'Content-Type: multipart/mixed; boundary="B2"\r\n\r\n'
    return b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n" + head + body


Page = Sequence[tuple[int, int, str]]
"""What stands on a page: left, up from the foot, text; a text of size 16."""


WHOLE = "595 0 0 842 0 0"
"""The matrix of a picture that covers a page."""


def pdf(
    pages: Sequence[Page],
    *,
    scanned: Sequence[int] = (),
    pictures: Sequence[str] = (WHOLE,),
    trailer: str = "",
) -> bytes:
    """Return a PDF of text in the song font that every reader has; `scanned` pages have these `pictures`."""
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<<"
        "/Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
    )
    picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font.encode()]
    objects.append(picture.encode() + b"\nstream\n\x80\nendstream")
    kids = []
    for number, page in enumerate(pages, 1):
        said = "".join(
            f"BT /F1 16 Tf 1 0 0 1 {left} {up} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for left, up, text in page
        )
        drawn = "".join(f"q {matrix} cm /I1 Do Q\n" for matrix in pictures)
        stream = (drawn if number in scanned else "") + said
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}endstream".encode())
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>>>".encode()
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>".encode()
    return _written(objects, trailer)


def _written(objects: Sequence[bytes], trailer: str) -> bytes:
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def wrapped(text: str, wide: int = 28, high: int = 20) -> list[list[tuple[int, int, str]]]:
    """Return a text laid out as an official document is: 28 characters a line, paragraphs indented."""
    lines: list[tuple[int, str]] = []
    for number, paragraph in enumerate(text.splitlines()):
        indent = 2 if number else 0
        lines.append((indent, paragraph[: wide - indent]))
        rest = paragraph[wide - indent :]
        lines += [(0, rest[at : at + wide]) for at in range(0, len(rest), wide)]
    pages = [lines[at : at + high] for at in range(0, len(lines), high)]
    return [
        [(70 + 16 * indent, 760 - 30 * row, said) for row, (indent, said) in enumerate(page)]
        + [(270, 60, f"— {number} —")]
        for number, page in enumerate(pages, 1)
    ]


class Make:
    """The writers, for tests."""

    docx = staticmethod(docx)
    paragraph = staticmethod(paragraph)
    zipped = staticmethod(zipped)
    run = staticmethod(run)
    page = staticmethod(page)
    mht = staticmethod(mht)
    pdf = staticmethod(pdf)
    wrapped = staticmethod(wrapped)


@pytest.fixture(scope="session")
def make() -> type[Make]:
    """What writes documents."""
    return Make
