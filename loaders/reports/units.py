"""Whose post it is: the unit that a sentence leaves to the reader, found in what was said before."""

from __future__ import annotations

import re

from graph.model.names import place_of
from loaders.reports.clauses import Sentence, Walker
from loaders.reports.gazetteer import LEVELS
from loaders.reports.orgs import full_name
from loaders.reports.owners import county_of, own_part, spelled_surely
from loaders.reports.posts import Post, governed, unit_before
from loaders.reports.spelling import without_leads

_HAN = "\u4e00-\u9fff"
_ORGANS = re.compile(
    r"^(?:纪委监委|纪委|监委|纪检委|组织部|宣传部|统战部|政法委|社会工作部|巡察办|巡察工作领导小组|巡察工作领导小组办公室|编办|编委办|办公室|"
    r"党校|直属机关工委|直工委|机关工委|老干部局|人大常委会|人大|政协|政府办公室|政府办|政府|人武部|法院|检察院|公安局|信访局|总工会|妇联|团委)"
)
_OF_PARTY = (
    "组织部", "宣传部", "统战部", "政法委", "社会工作部", "巡察", "编办", "编委办", "办公室", "党校",
    "直属机关工委", "直工委", "机关工委", "老干部局",
)  # fmt: skip
_DEPARTMENTS = ("组织", "宣传", "统战", "武装")
"""What goes before 部长 where 部 is said once: 组织部长."""
_PART = re.compile(
    rf"(?![{LEVELS}]|[{_HAN}]{{2,5}}?[{LEVELS}])[{_HAN}]{{2,7}}(?:中心|科|处|室|库|车间|班组|分院|分校|支部)"
)
"""What in a unit's own report is a part of it (采购中心 of a hospital)."""
_TOWNS_OWN = ("人大", "纪委", "政协工委", "组织部", "宣传部", "武装部", "人武部", "统战部")
"""Organs of a town, too small to be units by themselves."""
_ROUND = re.compile(
    r"^第?[一二三四五六七八九十\d]{1,3}届|第[一二三四五六七八九十\d]{1,3}轮(?:常规|专项|机动|提级|交叉)?(?:巡察)?(?=第|[^，]{2,6}巡察)"
)
"""What a team's name is told with: its term and round."""
_INNER = re.compile(
    "理事会|监事会|董事会|监察办|政治处|政治部|执行局|反贪局|办事处|党政办|综合办|纪检组|派驻组"
)
"""Parts that every unit of a sort has: with nothing before them they are those of the unit just named."""
_REFERS = re.compile(
    rf"^(?:该|本)(?P<what>[{_HAN}]{{1,4}})$"
    r"|^(?:[局院校镇乡村社办公集中县区市旗委]|学校|医院|公司|集团|中心|街道|社区|嘎查|单位)$"
)
_TOWNS = "(?:镇|乡|街道)"
_IN_TOWN = rf"(?:(?:[{_HAN}]{{2,5}}?[市县区旗])*[{_HAN}]{{2,4}}?{_TOWNS})?[{_HAN}]{{1,4}}?"
_VILLAGE = re.compile(
    rf"{_IN_TOWN}(?:(?<!农)(?<!行政)村(?![里级内中民务口居庄落干监委党两集支])|(?<!个)社区(?![干居里内党]))"
    rf"|{_IN_TOWN}(?:村|社区|嘎查)(?=村民|村委会|党支部|党总支|党委|居委会|村党|原)"
)
_TOWN = re.compile(rf"[{_HAN}]{{2,4}}?(?:(?<!乡)镇|(?<!城)乡|街道)(?![镇乡街里村级属干])")
_ANY = re.compile(
    r"^(?:[\u4e00-\u9fff]?(?:该|本|各|全|驻|某|行政|所辖|所属|每|个|下|到|进|入|此|邻))[\u4e00-\u9fff]{0,2}$"
)
_SORT = re.compile("(?:巡察|试点|示范|重点|贫困|脱贫|先进|薄弱|项目)(?:村|社区)$")
"""A sort of villages, none of them."""
_OF_TITLE = re.compile(r"^中共(?P<who>\S{4,30}?)委员会(?:关于|$)")
_PARTY_END = re.compile(r"(?:机关)?(?:党组|党委|党工委|党总支|党支部|委员会)$")
_JUNK = re.compile(
    "^(?:[和与及在对由向从到赴为了经将把被以是有的中时后该原各其等据至查任往入个位名家抵进走来去])+"
)
_TEAM = re.compile(
    rf"(?:[{_HAN}]{{0,8}}?[{LEVELS}]委)?(?:第[一二三四五六七八九十\d]+|[{_HAN}]{{2,6}}?[一二三四五六七八九十]+)?"
    rf"[{_HAN}]{{0,4}}巡察(?:第?[一二三四五六七八九十\d]+)?组"
)


