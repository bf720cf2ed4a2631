"""Unit and post out of one text: 县林业局副局长."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graph.model.names import administrative_name, org_text


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    text = files("loaders.ledgers").joinpath("words", "employment.toml").read_text("utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}


def no_employer(unit: str, title: str = "") -> bool:
    """Tell whether what stands for an employer says that there is none at present."""
    words = _words()
    plain = _plain(unit)
    return (
        not plain
        or _plain(title).endswith(words["gone"])
        or plain in words["exact"]
        or plain.startswith(words["starts"])
        or plain.endswith(words["ends"])
    )


def no_work(title: str) -> bool:
    """Tell whether what stands for a post says that somebody has none: 退休, 务农, 在读."""
    words, plain = _words(), _plain(title)
    return plain in words["exact"] or plain.endswith((*words["gone"], *words["ends"]))


def _plain(text: str) -> str:
    return re.sub(r"[()（）。]", "", org_text(text))


def is_leader(title: str) -> bool:
    """Tell whether one of the titles in a text is that of a unit's leader."""
    return any(part in _words()["leaders"] for part in re.split(r"[、，,；;/兼]", org_text(title)))


def unit_with_title(text: str) -> tuple[str, str]:
    """Return unit and title of a text that stands for a unit; the text itself where no title ends it."""
    unit, title = unit_and_title(text)
    titled = is_leader(title) or re.sub(r"\(.*?\)$", "", title).endswith(_words()["posts"])
    return (unit, title) if unit and title and titled else (text, "")


def unit_and_title(text: str, unit: str = "") -> tuple[str, str]:
    """Return unit and title of a text; what cannot be told apart is empty.

    A unit that is already known, or the administrative unit of that party body, is taken off first.
    """
    plain = org_text(text)
    for name in filter(None, (unit, administrative_name(unit) if unit else "")):
        if plain.startswith(org_text(name)):
            return org_text(name), plain[len(org_text(name)) :]
    head, title = _before_leader(plain)
    found = _pattern().match(head)
    if found is None:
        return (head, title) if title else ("", "")
    inner = found.group(2)
    return (found.group(1), inner + title) if inner or title else (found.group(1), "")


def _before_leader(text: str) -> tuple[str, str]:
    """Return a text cut where nothing but leaders' titles follows, or whole."""
    for cut in range(len(text)):
        titles = re.split(r"[、，,；;/兼]", text[cut:])
        if all(title in _words()["leaders"] for title in titles):
            return text[:cut], text[cut:]
    return text, ""


def name_beside_title(text: str) -> str:
    """Return the name in a text with a leader's title before or behind it (李某局长); empty if it is only titles."""
    plain, leaders = _before_leader(org_text(text))[0], _words()["leaders"]
    titles = [plain[:cut] for cut in range(len(plain), 0, -1) if plain[:cut] in leaders]
    return plain.removeprefix(titles[0]) if titles else plain


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"^(.+?(?:{'|'.join(_words()['units'])}))(.*)$")
