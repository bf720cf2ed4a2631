"""The word lists and tables beside this module, read once."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

_HERE = files("xuntu.synthetic")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a `.csv` file beside this module."""
    text = _HERE.joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def words(name: str) -> dict[str, Any]:
    """Return what a `.toml` file beside this module holds."""
    return tomllib.loads(_HERE.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def stream(seed: int, copy: int, part: str) -> Random:
    """Return the random stream of one part of one copy: parts do not disturb each other."""
    return Random(f"{seed}/{copy}/{part}")
