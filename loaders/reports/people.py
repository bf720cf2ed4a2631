"""Persons with their posts: chains of posts before a name, never a byline, never a petitioner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.reports.clauses import Sentence, Walker
from loaders.reports.context import LEVELS
from loaders.reports.facts import Fact, Field
from loaders.reports.orgs import full_name
from loaders.reports.words import lines

_TITLES = (
    "书记|副书记|常委|委员|成员|部长|副部长|局长|副局长|主任|副主任|主席|副主席|县长|副县长|市长|副市长|区长|副区长|"
    "州长|副州长|旗长|副旗长|镇长|副镇长|乡长|副乡长|组长|副组长|秘书长|副秘书长|院长|副院长|检察长|副检察长|校长|副校长|"
    "厅长|副厅长|处长|副处长|科长|副科长|队长|副队长|董事长|总经理|副总经理|经理|站长|所长|副所长|会长|理事长|"
    "巡察专员|文书|政委|主任科员|一级调研员|调研员|联络员"
)
_POST = rf"(?:[\u4e00-\u9fff（）]{{0,24}}?(?:{_TITLES}))"
_CHAIN = re.compile(rf"(?P<posts>{_POST}(?:[、兼]{_POST})*)(?=[\u4e00-\u9fff])")
_ORG = re.compile(rf"(?P<post>(?:党组|党委|党工委|党支部|党总支)?(?:{_TITLES}))$")
_GOVERNS = re.compile(rf"^(?P<org>.*?[{LEVELS}乡镇])长$")
_START = re.compile(
    rf"(?:原|时任)?(?:中共)?(?:[\u4e00-\u9fff]{{2,6}}[省市县区州旗])?"
    rf"(?:省委|省|[{LEVELS}](?:委|纪委|监委|政府|人大|政协|人民|直|[\u4e00-\u9fff]{{2,10}}(?:局|办|委|院|中心|公司))|"
    r"(?:党组|党委|巡察组|巡察工作领导小组|监委|纪委|组织部|宣传部|统战部|政法委))"
)
_LEAD = re.compile(
    r"^.*?(?:会议邀请|邀请|由|听取了?|随后|会上|期间|同时|并|上午|下午|聘请|任命|记者|时(?!任)|，|据|当|经|请|和|及)"
    r"(?=(?:原|时任)?[\u4e00-\u9fff]*[市县区州旗省党])"
)
_SENSITIVE = re.compile(
    r"(?:村民|居民|群众|(?<![、，对和：])市民(?![族宗政])|农户|贫困户|户主|老人|青年|举报人|信访人|证人|老乡|商户|店主)"
    r"(?:姓(?P<a>[\u4e00-\u9fff])|(?P<b>[\u4e00-\u9fff某]{2,3}(?=[眼说表在反告看称的高激感家一向对，。：、（]|$)))"
)
_BYLINED = re.compile(r"（[^（）]*(?:记者|通讯员|作者)[^（）]*）")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")
_OUTCOMES = (
    ("开除党籍", r"开除党籍"),
    ("开除公职", r"开除公职"),
    ("移送司法", r"移送司法|移送检察机关|移送起诉"),
    ("撤销党内职务", r"撤销党内(?:一切)?职务"),
    ("罢免职务", r"罢免[\u4e00-\u9fff]{0,8}职务"),
    ("留党察看", r"留党察看"),
    ("党内严重警告", r"党内严重警告"),
    ("党内警告", r"党内警告"),
    ("政务撤职", r"政务撤职"),
    ("政务记大过", r"(?:政务|行政)记大过"),
    ("政务记过", r"(?:政务|行政)记过"),
    ("政务警告", r"(?:政务|行政)警告"),
    ("诫勉", r"诫勉谈话|诫勉处理"),
)
_GIVEN = re.compile(r"被|受到|给予|受")


_FORMER = re.compile(rf"^(?:原任?|时任)|(?:原任?|时任)(?=(?:{_TITLES})$)")
_IS = re.compile(
    r"(?<![\u4e00-\u9fff])(?:其[\u4e00-\u9fff]{1,2})?(?P<name>[\u4e00-\u9fff]{2,3}?)系(?=[\u4e00-\u9fff])"
)
_LISTED = re.compile(r"(?P<post>副组长|联络员|(?:(?<![\u4e00-\u9fff])|(?<=巡察组))组长)：")
_LAST_CHAIN = re.compile(rf"(?P<posts>{_POST}(?:[、兼]{_POST})*)")


@cache
def surnames() -> frozenset[str]:
    """Return the surnames that a name may begin with."""
    return frozenset("".join(lines("surnames.txt")[:1])) | frozenset(
        lines("surnames.txt")[1].split()
    )


def sensitive(text: str) -> list[tuple[int, int]]:
    """Return where the names of villagers, petitioners and witnesses stand: they give no fact."""
    named = [m.span("a" if m["a"] else "b") for m in _SENSITIVE.finditer(text)]
    others = (*_IDENTITY.finditer(text), *_BYLINED.finditer(text))
    return named + [m.span() for m in others]


def name_at(text: str, at: int) -> str:
    """Return the person's name that begins at a place, or an empty text.

    A name is a surname and one or two characters more, before a mark or a word that follows names.
    """
    family = next((text[at : at + n] for n in (2, 1) if text[at : at + n] in surnames()), "")
    if not family:
        return ""
    for given in (2, 1):
        end = at + len(family) + given
        name = text[at:end]
        if len(name) == len(family) + given and _is_name(name, text[end:]):
            return name
    return ""


def _is_name(name: str, rest: str) -> bool:
    plain = re.fullmatch(r"[\u4e00-\u9fff]+", name) is not None
    return (
        plain and bool(re.match(_stops(), rest)) and name not in _not_names() and not _worded(name)
    )


@cache
def _stops() -> str:
    """Return the pattern of what ends a name."""
    return "|".join((*lines("stops.txt"), r"[，。；、：）”（]", "$"))


def _not_names() -> frozenset[str]:
    return frozenset(lines("not_names.txt"))


def _worded(name: str) -> bool:
    """Tell whether the last character begins a word that cannot end a name (徐某要 + 求)."""
    return name[-1] in "的了是在和与及等并对被把将就也都又还因为于任作向到从说或地"


def persons(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield one fact for each person, post and organisation."""
    text = sentence.text
    end, org = -1, ""
    for chain in _CHAIN.finditer(text):
        name = name_at(text, chain.end())
        if name:
            near = org if chain.start() == end + 1 and text[end] == "、" else ""
            told = list(_posts(sentence, walker, chain, name, org=near))
            end = chain.end() + len(name)
            org = str(told[-1].fields["org"]) if told else ""
            yield from told
    for found in _LISTED.finditer(text):
        name = name_at(text, found.end())
        if name and walker.team:
            fields: dict[str, Field] = {
                "name": name,
                "post": found["post"],
                "org": walker.team,
            }
            end = found.end() + len(name)
            yield sentence.fact("person", fields, found.start(), end, "person:listed")
    for found in _IS.finditer(text):
        chained = _CHAIN.match(text, found.end()) or _LAST_CHAIN.match(text, found.end())
        name = found["name"]
        if chained and name[0] in surnames() and name not in _not_names():
            yield from _posts(sentence, walker, chained, name, begin=found.start())


