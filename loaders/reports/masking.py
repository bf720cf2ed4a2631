"""Who must not be shown: villagers, petitioners, witnesses, and the numbers by which people are found.

Claims keep the verbatim quote; a report's text is masked where it is shown. What is hidden is written
over sign for sign with ×, so that every position in the text stays what it was: places of facts still
fit. × and not 某, because a report's own 王某 and our 王×× must not be mistaken for each other, and
because × is no part of any name: a masked text read again gives no new person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loaders.redaction import IN_TEXT
from loaders.reports import blocks as paging
from loaders.reports.blocks import Block
from loaders.reports.naming import family_at, name_at, no_name, stands_out
from loaders.reports.normalise import clean
from loaders.reports.words import lines

COVER = "×"
"""Stands for every sign that is hidden."""

Span = tuple[int, int]

_ROLES = "|".join(lines("villagers.txt"))
_PETITIONERS = "|".join(lines("petitioners.txt"))
_KIN = "大爷|大妈|大娘|大伯|大婶|大叔|大嫂|大哥|大姐|奶奶|爷爷|阿姨|婆婆|老汉|老太|老师傅|师傅|先生|女士"
_IS_KIN = re.compile(rf"(?:{_KIN})$")
_TOLD = "反映|举报|检举|控告|投诉|上访|来访|信访|来信|来电"
_AFTER = (
    r"[说称讲道家反告看拿指握笑激高感眼一向对今年介表户拉捧欣脸站坐便]|[“”！？\s]|"
    rf"{_KIN}|{_TOLD}|的|实名|匿名|证实|夫妇|夫妻|一家|老两口"
)
_STATED = "|".join(role for role in lines("villagers.txt") if role not in ("群众", "青年"))
"""Words that say what somebody is; 群众 in a list of particulars only says that he is no party member."""
_ROLE_END = "[民众户友年人乡伴主客农长属者生]"
_ONE_OF = "(?:代表|们)?(?:之一|（[^（）]{1,12}）)?"
_IS = "(?:系|为|是|就是|名?叫做?|名为|姓名为?|即)?[：“]?"
_NAMED = re.compile(rf"(?:{_ROLES}){_ONE_OF}{_IS}(?=[\u4e00-\u9fff])")
_ACCUSING = re.compile(rf"(?:{_PETITIONERS}){_ONE_OF}{_IS}(?=[\u4e00-\u9fff])")
_RELATIVES = (
    "儿子|女儿|妻子|丈夫|父亲|母亲|儿媳|女婿|哥哥|弟弟|姐姐|妹妹|老伴|[子妻夫父母女兄弟姐妹孙]"
)
_RELATED = re.compile(rf"(?<!尤)其(?:{_RELATIVES})(?!公司)(?=[\u4e00-\u9fff])")
_NEXT = re.compile(rf"(?:[、和与及]|以及)(?:其(?:{_RELATIVES}))?")
_TELLING = re.compile(
    r"(?:^|(?<=[，。；：“”、\s]))(?=[\u4e00-\u9fff]{2,4}(?:等人|多次|实名|匿名|曾|来电|来信|向[^，。；]{2,12}?)*"
    rf"(?:{_TOLD}))"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_NO_FAMILIES = "和从经由都向于时应与同有"
"""Surnames that behind a role mostly mean something else (村民从, 举报人应)."""
_SINGLE = re.compile(rf"(?:户|{_PETITIONERS}){_ONE_OF}{_IS}$")
_ELSE = re.compile(
    "申[领请报诉]|高龄|危房|安置|补|权益|权利|相关|满意|安全|明确|强烈|应当|党委|支部"
)
"""Words behind a role that begin like a name and speak of no person."""
_THINGS = re.compile("危房|易地|安居|安全(?:住房|饮水)|温饱")
"""What is done for villagers, whatever surname it begins with (贫困户危房改造)."""
_OF_AGE = re.compile(
    r"(?:\d{1,3}岁|家住(?:[^，。；的]{2,20}的|[^，。；]{2,20}?[村庄屯组号室区]))的?(?=[\u4e00-\u9fff])"
)
_SURNAMED = re.compile(rf"(?:{_PETITIONERS}|{_ROLES}|女子|男子)姓(?P<name>[\u4e00-\u9fff])")
_BY_KIN = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<={_ROLE_END}))(?P<name>[\u4e00-\u9fff])(?=(?:{_KIN}))"
)
_OLD = re.compile(
    r"(?:^|(?<=[，。；：“”、\s]))[老小](?P<name>[\u4e00-\u9fff])(?=[说称讲道反告看拿指握笑激高感眼一])"
)
_APPOSED = re.compile(
    r"(?:^|(?<=[，。；：“”、\s]))(?=[\u4e00-\u9fff]{2,4}(?:（[^（）]{1,12}）)?"
    rf"(?:是|，(?:[男女]，)?(?:今年)?(?:\d+岁，)?|，[^，。；]{{2,20}}人，)[^，。；]{{0,20}}?(?:{_STATED})(?:[，。；！）]|$))"
)
_FROM = re.compile(
    r"(?:署名|自称)“?(?=[\u4e00-\u9fff]{2,4}”?的)|(?:收到|接到|接|根据|据|受理)"
    rf"(?=[\u4e00-\u9fff]{{2,4}}(?:等人?)?(?:的)?(?:实名|匿名|来信)?(?:{_TOLD}))"
)
_POST_BEFORE = re.compile(
    r"(?:书记|主任|[局县市区镇乡村院校处科厅站所队组]长|委员|常委|主席|经理|专员)$"
)
_BYLINED = re.compile(r"（[^（）]{0,40}(?:记者|通讯员|作者)[^（）]{0,40}）")
_NUMBERS = (
    IN_TEXT,
    re.compile(r"(?<!\d)1[3-9]\d[-—\s]?\d{4}[-—\s]?\d{4}(?!\d)"),
    re.compile(r"(?<!\d)(?:（?0\d{2,3}）?[-—－\s]?)\d{7,8}(?:[-—转]\d{1,5})?(?!\d)"),
    re.compile(
        r"(?:电话|热线|手机|传真|联系方式)[\u4e00-\u9fff]{0,8}(?:（[^（）]{1,20}）)?[：: ]?\s?"
        r"(?P<name>\d[\d—－\-、/ ]{5,40}\d)"
    ),
    re.compile(r"(?:账号|帐号|卡号|身份证号码?)[：: 为]?\s?(?P<name>\d[\d ]{9,24}[\dXx]?)"),
    re.compile(
        r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+"
    ),
    re.compile(
        r"(?:信箱|邮箱|通[讯信]地址|家庭住址|住址|家庭地址)(?:（[^（）]{1,10}）)?[：:]\s?(?P<name>[^，。；、\n]{2,40})"
    ),
    re.compile(r"[\u4e00-\u9fff]{0,6}?(?P<name>[A-Za-z]?\d{1,5}号)(?:邮政)?(?:专用)?信箱"),
    re.compile(
        r"(?:QQ|微信|WeChat)(?:号码?|群号?|账号|帐号|ID)?[：: 为是]{0,3}"
        r"(?P<name>[A-Za-z0-9_-]{5,20})(?![A-Za-z0-9_-]|[元万条次人个年])",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:家住|现住|暂住|居住|住址|(?:^|(?<=[，。；：（、\s]))住)(?![房建院宿户所宅处进上有的不])"
        r"[址在于为是：: ]{0,3}(?P<name>[^，。；：、（）\n]{1,30}[号室栋幢组社村路街巷弄庄屯寨区苑园楼])"
    ),
)


def masked(original: str) -> str:
    """Return a report's text with everything covered that must not be shown, of the same length."""
    signs = list(original)
    for start, end in hidden(original):
        signs[start:end] = (c if c.isspace() else COVER for c in original[start:end])
    return "".join(signs)


