"""What people write to refer to a round, a team, a paper, a person, a place in time."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.model import values, vocabulary
from graph.model.claims import Value
from graph.model.names import chinese_number, org_text, place_of, to_half_width

_DIGITS = "零一二三四五六七八九"
_NUMERAL = r"([0-9〇零一二两三四五六七八九十百]+)"
_ORDINAL = re.compile(rf"^第?{_NUMERAL}(?:届|轮|批|次|组)?(?:巡察)?$")
_TERM = re.compile(rf"第?{_NUMERAL}届")
_ROUND = re.compile(rf"第?{_NUMERAL}轮")
_YEAR = re.compile(r"(\d{4})年")
_TEAM = re.compile(rf"(?:轮|年|批)(?:巡察)?(.*?第?{_NUMERAL}(?:巡察)?组)")
_OPEN, _CLOSE = re.compile(r"[\[【(﹝［]"), re.compile(r"[\]】)﹞］]")
_DATE = (
    r"\d{4}(?:[-./年](?:1[0-2]|0?[1-9])(?!\d)(?:[-./月](?:3[01]|[12]\d|0?[1-9])(?!\d)日?|月)?|年)?"
)
_PERIOD = re.compile(rf"({_DATE})\s*(?:[-—–~至到]+\s*({_DATE}|至?今|至今|现在|目前)?)?\s*(?:今)?")
_NOW = re.compile(r"(?:至今|至现在|至目前|-今|现在|目前)\s*$")
_FORMER = re.compile(r"^原(?=[省市县区镇乡]\S{2})")
_SCHEMES = ("S4L", "S3", "S6P1", "F4")


def chinese(number: int) -> str:
    """Return a number below one hundred in Chinese: 15 -> 十五; a greater one in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return (f"{'' if tens == 1 else _DIGITS[tens]}十" if tens else "") + (
        _DIGITS[ones] if ones else ""
    )


def ordinal(text: str) -> int | None:
    """Return the number that 15, 十五, 第十五届 or 第四轮 says, or None."""
    plain = re.sub(r"\.0+$", "", re.sub(r"\s", "", to_half_width(text)))
    found = _ORDINAL.match(plain)
    return chinese_number(found.group(1)) if found else None


def round_parts(text: str) -> dict[str, Value]:
    """Return term, round, year and team of a reference such as 十五届2025年四轮, 十五届一轮2组.

    Raises ValueError if no round is named.
    """
    plain = re.sub(r"\s", "", to_half_width(text))
    found = {name: rule.search(plain) for name, rule in (("term", _TERM), ("round", _ROUND))}
    number = chinese_number(found["round"].group(1)) if found["round"] else None
    if number is None:
        raise ValueError(f"{text!r} 没有写明第几轮")
    term = chinese_number(found["term"].group(1)) if found["term"] else None
    year, team = _YEAR.search(plain), _TEAM.search(plain)
    return {
        "": text,
        "term_no": term,
        "round_no": number,
        "term_cn": None if term is None else chinese(term),
        "round_cn": chinese(number),
        "year": int(year.group(1)) if year else None,
        "team": team.group(1) if team else None,
    }


def code(text: str) -> str:
    """Return the number of a paper, finding, clue or case with one width and one kind of bracket."""
    plain = re.sub(r"\s", "", to_half_width(text))
    return _CLOSE.sub("〕", _OPEN.sub("〔", plain))


@lru_cache(maxsize=8192)
def former_name(text: str, committee: str) -> str:
    """Return an organisation's name without 原 in front (原县质监局); 原平市 keeps it."""
    plain = org_text(text)
    place = place_of(committee)
    if _FORMER.match(plain) or (place and plain.startswith(f"原{place}")):
        return plain[1:]
    return text


def identity_aid(text: str) -> dict[str, Value]:
    """Return birth month and gender of `1980-02 男`; raise ValueError if neither is there."""
    plain = to_half_width(text)
    gender = re.search(r"[男女]", plain)
    found = re.search(r"\d{4}(?:[-./年]?\d{1,2}月?)?", plain)
    birth = values.partial_date(found.group(0)) if found else None
    if birth is None and gender is None:
        raise ValueError(f"{text!r} 没有出生年月或性别")
    return {"": text, "birth": birth, "gender": gender.group(0) if gender else None}


def category(text: str) -> dict[str, Value]:
    """Return a first-level category with its scheme; one that no scheme knows is 本地清单."""
    names = vocabulary.labels("finding_scheme")
    for scheme in _SCHEMES:
        label = vocabulary.find(f"finding_{scheme}", text)
        if label is not None:
            return {"": label, "scheme": names[scheme]}
    return {"": text, "scheme": names["LOCAL"]}


def period(text: str) -> dict[str, Value]:
    """Return since, until and end state of a text such as 2018-至今, 2015—2018, 2019-06."""
    plain = re.sub(r"\s", "", to_half_width(text)).replace("—", "-").replace("–", "-")
    found = _PERIOD.search(plain)
    if found is None:
        return {"since": None, "until": None, "end_state": "not_stated"}
    since, until = values.partial_date(found.group(1)), found.group(2)
    if until is None or not until[0].isdigit():
        ongoing = bool(until) or bool(_NOW.search(plain))
        return {
            "since": since,
            "until": None,
            "end_state": "ongoing" if ongoing else "not_stated",
        }
    return {"since": since, "until": values.partial_date(until), "end_state": "stated"}


def stay(text: str) -> dict[str, Value]:
    """Return place and years of `东岭县(1986-1998)`."""
    plain = to_half_width(text)
    found = re.match(r"^(.+?)\((.*)\)$", plain)
    if found is None:
        return {"": text, "place": text, "since": None, "until": None}
    years = period(found.group(2))
    return {"": text, "place": found.group(1), "since": years["since"], "until": years["until"]}
