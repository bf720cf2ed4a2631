"""Rules and plans of inspection that a text names (《…工作规划》): title, kind, years, and who issued them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.reports.clauses import Sentence, State, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.words import declared

_TITLE = re.compile(r"《(?P<title>[^《》]{4,80})》")
_OTHERS = re.compile(r"《[^《》]*》|等(?:\d+项|一系列)?(?:制度|文件)?|[、，和及与了]")
_YEARS = re.compile(r"[（(](?P<since>\d{4})年?[-~～—–至]+(?P<until>\d{4})年?[）)]$")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
_OWN = ("city", "county_self")


@dataclass(frozen=True, slots=True)
class Table:
    """How the title of a rule ends, what it speaks of, and what is said of one that is issued."""

    kinds: tuple[tuple[str, str], ...]
    about: re.Pattern[str]
    issued: re.Pattern[str]

    def kind(self, title: str) -> str | None:
        """Return what kind of rule a title is the title of."""
        bare = _BRACKET.sub("", title)
        return next((kind for ending, kind in self.kinds if bare.endswith(ending)), None)


@cache
def table() -> Table:
    """Return the table of `regulations.toml`, the longest ending first."""
    raw = declared("regulations.toml")
    kinds = sorted(((e, k) for e, k in raw["kinds"]), key=lambda pair: -len(pair[0]))
    issued = rf"(?:{'|'.join(raw['issued'])})了?$"
    return Table(tuple(kinds), re.compile("|".join(raw["about"])), re.compile(issued))


def regulations(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the rules and plans of inspection that a sentence names, each with its issuer if that is told."""
    for found in _TITLE.finditer(sentence.text):
        title = found["title"].strip()
        kind = table().kind(title)
        issued = _is_issued(sentence.text[: found.start()])
        if kind is None or not (issued or table().about.search(title)):
            continue
        state = _state_at(sentence, walker, found.start())
        years = _YEARS.search(title)
        fields: dict[str, Field] = {
            "name": title,
            "kind": kind,
            "issuer": state.subject if issued and state.scope in _OWN else None,
            "from_year": int(years["since"]) if years else None,
            "to_year": int(years["until"]) if years else None,
        }
        rule = f"regulation:{'issued' if issued else 'named'}"
        yield sentence.fact("regulation", fields, found.start(), found.end(), rule)


def _is_issued(before: str) -> bool:
    """Tell whether a text that leads up to a title says that it was issued; other titles may stand between."""
    cut = before
    while (shorter := re.sub(rf"(?:{_OTHERS.pattern})$", "", cut)) != cut:
        cut = shorter
    return bool(table().issued.search(before) or table().issued.search(cut))


def _state_at(sentence: Sentence, walker: Walker, at: int) -> State:
    state = sentence.state
    for start, _, told in walker.clauses(sentence):
        if start <= at:
            state = told
    return state
