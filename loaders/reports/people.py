"""Persons with their posts, however a report puts the two together; never a byline, never a petitioner.

A post goes before its name (局长张三), behind it (张三（原局长）; 张三，男，原局长; 张三任局长) or in a list
of roles (组长：张三). Each rule yields names with posts; one reading of the posts' units serves them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.reports import posts as grammar
from loaders.reports.clauses import Sentence, Walker
from loaders.reports.facts import Fact, Field
from loaders.reports.naming import name_at, name_before
from loaders.reports.posts import Post, chain_after, chain_before
from loaders.reports.units import Speaker
from loaders.reports.voter import voted_at

_HAN = "\u4e00-\u9fff"
_JOINT = re.compile("(?:分别)?[为由是：]")
"""What may stand between a post and its name: 组长为张三, 组长由张三担任, 主任：张三."""
_AND = re.compile(r"[、和与及]|以及")
_ROLES = "组长|副组长|常务副组长|联络员|成员|组员"
_ROLE = re.compile(
    rf"(?P<of>[{_HAN}（）]{{0,24}}?)(?P<role>{_ROLES})："
    r"|(?P<of2>)(?:^|(?<=[，；、。\s]))(?P<role2>成员|组员|联络员)(?=[\u4e00-\u9fff])"
)
_IS = re.compile(
    r"(?:同志)?(?P<each>分别)?(?:"
    r"（(?P<in>[^（）]{2,80})）"
    r"|，(?P<sex>[男女])(?=[，、（。])"
    r"|，?(?:[于自从在]?(?:\d{4}年)?(?:\d{1,2}月)?(?:(?:起|至|—|到)(?:\d{4}年)?(?:\d{1,2}月)?)?(?:在|间|起)?)?"
    r"(?P<verb>系|为|是|现任|时任|曾任|原任|历任|先后(?:担)?任|担任|兼任|升任|转任|调任|出任|接任|任|当选为?|原|现为|现系)"
    rf"(?=[{_HAN}])"
    r")"
)
_WHO_WAS = re.compile(
    rf"(?:时任|担任|现任|原任|曾任|身为|作为|任)(?P<post>[{_HAN}（）]{{2,40}}?)的(?=[{_HAN}])"
)
_THEN = re.compile(
    r"(?:^|(?<=[，。；]))(?:其|该同志|此后|后|之后|随后|同年|(?:\d{4}年)?(?:\d{1,2}月)?(?:起|至今)?|案发[时前])*"
    r"(?P<verb>历任|曾任|先后(?:担)?任|现任|时任|[升转调改接]任|担任|任)"
    rf"(?=[{_HAN}])"
)
_OVER = re.compile("原|时任|曾任|历任|先后")
_PROPOSED = re.compile("(?:拟|建议|提议|推荐)(?:任命|聘任|任用|提名|调整|安排|任|由)?$")
_NUMBER = "[一二三四五六七八九十]+"
_TEAMS = re.compile(
    rf"(?P<of>[{_HAN}]{{0,6}}?[省市县区州旗盟]委)?(?P<numbers>第?{_NUMBER}(?:[、和]第?{_NUMBER})+)"
    rf"(?P<kind>[{_HAN}]{{0,6}}?巡察组)(?P<role>副?组长)$"
)
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class Told:
    """A name, its posts, and the stretch of the sentence that tells it."""

    name: str
    at: int
    posts: tuple[Post, ...]
    start: int
    end: int
    rule: str


def persons(sentence: Sentence, walker: Walker) -> Iterator[Fact]:
    """Yield one fact for each person, post and organisation."""
    speaker = Speaker(walker, sentence)
    seen: set[tuple[str, str, str]] = set()
    for told in sorted(_all(sentence, walker), key=lambda t: (t.start, t.at)):
        org = speaker.inherited(told.start) or speaker.of_chain(told.posts)
        for post in told.posts:
            org = speaker.unit(post, org)
            key = (told.name, post.shown, org)
            if org and key not in seen:
                seen.add(key)
                yield _fact(sentence, told, post, org)
        speaker.spoken(told.end, org)


def _fact(sentence: Sentence, told: Told, post: Post, org: str) -> Fact:
    fields: dict[str, Field] = {
        "name": told.name,
        "post": post.shown,
        "org": org,
        "former": post.former or None,
        "masked": "某" in told.name or None,
    }
    start, end = told.start, told.end
    if end - start > _LONGEST:
        start, end = (
            (max(start, end - _LONGEST), end) if told.at > post.start else (start, start + _LONGEST)
        )
    return sentence.fact("person", fields, start, end, told.rule)


def _all(sentence: Sentence, walker: Walker) -> list[Told]:
    """Return everybody of whom a sentence tells a post."""
    text = sentence.text
    before = list(_before(text, walker))
    listed = list(_listed(text, walker))
    names = [(t.at, t.at + len(t.name), t.name) for t in (*before, *listed)]
    taken = [range(t.posts[0].start, t.at) for t in before]
    return [
        *before,
        *listed,
        *_behind(text, walker, names, taken),
        *_of_whom(text, walker),
        *_then(sentence, walker, names, taken),
    ]


def _before(text: str, walker: Walker) -> Iterator[Told]:
    """Posts before one name or several: 副县长张三、李四."""
    floor = 0
    for found in grammar.title().finditer(text):
        if found.start() < floor:
            continue
        joint = _JOINT.match(text, found.end())
        names = list(_names(text, found.end()))
        if joint and not names:
            names = list(_names(text, joint.end()))
        posts = chain_before(text, found.end(), floor, walker.places)
        follows = posts and 0 < floor == posts[0].start - 1
        if not names and (len(posts) > 1 or follows):
            names = list(_names(text, found.end(), word=True))
        if not posts or not names:
            continue
        series = _series(text, posts[-1], len(names))
        each = joint is not None and joint.group().startswith("分别")
        shared = len(names) == len(posts) > 1 and (each or text[names[-1][1] :].startswith("分别"))
        if each and not (series or shared):
            continue
        for n, (first, last, name) in enumerate(names):
            mine = (posts[n],) if shared else tuple(posts)
            mine = (series[n],) if series else mine
            yield Told(name, first, mine, mine[0].start, last, "person:posts")
        floor = names[-1][1]


def _series(text: str, post: Post, count: int) -> list[Post]:
    """Return the posts of 第一、三、五巡察组组长, one for each team, if as many people follow."""
    found = _TEAMS.search(text[max(0, post.end - 60) : post.end])
    numbers = re.findall(_NUMBER, found["numbers"]) if found else []
    if not found or len(numbers) != count or count < 2:
        return []
    start = max(0, post.end - 60) + found.start()
    orgs = (f"{found['of'] or ''}第{number}{found['kind']}" for number in numbers)
    return [Post(start, post.end, org, found["role"], post.former) for org in orgs]


def _names(text: str, at: int, *, word: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield the names that stand one after another from a place on: start, end, name.

    `word`: the first may be a word of everyday language (several posts before it leave no doubt).
    """
    while name := name_at(text, at, word=word) or voted_at(text, at):
        yield at, at + len(name), name
        at += len(name)
        bracket = re.match(r"（[^（）]*）", text[at:])
        joint = _AND.match(text, at + (bracket.end() if bracket else 0))
        if not joint:
            return
        at = joint.end()