def hidden(original: str) -> list[Span]:
    """Return the stretches of a report that `masked` covers, in order and apart from each other.

    A villager's surname stays to be read (吴××), of a petitioner or a witness nothing does.
    """
    pages = paging.split(clean(original))
    known = unnamed(pages)
    covered = (
        block.text.span(start, end)
        for block in pages
        for start, end in _covered(block.text.text, known)
    )
    return _apart(covered)


def protected(pages: Iterable[Block]) -> list[Span]:
    """Return where in the original those stand of whom no fact may speak: whole names, and bylines."""
    pages = tuple(pages)
    known = unnamed(pages)
    return _apart(
        block.text.span(*span) for block in pages for span in sensitive(block.text.text, known)
    )


def unnamed(pages: Iterable[Block]) -> Mapping[str, int]:
    """Return the names of villagers and petitioners, hidden wherever they stand.

    With each goes how many of its signs may be shown.
    """
    found: dict[str, int] = {}
    for text in (block.text.text for block in pages):
        for person in _people(text):
            name, shown = text[person.start : person.end], person.covered - person.start
            if len(name) > 1 and "某" not in name:
                found[name] = min(shown, found.get(name, shown))
    return found


def sensitive(text: str, known: Mapping[str, int] | None = None) -> list[Span]:
    """Return where those stand of whom no fact may speak, and numbers that lead to people.

    Names of villagers, petitioners and witnesses, `known` ones without their word too; bylines.
    """
    named = [(person.start, person.end) for person in _everyone(text, known or {})]
    return [*named, *_numbers(text), *(m.span() for m in _BYLINED.finditer(text))]


