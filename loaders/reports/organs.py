"""The committee and its standing organs, wherever a document names them."""

from __future__ import annotations

import re

from loaders.reports.blocks import Block
from loaders.reports.clauses import Sentence, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.orgs import full_name

_ORGANS = (
    re.compile(r"(?P<who>[市县区州旗盟]委)巡察(?:工作)?领导小组(?!办公室)"),
    re.compile(r"(?P<who>[市县区州旗盟]委)巡察(?:工作)?(?:领导小组)?办(?:公室)?(?!法)"),
    re.compile(
        r"(?P<who>(?<![省中央])[市县区州旗盟])纪委(?:监委)?(?=$|[依根牵对和，。：、]|移交|处理|会同)"
    ),
)


def organs(blocks: tuple[Block, ...], walker: Walker, original: str) -> list[Fact]:
    """Return the organisations that the document speaks for or through, each where it first stands."""
    found: list[Fact] = []
    for block in blocks:
        if block.kind == "menu":
            continue
        whole = Sentence(block, 0, block.text.text, original, walker.base())
        found += _committee(whole, walker)
        for pattern in _ORGANS:
            for hit in pattern.finditer(whole.text):
                name = full_name(hit.group(), walker.about, walker.places)
                if hit["who"][:1] == walker.about.committee.letter:
                    found.append(_named(whole, name, hit.start(), hit.end(), "organisation:organ"))
    return found


def _committee(whole: Sentence, walker: Walker) -> list[Fact]:
    """Return the committee itself, other committees named with their place, and the one that reports."""
    about = walker.about
    found: list[Fact] = []
    if about.committee.letter:
        hit = re.search(
            rf"(?<!省)(?:{about.committee.place or '^^'}|{about.committee.letter})委(?!员)",
            whole.text,
        )
        if hit:
            name = about.committee.name
            found.append(_named(whole, name, hit.start(), hit.end(), "organisation:committee"))
    for start, end, name, _ in walker.places.named(whole.text):
        if (
            whole.text[end : end + 1] == "委"
            and whole.text[end + 1 : end + 2] != "员"
            and walker.places.full(name)
        ):
            found.append(_named(whole, f"{name}委", start, end + 1, "organisation:committee"))
    for body in filter(None, {about.body, about.reporter}):
        at = whole.text.find(body)
        if at >= 0:
            found.append(_named(whole, body, at, at + len(body), "organisation:reporter"))
    return found


def _named(whole: Sentence, name: str, start: int, end: int, rule: str) -> Fact:
    fields: dict[str, Field] = {"name": name, "surface": whole.text[start:end]}
    return whole.fact("organisation", fields, start, end, rule)
