"""What a file holds, told by its content before its name, and what is said of one that cannot be read."""

from __future__ import annotations

import re
from pathlib import PurePath

from graph.model.errors import SourceError
from loaders import oldbook
from loaders.archive import DAMAGE, Archive
from loaders.reports.formats import webarchive, word

READ = (".txt", ".html", ".htm", ".mht", ".mhtml", ".docx", ".pdf")
"""The names of files that are reports, unless they are ledgers."""

REFUSED = (".doc", ".wps", ".rtf", ".odt", ".ofd")
"""The names of files that may be reports; most cannot be read, some hold a web page or a .docx."""

LEDGERS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".csv", ".tsv", ".tab")
"""The names of files that are never reports, unless the user says so."""

_HEAD = 4096
_FAR = 65_536
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|meta|body|title|table|div|p|span|h[1-6]|br|article|section|"
    rb"center|font|style|script|link|base)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:html|body|div|p|br|table|span|h[1-6])\b[^<]{0,2000}>", re.IGNORECASE)
_EXCEL = re.compile(rb"schemas-microsoft-com:office:excel", re.IGNORECASE)
_PARTS = {
    word.MAIN: "word",
    "ofd.xml": ".ofd",
    "xl/workbook.xml": "workbook",
    "ppt/presentation.xml": "slides",
    "content.xml": ".odt",
}
_AS_DOCX = "请用 Word 或 WPS 打开后另存为 .docx"
_REFUSALS = {
    ".doc": ("不能读取旧版 Word 文档（.doc）", _AS_DOCX),
    ".wps": ("不能读取 WPS 文字文档（.wps）", _AS_DOCX),
    ".rtf": ("不能读取 RTF 文档（.rtf）", _AS_DOCX),
    ".odt": ("不能读取 OpenDocument 文档（.odt）", _AS_DOCX),
    ".ofd": ("不能读取 OFD 版式文件（.ofd）", "请用 OFD 阅读器另存为 PDF，或提供 .docx"),
    "workbook": ("这是 Excel 工作簿，不是报告", "台账请以 .xlsx 为扩展名装载"),
    "slides": ("这是演示文稿，不是报告", "请把文字另存为 .docx 或 .txt"),
    "protected": ("文档设有打开密码", "请取消密码后重新保存"),
    "zip": ("文件不是文本，也不是完整的 Word 文档", "请解压缩，或用 Word 打开后另存为新的 .docx"),
}
_NAMED = {
    ".docx": ("Word 文档已损坏，不能读取", "请用 Word 或 WPS 打开后另存为新的 .docx"),
    ".pdf": ("PDF 已损坏，不能读取", "请用原来的程序另存为 PDF 或 .docx"),
}


def kind_of(content: bytes, name: str) -> str:
    """Return what a file holds: text, page, mht, word, pdf, or what it is refused as."""
    head, suffix = content[:_HEAD], PurePath(name).suffix.lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content, name)
    if content.startswith(oldbook.MARK):
        return "protected" if oldbook.ENCRYPTED in content else _old(suffix)
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if webarchive.is_archive(head):
        return "mht"
    named = suffix in (".html", ".htm") and _TAG.search(content[:_FAR].replace(b"\x00", b""))
    return "page" if named or _PAGE.match(head.replace(b"\x00", b"")) else "text"


def _old(suffix: str) -> str:
    return suffix if suffix in REFUSED else ".doc"


def _kind_of_zip(content: bytes, name: str) -> str:
    try:
        archive = Archive(content, name)
        main = archive.main("")
    except DAMAGE:
        return "zip"
    if main.startswith("word/"):
        return "word"
    return next((kind for part, kind in _PARTS.items() if part in archive), "zip")


def refusal(kind: str, name: str) -> SourceError:
    """Return what is said of a file of a kind that is not read."""
    suffix = PurePath(name).suffix.lower()
    message, hint = _NAMED.get(suffix, _REFUSALS[kind]) if kind == "zip" else _REFUSALS[kind]
    return SourceError(message, where=name, hint=hint)


def not_as_named(name: str) -> SourceError | None:
    """Return what is said of a file that holds no text although its name says a document."""
    said = _NAMED.get(PurePath(name).suffix.lower())
    return SourceError(said[0], where=name, hint=said[1]) if said else None


def is_report(content: bytes, name: str) -> bool:
    """Tell whether a file is a report's: by its name, or, where that says nothing, by what it holds."""
    suffix = PurePath(name).suffix.lower()
    known = suffix in LEDGERS or suffix in READ or suffix in REFUSED
    return (
        suffix not in LEDGERS if known else kind_of(content, name) in ("page", "mht", "word", "pdf")
    )


def is_workbook(content: bytes) -> bool:
    """Tell whether Excel saved a page."""
    return bool(_EXCEL.search(content[:_FAR]))
