"""What holds where a ledger and the log of decisions differ on what a unit applied for: the later word."""

from __future__ import annotations

from typing import Any

import pytest

from queries.avoidance import Severity, load_profile, single
from queries.avoidance.settled import UPHOLD, WAIVE, Settlement, facts, kinds_for, settle

World = Any
UNIT = "市林业局"
OFF = load_profile().base["rule"].keys() - {"R25"}
SAID = "孙组长 2024-03-12 说的"

LATER = [
    # what L5 says, when, what the log said on 2024-03-12, what then holds, what is said of it
    ("", "", WAIVE, "I", ""),
    ("", "", UPHOLD, "H", ""),
    ("回避", "2024-03-14", WAIVE, "H", "以台账为准"),
    ("回避", "2024-03-10", WAIVE, "I", "以此为准"),
    ("驳回", "2024-03-14", UPHOLD, "I", "以台账为准"),
    ("驳回", "2024-03-10", UPHOLD, "H", "以此为准"),
    ("驳回", "2024-03-12", UPHOLD, "S", "先后不明"),
    ("驳回", "2024-03", UPHOLD, "S", "先后不明"),
    ("驳回", "2024-02", UPHOLD, "H", "以此为准"),
    ("驳回", "", UPHOLD, "S", "先后不明"),
    ("回避", "", UPHOLD, "H", ""),
]


def applied(world: World, opinion: str, day: str, **more: Any) -> Any:
    """Return the check of somebody whom the unit wants replaced, with what L5 says was decided."""
    person, unit = world.person("P1", "张某"), world.org(UNIT)
    given = {"has_items": True, "declared_by": "单位申请", "signed": "2024-03-08", **more}
    decided = {"decision": opinion or None, "decided_on": day or None}
    world.edge("CONCERNS", world.declaration(person, **given, **decided), unit, "L5")
    return world.check(single("P1", UNIT, "组员"))


@pytest.mark.parametrize(("opinion", "day", "kind", "then", "says"), LATER)
def test_the_later_word_holds(
    world: World, opinion: str, day: str, kind: str, then: str, says: str
) -> None:
    found = applied(world, opinion, day)
    [judged] = found.verdicts
    [reason] = [r for r in judged.reasons if r.rule == "R25"]
    assert kind in kinds_for(reason)
    digest = facts(reason, judged.on)
    word = Settlement(kind, judged.person, judged.units[0], "R25", digest, SAID, "2024-03-12")
    [told] = [r for r in settle(found, [word]).verdicts[0].reasons if r.rule == "R25"]
    assert told.severity is Severity[then]
    assert [w for w in (opinion, day, SAID, says) if w not in told.text] == []


def test_what_was_decided_in_the_ledger_is_no_other_matter(worlds: Any) -> None:
    """The word of the log is on the application, whatever L5 says of it later."""
    digests = set()
    for opinion in ("", "回避", "驳回", "部分回避"):
        [judged] = applied(worlds(), opinion, "2024-03-10").verdicts
        digests |= {facts(r, judged.on) for r in judged.reasons if r.rule == "R25"}
    assert len(digests) == 1


def test_the_application_of_another_round_is_only_a_note(world: World) -> None:
    found = applied(world, "回避", "2022-03-10", signed="2022-03-08")
    [reason] = [r for r in found.verdicts[0].reasons if r.rule == "R25"]
    assert (reason.severity, kinds_for(reason)) == (Severity.I, ())
