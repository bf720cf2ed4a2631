"""Columns that nobody ever filled: what hangs on one is not known of anybody, which is not the same as "no"."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from queries.avoidance.engine import Engine
from queries.avoidance.verdict import Missing

Absent = Mapping[str, tuple[Missing, ...]]
"""What each rule lacks of everybody, by the rule's id."""

Column = dict[str, Any]
"""An entry of absent.toml."""


def left_out(engine: Engine) -> Absent:
    """Return the columns of absent.toml that a loaded ledger has nowhere filled, by the rules that read them."""
    empty = _holding(engine, _columns(), _EMPTY)
    found: dict[str, tuple[Missing, ...]] = {}
    # Few columns are empty: the rows of ledgers are looked through for those only.
    for column in _holding(engine, empty, _LOADED):
        name = column["field"].partition(".")[2]
        missing = Missing(column["field"], f"整个台账没有填{name}这一栏", blocks=False)
        for rule in column["rules"]:
            found[rule] = (*found.get(rule, ()), missing)
    return found


_EMPTY = "NOT ({filled}) AND ({matters})"
_LOADED = "EXISTS (FROM evidence WHERE starts_with(place, '{ledger}!'))"


def _holding(engine: Engine, columns: Sequence[Column], condition: str) -> Sequence[Column]:
    """Return the columns of which a condition holds."""
    if not columns:
        return ()
    asked = [
        condition.format(**{"matters": "true", "ledger": c["field"].partition(".")[0]} | c)
        for c in columns
    ]
    [answers] = engine.rows(f"SELECT {', '.join(asked)}")
    return [column for column, answer in zip(columns, answers, strict=True) if answer]


@cache
def _columns() -> tuple[Column, ...]:
    text = files("queries.avoidance").joinpath("absent.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["column"])
