"""In which form results were fed back: at a meeting, to the head alone, in writing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from loaders.reports.clauses import Sentence, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.words import declared

_CLAUSE = re.compile(r"[^，。；！？]+")


@dataclass(frozen=True, slots=True)
class Table:
    """The forms of the vocabulary with the words that tell them, and what keeps a clause from telling one."""

    forms: Mapping[str, re.Pattern[str]]
    never: re.Pattern[str]


@cache
def table() -> Table:
    """Return the table of `feedback.toml`."""
    raw = declared("feedback.toml")
    forms = {form: re.compile("|".join(words)) for form, words in raw["form"].items()}
    return Table(forms, re.compile("|".join(raw["never"]["words"])))


def feedback(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield each form of feedback that a sentence tells of the report's own committee."""
    for clause in _CLAUSE.finditer(sentence.text):
        # What stands in brackets tells whose heads they are, and parts the words that belong together.
        text = re.sub(r"（[^（）]*）", lambda found: "〇" * len(found.group()), clause.group())
        if table().never.search(text):
            continue
        for form, words in table().forms.items():
            said = words.search(text)
            if said:
                fields: dict[str, Field] = {"committee": walker.about.committee.name, "form": form}
                start, end = clause.start() + said.start(), clause.start() + said.end()
                yield sentence.fact("feedback", fields, start, end, "feedback:form", 0.85)
