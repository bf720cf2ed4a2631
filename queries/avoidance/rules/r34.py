"""R34 村/乡: nobody inspects the village they come from or live in; of the town a reviewer decides.

It holds in every inspection, not only in 交叉 ones. Codes of nine and twelve digits tell, or the names of town and
village within the county. Another town of the same county is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.facts import Home, Unit
from queries.avoidance.places import (
    is_local,
    named_alike,
    same_town,
    same_village,
    town_known,
    town_of_unit_known,
    uncoded,
)
from queries.avoidance.verdict import MISSING, Missing, Severity

_WORDS = {"NATIVE_OF": "籍贯", "LIVES_IN": "现居住"}
_COLUMNS = {"NATIVE_OF": "L3.籍贯", "LIVES_IN": "L3.现居住地"}


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield native places and homes in the village or town of the unit."""
    local = [unit for unit in case.units if is_local(unit)]
    if local:
        yield from _untold(case)
    for unit in local:
        if lacking := uncoded(unit):
            yield replace(lacking, blocks=False)
            yield from _by_name(case, unit)
            continue
        if not town_of_unit_known(unit):
            text = f"{unit.name} 的所在区划代码只到区县，看不出乡镇、村"
            yield Missing("L1.所在区划代码", text, blocks=False)
            continue
        for home in (h for h in case.person.homes if h.kind in _WORDS):
            yield from _compare(case, unit, home)


def _untold(case: Case) -> Iterator[Missing]:
    """Yield what nobody says, or says in words that name no place: it is not 'no', but it blocks nothing."""
    placed = {home.kind for home in case.person.homes}
    said = {"NATIVE_OF": case.person.native_place, "LIVES_IN": case.person.traits.lives_in}
    for kind, column in _COLUMNS.items():
        if kind not in placed:
            state = f"“{said[kind]}”查不到是哪里" if said[kind] else "未填"
            text = f"{case.person.name} 的{column.removeprefix('L3.')}{state}，看不出乡镇、村"
            yield Missing(column, text, blocks=False)


def _by_name(case: Case, unit: Unit) -> Iterator[Found]:
    """Yield homes whose name has the town and village of a unit of which nobody says in which county it is."""
    for home in case.person.homes:
        if home.kind in _WORDS and named_alike(home, unit):
            body = f"{case.person.name} {_WORDS[home.kind]}{home.name}，与{unit.name}地名相同"
            note = "该单位的所在区划代码未填，是否同一地待核实"
            yield Found(Severity.S, code=MISSING, note=note, body=body, edges=(home.edge,))


def _compare(case: Case, unit: Unit, home: Home) -> Iterator[Found | Missing]:
    word = _WORDS[home.kind]
    body = f"{case.person.name} {word}{home.name}，与{unit.name}"
    edges = (home.edge, *unit.located)
    if same_village(home, unit):
        yield Found(case.severity("R34"), body=f"{body}同村（社区）", edges=edges)
    elif same_town(home, unit):
        yield Found(case.severity("R34", "town"), body=f"{body}同乡镇（街道）", edges=edges)
    elif not town_known(home) and any(home.code[:6] == code[:6] for code in unit.codes):
        text = f"{case.person.name} 的{word}地只到区县，看不出乡镇、村"
        yield Missing(_COLUMNS[home.kind], text, blocks=False)


RULE = Rule("R34", "村乡", "“异地交叉”巡村做法（地域回避）", judge, ("region",))