_SEVERAL = re.compile(
    "第?[一二三四五六七八九十]+(?:[、和至到]第?[一二三四五六七八九十]+)+[\u4e00-\u9fff]{0,6}?巡察组(?P<end>$)?"
)
_OTHER_GROUP = re.compile(
    "(?:整改|整治|工作)[^，。；]{0,8}(?:领导小组|专班|工作组)|成立[^，。；]{0,12}(?:小组|专班)"
)
"""A group that a unit sets up for itself: its head is no head of a team of inspectors."""


class Speaker:
    """Knows for one sentence which unit a post without a unit belongs to."""

    def __init__(self, walker: Walker, sentence: Sentence) -> None:
        self.walker = walker
        self.text = sentence.text
        self._place = sentence.block.place
        self._before = sentence.block.text.text[max(0, sentence.start - 2000) : sentence.start]
        self._last = ""
        self._end = -10

    def spoken(self, end: int, org: str) -> None:
        """Remember up to where the sentence told a person, and of which unit last."""
        self._last, self._end = org, end

    def inherited(self, start: int) -> str:
        """Return the unit of the person told before, if nothing but a joint stands between."""
        between = self.text[max(0, self._end) : start] if self._end >= 0 else "。"
        if self._last.endswith("巡察组") and _SEVERAL.search(self.text, 0, start):
            return ""
        return (
            self._last
            if re.fullmatch(r"（?[^（）]*）?[、，；和与及以\s]*", between) and len(between) < 40
            else ""
        )

    def of_chain(self, posts: tuple[Post, ...]) -> str:
        """Return the unit of posts that name none, by the head among them: 党组书记、局长 is of a 局."""
        if any(post.org or post.weak for post in posts) or self._reporting():
            return ""
        heads = (re.search("([局院校])长$", post.title) for post in posts)
        return next((self._mentioned(h[1], posts[0].start) for h in heads if h), "")

    def unit(self, post: Post, before: str) -> str:
        """Return the full name of a post's unit; a bare post belongs to the unit of the post before it."""
        org = post.org
        letter = governed(post.title)
        if letter:
            return self._government(org, letter, before, post.start)
        if not org:
            return self._bare(post, before)
        if post.title.endswith("部长") and org.endswith(_DEPARTMENTS):
            org += "部"
        if self._institution and org in ("校", "院", "学校", "公司", "集团"):
            committee = self.walker.about.committee
            return committee.name if post.title.startswith("党委") else committee.place
        if _REFERS.match(org):
            near = before.endswith(org) and not before.endswith("局机关")
            return before if near else self._referred(org, post.start)
        if re.match(r"(?:第[一二三四五六七八九十\d]+)?(?:专项|提级|交叉|机动)?巡察.*组$", org):
            return self._numbered(org)
        if self._institution and not _ORGANS.match(org) and org not in ("巡察组", "组"):
            return self._inside(org)
        if re.fullmatch(rf"[镇乡村局院校][{_HAN}]{{2,}}", org) and not re.match(
            "乡村|镇江|局机关", org
        ):
            owner = self._referred(org[:1], post.start)
            return owner + org[1:] if owner else org
        if re.search("某[局委办院镇乡村县市区所站校公]", org):
            return ""
        if org.endswith("领导小组") and org[:1] not in LEVELS and len(org) < 9:
            return self._leading_group(org, post.start)
        if org in ("巡察组", "组"):
            return self._team(post.start)
        if before and _INNER.fullmatch(org):
            return before
        if org == "纪委" and re.search("(?:医院|学院|大学|学校|公司|集团|局|银行)$", before):
            return before
        if org in _TOWNS_OWN and before.endswith(("镇", "乡", "街道")):
            return before
        if _ORGANS.match(org):
            return self._organ(org, before)
        village = re.search("(?:村|社区|嘎查)$", org)
        return self._village(org) if village else self._full(org, post.start)

    def _government(self, org: str, letter: str, before: str, at: int) -> str:
        if not org:
            near = place_of(before)
            if near and near[-1] == letter:
                return f"{near}政府"
            return self._full(f"{letter}政府", at)
        name = org if org.endswith((letter, "政府")) else org + letter
        name = self._full(name, at)
        return name if name.endswith("政府") else f"{name}政府"

    def _full(self, org: str, at: int = 0) -> str:
        """Return a unit's full name; its place is the last of its level that the paragraph named."""
        walker = self.walker
        org = _ROUND.sub("", org)
        if self._institution:
            return self._inside(org)
        letter = org[:1]
        if re.fullmatch(rf"[{_HAN}]{{2,4}}{_TOWNS}", org):
            return self._town(org, at)
        reporting = self._reporting() if _PART.fullmatch(org) else ""
        if reporting and not reporting.endswith(org):
            return reporting + org
        if letter in LEVELS:
            said = self._before + self.text[: max(0, at)]
            head = re.match(rf"[^{_HAN}]*([{_HAN}]{{2,5}}{letter})：", said)
            near = head[1] if head else ""
            near = near or next(
                (
                    p
                    for p in reversed(list(spelled_surely(said, walker.said + said)))
                    if p[-1] == letter
                ),
                "",
            )
            if near and near != walker.about.committee.place:
                return near + org[1:]
        return full_name(org, walker.about, walker.places)

    def _town(self, town: str, at: int) -> str:
        """Return a town with the county that the text named it with, else with the committee's place."""
        said = self.walker.said + self.text[: max(0, at)]
        county = county_of(said, town) if self.walker.about.committee.letter == "市" else ""
        return county + town if county else full_name(town, self.walker.about, self.walker.places)

    @property
    def _institution(self) -> bool:
        """Whether the committee is a university's or a firm's: all its parts go by its name."""
        committee = self.walker.about.committee
        return committee.resolved and not committee.letter

    def _inside(self, org: str) -> str:
        """Return a part of an institution by its full name: 校党委, 人事处."""
        committee = self.walker.about.committee
        part = re.sub(r"^(?:校|院|我校|学校|公司|集团)(?=党委|纪委|[\u4e00-\u9fff]{3})", "", org)
        if part.startswith("党委"):
            return committee.name + part.removeprefix("党委")
        outside = part.startswith(committee.place) or part[:1] in LEVELS + "省"
        return part if outside else committee.place + part

    def _bare(self, post: Post, before: str) -> str:
        role = post.title in ("组长", "副组长", "联络员", "成员", "组员", "常务副组长")
        if role and not before.endswith(("组", "专班")):
            return self._team(post.start)
        if re.search("[镇乡]长$", post.title):
            town = re.search("[镇乡](?:人民)?(?:政府)?$", before)
            return before if town else self._referred(post.title[-2], post.start)
        if post.weak:
            return before
        part = re.match(rf"[{_HAN}]+?[科室股处](?=副?(?:[科室股处]长|主任))", post.title)
        if part and self._institution:
            return self._inside(part.group())
        if part and not before:
            return self._own("主任") or self._last or self._last_here()
        return before or self._own(post.title) or self._fitting(post.title)

    def _last_here(self) -> str:
        """Return the unit of the person told last, in the same paragraph."""
        place, names = self.walker.group
        return self.walker.people.get(names[-1], "") if names and place == self._place else ""

    def _fitting(self, title: str) -> str:
        """Return the last unit told whose name ends with what a title is the head of (副局长 → 局)."""
        found = re.search("([局院校所站厂场馆台社])长$", title)
        ends = "校学" if found and found[1] == "校" else found[1] if found else ""
        told = [self._last, *reversed(self.walker.people.values())]
        return next((org for org in told if ends and org.endswith(tuple(ends))), "")

    def _own(self, title: str) -> str:
        """Return the unit whose report it is, where a title stands without one."""
        name = self._reporting()
        if not name or not re.search(r"(?:书记|委员|成员|[局院校处主]长?任?|经理|董事长)$", title):
            return ""
        ends = {
            "局长": "局",
            "院长": "院",
            "校长": "校学",
            "镇长": "镇",
            "乡长": "乡",
            "董事长": "司团",
        }
        wanted = next((v for k, v in ends.items() if title.endswith(k)), "")
        return name if not wanted or name[-1] in wanted else ""

    def _organ(self, org: str, before: str) -> str:
        """Return an organ of the committee by its full name; 市委常委、组织部部长 tells whose."""
        walker = self.walker
        if self._institution:
            return self._inside(("党委" if org.startswith(_OF_PARTY) else "") + org)
        place = place_of(before) or (
            place_of(re.sub(r"(?:纪委监委|纪委|监委|政府)$", "委", before)) if before else ""
        )
        letter = before[:1] if before[:1] in LEVELS and not place else ""
        party = "委" if org.startswith(_OF_PARTY) else ""
        if place:
            return place + party + org
        if before and letter:
            return letter + party + org
        committee = walker.about.committee
        if committee.resolved:
            return committee.place + party + org
        return (committee.letter or "") + party + org

    def _team(self, at: int) -> str:
        named = list(_TEAM.finditer(self.text[:at])) if at >= 0 else []
        several = _SEVERAL.search(self.text, 0, named[-1].end()) if named else None
        if several and several["end"] is not None:
            return ""  # Of several teams nobody can tell whose it is.
        group = _OTHER_GROUP.search(self.text, 0, max(0, at))
        if group and (not named or named[-1].end() < group.start()):
            return ""
        if named and re.match(r".{0,20}(?:由|组长|：|，)", self.text[named[-1].end() : at + 4]):
            return self._numbered(_JUNK.sub("", named[-1].group()))
        return self.walker.team or self._leading_group("领导小组", at)

    def _leading_group(self, org: str, at: int) -> str:
        """Return the leading group last named, or the committee's own for inspection."""
        said = self.walker.said[-1500:] + self.text[: max(0, at)]
        found = [
            unit_before(said, m.end(), self.walker.places) for m in re.finditer("领导小组", said)
        ]
        ours = re.compile(rf"(?:中共)?(?:[{_HAN}]{{2,5}})?[{LEVELS}]委")
        named = next((f for f in reversed(found) if ours.match(f) and f.endswith(org)), "")
        if named:
            return self._full(named.removeprefix("中共"), at)
        return self._organ(org, "") if org == "巡察工作领导小组" else ""

    def _numbered(self, team: str) -> str:
        """Return the full name of a team: the committee's where only its number is said."""
        walker = self.walker
        if re.match(rf"[^{LEVELS}]*巡察|第", team) and not re.search(f"[{LEVELS}]委", team):
            return (
                walker.team
                if walker.team.endswith(team) and "委" in walker.team
                else (walker.about.committee.name + team)
            )
        return full_name(team, walker.about, walker.places)

    def _referred(self, org: str, at: int) -> str:
        """Return what 该院, 局, 村 means: the last such unit that was named."""
        what = re.sub("^[该本]", "", org)
        said = self.walker.said[-1500:] + self.text[:at]
        if what in ("村", "社区", "嘎查"):
            return self._last_of(_VILLAGE, said, what)
        if what in ("镇", "乡", "街道"):
            return self._last_of(_TOWN, said, what)
        own = self._own_unit(what)
        if own and not org.startswith("该"):
            return own
        kept = [o for o in reversed(self.walker.people.values()) if o.endswith(what)]
        if self._last.endswith(what):
            kept.insert(0, self._last)
        if kept:
            return kept[0]
        return own or self._mentioned(what, at)

    def _mentioned(self, what: str, at: int) -> str:
        """Return the last unit of the paragraph whose name ends so (市城管局 for 局)."""
        said = self._before + self.text[:at]
        for found in reversed(list(re.finditer(rf"{what}(?![长里])", said))):
            name = unit_before(said, found.end(), self.walker.places)
            if name[:1] in LEVELS and len(name) > 2 and len(what) < 3:
                return self._full(name, at)
        return ""

    def _own_unit(self, what: str) -> str:
        name = self._reporting()
        return name if name.endswith(what) else ""

    def _reporting(self) -> str:
        """Return the unit whose own report the document is, or an empty text."""
        about = self.walker.about
        titled = _OF_TITLE.match(about.title)
        name = about.reporter or about.body or (titled["who"] if titled else "")
        name = _PARTY_END.sub("", name.removeprefix("中共"))
        return full_name(name, about, self.walker.places) if name else ""

    def _last_of(self, pattern: re.Pattern[str], said: str, what: str) -> str:
        """Return the last village or town of those that were named, by its full name."""
        ends = [
            m.end()
            for m in pattern.finditer(said)
            if m.group().endswith(what)
            and not _ANY.search(m.group())
            and not _SORT.search(m.group())
        ]
        if not ends:
            return ""
        name = without_leads(unit_before(said, ends[-1], self.walker.places))[0]
        if what in ("村", "社区", "嘎查"):
            return self._village(name)
        return full_name(name, self.walker.about, self.walker.places)

    def _village(self, name: str) -> str:
        """Return a village with the town that the text named it with, or bare: villages share names."""
        about, said = self.walker.about, self.walker.said + self.text
        if not re.search("镇|乡|街道", name[:-1]):
            towns = re.findall(
                rf"([{_HAN}]{{2,4}}?{_TOWNS})(?:[{_HAN}]{{1,6}}[村区、])?{name}", said
            )
            if not towns:
                return name
            name = own_part(towns[-1]) + name
        if re.match(rf"[{_HAN}]{{2,8}}[{LEVELS}](?=[{_HAN}]{{2,}}{_TOWNS})", name):
            return full_name(name, about, self.walker.places)
        town = re.match(rf"[{_HAN}]{{2,6}}?{_TOWNS}", name)
        county = county_of(said, town.group()) if town else ""
        if county:
            return county + name
        return (
            name if about.committee.letter == "市" else full_name(name, about, self.walker.places)
        )