def _listed(text: str, walker: Walker) -> Iterator[Told]:
    """Roles with their names behind a colon: 组长：张三 副组长：李四、王五."""
    floor = 0
    for found in _ROLE.finditer(text):
        names = list(_names(text, found.end()))
        of, role = (found["of"] or ""), found["role"] or found["role2"]
        if found["role2"] and "组长" not in text:
            continue
        end = found.end("role" if found["role"] else "role2")
        begin = max(found.start(), floor)
        posts = chain_before(text, end, begin, walker.places) if of else []
        floor = names[-1][1] if names else floor
        start = posts[-1].start if posts else end - len(role)
        post = posts[-1] if posts else Post(start, end, "", role, former=False)
        for first, last, name in names:
            yield Told(name, first, (post,), start, last, "person:listed")


def _behind(
    text: str, walker: Walker, known: list[tuple[int, int, str]], taken: list[range]
) -> Iterator[Told]:
    """Posts behind a name: in brackets, after 男 or 女, after 系, 任 and the like.

    `taken` is where chains stand that belong to the name behind them.
    """
    ends = {end: (start, name) for start, end, name in known}
    for found in _IS.finditer(text):
        group = _group_before(text, found.start(), ends)
        if not group or _PROPOSED.search(text, 0, group[0][0]):
            continue
        if found["in"]:
            begin, through = found.start("in"), True
            posts = chain_after(text[: found.end("in")], begin, walker.places, through=True)
        else:
            begin, through = found.end(), bool(found["sex"])
            posts = chain_after(text, begin, walker.places, through=through)
        if any(post.start in chain for post in posts for chain in taken):
            continue
        former = bool(_OVER.match(found["verb"] or ""))
        if former:
            posts = [replace(p, former=True) for p in posts]
        rule = "person:brackets" if found["in"] else "person:behind"
        series = _series(text, posts[-1], len(group)) if posts else []
        posts = series or posts
        each = bool(series) or (bool(found["each"]) and len(group) == len(posts))
        for n, (start, name) in enumerate(group):
            mine = (posts[n],) if each else tuple(posts)
            if mine:
                yield Told(name, start, mine, start, mine[-1].end, rule)


def _group_before(text: str, end: int, known: dict[int, tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the names that end at a place, those joined to the last one before it."""
    found: list[tuple[int, str]] = []
    while True:
        one = known.get(end)
        if one is None:
            name = name_before(text, end)
            one = (end - len(name), name) if name else None
        if one is None:
            return found
        found.insert(0, one)
        if one[0] == 0 or text[one[0] - 1] not in "、和":
            return found
        end = one[0] - 1


def _of_whom(text: str, walker: Walker) -> Iterator[Told]:
    """任 … 的 before a name: 时任某局局长的张三."""
    for found in _WHO_WAS.finditer(text):
        posts = chain_after(text[: found.end("post")], found.start("post"), walker.places)
        if _OVER.match(found.group()):
            posts = [replace(p, former=True) for p in posts]
        for first, last, name in _names(text, found.end()) if posts else ():
            yield Told(name, first, tuple(posts), found.start(), last, "person:of-whom")


def _then(
    sentence: Sentence,
    walker: Walker,
    known: list[tuple[int, int, str]],
    taken: list[range],
) -> Iterator[Told]:
    """Posts of whoever was last named: 其曾任…, 历任…; not where the sentence names somebody itself."""
    place, group = walker.group
    if place != sentence.block.place or len(group) != 1:
        return
    for found in _THEN.finditer(sentence.text):
        named = any(start < found.start() for start, _, _ in known)
        if named or name_before(sentence.text, max(0, found.start() - 1)):
            continue
        posts = chain_after(sentence.text, found.end(), walker.places)
        if any(post.start in chain for post in posts for chain in taken):
            continue
        if _OVER.match(found["verb"]):
            posts = [replace(p, former=True) for p in posts]
        if posts:
            yield Told(
                group[0], found.start(), tuple(posts), found.start(), posts[-1].end, "person:then"
            )
