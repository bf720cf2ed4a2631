"""The avoidance rules, one module each; `RULES` lists them in the order in which reasons are given."""

from __future__ import annotations

from queries.avoidance.case import Rule
from queries.avoidance.rules import r01, r02, r10, r11, r12, r30, r35, r42

RULES: tuple[Rule, ...] = (
    r01.RULE, r02.RULE, r10.RULE, r11.RULE, r12.RULE, r30.RULE, r35.RULE, r42.RULE,
)  # fmt: skip
