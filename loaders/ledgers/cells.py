"""Cells to values: each type of column has a converter that cleans what it understands, or refuses."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from openpyxl.utils.datetime import from_excel

from graph.model import values, vocabulary
from graph.model.claims import Value
from graph.model.names import chinese_number, committee_key, org_text, place_of, to_half_width
from graph.model.unit_names import names_unit
from loaders.ledgers import amounts, kin_terms, numbers, references
from loaders.ledgers.declaration import Column
from loaders.ledgers.expressions import Part
from loaders.ledgers.sheet import DateCell, NumberCell
from loaders.ledgers.unusable import Parts, Refusal, unusable
from loaders.redaction import hashed_fault, read_hashed


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a converter needs beyond its cell."""

    epoch: datetime
    identity_hash: Callable[[str], str]


_SEPARATORS = re.compile(r"[、;；,，\n\r]+")
_DASHES = re.compile(r"[—–－‐‑−﹣]+")
_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_SERIAL = range(15_000, 80_000)
_PERSON_NUMBER = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9_-]*$")
_UNITS = re.compile(r"(?<=\d)(?:年|次|件|人|人次|份|处|条|项|万元|个月|个|%)$")
_OUTSIDE_BRACKETS = re.compile(r"[、;；,，\n\r]+(?![^(（]*[)）])")
_IN_BRACKETS = re.compile(r"^(.+?)[(（](.*)[)）]$")


def split(text: str) -> list[str]:
    """Return the values of a list as people separate them, in order, without blanks."""
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def convert(text: str, column: Column, around: Surroundings) -> Parts:
    """Return the parts of a cell, or raise Refusal; a secret cell is never named in it."""
    unusable(text, column)
    kind = column.type
    try:
        if kind in PLAIN:
            return PLAIN[kind](text)
        if kind in BY_COLUMN:
            return BY_COLUMN[kind](text, column)
        return {} if kind == UNREAD else BY_SURROUNDINGS[kind](text, around)
    except Refusal:
        raise
    except ValueError as error:
        raise Refusal(str(error), value="" if column.secret else text) from error


def _text(text: str, column: Column) -> Parts:
    former = re.match(r"原", text)
    for word in column.strip:
        text = text.removeprefix(word).removesuffix(word) or text
    return {"": column.also.get(text, text), "former": "不明" if former else None}


def _list(text: str) -> Parts:
    return {"": [{"": item} for item in split(text)]}


def _term(text: str, column: Column) -> dict[str, Value]:
    """Return label, vocabulary and group of a value; raise Refusal with the nearest one."""
    plain = re.sub(r"\s", "", to_half_width(text))
    bare = plain
    for word in column.strip:
        bare = bare.removeprefix(word).removesuffix(word) or bare
    for spelling in (plain, bare):
        spelling = column.also.get(spelling, spelling)
        for name in column.vocabulary:
            label = _label(name, spelling)
            if label is not None:
                return {"": label, "vocabulary": name, "group": column.groups.get(name)}
    raise Refusal(f"{text!r} 不是可用的{column.header}", _nearest(column, bare), text)


def _label(name: str, text: str) -> str | None:
    """Return the label of a value; `=男|女` stands for a vocabulary of just these."""
    if name.startswith("="):
        return text if text in name[1:].split("|") else None
    return vocabulary.find(name, text)


def _nearest(column: Column, text: str) -> str:
    for name in column.vocabulary:
        if name.startswith("="):
            close = difflib.get_close_matches(text, name[1:].split("|"), n=1, cutoff=0.3)
            found = close[0] if close else ""
        else:
            found = vocabulary.nearest(name, text)
        if found:
            return found
    return ""


def _enum(text: str, column: Column) -> Parts:
    return _term(text, column)


def _open(text: str, column: Column) -> Parts:
    """Return the label of a known value, and any other as it is written."""
    try:
        return {"": _term(text, column)[""]}
    except Refusal:
        return {"": text}


def _enums(text: str, column: Column) -> Parts:
    found: list[Part] = []
    refused: list[Refusal] = []
    for item in split(text):
        try:
            found.append(_term(item, column))
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        wrong = "；".join(refusal.value for refusal in refused)
        rest: Parts = {"": found} if found else {}
        raise Refusal(refused[0].reason, refused[0].suggestion, wrong, rest)
    return {"": found}


