"""Trades: the words by which a line of business (经营行业) belongs to a unit's field (条线系统), of `trades.csv`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def words() -> tuple[list[str], list[str]]:
    """Return fields and words, side by side: each word belongs to the field beside it."""
    text = files("queries.avoidance").joinpath("trades.csv").read_text(encoding="utf-8")
    pairs = [(r["field"], w) for r in csv.DictReader(text.splitlines()) for w in r["words"].split()]
    return [field for field, _ in pairs], [word for _, word in pairs]
