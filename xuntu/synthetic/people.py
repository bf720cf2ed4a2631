"""The talent pool: who is in it, where they come from, what they can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from xuntu.synthetic import data, names, places, times
from xuntu.synthetic.codes import identity_number
from xuntu.synthetic.model import TODAY, Organisation, Person, Posting, Relative
from xuntu.synthetic.office import Office

SIZE = 169
_SYSTEM_SKILL = {
    "财政": "财务审计", "审计": "财务审计", "党建组织": "党务组织", "政法": "政法", "信访": "信访",
    "宣传文化": "宣传意识形态", "住建": "工程招投标", "交通": "工程招投标", "农业农村": "农业农村",
    "水利": "农业农村", "自然资源": "自然资源", "生态环境": "生态环境", "教育": "教育",
    "卫健": "卫健医保", "医保": "卫健医保", "国资国企": "国资国企", "综合协调": "文字综合",
}  # fmt: skip
_GRADES = ("四级主任科员", "三级主任科员", "一级主任科员", "四级调研员", "二级调研员")


@dataclass(slots=True)
class File:
    """One person's file while the city is being made."""

    person: Person
    postings: list[Posting] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    spouse_no: str = ""
    stage: int = 0
    keep: bool = False
    """Taken for the planned round: nothing of this file is changed any more."""

    @property
    def chief(self) -> bool:
        """Tell whether the person may lead a team."""
        return self.stage == 4


def recruit(seed: int, office: Office) -> list[File]:
    """Return the people of one copy's pool, without careers and families yet."""
    rng = data.stream(seed, office.copy, "people")
    files = [_one(rng, office, index) for index in range(SIZE)]
    _couples(files)
    _namesake(files)
    return files


def _one(rng: Random, office: Office, index: int) -> File:
    first = office.copy * SIZE + 1
    chief, county = index % 13 in (0, 6), index % 13 in (2, 4, 8, 9, 12)
    code = places.COUNTIES[index % 6] if county else ""
    gender = names.gender(rng)
    birth = times.birth_between(rng, *((1965, 1972) if chief else (1972, 1996)))
    year = int(birth[:4])
    age = 2025 - year
    stage = _stage(rng, age, chief, county)
    native = code if county and rng.random() < 0.7 else places.near(rng)
    number = identity_number(rng, native, birth, gender) if rng.random() < 0.8 else ""
    start = times.month(year + rng.randint(20, 24), rng.choice((7, 8, 8, 9, 12)))
    posts, lists = data.words("posts"), data.words("names")
    married = (
        "未婚" if age < 30 and rng.random() < 0.6 else rng.choice(["已婚"] * 18 + ["离异", "丧偶"])
    )
    person = Person(
        no=f"P{first + index:04d}", name=names.full(rng, gender), gender=gender, birth=birth,
        id_no=number, ethnicity=rng.choice(posts["ethnicities"]), native=native,
        growth=native if rng.random() < 0.8 else places.near(rng),
        party_join=times.later(start, rng.randint(-14, 60)), work_start=start,
        education=rng.choice(["本科", "本科", "本科", "硕士研究生", "大专"]),
        school=rng.choice(lists["schools"]) + rng.choice(lists["majors"]),
        employer="", post="", grade=_GRADES[min(stage, 4)], rank="", skills=(),
        entry=rng.choice(["常规入库", "常规入库", "常规入库", "零星入库"]),
        source=rng.choice(["后备干部", "专业干部", "专业干部", "拟提拔", "新提拔", "墩苗计划"]),
        declined=rng.choice([0, 0, 0, 0, 1, 2]),
        evaluation=rng.choice(["优秀", "良好", "良好", "称职"]), status="可用",
        lives_in=code or rng.choice(["990102", "990103"]), marital=married,
        career_checked="2025-03-05" if rng.random() < 0.3 else "",
        family_checked="2025-03-06" if rng.random() < 0.25 else "",
        county=code, copy=office.copy,
    )  # fmt: skip
    return File(person, stage=stage)


def _namesake(files: Sequence[File]) -> None:
    """Give two people of the pool one name."""
    first = files[17].person
    other = next(f for f in files[80:] if f.person.gender == first.gender and not f.spouse_no)
    other.person = replace(other.person, name=first.name)


def _stage(rng: Random, age: int, chief: bool, county: bool) -> int:
    if chief:
        return 4
    if age < 33:
        return rng.choice((0, 0, 1))
    if county:
        return rng.choice((1, 1, 1, 1, 2))
    return rng.choice((1, 2, 2)) if age < 48 else 2


def _couples(files: Sequence[File]) -> None:
    """Marry a few members of the pool to each other, so that a relative has a person number."""
    men = [f for f in files if f.person.gender == "男" and f.person.marital == "已婚"]
    women = [f for f in files if f.person.gender == "女" and f.person.marital == "已婚"]
    pairs = 0
    for man in men:
        near = (w for w in women if not w.spouse_no and _suits(man, w))
        wife = next(near, None) if pairs < 5 else None
        if wife is not None:
            man.spouse_no, wife.spouse_no = wife.person.no, man.person.no
            pairs += 1


def _suits(man: File, woman: File) -> bool:
    apart = abs(int(man.person.birth[:4]) - int(woman.person.birth[:4]))
    return apart <= 4 and not man.chief and not woman.chief


def skills(rng: Random, org: Organisation) -> tuple[str, ...]:
    """Return what a person of this organ is good at: most have one of the three core skills."""
    posts = data.words("posts")
    found: list[str] = []
    if org.kind in ("派驻机构", "纪检监察机关"):
        found.append("纪检监察")
    elif org.system in _SYSTEM_SKILL:
        found.append(_SYSTEM_SKILL[org.system])
    if rng.random() < 0.75:
        found.append(rng.choice(posts["core_skills"]))
    if rng.random() < 0.4 or not found:
        found.append(rng.choice(posts["skills"]))
    return tuple(dict.fromkeys(found))


def age_on(birth: str, day: str = TODAY) -> int:
    """Return full years at a day."""
    return (times.count(day) - times.count(birth)) // 12
