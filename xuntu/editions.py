"""Editions of a ledger: which file replaces which, and what it changes row by row.

The rule: of the ledgers that stand under the same committee and share a ledger with the new file, one
is its older edition if the new file holds all of its ledgers and, in each of them, at least half of the
natural keys of either file are keys of the other. Fewer in common, the same name with none in common, two
such editions of one ledger, or one loaded by the same command: in doubt, and somebody must say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.claims import Line
from graph.sources import Source
from graph.sources.lines import Place

Key = tuple[str, str]
"""Ledger and natural key of a row."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A source with the natural keys of its rows; `fresh` if the command at work loaded it."""

    source: Source
    keys: frozenset[Key]
    fresh: bool = False

    @property
    def ledgers(self) -> frozenset[str]:
        """The ledgers it holds."""
        return frozenset(self.source.kind.split("+"))

    def of(self, ledger: str) -> frozenset[Key]:
        """Return the keys of one ledger."""
        return frozenset(key for key in self.keys if key[0] == ledger)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Which sources a file replaces, none if it stands beside all; or why that cannot be told."""

    replaces: tuple[Source, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of a file against those before it: new, changed, same; `gone` are those it no longer has."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


NOTHING = Comparison()
"""Of a file without rows."""


def keys(lines: Iterable[Line]) -> frozenset[Key]:
    """Return the natural keys of rows, those without one left out."""
    return frozenset((line.ledger, line.key) for line in lines if line.key)


def judge(new: Edition, standing: Iterable[Edition]) -> Judgement:
    """Return what a new file replaces by the rule of this module."""
    rivals = [old for old in standing if _comparable(new, old)]
    fitting = [old for old in rivals if not old.fresh and _mostly_alike(new, old)]
    told = frozenset[Key]().union(*(old.keys for old in fitting))
    # What it has in common with others is no doubt where the edition before it had that as well.
    doubtful = [old for old in rivals if old not in fitting and (new.keys & old.keys) - told]
    ledgers = Counter(ledger for old in fitting for ledger in old.ledgers)
    if doubtful or any(count > 1 for count in ledgers.values()):
        return Judgement(doubt=_doubt(new, [*fitting, *doubtful]))
    if fitting:
        return Judgement(tuple(old.source for old in fitting))
    namesakes = [old for old in rivals if old.source.name == new.source.name]
    return Judgement(doubt=_doubt(new, namesakes) if namesakes else "")


def again_corrected(
    rows: Collection[Place], others: Iterable[tuple[Source, Collection[Place]]]
) -> Judgement:
    """Return which corrected workbooks a newer one replaces: those all of whose rows it corrects again.

    One that corrects some of its rows and not others is in doubt: of the same row only one form may count.
    """
    # Rows of a corrected workbook that went out once more are corrected in their turn.
    homes = {home for home, _ in rows}
    meeting = [
        (source, set(told))
        for source, told in others
        if set(told) & set(rows) and source.hash not in homes
    ]
    partly = [source for source, told in meeting if not told <= set(rows)]
    if partly:
        names = "；".join(f"“{source.name}”（{source.hash[:12]}）" for source in partly)
        return Judgement(
            doubt=f"{names} 改正过其中一部分行，没有装载。请写明 --replaces 来源，或 --adds（与它并存）"
        )
    return Judgement(tuple(source for source, _ in meeting))


def _comparable(new: Edition, old: Edition) -> bool:
    same_committee = new.source.committee == old.source.committee
    return same_committee and bool(new.ledgers & old.ledgers) and "report" not in old.ledgers


def _mostly_alike(new: Edition, old: Edition) -> bool:
    common = new.keys & old.keys
    if not common or not old.ledgers <= new.ledgers:
        return False
    for ledger in old.ledgers:
        both = sum(key[0] == ledger for key in common)
        if 2 * both < max(len(new.of(ledger)), len(old.of(ledger))):
            return False
    return True


def _doubt(new: Edition, others: Sequence[Edition]) -> str:
    told = "；".join(
        f"“{old.source.name}”（{old.source.hash[:12]}，{len(old.keys)} 个键，相同 {len(new.keys & old.keys)} 个"
        f"{'，本次一同装载' if old.fresh else ''}）"
        for old in others
    )
    return (
        f"本文件有 {len(new.keys)} 个键，不能断定是不是新版，没有装载：{told}。"
        "请单独装载并写明 --replaces 来源（替代它），或 --adds（与它并存）"
    )


def compare(lines: Sequence[Line], before: Sequence[Line]) -> Comparison:
    """Return what became of each row, told by natural key; a row without one is new or the same."""
    now, then = _by_key(lines), _by_key(before)
    same = changed = 0
    for key, said in now.items():
        was = then.get(key, Counter())
        alike = (said & was).total()
        same += alike
        changed += min(said.total(), was.total()) - alike if key[1] else 0
    rows = len(lines)
    return Comparison(rows, rows - same - changed, changed, same, len(before) - same - changed)


def _by_key(lines: Iterable[Line]) -> Mapping[Key, Counter[str]]:
    found: dict[Key, Counter[str]] = {}
    for line in lines:
        found.setdefault((line.ledger, line.key), Counter())[line.content] += 1
    return found
