"""The avoidance rules, one module each; `RULES` lists them in the order in which reasons are given."""

from __future__ import annotations

from queries.avoidance.case import Rule
from queries.avoidance.rules import (
    r01,
    r02,
    r03,
    r04,
    r05,
    r06,
    r07,
    r08,
    r10,
    r11,
    r12,
    r13,
    r14,
    r15,
    r16,
    r20,
    r21,
    r22,
    r23,
    r24,
    r25,
    r30,
    r31,
    r32,
    r33,
    r34,
    r35,
    r40,
    r42,
    r46,
    r47,
    r48,
)

RULES: tuple[Rule, ...] = (
    r01.RULE, r02.RULE, r03.RULE, r04.RULE, r05.RULE, r06.RULE, r07.RULE, r08.RULE,
    r10.RULE, r11.RULE, r12.RULE, r13.RULE, r14.RULE, r15.RULE, r16.RULE,
    r20.RULE, r21.RULE, r22.RULE, r23.RULE, r24.RULE, r25.RULE,
    r30.RULE, r31.RULE, r32.RULE, r33.RULE, r34.RULE, r35.RULE,
    r40.RULE, r42.RULE, r46.RULE, r47.RULE,
    r48.RULE,
)  # fmt: skip