def _posts(
    sentence: Sentence,
    walker: Walker,
    chain: re.Match[str],
    name: str,
    *,
    begin: int | None = None,
    org: str = "",
) -> Iterator[Fact]:
    """Yield a fact for each post of a chain; `org` is that of the chain before, `begin` the name's."""
    former = False
    start = chain.start()
    pieces = re.split(r"[、兼]", chain["posts"])
    for n, piece in enumerate(pieces):
        if n == 0:
            cut = _trimmed(piece)
            start += cut
            piece = piece[cut:]
        former = former or bool(_FORMER.search(piece))
        piece = _FORMER.sub("", piece)
        post = _ORG.search(piece)
        if post is None:
            continue
        org = _org_of(piece, post, org, walker)
        fields: dict[str, Field] = {
            "name": name,
            "post": post["post"] if org.endswith(("村", "社区")) else piece,
            "org": org,
            "former": former or None,
            "masked": "某" in name or None,
        }
        first, end = (start, chain.end() + len(name)) if begin is None else (begin, chain.end())
        yield sentence.fact("person", fields, max(first, end - 150), end, "person:posts")


def _trimmed(piece: str) -> int:
    """Return how many characters before the first post do not belong to it."""
    lead = _LEAD.match(piece)
    cut = lead.end() if lead else 0
    begin = _START.search(piece, cut)
    return begin.start() if begin else cut


def _org_of(piece: str, post: re.Match[str], before: str, walker: Walker) -> str:
    """Return the organisation of a post; a bare post belongs to that of the post before it."""
    org = piece[: post.start()]
    title = post["post"]
    governed = _GOVERNS.match(piece)
    if (governed and not org) or org in LEVELS or (governed and len(piece) <= 4):
        letter = piece[:1] if piece[:1] in LEVELS + "镇乡" else ""
        return full_name(f"{letter}政府", walker.about, walker.places) if letter else before
    if title in ("组长", "副组长") and org in ("巡察组", ""):
        return before if before and not org else walker.team
    if org in ("该村", "本村", "该社区"):
        return walker.village
    if not org:
        return before
    return full_name(org, walker.about, walker.places)


def sanctions(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield what was imposed on the persons of a sentence, only where it says so outright."""
    text = sentence.text
    outcomes = [(name, m) for name, p in _OUTCOMES for m in re.finditer(p, text)]
    if not outcomes or not _GIVEN.search(text):
        return
    first = min(m.start() for _, m in outcomes)
    last = max(m.end() for _, m in outcomes)
    people = {name: org for name, org in walker.people.items() if name in text}
    for name, org in people.items():
        at = text.find(name)
        if not 0 <= at < first or not _GIVEN.search(text[at:first]):
            continue
        listed = [n for n, _ in sorted(outcomes, key=lambda o: o[1].start())]
        fields: dict[str, Field] = {
            "person": name,
            "outcomes": list(dict.fromkeys(listed)),
            "org": org,
        }
        begin = max(at, last - 150)
        yield sentence.fact("sanction", fields, begin, last, "sanction:outcome", 0.8)
