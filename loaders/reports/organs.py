"""Organisations that a document names: the committee, its standing organs, and units in passing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loaders.reports.blocks import Block
from loaders.reports.clauses import Sentence, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.gazetteer import LEVELS
from loaders.reports.orgs import full_name, is_organization, is_specific, without_party
from loaders.reports.spelling import without_leads

_ORGANS = (
    re.compile(rf"(?P<who>[{LEVELS}]委)巡察(?:工作)?领导小组(?!办公室)"),
    re.compile(rf"(?P<who>[{LEVELS}]委)巡察(?:工作)?(?:领导小组)?办(?:公室)?(?!法)"),
)
_GROUP = re.compile(r"(?<![委视])巡察工作领导小组(?!办公室)")
_OWN_DISCIPLINE = re.compile(
    r"(?:^|[，。；、向由经和与])(?P<organ>[校院]纪委)(?!书记|副书记|委员|办)"
)
_AFTER = (
    r"(?!党[组委支总工]|机关|[副]?(?:书记|主任|部长|局长|院长|常委|委员|主席|组长)|主要|有关|相关|派驻|派出|负责|领导|干部"
    r"|工作(?!协)|原|班子|纪检|第|科|股|室|站|监委|及其|牵头单位|[等的]?单位)"
)
_DEPARTMENTS = (
    "组织部|宣传部|统战部|统一战线工作部|政法委员会|政法委|编办|机构编制委员会办公室|办公室|网信办|党校|农办|改革办|"
    "国安办|社会工作部|老干部局|教育工委|直属机关工委|机关工委|督查室|研究室|党史研究室|信访局|台办|外办"
)
_BODIES = (
    "发展(?:和)?改革委(?:员会)?|发改委|卫生健康委(?:员会)?|卫健委|国资委|住建委|经信委|农委|文旅委|城管委|交通委|教委|"
    "总工会|妇联|科协|残联|工商联|红十字会|供销社"
)
_BEFORE = re.compile(
    r"(?:^|[，。；、：“”\n]|[向由和与及同合成促交经将对给据从在把请被了以时送动令求导]|通报|联系)$"
)
_NAMED = re.compile(
    rf"[{LEVELS}](?![{LEVELS}])(?>纪委监委|纪委|监委|委(?:{_DEPARTMENTS})"
    rf"|(?!委)(?:(?![及与、{LEVELS}])[\u4e00-\u9fff]){{2,10}}?(?:局|法院|检察院)|(?:{_BODIES})){_AFTER}"
)
_VILLAGE = re.compile(
    r"(?P<town>(?:(?![市县区旗州])[\u4e00-\u9fff]){2,4}(?:镇|乡|街道))(?![镇乡的党所辖等各和与及])[\u4e00-\u9fff]{1,4}?(?:村|社区)(?![民级干两振居庄])(?!党(?:支部|总支|委)(?!原?副?(?:书记|委员)))"
)


def organs(block: Block, walker: Walker, original: str) -> list[Fact]:
    """Return the organisations that a paragraph names outside of lists, each where it first stands."""
    if block.kind == "menu":
        return []
    whole = Sentence(block, 0, block.text.text, original, walker.base())
    found = _committee(whole, walker)
    for pattern in _ORGANS:
        for hit in pattern.finditer(whole.text):
            name = full_name(hit.group(), walker.about, walker.places)
            if hit["who"][:1] == walker.about.committee.letter:
                found.append(_named(whole, name, hit.start(), hit.end(), "organisation:organ"))
    found += _bare(whole, walker)
    if block.kind != "byline" and walker.about.kind != "rules":
        found += _passing(whole, walker)
    return found


def _bare(whole: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the committee's leading group and a college's discipline committee, named without it."""
    committee, rules = walker.about.committee, walker.about.kind == "rules"
    for hit in _GROUP.finditer(whole.text) if committee.resolved and not rules else ():
        name = committee.name + "巡察工作领导小组"
        yield _named(whole, name, *hit.span(), "organisation:organ")
    for hit in _OWN_DISCIPLINE.finditer(whole.text) if committee.how == "institution" else ():
        yield _named(whole, f"{committee.place}纪委", *hit.span("organ"), "organisation:organ")


def of_sanctioned(facts: Iterable[Fact], walker: Walker) -> Iterator[Fact]:
    """Yield the units of the people on whom the report says something was imposed."""
    told = list(facts)
    names = {str(f.fields["person"]) for f in told if f.type == "sanction"}
    named = {str(f.fields["name"]) for f in told if f.type == "organisation"}
    for fact in told:
        org = full_name(
            without_party(str(fact.fields.get("org") or "")), walker.about, walker.places
        )
        known = any(n.endswith(org.removeprefix(walker.about.committee.place)) for n in named)
        if known or not (is_organization(org) and is_specific(org)):
            continue
        if fact.type == "person" and fact.fields["name"] in names:
            fields: dict[str, Field] = {"name": org, "surface": str(fact.fields["org"])}
            rule = "organisation:sanctioned"
            yield Fact(
                "organisation", fields, fact.start, fact.end, fact.evidence, rule, 0.7, fact.place
            )


def _passing(whole: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield the bureaus, organs and villages that a text speaks of, outside of chains of posts."""
    text, places = whole.text, walker.places
    ends = {
        end: start
        for start, end, name, _ in places.named(text)
        if places.full(name) and not _half_a_verb(name, walker)
    }
    for hit in _NAMED.finditer(text):
        if hit.group()[0] != walker.about.committee.letter and hit.start() + 1 not in ends:
            continue
        start = ends.get(hit.start() + 1, hit.start())
        plain = _BEFORE.search(text[max(0, start - 2) : start]) or start < hit.start()
        if plain and is_organization(text[start : hit.end()]) and not _in_brackets(text, start):
            name = full_name(text[start : hit.end()], walker.about, places)
            yield _named(whole, name, start, hit.end(), "organisation:passing")
    for hit in _VILLAGE.finditer(text):
        town, _ = without_leads(hit["town"])
        start = hit.start() + len(hit["town"]) - len(town)
        if (
            _BEFORE.search(text[max(0, start - 2) : start])
            or text[start - 1 : start] == "的"
            or start in ends.values()
            or start in ends
        ):
            start = ends.get(start, start)
            name = full_name(text[start : hit.end()], walker.about, places)
            yield _named(whole, name, start, hit.end(), "organisation:village")


def _half_a_verb(name: str, walker: Walker) -> bool:
    """Tell whether a short name may be a verb's end and a level of the document (促成县…, 和县…)."""
    own = walker.about.committee
    return (
        len(name) == 2
        and name[-1] == own.letter != ""
        and name != own.place
        and bool(_BEFORE.match(name[0]))
    )


def _in_brackets(text: str, at: int) -> bool:
    return text.rfind("（", 0, at) > text.rfind("）", 0, at)


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
        if _half_a_verb(name, walker):
            continue
        if (
            whole.text[end : end + 1] == "委"
            and whole.text[end + 1 : end + 2] != "员"
            and walker.places.full(name)
        ):
            found.append(_named(whole, f"{name}委", start, end + 1, "organisation:committee"))
    for body in filter(None, {about.body, about.reporter}):
        for said in (body, body.removesuffix("党委") + "委员会"):
            at = whole.text.find(said)
            if at >= 0:
                found.append(_named(whole, body, at, at + len(said), "organisation:reporter"))
                break
    return found


def _named(whole: Sentence, name: str, start: int, end: int, rule: str) -> Fact:
    fields: dict[str, Field] = {"name": name, "surface": whole.text[start:end]}
    return whole.fact("organisation", fields, start, end, rule)