def _whole(text: str, column: Column) -> Parts:
    plain = to_half_width(text)
    return {"": values.whole_number(column.also.get(plain, _UNITS.sub("", plain)))}


def _number(text: str) -> Parts:
    return {"": values.number(_UNITS.sub("", to_half_width(text)))}


def _bool(text: str, column: Column) -> Parts:
    try:
        return {"": values.yes_or_no(column.also.get(text, text))}
    except ValueError as error:
        raise Refusal(str(error), "是 或 否", text) from error


def day(text: str, epoch: datetime) -> str:
    """Return a date as people and Excel write it as partial ISO text; raise ValueError."""
    plain = _DASHES.sub("-", to_half_width(text))
    plain = _TIME.sub("", plain)
    if plain.isdigit() and len(plain) == 5 and int(plain) in _SERIAL:
        return f"{from_excel(int(plain), epoch):%Y-%m-%d}"
    if isinstance(text, NumberCell) and re.fullmatch(r"\d{4}\.1", plain):
        raise Refusal(
            f"数字 {plain} 分不清 1 月还是 10 月",
            f"写成文本 {plain[:4]}-01 或 {plain[:4]}-10",
            text,
        )
    return values.partial_date(plain.rstrip("-"))


def _date(text: str, around: Surroundings) -> Parts:
    return {"": day(text, around.epoch)}


def _due(text: str, around: Surroundings) -> Parts:
    """Return a time limit: a date, 长期坚持, or both; a date cell is left as Excel keeps it."""
    rest, kept = (text, {}) if isinstance(text, DateCell | NumberCell) else amounts.limit(text)
    return {**kept, "": day(rest, around.epoch) if rest else None}


def _month(text: str, around: Surroundings) -> Parts:
    found = day(text, around.epoch)
    # Excel makes the first of the month out of 2019-06 by itself.
    whole = isinstance(text, DateCell | NumberCell) and len(found) == 10 and found.endswith("-01")
    return {"": found[:7] if whole else found}


def _end(text: str, around: Surroundings) -> Parts:
    return _ended(text, around, _month)


def _end_day(text: str, around: Surroundings) -> Parts:
    """Return an end that is told to the day: the first of a month is a day like others."""
    return _ended(text, around, _date)


def _ended(text: str, around: Surroundings, read: Callable[[str, Surroundings], Parts]) -> Parts:
    if to_half_width(text) in values.ONGOING_WORDS:
        return {"": None, "state": "ongoing"}
    try:
        return {**read(text, around), "state": "stated"}
    except ValueError as error:
        raise Refusal(str(error), "2019-06 或 至今", text, {"state": "not_stated"}) from error


def _ordinal(text: str, column: Column) -> Parts:
    found = references.ordinal(text)
    if found is None:
        raise ValueError(f"{text!r} 不是{column.header}")
    return {"": found, "cn": references.chinese(found)}


def _code(text: str) -> Parts:
    _no_date(text)
    return {"": references.code(text)}


def _codes(text: str) -> Parts:
    _no_date(text)
    return {"": [{"": references.code(item)} for item in split(text)]}


def _no_date(text: str) -> None:
    if isinstance(text, DateCell):
        # Excel took 69-12 for December 1969; what was typed is gone.
        raise Refusal("这一格被表格软件当成了日期", "把单元格设为文本后重新填写", text)


def _references(text: str, column: Column) -> Parts:
    return {"": [numbers.reference(item, column.kinds) for item in split(text)]}


def _person_no(text: str) -> Parts:
    plain = to_half_width(text).replace(" ", "").upper()
    if not _PERSON_NUMBER.match(plain):
        raise Refusal(f"{text!r} 不是人员编号", value=text)
    return {"": plain}


def somebody(text: str) -> dict[str, Value]:
    """Return number or name of a person as a cell names them, whichever it is."""
    plain = to_half_width(text).replace(" ", "")
    if _PERSON_NUMBER.match(plain):
        return {"": text, "number": plain.upper(), "name": None}
    return {"": text, "number": None, "name": re.sub(r"[(（].*?[)）]", "", text).strip() or text}


def _person(text: str) -> Parts:
    return somebody(text)


def _people(text: str) -> Parts:
    return {"": [somebody(item) for item in split(text)]}


