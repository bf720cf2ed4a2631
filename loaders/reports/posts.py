"""The grammar of posts: 原市财政局党组书记、局长 is two posts of one organisation, both former.

A post is a unit, perhaps a party body or a department of it, and a title. Titles are a list; what goes
before one is read backwards from it, up to where a unit's name may begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.reports.gazetteer import LEVELS, Gazetteer
from loaders.reports.naming import is_common
from loaders.reports.words import lines

_HAN = "\u4e00-\u9fff"
_LONGEST_RUN = 80
_MORE = (
    "(?:常务|第一|执行|代理|代|临时|名誉|专职|兼职|驻会|主持工作的|挂职)?(?:副|正)?"
    "(?:[一二三四]级(?:高级)?)?"
)
_NOT_TITLE = (
    "(?!单位|会|办公会|办公室|专题|级|制|处|科|室|股|部|局|委|署|学院|学校|医院|大学|之家|进修|核算|监督"
    "|人才|队伍|教育|岗位)"
)
_FORMER = "原任|原|时任|曾任|历任|前任"
_PARTY = "机关党委|机关党总支|机关党支部|直属机关党委|党组|党委|党工委|党总支部|党总支|党支部|总支|支部|团委|团支部"
_BODY = (
    "村民委员会|村委会|居民委员会|居委会|村监会|监委会|监督委员会|村务监督委员会|居务监督委员会|村民小组|村级?组|"
    "支委会|支委|“两委”|两委|经济合作社|股份经济合作社|经济联合社|经联社|合作社"
)
_VILLAGE = "村|社区|嘎查|居委会|居"
_DEPARTMENT = re.compile(
    r"^(?P<org>.+(?:局|[^市县区州旗盟省]委|监委|办|院|学校|大学|中学|小学|中心|公司|集团|银行|联社|所|站|厅|馆|台|镇|乡|街道|"
    r"(?:组织|宣传|统战|工作|武装)部|协会|联合会|总会|支队|大队|分局)(?:（[^（）]*）)?)"
    r"(?P<department>(?!机关|公室)[^，。、（）]{1,12}(?:科|处|室|股|部|组|办公室|办|车间|班|系|支行|网点))$"
)
_UNIT_END = re.compile(
    r"(?:人大|[局委办院校站所社馆台镇乡村厅处科室队部会司团心学区县市州旗盟组厂场园行库店矿府庭段城联盟企中宫屯寨庄关巷省道协]|总支|支部|专班|机关|"
    r"集团|本级|嘎查|苏木|基地|组织|宣传|统战|武装|工会|国企|小学|幼儿园|“[^”]+”|）)$"
)
_POSTED = re.compile(
    rf"[{_HAN}]{{0,6}}?[省{LEVELS}]纪委(?:监委)?(?:派驻|派出|驻)[{_HAN}]{{2,16}}(?:纪检监察组|纪检组|监察组)"
)
"""A commission's group inside another unit: one unit, whose name holds that of the other."""
_TOWNED = re.compile(rf"[{_HAN}]{{2,5}}?(?:镇|乡|街道|村|社区)")
_ACTS = re.compile("[委组办局院府](?:依[法规纪]+)?(?:对|给予|约谈|查处|决定给予)$")
"""An organ that does something to somebody whose post follows: 县纪委监委对…"""
_OWN_TITLE = re.compile(
    rf"(?:[省{LEVELS}](?:委|纪委|监委)|^(?:纪委|监委|组织部|宣传部|统战部|政法委))$"
)
_LEADS_PEOPLE = re.compile("(?:组织|宣传|统战|武装)$")
"""Words of doing that are a department too: 组织部长 is its head."""
_GOVERNS = re.compile(rf"(?:常务|代理?|挂职)?副?(?P<letter>[{LEVELS}])长(?:助理)?$")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as written: where it stands, the unit's words (perhaps none), the title, whether it is over.

    One that is `weak` (干部, 会计) is a post only with a unit.
    """

    start: int
    end: int
    org: str
    title: str
    former: bool
    weak: bool = False

    @property
    def shown(self) -> str:
        """The post as people call it: an officer of a committee has it in his title (县委常委)."""
        organ = _OWN_TITLE.search(self.org)
        return (organ.group() if organ else "") + self.title


@cache
def _bases(*, weak: bool) -> str:
    listed = lines("titles.txt")
    at = listed.index("=")
    chosen = listed[:at] + (listed[at + 1 :] if weak else ())
    return "|".join(sorted(chosen, key=len, reverse=True))


@cache
def title() -> re.Pattern[str]:
    """Return the pattern of a title, with what may be said of it in brackets."""
    return re.compile(rf"{_MORE}(?:{_bases(weak=True)}){_NOT_TITLE}(?:（[^（），。、；]{{1,8}}）)?")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?P<title>{_MORE}(?P<base>{_bases(weak=True)}))(?:（[^（）]{{1,8}}）)?$")


@cache
def _strong() -> re.Pattern[str]:
    """Return the pattern of a title inside a run of words: there one post ends and the next begins."""
    return re.compile(
        rf"(?:{_bases(weak=False)}){_NOT_TITLE}(?P<joint>兼任|兼|和|与|及|以及|、)?(?=[{_HAN}])"
    )


def chain_before(text: str, end: int, floor: int, places: Gazetteer) -> list[Post]:
    """Return the posts of the chain whose last title ends at a place, in the order of the text.

    `floor` is where the words before end that belong to somebody else.
    """
    found: list[Post] = []
    while True:
        start = _run(text, end, floor)
        posts, whole = _split(text, start, end, places)
        found = posts + found
        before = start - 1
        joined = whole and posts and before > floor and text[before] in "、，"
        if not joined or not _titled(text, floor, before, strict=text[before] == "，"):
            return _all_over(text, found)
        end = before


def unit_before(text: str, end: int, places: Gazetteer) -> str:
    """Return the unit whose name ends at a place, without the words of the sentence before it."""
    run = text[_run(text, end, 0) : end]
    return run[_begin(run, places) :]


def _all_over(text: str, posts: list[Post]) -> list[Post]:
    """Return the posts of a chain; 原 before one speaks of those behind it too, up to 现."""
    former = False
    found = []
    for post in posts:
        former = (former and not text.startswith("现", post.start)) or post.former
        found.append(replace(post, former=former))
    return found


def chain_after(text: str, start: int, places: Gazetteer, *, through: bool = False) -> list[Post]:
    """Return the posts that stand one after another from a place on; `through`: others may stand between."""
    found: list[Post] = []
    former = False
    for piece in re.finditer(r"[^，、；。！]+", text[start:]):
        told = _item(piece.group(), start + piece.start(), places)
        if told and found and title().search(text, start + piece.start(), told[0].start):
            return found  # Somebody else and his posts begin here (…任组长，干部李四任联络员).
        former = (former or any(p.former for p in told)) and not re.match("现任?", piece.group())
        found += [replace(p, former=former or p.former) for p in told]
        if text[start + piece.end() : start + piece.end() + 1] in ("。", "；", "！", ""):
            return found
        if not told and not through:
            return found
    return found


def _item(piece: str, at: int, places: Gazetteer) -> list[Post]:
    """Return the posts of one member of a list behind a name."""
    held = re.match(r"(?P<post>.*?)(?:期间|时期?|职务|一职|职)(?=$|[^长])", piece)
    for text in dict.fromkeys((held["post"] if held else piece, piece)):
        if _ending().search(text):
            return _split(text, 0, len(text), places, at=at)[0]
    return []


def _run(text: str, end: int, floor: int) -> int:
    """Return where the run of words begins that ends with a title: brackets and short quotes belong to it."""
    floor = max(floor, end - _LONGEST_RUN)
    found = re.search(
        rf"(?:[{_HAN}A-Za-z\d·\-]|（[^（），。]{{1,20}}）|“[^“”，。]{{1,8}}”)*$", text[floor:end]
    )
    return floor + (found.start() if found else end - floor)


def _titled(text: str, floor: int, end: int, *, strict: bool) -> bool:
    """Tell whether a title ends at a place; `strict`: and nothing but a post stands before it."""
    start = _run(text, end, floor)
    found = _ending().search(text[start:end])
    return bool(found) and (not strict or bool(_pure().match(text[start:end])))


@cache
def _pure() -> re.Pattern[str]:
    return re.compile(rf"(?:{_FORMER})?(?:中共)?[{_HAN}]{{0,8}}[{LEVELS}](?:委|纪委|监委|政府)")


def _split(
    text: str, start: int, end: int, places: Gazetteer, *, at: int = 0
) -> tuple[list[Post], bool]:
    """Return the posts of one run of words, and whether its first one begins where the run does."""
    run = text[start:end]
    inner = [m for m in _strong().finditer(run) if m.end() < len(run) and not _ends_with(run, m)]
    cuts = [0]
    for found in inner:
        cuts = (
            [found.end()] if found["joint"] in ("和", "与", "及", "以及") else [*cuts, found.end()]
        )
    whole = cuts[0] == 0
    posts: list[Post] = []
    former = False
    for first, last in zip(cuts, [*cuts[1:], len(run)], strict=True):
        piece = re.sub("(?:兼任|兼|、)$", "", run[first:last])
        begin = first + _begin(piece, places)
        whole = whole and (first > 0 or begin == 0)
        post = _read(run[begin : first + len(piece)], at + start + begin, former=former)
        if post:
            former = post.former
            posts.append(post)
    return posts, whole


def _ends_with(run: str, inner: re.Match[str]) -> bool:
    """Tell whether a title inside a run is only the beginning of the one that ends it (主任 + 科员)."""
    last = _ending().search(run)
    return bool(last) and last is not None and inner.start() >= last.start()


def _read(piece: str, at: int, *, former: bool) -> Post | None:
    """Return the post that a piece of words is, or None."""
    found = _ending().search(piece)
    if not found:
        return None
    words, name = piece[: found.start()], found["title"]
    if name.startswith("村"):
        words, name = f"{words}村", name[1:]
    over = former or bool(re.search(rf"(?:{_FORMER})", words))
    words = re.sub(rf"^(?:现任|现|兼任|兼|任|担任)|^(?:{_FORMER})|(?:{_FORMER})$", "", words)
    words = re.sub(
        rf"(?<=[局委办院校司团心所站会府组村镇乡道部学园馆厂队行社场台处科室厅署])(?:{_FORMER})(?=[{_HAN}])",
        "",
        words,
    )
    name = re.sub(rf"^(?:{_FORMER})", "", name)
    name = re.sub(r"（.*$", "", name)
    if re.search(r"[的了是被把\d]|.任$", words) or len(words) > 30:
        return None
    org, name = _parted(words.removeprefix("中共"), name)
    if org and not _UNIT_END.search(org):
        return None
    return Post(at, at + len(piece), org, name, over, found["base"] in _weak())


@cache
def _weak() -> frozenset[str]:
    listed = lines("titles.txt")
    return frozenset(listed[listed.index("=") + 1 :])


def _parted(words: str, name: str) -> tuple[str, str]:
    """Return the unit of a post's words and the title with what of the words belongs to it."""
    if _POSTED.fullmatch(words):
        return words, name
    village = re.match(rf"^(?P<org>.*?(?:{_VILLAGE})?)(?P<body>{_BODY})$", words)
    if village:
        body = village["body"]
        org = village["org"]
        return (org or ("社区" if body.startswith("居") else "村")), body + name
    party = re.match(rf"^(?P<org>.*?)(?P<body>{_PARTY})$", words)
    if party and not re.search(rf"[{LEVELS}]直$", party["org"]):
        return party["org"], party["body"] + name
    department = _DEPARTMENT.match(words)
    if department and not department["department"].endswith(("巡察办", "巡察组")):
        return department["org"], department["department"] + name
    if re.fullmatch(rf"办公室|(?![省{LEVELS}])[{_HAN}]{{2,8}}(?:科|处|室|股)", words) or (
        re.fullmatch(rf"(?![省{LEVELS}]|组织|宣传|统战|武装|人武|政治)[{_HAN}]{{2,3}}部", words)
    ):
        return "", words + name
    if len(words) > 1 and re.fullmatch(r"[局院校镇乡](?:办公室|[^局院校]{1,8}[科股室])", words):
        return words[:1], words[1:] + name
    return words, name


