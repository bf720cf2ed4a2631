"""Money, shares, numbers of people and time limits as clerks write them."""

from __future__ import annotations

import re

from graph.model import values
from graph.model.claims import Value
from graph.model.names import to_half_width

_DIGITS = 6
_HEADER_UNIT = re.compile(r"\(((?:亿|千万|百万|千)?元)\)$")
_LONG = re.compile(r"[,;、]?(?:并|且)?(?:长期|持续)(?:坚持|整改|推进|落实)?$")
_BEFORE = re.compile(r"(?:底|末)?(?:前|之前|以前)$")


def percent(text: str) -> dict[str, Value]:
    """Return a share as 0 to 100: 80, 80 % and 0.8 are the same. Raises ValueError."""
    plain = to_half_width(text).replace(" ", "")
    value = values.number(plain.removesuffix("%"))
    if 0 < value < 1 and not plain.endswith("%"):
        value *= 100
    if not 0 <= value <= 100:
        raise ValueError(f"{text!r} 不在 0 到 100 之间")
    return {"": round(value, _DIGITS)}


def money(text: str) -> dict[str, Value]:
    """Return an amount in 万元; raise ValueError."""
    return {"": values.ten_thousands(text)}


def counted_in(header: str, text: str) -> str:
    """Return an amount with the unit that its header states (金额(元)), where it says none itself."""
    found = _HEADER_UNIT.search(to_half_width(header))
    bare = re.fullmatch(r"[-+\d.,]+", to_half_width(text))
    return f"{text}{found.group(1)}" if found and bare else text


def heads(text: str) -> dict[str, Value]:
    """Return a number of people; raise ValueError for 人次, which counts something else."""
    plain = to_half_width(text).replace(" ", "")
    if plain.endswith("人次"):
        raise ValueError(f"{text!r} 是人次，这里要人数")
    return {"": values.whole_number(re.sub(r"[人名]$", "", plain))}


def limit(text: str) -> tuple[str, dict[str, Value]]:
    """Return the date that is left of a time limit, and whether it has no end (长期坚持)."""
    plain = to_half_width(text).replace(" ", "")
    rest = _LONG.sub("", plain)
    return _BEFORE.sub("", rest), {"long_term": True if rest != plain else None}
