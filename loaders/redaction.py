"""Identity numbers never stay in a kept original: they stand there as their keyed hash and last four."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from graph.model.names import to_half_width

_NUMBER = re.compile(
    r"(?<![0-9０-９A-Za-z])[1-9１-９][0-9０-９]{5}(?:19|20|１９|２０)[0-9０-９]{9}[0-9０-９XxＸｘ](?![0-9０-９A-Za-z])"
)
_CELL = re.compile(r"(?<=<v>)[1-9](?:\d{17}|\.\d{9,}[Ee]\+17)(?=</v>)")
_HASHED = re.compile(r"^HMAC-([0-9a-f]{20})-([0-9X]{4})$")
_ENCODINGS = ("utf-8", "gb18030")


def hashed_number(text: str, identity_hash: Callable[[str], str]) -> str:
    """Return the text that stands for an identity number: HMAC-<hash>-<last four>."""
    number = to_half_width(text).upper()
    return f"HMAC-{identity_hash(number)}-{number[-4:]}"


def read_hashed(text: str) -> tuple[str, str] | None:
    """Return hash and last four of what `hashed_number` wrote, or None."""
    found = _HASHED.match(text.strip())
    return (found.group(1), found.group(2)) if found else None


def redact(content: bytes, identity_hash: Callable[[str], str]) -> bytes:
    """Return a file's content with every identity number replaced, texts and workbooks alike."""
    if content[:2] == b"PK":
        return _redact_workbook(content, identity_hash)
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        clean = _clean(text, identity_hash)
        return content if clean == text else clean.encode(encoding)
    return content


def _clean(text: str, identity_hash: Callable[[str], str]) -> str:
    return _NUMBER.sub(lambda found: hashed_number(found.group(0), identity_hash), text)


def _redact_workbook(content: bytes, identity_hash: Callable[[str], str]) -> bytes:
    changed: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for name in (n for n in book.namelist() if n.endswith(".xml")):
                text = book.read(name).decode("utf-8")
                # A number cell has lost the last digits and can hold no text: nothing of it is kept.
                clean = _clean(_CELL.sub("0", text), identity_hash)
                if clean != text:
                    changed[name] = clean.encode("utf-8")
            return _rewritten(book, changed) if changed else content
    except (zipfile.BadZipFile, UnicodeDecodeError):
        return content


def _rewritten(book: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in book.infolist():
            copy.writestr(info, changed.get(info.filename, book.read(info)))
    return out.getvalue()
