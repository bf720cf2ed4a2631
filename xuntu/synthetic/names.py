"""Names of people who do not exist."""

from __future__ import annotations

import re
from itertools import accumulate
from random import Random

from xuntu.synthetic import data


def _surnames() -> tuple[list[str], list[int]]:
    pairs = re.findall(r"([^\s\d]+)(\d+)", data.words("names")["surnames"])
    return [name for name, _ in pairs], list(accumulate(int(weight) for _, weight in pairs))


_SURNAMES, _WEIGHTS = _surnames()


def surname(rng: Random) -> str:
    """Return a surname; common ones come more often."""
    return rng.choices(_SURNAMES, cum_weights=_WEIGHTS)[0]


def given(rng: Random, gender: str) -> str:
    """Return a given name of two characters."""
    side = "male" if gender == "男" else "female"
    words = data.words("names")
    return f"{rng.choice(words[f'{side}_first'])}{rng.choice(words[f'{side}_second'])}"


def full(rng: Random, gender: str, family: str = "") -> str:
    """Return a full name, of a given family if one is named."""
    return (family or surname(rng)) + given(rng, gender)


def gender(rng: Random, men: float = 0.62) -> str:
    """Return 男 or 女; `men` is the share of men."""
    return "男" if rng.random() < men else "女"


def district(copy: int) -> str:
    """Return the name that sets the organisations of one copy apart; the first copy has none."""
    if copy == 0:
        return ""
    words = data.words("names")
    named: list[str] = words["districts"]
    if copy <= len(named):
        return named[copy - 1]
    first, second = words["district_first"], words["district_second"]
    number = copy - len(named) - 1
    lap, place = divmod(number, len(first) * len(second))
    name = first[place // len(second)] + second[place % len(second)]
    return name if lap == 0 else f"{name}{lap + 1}"