def governed(title_: str) -> str:
    """Return the letter of the government that a title leads (副县长 → 县), or an empty text."""
    found = _GOVERNS.match(title_)
    return found["letter"] if found else ""


def _begin(piece: str, places: Gazetteer) -> int:
    """Return how many signs before a post's words belong to the sentence, not to the post."""
    end = _ending().search(piece)
    limit = end.start() if end else len(piece)
    posted = _POSTED.search(piece)
    limit = posted.start() if posted else limit
    best, begun = 0, _starts(piece, 0, places) or bool(_TOWNED.match(piece))
    for at in range(1, limit + 1):
        if _lead_before(piece, at) and not (at == limit and _LEADS_PEOPLE.search(piece[:at])):
            towned = _TOWNED.match(piece[at:]) is not None
            led = not begun and (_all_leads(piece[:at]) or towned)
            led = led or (towned and _ACTS.search(piece[:at]) is not None)
            if (led or _starts(piece, at, places)) and not piece.startswith("小组", at):
                best = at
    return 0 if re.fullmatch(rf"{_FORMER}|现任?|兼任?", piece[:best]) else best


def _all_leads(words: str) -> bool:
    """Tell whether words only lead to what follows; a single sign that many names begin with does not."""
    if len(words) == 1 and words not in "由请经据让对向给被把将与跟":
        return False
    return bool(re.fullmatch(rf"(?:{_leads()}|\d+|[年月日时至]|上午|下午|\s)+", words))


