"""Of whom a clause speaks: the switches of subject in running text, each by its own rule."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.reports.context import About
from loaders.reports.gazetteer import LEVELS, Gazetteer
from loaders.reports.spelling import is_place, spelled
from loaders.reports.words import PARTY

_CJK = r"[\u4e00-\u9fff]"
_LEAD = (
    r"^(?:[^，。；]{0,14}?(?:以来|年来|年底|月底|日起|期间|同期|目前|同时|其间|其中|据此|随后|此外|另外|反馈后|"
    r"今年|去年|近日|日前|\d年|\d月|\d日|[上中下]旬|：))?"
)
_MANY = (
    r"(?:区|县|旗|市)（[县市区旗、]{1,5}）区?县?|区县|县区|市县区|县市区|区市县|旗县区|旗县|县级(?=党委|巡察|开展)"
    r"|(?<=各)(?:区|县|地)(?!级|直|管|方)"
)
_COUNTIES = re.compile(
    rf"{_LEAD}(?:(?:指导|推动|督促|带动|组织|统筹|部署|全市|所辖|下辖|放眼)){{0,2}}(?:\d+个|各)?(?P<word>{_MANY})(?!直|管|级|属|域|长)"
)
_MADE_TO = re.compile(
    rf"(?:推动|督促|促使)(?:各|相关|有关)?(?:{_MANY})(?:健全|完善|建立|修订|制定|出台)$"
)
"""What a committee makes its counties do is counted as its own."""
_CITY = re.compile(
    rf"(?:放眼|纵观|在)?(?P<city>{_CJK}{{2,4}})全市|(?P<full>{_CJK}{{2,4}}市)(?!委|级|直)"
)
_BOTH = re.compile(
    rf"{_LEAD}(?:全市)?市、?[县区旗](?:[区旗县])?(?:两级|三级|委|巡察|党委)|(?:市县|市区|两级)一体|市县两级"
)
_DISCIPLINE = re.compile(
    rf"{_LEAD}(?P<who>(?:(?P<place>{_CJK}{{1,12}}?[省{LEVELS}])|[省{LEVELS}])纪委(?:监委|国家监委)?)"
    r"(?!机关|书记|副书记|常委|委员|有关|相关|负责|办公|监督|党风|第|派驻|派出|和|与|及|、|的|驻|监委|主任|副主任)"
)
_NOT_ACTING = r"(?!员|书记|副书记|常委(?!会)|办|组织部|宣传部|统战|政法|编办|党校|要求|、|和|关于)"
_UNIT = rf"[^，。；、向对给由在的第届各于经从被\d]{{2,14}}?{PARTY}"
_UNITS = re.compile(
    rf"{_LEAD}(?P<units>(?:{_UNIT}、)*{_UNIT})(?!的|、|和|与|及|等|书记|委员|成员|班子|反馈|负责|主要|副|开展[^，。；]{{0,12}}巡察)"
)
_BODY = re.compile(
    rf"{_LEAD}(?P<units>[^，。；、向对给由在的第届各于经从被和与\d]{{2,14}}?(?:局|医院|公司|集团|中心|学校|中学|小学|学院|银行))"
    r"(?=(?:共|已|先后|累计|迅速|立即|主动|及时|严肃)?(?:追缴|追回|收回|收缴|清退|退还|退赔|退缴|完善|建立|健全|修订|制定|出台|整改|完成|问责|处分|召开|组织|举一反三|立行立改))"
)
_SUBJECT = re.compile(
    rf"{_LEAD}(?P<units>(?:[{LEVELS}]|{_CJK}{{2,4}}(?:镇|乡|街道))"
    rf"(?![{LEVELS}]?[委级直管]|中心(?!医院|学校|小学|中学|校))[^，。；、：向对给由在的第届各于经从被和与及\d（]{{0,14}}?"
    r"(?:局|医院|卫生院|公司|集团|中心|学校|中学|小学|学院|银行|供销社|联社|林场|农场|图书馆|博物馆))"
    r"(?![的、和与及等党原副主：机负领干班下所内将支住校站长分]|有关|相关|接受|被|在|工会|员工|医|集团|公司|中心|学)"
)
"""A unit that opens a clause and does something in it, whatever that is (市粮食公司痛定思痛，追回…)."""
_KINDS = "局|委|镇|乡|街道|医院|公司|集团|中心|学校|中学|小学|学院|校|院"
_AGAIN = re.compile(
    rf"{_LEAD}(?:该(?P<that>{_KINDS})(?P<its>{PARTY})?"
    rf"|(?P<kind>局|镇|乡|街道|医院|公司|集团|学校)(?P<own>{PARTY}))"
    r"(?!的|、|和|与|及|等|书记|委员|成员|班子|负责|主要|副|所|下|原|有关|相关|[长党主])"
)
"""A unit that was named before, told of again by its kind (该局党组、镇党委)."""
_BRANCH = re.compile(
    rf"{_LEAD}(?P<village>{_CJK}{{2,4}}?(?:村|社区)(?:{PARTY}|村委会|居委会))"
    r"(?!的|、|和|与|及|等|书记|委员|主任|成员|负责|副|原)"
)
_TOWN = re.compile(rf".*?{_CJK}{{2,4}}?(?:镇|乡|街道)")
_KEPT = 50
_OBJECT_OF = re.compile(rf"[对向](?:{_CJK}+委、)*$")
_ACTS = (
    "(?=(?:先后|共|累计|已|还|则|坚持|今年|去年|创新|深化)*(?:“|对|开展|组织|发现|巡察|派出|组建|紧盯|聚焦|采取|通过|建立|探索|推动|移交|立案|"
    "整改|完成|健全|运用|查处|追回|追缴|收回|收缴|清退|退还|退赔|挽回|问责|修订|出台|完善|实行|推行|反馈|抽调))"
)
_PLACE_ACTS = re.compile(rf"{_LEAD}(?P<place>{_CJK}{{2,8}}?[市县区旗州盟]){_ACTS}")
_LABEL = re.compile(rf"^(?P<place>{_CJK}{{2,6}}?[县区旗市])：")
_TOWN_ACTS = re.compile(
    rf"{_LEAD}(?P<town>{_CJK}{{2,4}}(?:镇|乡|街道))(?=(?:先后|共|累计|已|还|则|坚持|今年|去年|随即|迅速|立即|主动)*"
    "(?:对照|针对|通过|建立|探索|推动|整改|完成|健全|追回|追缴|收回|收缴|清退|退还|挽回|问责|修订|出台|完善|实行|推行|举一反三|把|将|以))"
)
_WHERE = re.compile("[在于到赴往组]")
"""Signs that a place is only where somebody else acts (巡察组在东岭县发现)."""
_THAT = re.compile(rf"{_LEAD}该[市县区旗]")
_ABOVE = re.compile(rf"{_LEAD}(?:{_CJK}{{1,3}}届)?市委{_NOT_ACTING}")
_BEYOND = re.compile(
    rf"{_LEAD}(?:全[省国](?!率先|首|第|前|唯一|领先|推广|介绍|经验|会议|排|范围内推)"
    r"|(?:审计|公安|检察|信访|财政|组织|统计|司法|税务|审判)(?:部门|机关)"
    r"(?=提供|核查|反馈|推送|移交|发现|查处|协助|通报)"
    r"|(?:中央|省委)[^，。；的]{0,8}巡视组[^，。；的]{0,6}移交)"
)
"""A province, the country or a kind of organ, of which a committee's report speaks in passing."""
_SPEAKER = re.compile(
    rf"(?:据)?(?:(?P<place>{_CJK}{{2,6}}?[{LEVELS}])委"
    rf"|(?P<unit>[{LEVELS}][^，。；、的委“”\d]{{1,12}}?(?:局|医院|公司|集团|中心|学校|中学|学院|供销社)"
    rf"|{_CJK}{{2,4}}(?:镇|乡|街道)(?={PARTY})|{_CJK}{{2,8}}?(?:村|社区)(?={PARTY}|村委会|居委会)))"
    rf"(?P<party>{PARTY}|村委会|居委会)?(?:常务)?(?:副?书记|常委|副?局长|副?院长|副?主任|董事长"
    r"|总经理|校长|(?:有关|相关|主要)?负责(?:人|同志))"
    r"[^。；“”]{0,24}?(?:说|介绍|表示|坦言|告诉|透露|直言|感慨|回忆|谈|讲)"
)
"""Who speaks for a committee or a unit: the figures of what he says are its own."""
_NEXT_DOOR = re.compile(rf"{_LEAD}(?:邻近|相邻|毗邻|兄弟|周边)的?")
_IN_REGION = re.compile(rf"^在(?P<who>{_CJK}{{2,8}})，?$")