def _attendees(text: str) -> Parts:
    """Return people with what stands in brackets behind each: P0001(传达)."""
    found: list[Part] = []
    for item in filter(None, map(str.strip, _OUTSIDE_BRACKETS.split(text))):
        named = _IN_BRACKETS.match(item)
        who = somebody(named.group(1) if named else item)
        found.append({**who, "": item, "role": named.group(2).strip() if named else None})
    return {"": found}


def _actors(text: str) -> Parts:
    """Return units and people as a cell names them; what is neither a unit's name nor a number stays text."""
    found = [somebody(item) | {"unit": item if names_unit(item) else None} for item in split(text)]
    return {"": found}


def _hearings(text: str) -> Parts:
    return {"": list(references.hearings(text))}


def _org(text: str) -> Parts:
    former = "不明" if references.former_name(text, "") != text else None
    return {"": text, "former": former}


def _committee(text: str) -> Parts:
    return committee_parts(text)


def committee_parts(text: str) -> dict[str, Value]:
    """Return a committee's name with the short one that captions use: 中共云川市委, 市委."""
    place, key = place_of(text), committee_key(text)
    return {"": org_text(text), "short": f"{place[-1]}委" if place else key, "key": key}


def _region_code(text: str) -> Parts:
    return {"": values.region_code(text)}


def _uscc(text: str) -> Parts:
    return {"": values.credit_code(text)}


def _identity(text: str, around: Surroundings) -> Parts:
    if fault := hashed_fault(text):
        raise ValueError(fault)
    kept = read_hashed(text)
    if kept is not None:
        return {"": None, "hash": kept[0], "last4": kept[1]}
    number = values.identity_number(text)
    return {"": None, "hash": around.identity_hash(number), "last4": number[-4:]}


def _growth(text: str) -> Parts:
    return {"": [references.stay(item) for item in split(text)]}


def _round(text: str) -> Parts:
    return references.round_parts(text)


def _aid(text: str) -> Parts:
    return references.identity_aid(text)


def _category(text: str) -> Parts:
    return references.category(text)


def _form(text: str) -> Parts:
    plain = to_half_width(text).removeprefix("第").removesuffix("形态").removesuffix("种")
    found = chinese_number(plain)
    if found is None or not 1 <= found <= 4:
        raise Refusal(f"{text!r} 不是四种形态之一", "1、2、3、4", text)
    return {"": found}


def _kin_term(text: str, column: Column) -> Parts:
    """A term that no list knows is refused, and still stands as a declared relation."""
    if text in column.also:
        return {"": column.also[text]}
    if kin_terms.find(text) is None:
        reason = f"{text!r} 不是认识的{column.header}，只记为申报关系"
        raise Refusal(reason, kin_terms.nearest(text), text, {"": text})
    return {"": text}


PLAIN: Mapping[str, Callable[[str], Parts]] = {
    "list": _list,
    "orgs": _list,
    "number": _number,
    "percent": amounts.percent,
    "heads": amounts.heads,
    "money": amounts.money,
    "code": _code,
    "codes": _codes,
    "paper": numbers.paper_parts,
    "finding": numbers.finding_parts,
    "wording": numbers.wording,
    "person_no": _person_no,
    "person": _person,
    "people": _people,
    "attendees": _attendees,
    "actors": _actors,
    "hearings": _hearings,
    "org": _org,
    "committee": _committee,
    "region_code": _region_code,
    "uscc": _uscc,
    "growth": _growth,
    "round": _round,
    "aid": _aid,
    "category": _category,
    "form": _form,
}
BY_COLUMN: Mapping[str, Callable[[str, Column], Parts]] = {
    "text": _text,
    "region": _text,
    "enum": _enum,
    "enums": _enums,
    "open": _open,
    "int": _whole,
    "bool": _bool,
    "ordinal": _ordinal,
    "refs": _references,
    "kin_term": _kin_term,
}
BY_SURROUNDINGS: Mapping[str, Callable[[str, Surroundings], Parts]] = {
    "date": _date,
    "due": _due,
    "month": _month,
    "end": _end,
    "end_day": _end_day,
    "identity": _identity,
}
UNREAD = "unread"
"""The type of a column that is known and, by law or custom, not loaded."""