@dataclass(frozen=True, slots=True)
class _Person:
    """A name to hide: where it stands, and from which sign on it is covered."""

    start: int
    end: int
    covered: int


def _covered(text: str, known: Mapping[str, int]) -> Iterator[Span]:
    for person in _everyone(text, known):
        if text[person.covered : person.end].strip("某"):
            yield person.covered, person.end
    yield from _numbers(text)


def _everyone(text: str, known: Mapping[str, int]) -> Iterator[_Person]:
    yield from _people(text)
    yield from _again(text, known)


def _numbers(text: str) -> Iterator[Span]:
    for pattern in _NUMBERS:
        for found in pattern.finditer(text):
            yield found.span("name" if pattern.groups else 0)


def _people(text: str) -> Iterator[_Person]:
    """Yield the villagers, petitioners and witnesses that a text names."""
    for lead in (_NAMED, _RELATED, _OF_AGE, _APPOSED):
        for found in lead.finditer(text):
            guessed = lead is not _OF_AGE and lead is not _APPOSED
            yield from _listed(text, found.end(), surname=True, guessed=guessed)
    for lead in (_ACCUSING, _FROM, _TELLING):
        for found in lead.finditer(text):
            guessed = lead is _ACCUSING and text[found.start() - 1 : found.start()] != "被"
            yield from _listed(text, found.end(), surname=False, guessed=guessed)
    for pattern in (_SURNAMED, _BY_KIN, _OLD):
        for found in pattern.finditer(text):
            if family_at(text, found.start("name")):
                yield _Person(*found.span("name"), found.start("name"))


def _listed(text: str, at: int, *, surname: bool, guessed: bool) -> Iterator[_Person]:
    """Yield the names that begin at a place, several of them joined by 、 or 和, or by 、其子."""
    while name := name_at(text, at, _AFTER) or (_guessed(text, at) if guessed else ""):
        if _IS_KIN.search(name) or (guessed and _THINGS.match(text, at)):
            return
        shown = len(family_at(text, at)) if surname else 0
        yield _Person(at, at + len(name), at + shown)
        joint = _NEXT.match(text, at + len(name))
        if not joint:
            return
        at = joint.end()


def _guessed(text: str, at: int) -> str:
    """Return a surname and the one or two signs behind it, whatever follows, or an empty text.

    Rather too much is covered than a name shown; only what begins like a word is left (群众满意).
    """
    family = family_at(text, at)
    run = _HAN.match(text, at)
    if not family or not run or family in _NO_FAMILIES or _ELSE.match(text, at):
        return ""
    if no_name(text, at) and not (
        _SINGLE.search(text, max(0, at - 8), at) and stands_out(text, at)
    ):
        return ""
    return run.group()[: len(family) + 2]


def _again(text: str, known: Mapping[str, int]) -> Iterator[_Person]:
    """Yield the known names wherever they stand, but not where a post goes before: that is another."""
    for name, shown in known.items():
        for found in re.finditer(re.escape(name), text):
            if not _POST_BEFORE.search(text, max(0, found.start() - 4), found.start()):
                yield _Person(*found.span(), found.start() + shown)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return stretches in order, those that touch made one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