def _bare(unit: str) -> str:
    """Return a unit without its party organ."""
    return re.sub(f"{PARTY}$", "", unit)


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom figures tell, and how far they reach; `also` are others of whom the same is told."""

    name: str
    scope: str
    also: tuple[str, ...] = ()


class Subjects:
    """Follows the subject of a document's clauses."""

    def __init__(self, about: About, places: Gazetteer) -> None:
        self._about = about
        self._places = places
        letter = about.committee.letter
        own = rf"{_LEAD}(?:{_CJK}{{1,3}}届)?{letter}委{_NOT_ACTING}" if letter else "(?!)"
        self._own = re.compile(own)
        speaks = re.match(
            rf"(?:中共)?{re.escape(about.committee.place)}(纪委(?:监委|国家监委)?)(?:关于|公开|集中|再)*(?:通报|曝光)",
            about.title,
        )
        self._speaker = about.committee.place + speaks[1] if speaks else about.committee.name
        self._level = "county_self" if letter in ("县", "区", "旗") else "city"
        self._guest: Subject | None = None
        self._heard: list[str] = []

    def hear(self, unit: str) -> None:
        """Keep a unit that a sentence named: later ones call it 该局."""
        self._heard = [*self._heard[-_KEPT:], unit]

    def base(self) -> Subject:
        """Return whom a document speaks for: the unit that reports, else the committee."""
        if self._about.reporter:
            return Subject(self._about.reporter, "org")
        return Subject(self._speaker, self._level)

    def _itself(self) -> Subject:
        """Return the committee, also where its commission publishes the document."""
        if self._about.reporter:
            return self.base()
        return Subject(self._about.committee.name, self._level)

    def switch(self, text: str, said: str, now: Subject) -> Subject | None:
        """Return the new subject that a clause brings in, if any; `said` is the sentence so far."""
        text = text.lstrip("”")
        if _BOTH.search(text):
            return Subject(self._about.committee.name, "city_and_county")
        return (
            self._counties(text, said)
            or self._beyond(text, now)
            or self._discipline(text, now)
            or self._region(text)
            or self._named(text)
            or self._acting(text)
            or self._again(text, now)
            or self._unit(text)
            or self._town(text)
            or (self._itself() if self._own.match(text) else None)
            or self.speaker(text)
            or self._above(text)
        )

    def _counties(self, text: str, said: str) -> Subject | None:
        found = _COUNTIES.match(text)
        if not found or _MADE_TO.search(text, 0, found.end() + 2):
            return None
        word = "各区县委" if found["word"] == "区县" else "各县区委"
        return Subject(self._city(said + text[: found.start("word")]) + word, "county")

    def _city(self, said: str) -> str:
        """Return the city whose counties are meant: the document's own, else one the sentence names."""
        committee = self._about.committee
        if committee.letter in ("市", "州", "盟"):
            return committee.place
        found = _CITY.search(said)
        return (found["full"] or f"{found['city']}市") if found else ""

    def _discipline(self, text: str, now: Subject) -> Subject | None:
        found = _DISCIPLINE.match(text)
        if not found or (found["place"] and not self._place(found["place"], text)):
            return None
        return Subject(self._organ(found["who"], now), self._scope(found["who"]))

    def _place(self, name: str, text: str) -> bool:
        """Tell whether a name is a place that the table, the document or the clause itself knows."""
        about = self._about
        known = {about.committee.place, *about.places, *(o[:-1] for o in about.others)}
        full = any(
            end == len(name) and self._places.full(n) for _, end, n, _ in self._places.named(name)
        )
        if name in known or full:
            return True
        below = about.committee.resolved and name[-1] != about.committee.letter
        return below and any(h.place == name and h.sure for h in spelled(text))

    def _scope(self, who: str) -> str:
        before = who.partition("纪委")[0][-1:]
        if before == "省":
            return "province"
        return "county_self" if before in ("县", "区", "旗") else "city"

    def _organ(self, who: str, now: Subject) -> str:
        committee = self._about.committee
        if who[:1] == committee.letter and committee.resolved:
            return committee.place + who[1:]
        if now.name.endswith(f"{who[0]}委") and len(now.name) > 3:
            return now.name.removesuffix("委") + who[1:]
        if who.startswith("省") and now.name.endswith("省"):
            return now.name + who[1:]
        names = [(s, n) for s, _, n, _ in self._places.named(who) if self._places.full(n)]
        return who[names[-1][0] :] if names else who

    def speaker(self, text: str) -> Subject | None:
        """Return for whom somebody speaks with whom a text begins (东岭县委书记李四说), if not for us."""
        found = _SPEAKER.match(text)
        own = self._about.committee
        if not found or not own.resolved or self._about.reporter:
            return None
        if found["unit"]:
            town = found["unit"].endswith(("镇", "乡", "街道"))
            party = found["party"] if town else ""
            whole = self._whole(found["unit"])
            if whole and f"{whole}{found['party'] or ''}" in self._heard:
                party = found["party"] or ""
            name = whole + party if whole else self._whole(found["unit"] + party)
            return Subject(name, "org") if name else None
        other = found["place"] != own.place and self._place(found["place"], f"{found['place']}委")
        return self._committee(found["place"]) if other else None

    def _beyond(self, text: str, now: Subject) -> Subject | None:
        """Return nobody for figures of the whole province in a report of one of its committees."""
        ours = self._about.committee.letter and now.scope != "province"
        return Subject("", "province") if ours and _BEYOND.match(text) else None

    def _region(self, text: str) -> Subject | None:
        found = _IN_REGION.match(text)
        for start, _, _, regions in self._places.named(found["who"]) if found else ():
            if start == 0 and regions[0].level == "省":
                return Subject(regions[0].name, "province")
        return None

    def _named(self, text: str) -> Subject | None:
        """Follow a committee that a clause names with its place (云川市委3个巡察组)."""
        own = self._about.committee
        for start, end, name, _ in self._places.named(text):
            if _OBJECT_OF.search(text[:start]):
                continue
            twice = text.startswith(f"{name[-1]}委", end)
            if twice and own.resolved and start <= 12 and name != own.place:
                return self._committee(name + name[-1])
            if text[end : end + 1] == "委" and self._places.full(name) and start <= 12:
                return self._committee(name) if own.resolved or name == own.place else None
        lead = re.match(_LEAD, text)
        near = _NEXT_DOOR.match(text)
        if near:
            beside = next(
                (h for h in spelled(text[near.end() :]) if h.committee and not h.start), None
            )
            return self._committee(beside.place) if beside else None
        starts = {0, lead.end() if lead else 0}
        for hit in spelled(text):
            if hit.committee and hit.start in starts and re.match(_NOT_ACTING, text[hit.end + 1 :]):
                known = f"{hit.place}委" in self._about.others or hit.place == own.place
                if known or (own.resolved and hit.place[-1] != own.letter):
                    return self._committee(hit.place)
        return None

    def _committee(self, place: str) -> Subject:
        if place == self._about.committee.place:
            return self._itself()
        self._guest = Subject(f"{place}委", "county_self")
        return self._guest

    def _acting(self, text: str) -> Subject | None:
        """Follow a county that acts itself (东岭县对12个村开展巡察), and 该县 behind it."""
        if self._guest and _THAT.match(text):
            return self._guest
        label = _LABEL.match(text)
        if label and self._about.committee.letter == "市" and not self._about.reporter:
            return self._committee(label["place"]) if is_place(label["place"]) else None
        found = _PLACE_ACTS.match(text)
        own = self._about.committee
        if not found or not own.resolved or self._about.reporter or _WHERE.search(found["place"]):
            return None
        below = own.letter in ("市", "州", "盟") and found["place"] != own.place
        return (
            self._committee(found["place"]) if below and self._place(found["place"], "") else None
        )

    def _above(self, text: str) -> Subject | None:
        """Follow the city's committee in a county's document."""
        counties = self._about.committee.letter in ("县", "区", "旗")
        if not counties or self._about.reporter or not _ABOVE.match(text):
            return None
        cities = [other for other in self._about.others if other.endswith("市委")]
        return Subject(cities[0] if len(cities) == 1 else "市委", "city")

    def _unit(self, text: str) -> Subject | None:
        """Follow party organs of units that a clause begins with (市水利局党组清退…)."""
        own = self._about.committee
        found = _UNITS.match(text) or _BODY.match(text) or _SUBJECT.match(text)
        if not found or self._about.reporter or not own.resolved:
            return None
        names = [self._whole(unit) for unit in found["units"].split("、")]
        if not all(names):
            return None
        return Subject(names[0], "org", tuple(names[1:]))

    def _town(self, text: str) -> Subject | None:
        """Follow a town that acts itself (白鹭镇通过三张清单推进整改)."""
        found = _TOWN_ACTS.match(text)
        own = self._about.committee
        if not found or self._about.reporter or not own.resolved or _WHERE.search(found["town"]):
            return None
        heard = (name for name in reversed(self._heard) if _bare(name).endswith(found["town"]))
        below = own.place + found["town"] if own.letter in ("县", "区", "旗") else ""
        name = _bare(next(heard, "")) or below
        return Subject(name, "org") if name else None

    def _again(self, text: str, now: Subject) -> Subject | None:
        """Follow a unit that was named before (该局党组, 镇党委), and a village of a town that was."""
        found, branch = _AGAIN.match(text), _BRANCH.match(text)
        if self._about.reporter or not self._about.committee.resolved:
            return None
        named = [*self._heard, *([now.name] if now.scope == "org" else [])]
        if found:
            kind, party = found["that"] or found["kind"], found["its"] or found["own"] or ""
            known = [bare for bare in map(_bare, named) if bare.endswith(kind)]
            return Subject(known[-1] + party, "org") if known else None
        towns = [town.group() for town in map(_TOWN.match, named) if town]
        return Subject(towns[-1] + branch["village"], "org") if branch and towns else None

    def _whole(self, unit: str) -> str:
        """Return a unit's name with its place; an empty text if it does not begin like a unit."""
        own = self._about.committee
        if unit.startswith(own.place):
            return unit
        if re.search("(?:镇|乡|街道)(?:党委|党工委)$", unit) and own.letter in ("县", "区", "旗"):
            return own.place + unit
        if unit[:1] == own.letter and unit[1:2] not in ("委", "级", "管", "直", "区"):
            return own.place + unit[1:]
        if self._guest and unit[:1] == self._guest.name[-2]:
            return self._guest.name[:-1] + unit[1:]
        known = (said for name in reversed(self._heard) for said in (name, _bare(name)))
        return next((said for said in known if said.endswith(unit)), "")