def _lead_before(piece: str, at: int) -> bool:
    common = at < len(piece) and piece[at] in "省市县州旗" and is_common(piece[at - 2 : at])
    return common or bool(
        re.search(rf"(?:{_leads()}|[\d年月日时”）])$", piece[max(0, at - 6) : at])
    )


@cache
def _leads() -> str:
    words = {*lines("leads.txt"), *lines("stops.txt"), *lines("before_posts.txt")} - {
        "示例省",
        "时任",
        "现任",
    }
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _starts(piece: str, at: int, places: Gazetteer) -> bool:
    """Tell whether a post's words may begin at a place."""
    rest = piece[at:]
    if _opening().match(rest):
        return True
    return any(s == 0 and places.full(n) for s, _, n, _ in places.named(rest[:8]))


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_FORMER}|现任?)?(?:中共|省委|省纪委|省|(?:[{_HAN}]{{2,5}}?[省{LEVELS}]|[{LEVELS}])(?:委|纪委|监委|政府|人大|政协|人民|直|"
        rf"[{_HAN}]{{1,14}}?(?:局|办|院|中心|公司|集团|委|会|社|部|校|学|站|所|处|队|镇|乡|街道))"
        rf"|(?:{_PARTY}|{_BODY}|纪委|监委|组织部|宣传部|统战部|政法委|巡察办|编办|政府|人大|政协)|[该本][局院校镇乡村县市区公中单所站社街]|第[一二三四五六七八九十\d]+"
        rf"|巡察组|[镇乡村局院校](?!局长|院长|校长|镇长|乡长|村长)(?:党|纪|政|委|[{_HAN}]{{1,10}}(?:中心|站|所|办|办公室|科|股))|{_MORE}(?:{_bases(weak=False)})$|[村镇乡](?:{_bases(weak=True)})$)"
    )
