"""Hostile strings, and how each finds its place in a cell of a ledger so that what joined before still joins."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle
from pathlib import Path

from graph.model.names import is_committee
from loaders.ledgers.declaration import Column

CASES = Path(__file__).parents[2] / "cases" / "hostile"
TEAMS = frozenset({"team", "team_no"})
UNITS = frozenset({"org_name", "org_short", "aliases", "signs", "unit", "employer"})
"""Fields of plain text that hold names of units."""

PEOPLE = frozenset({"name", "kin_name", "holder"})
TEXTS = frozenset({
    "text", "list", "org", "orgs", "people", "person", "attendees", "actors", "region", "growth", "open", "category",
    "code", "codes", "refs", "paper", "finding", "wording", "round", "aid", "hearings", "committee",
})  # fmt: skip
"""Types of columns into which people write what they like; all others are held to a list, a date, a number."""

_NUMBER = re.compile(r"[A-Z]+\d+")
_UNIT = re.compile(
    r"((?:中共)?(?:示例省|云川市|云山区|清河区|东岭县|南浦县|西泽县|北原县|[市县区](?![场政区划]))?)"
    r"(.+?)((?:机关)?(?:党组|党委|党工委|党总支|党支部)?)"
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_APART = re.compile(r"[\s、;；,，()（）\[\]【】〔〕《》—–]")


@cache
def strings() -> tuple[str, ...]:
    """Return all hostile strings."""
    cases = json.loads((CASES / "strings.json").read_text(encoding="utf-8"))
    return tuple(case["text"] * case.get("times", 1) for case in cases)


def bare(text: str) -> bool:
    """Tell whether a string can stand inside a name: nothing in it ends a name, or is written in two ways."""
    return (
        6 < len(text) < 120
        and not _APART.search(text)
        and not _UNSEEN.search(text)
        and unicodedata.normalize("NFKC", text) == text
        and not re.search(r"\d$", text)
    )


def plain(text: str) -> str:
    """Return a text as it can be compared after loading: one width, nothing that is not seen."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))


def half(text: str) -> bool:
    """Tell, always alike for one text, whether it is among the half that is changed."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


class Poison:
    """Gives every text its string, one text always the same one, all strings in turn."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._any = cycle(texts)
        self._bare = cycle([text for text in texts if bare(text)])
        self._given: dict[tuple[str, str], str] = {}
        self.thorough = False
        """Whether nothing is spared: else half the numbers, which others refer to, stay as they are."""
        self._ways: Mapping[str, Callable[[str], str]] = {
            "org": self.unit,
            "orgs": lambda text: self._each(text, self.unit),
            "person": self.name,
            "people": lambda text: self._each(text, self.name),
            "actors": lambda text: self._each(text, self.name),
            "attendees": lambda text: self._each(text, self._attending),
            "list": lambda text: self._each(text, self._behind),
            "codes": lambda text: self._each(text, self.code),
            "refs": lambda text: self._each(text, self.code),
            "code": self.code,
            "paper": self.code,
            "finding": self.code,
            "category": self.code,
            "region": self.code,
            "growth": lambda text: re.sub(r"^[^(]+", lambda found: self.code(found[0]), text),
            "hearings": lambda text: f"{text}；{self._own('name', text)}",
            "committee": lambda text: text,
        }

    def cell(self, column: Column, text: str) -> str:
        """Return the text of a cell with a hostile string in it, as far as its column takes texts."""
        if column.type not in TEXTS:
            return text
        if column.field in TEAMS:
            return self.team(text)
        if column.field in UNITS:
            return self._each(text, self.unit)
        if column.field in PEOPLE:
            return self.name(text)
        if column.type in self._ways:
            return self._ways[column.type](text)
        if column.key or column.restricted or column.type != "text":
            return self._behind(text)
        return self.free(text)

    def unit(self, text: str) -> str:
        """Return a unit's name with a string inside: its place stays in front, 党组 behind."""
        if is_committee(text) or _NUMBER.fullmatch(text):
            return f"云川市{self._own('unit', text)}示例局" if self.thorough else text
        found = _UNIT.fullmatch(text)
        assert found, text
        return f"{found[1]}{self._own('unit', found[2])}{found[2]}{found[3]}"

    def name(self, text: str) -> str:
        """Return a person's name with a string behind it; numbers of people stay."""
        if _NUMBER.fullmatch(text):
            return text if not self.thorough else f"示例人{self._own('name', text)}"
        unit = text.endswith(("局", "委", "办", "部", "院", "委员会", "组"))
        return self.unit(text) if unit else text + self._own("name", text)

    def team(self, text: str) -> str:
        """Return a team's name with a string for its series: all of one number have the same."""
        number = re.sub(r"\D", "", text)
        return f"{self._own('team', number)}{text}"

    def code(self, text: str) -> str:
        """Return a number or a word of a list, every second one with a string behind it."""
        return text + self._own("code", text) if self.thorough or half(text) else text

    def free(self, text: str) -> str:
        """Return a text with a string behind it or before it, or the string alone."""
        if self.thorough:
            return self._behind(text)
        own = self._given.setdefault(("free", text), next(self._any))
        place = hashlib.sha256(text.encode()).digest()[1] % 3
        return (own, own + text, f"{text} {own}")[place]

    def alone(self) -> str:
        """Return the next string."""
        return next(self._any)

    def _behind(self, text: str) -> str:
        return text + self._own("behind", text)

    def _attending(self, text: str) -> str:
        own = self._own("role", text)
        return f"{text[:-1]}{own})" if text.endswith(")") else f"{text}({own})"

    def _own(self, what: str, text: str) -> str:
        return self._given.setdefault((what, text), next(self._bare))

    @staticmethod
    def _each(text: str, way: Callable[[str], str]) -> str:
        return "；".join(way(part) for part in re.split(r"[、；;]", text) if part)


class Found:
    """Looks for hostile strings in what was loaded or shown."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = {text: plain(text) for text in texts}

    def among(self, values: Sequence[str]) -> Iterator[str]:
        """Yield the strings that stand in one of the values."""
        whole = "\0".join(map(plain, values))
        yield from (text for text, wanted in self._texts.items() if wanted and wanted in whole)
