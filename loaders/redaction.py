"""Identity numbers never stay in a kept original: they stand there as their keyed hash and last four."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from graph.model.names import to_half_width
from graph.model.values import identity_number
from loaders import oldbook
from loaders.encodings import Undecodable, decode
from loaders.faults import BAD_ZIP

_D = "[0-9０-９]"
_BLANK = "[ \u00a0\u3000]?"
_MONTH = "(?:[0０][1-9１-９]|[1１][0-2０-２])"
_DAY = f"(?:[0０][1-9１-９]|[12１２]{_D}|[3３][01０１])"
_YEAR = f"(?:19|20|１９|２０){_D}{{2}}"
_BEFORE, _BEHIND = "(?<![0-9０-９A-Za-z])", "(?![0-9０-９A-Za-z])"
_SOLID = f"[1-9１-９]{_D}{{5}}(?:19|20|１９|２０){_D}{{9}}[0-9０-９XxＸｘ]"
_SPACED = (
    f"[1-9１-９]{_D}{{2}}{_BLANK}{_D}{{3}}{_BLANK}{_YEAR}{_BLANK}{_MONTH}{_BLANK}{_DAY}{_BLANK}"
    f"{_D}{{3}}{_BLANK}[0-9０-９XxＸｘ]"
)
_IN_FOURS = (
    f"[1-9１-９]{_D}{{3}}{_BLANK}{_D}{{2}}(?:19|20|１９|２０){_BLANK}{_D}{{2}}{_MONTH}{_BLANK}{_DAY}{_D}{{2}}"
    f"{_BLANK}{_D}[0-9０-９XxＸｘ]"
)
_OLD = (
    f"(?<![._/-])[1-9１-９]{_D}{{5}}{_BLANK}{_D}{{2}}{_MONTH}{_DAY}{_BLANK}{_D}{{3}}"
    "(?![._/-][0-9A-Za-z])"
)
_NUMBER = re.compile(f"{_BEFORE}(?:{_SOLID}|{_SPACED}|{_IN_FOURS}){_BEHIND}")
IN_TEXT = re.compile(
    f"(?:(?<!{_D})(?:{_SPACED}|{_IN_FOURS})|{_BEFORE}(?:{_SOLID}|{_OLD})){_BEHIND}"
)
"""Identity numbers in running text: of 18 and, as they were before 1999, of 15 digits.

Ledgers are not searched for those of 15: the registration numbers of firms look the same.
"""
_SHORTEST = 18
_CELL = re.compile(r"(?<=<v>)[1-9](?:\d{17}|\.\d{9,}[Ee]\+17)(?=</v>)")
_FAULTS = {
    "校验位不符": "公民身份号码校验位不符",
    "出生日期不存在": "公民身份号码中的出生日期不存在",
}
"""What is wrong with a number that is none, as its stand-in ends, and as a clerk is told."""
_STAND_IN = re.compile(
    rf"HMAC-(?P<hash>[0-9a-f]{{20}})-(?P<last>[0-9X]{{4}})(?:-(?P<fault>{'|'.join(_FAULTS)}))?"
)
_COVER = "*" * 14
_ENCODINGS = ("utf-8", "gb18030")


def hashed_number(text: str, identity_hash: Callable[[str], str]) -> str:
    """Return the text that stands for an identity number: HMAC-<hash>-<last four>.

    A number that is none keeps its fault behind that, so that it is refused again when it is read again.
    """
    number = _digits(to_half_width(text).upper())
    stand_in = f"HMAC-{identity_hash(number)}-{number[-4:]}"
    try:
        identity_number(number)
    except ValueError as error:
        fault = next((short for short, told in _FAULTS.items() if told == str(error)), None)
        return f"{stand_in}-{fault}" if fault else stand_in
    return stand_in


def _digits(number: str) -> str:
    return re.sub(_BLANK, "", number)


def read_hashed(text: str) -> tuple[str, str] | None:
    """Return hash and last four of what `hashed_number` wrote for a right number, or None."""
    found = _STAND_IN.fullmatch(text.strip())
    return (found["hash"], found["last"]) if found and not found["fault"] else None


def hashed_fault(text: str) -> str | None:
    """Return what is wrong with the number that `hashed_number` wrote this for, or None."""
    found = _STAND_IN.fullmatch(text.strip())
    return _FAULTS[found["fault"]] if found and found["fault"] else None


def covered(text: str) -> str:
    """Return a text in which of every identity number, or what stands for one, only the last four are left."""
    if len(text) < _SHORTEST:
        return text
    text = _STAND_IN.sub(lambda found: _COVER + found["last"], text)
    return _NUMBER.sub(lambda found: _COVER + _digits(found[0])[-4:], text)


def holds_number(text: str) -> bool:
    """Tell whether an identity number, of 15 digits too, stands in a text."""
    return bool(IN_TEXT.search(text))


def redact(content: bytes, identity_hash: Callable[[str], str]) -> bytes:
    """Return a file's content with every identity number replaced, texts and workbooks alike.

    An .xls that holds one is kept as the same workbook in the form of an .xlsx.
    """
    if content[:2] == b"PK":
        return _redact_workbook(content, identity_hash)
    if content.startswith(oldbook.MARK):
        return _redact_old(content, identity_hash)
    try:
        text, encoding = decode(content)
        clean = _hashed(_NUMBER, text, identity_hash)
        return content if clean == text else clean.encode(encoding)
    except Undecodable:
        return _redact_text(content, identity_hash)


def _redact_old(content: bytes, identity_hash: Callable[[str], str]) -> bytes:
    try:
        modern = oldbook.modern(content)
    except (oldbook.Protected, oldbook.Damaged):
        return content
    clean = _redact_workbook(modern, identity_hash)
    return content if clean == modern else clean


def _redact_text(content: bytes, identity_hash: Callable[[str], str]) -> bytes:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        clean = _hashed(_NUMBER, text, identity_hash)
        return content if clean == text else clean.encode(encoding)
    return content


def hashed(text: str, identity_hash: Callable[[str], str]) -> str:
    """Return a text with what stands for it in the place of every identity number, of 15 digits too."""
    return _hashed(IN_TEXT, text, identity_hash)


def _hashed(pattern: re.Pattern[str], text: str, identity_hash: Callable[[str], str]) -> str:
    return pattern.sub(lambda found: hashed_number(found.group(0), identity_hash), text)


def _redact_workbook(content: bytes, identity_hash: Callable[[str], str]) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = {info.filename: _part(book, info) for info in book.infolist()}
            clean = {name: _redact_part(name, part, identity_hash) for name, part in parts.items()}
            return content if clean == parts else _rewritten(book, clean)
    except BAD_ZIP:
        return content


def _part(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """Return a part, or None for one that is damaged: nobody can tell what stands in it."""
    try:
        return book.read(info)
    except BAD_ZIP:
        return None


def _redact_part(name: str, part: bytes | None, identity_hash: Callable[[str], str]) -> bytes:
    if part is None:
        return b""
    try:
        text = part.decode("utf-8") if name.endswith(".xml") else ""
    except UnicodeDecodeError:
        return part
    # A number cell has lost the last digits and can hold no text: nothing of it is kept.
    clean = _hashed(_NUMBER, _CELL.sub("0", text), identity_hash)
    return part if clean == text else clean.encode("utf-8")


def _rewritten(book: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in book.infolist():
            copy.writestr(info, parts[info.filename])
        copy.comment = book.comment
    return out.getvalue()
