"""The divisions of the fictional province."""

from __future__ import annotations

from functools import cache
from random import Random

from xuntu.synthetic import data
from xuntu.synthetic.model import Place

CITY = "990100"
COUNTIES = ("990102", "990103", "990121", "990122", "990123", "990124")


@cache
def places() -> tuple[Place, ...]:
    """Return the province, its cities and their counties."""
    return tuple(
        Place(
            row["code"], row["name"], row["parent"], tuple(t for t in row["towns"].split(";") if t)
        )
        for row in data.rows("places")
    )


@cache
def _by_code() -> dict[str, Place]:
    return {place.code: place for place in places()}


def name(code: str) -> str:
    """Return the name of a division."""
    return _by_code()[code].name


def towns(code: str) -> tuple[str, ...]:
    """Return the townships of a county."""
    return _by_code()[code].towns


@cache
def path(code: str) -> str:
    """Return the full text of a division: 示例省云川市东岭县; a text that is no code stays as it is."""
    place = _by_code().get(code)
    if place is None:
        return code
    return (path(place.parent) if place.parent else "") + place.name


def near(rng: Random) -> str:
    """Return a county of the city, or sometimes one of another city."""
    if rng.random() < 0.82:
        return rng.choice(COUNTIES)
    return rng.choice([p.code for p in places() if p.code[4:] != "00" and p.parent != CITY])
