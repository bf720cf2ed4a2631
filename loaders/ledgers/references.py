"""What people write to refer to a round, a team, a paper, a person, a place in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.model import values, vocabulary
from graph.model.claims import Value
from graph.model.names import chinese_number, org_text, place_of, to_half_width

_DIGITS = "零一二三四五六七八九"
_CHINESE = "〇零一二两三四五六七八九十百"
_NUMERAL = rf"([0-9{_CHINESE}]+)"
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
_DASHES = re.compile(r"[—–－‐‑−﹣]+")
_ROUNDS = re.compile(rf"第?{_NUMERAL}轮?(?:-第?{_NUMERAL})?轮(?:巡察)?")
_TEAMS = re.compile(rf"^(.*?)第?{_NUMERAL}(?:-第?{_NUMERAL})?(?:(?:巡察)?组)$")
_UNTIL = re.compile(r"[~至到]")
_EVERYBODY = frozenset({"", "各组", "各巡察组", "全部", "全体", "所有巡察组", "全部巡察组"})
_MOST = 60
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


def hearings(text: str) -> Iterator[dict[str, Value]]:
    """Yield round and team of each that a meeting heard: 十五届四轮1-5组, 十五届三轮; 四轮.

    Term and round of one item hold for those that follow. An item that says none, or cannot be read, is
    given as it is written.
    """
    plain = _UNTIL.sub("-", _DASHES.sub("-", re.sub(r"[^\S\n\r]|\d{4}年", "", to_half_width(text))))
    # 三、四轮1、3组: whose number it is stands after the last.
    for word in "轮组":
        plain = re.sub(
            rf"(?<=[\d{_CHINESE}])、(?=(?:第?[\d{_CHINESE}-]+、)*第?[\d{_CHINESE}-]+{word})",
            f"{word}、",
            plain,
        )
    term: int | None = None
    numbers: list[int] = []
    for item in filter(None, re.split(r"[、;,\n\r]+", plain)):
        rest = item
        if (found := _TERM.search(rest)) is not None:
            term, numbers, rest = chinese_number(found.group(1)), [], rest[found.end() :]
        if (found := _ROUNDS.search(rest)) is not None:
            numbers, rest = _counted(found, 1), rest[found.end() :]
        teams = _teams(rest)
        if term is None or not numbers or teams is None or (teams and len(numbers) > 1):
            yield {"": item}
        else:
            named = teams or (None,)
            yield from (_heard(term, number, team) for number in numbers for team in named)


def _teams(text: str) -> Sequence[str] | None:
    """Return the teams that a text names, none for a whole round, None for what cannot be read."""
    if text in _EVERYBODY:
        return ()
    found = _TEAMS.match(text)
    numbers = _counted(found, 2) if found else []
    return [f"{found.group(1)}第{number}组" for number in numbers] if found and numbers else None


def _counted(found: re.Match[str], group: int) -> list[int]:
    """Return the numbers of a range whose ends are two groups of a match; none of one that is no range."""
    first = chinese_number(found.group(group))
    last = chinese_number(found.group(group + 1)) if found.group(group + 1) else first
    if first is None or last is None or last - first >= _MOST:
        return []
    return list(range(first, last + 1))


def _heard(term: int, number: int, team: str | None) -> dict[str, Value]:
    return {
        "": f"{chinese(term)}届第{chinese(number)}轮{team or ''}",
        "term_no": term,
        "round_no": number,
        "term_cn": chinese(term),
        "round_cn": chinese(number),
        "team": team,
    }


def code(text: str) -> str:
    """Return the number of a paper, finding, clue or case with one width, one kind of bracket and dash."""
    plain = _DASHES.sub("-", re.sub(r"\s", "", to_half_width(text)))
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
