"""Families: the relatives whom the people of the pool have named, and where those work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from xuntu.synthetic import data, names, people, places, times, titles
from xuntu.synthetic.careers import NOW
from xuntu.synthetic.leaders import Leaders
from xuntu.synthetic.model import Organisation, Relative
from xuntu.synthetic.office import Office
from xuntu.synthetic.organisations import county_name
from xuntu.synthetic.people import File

_BY_MAN = {"in_laws": ("岳父", "岳母"), "siblings": ("妻兄", "妻弟", "妻姐", "妻妹")}
_BY_WOMAN = {"in_laws": ("公公", "婆婆"), "siblings": ("大伯", "小叔", "大姑", "小姑")}
_WOMEN = ("妻子", "母亲", "女儿", "姐姐", "妹妹", "岳母", "婆婆", "妻姐", "妻妹", "大姑", "小姑",
          "嫂子", "弟媳", "姑母", "姨母", "表姐", "堂妹", "外祖母")  # fmt: skip
_BLOOD = ("父亲", "母亲", "儿子", "女儿", "哥哥", "弟弟", "姐姐", "妹妹", "姑母", "姨母", "叔父", "舅父",
          "表姐", "表弟", "堂兄", "堂妹")  # fmt: skip


RESERVED = ("云川市交通运输局", "东岭县自然资源局")
"""Units whose leaders become kin of a planned member: nobody else may be kin of them."""


class Registry:
    """Writes the family page of one person after the other."""

    def __init__(self, rng: Random, office: Office, leaders: Leaders) -> None:
        self._rng, self._office, self._leaders = rng, office, leaders
        bureaus = [o for o in office.employers if not o.leader_level]
        self._city: Sequence[Organisation] = office.employers
        self._below: Sequence[Organisation] = bureaus
        units = [*office.targets, *office.county_bureaus]
        led = [u.admin_unit for u in units if u.admin_unit not in RESERVED]
        self._present = [x for org in led for x in leaders.of(org) if not x.until]

    def page(self, file: File, spouse: File | None) -> Iterator[Relative]:
        """Return the rows of one person's page; a spouse in the pool is named with the number."""
        stated = self._stated_on()
        family = spouse.person.name[0] if spouse else names.surname(self._rng)
        for row in (*self._couple(file, spouse, family), *self._blood(file), *self._others(file)):
            yield replace(row, stated_on=stated)

    def _stated_on(self) -> str:
        if self._rng.random() < 0.05:
            return times.after(f"2022-{self._rng.randint(1, 12):02d}-01", self._rng.randint(0, 27))
        return times.after("2024-06-03", self._rng.randrange(0, 270))

    def _couple(self, file: File, spouse: File | None, family: str) -> Iterator[Relative]:
        rng, person = self._rng, file.person
        man = person.gender == "男"
        if person.marital == "未婚":
            return
        birth = times.later(person.birth, rng.randint(-30, 30))
        since = times.later(max(birth, person.birth), rng.randint(295, 350))
        until = times.birth_between(rng, 2016, 2021) if person.marital != "已婚" else ""
        term = "妻子" if man else "丈夫"
        if spouse is not None:
            other = spouse.person
            row = self._row(file, term, other.name, other.birth, number=other.no)
            since = times.later(max(other.birth, person.birth), 312)
            yield replace(
                row, employer=other.employer, title=other.post, since=since, leading=False
            )
        else:
            name = names.full(rng, "女" if man else "男", family)
            row = self._at_work(self._row(file, term, name, birth), 0.04)
            yield replace(row, since=since, until=until)
            family = row.name[0]
        if until:
            return
        terms = _BY_MAN if man else _BY_WOMAN
        for index, in_law in enumerate(terms["in_laws"]):
            if rng.random() < 0.55:
                born = times.later(birth, -rng.randint(270, 380))
                name = names.full(rng, "女" if index else "男", "" if index else family)
                yield self._elder(self._row(file, in_law, name, born))
        if rng.random() < 0.3:
            in_law = rng.choice(terms["siblings"])
            older = in_law in ("妻兄", "妻姐", "大伯", "大姑")
            born = times.later(birth, rng.randint(14, 60) * (-1 if older else 1))
            yield self._at_work(self._row(file, in_law, self._name(in_law, family), born), 0.05)

    def _blood(self, file: File) -> Iterator[Relative]:
        rng, person = self._rng, file.person
        family = person.name[0]
        for term in ("父亲", "母亲"):
            if rng.random() < 0.85:
                born = times.later(person.birth, -rng.randint(264, 390))
                yield self._elder(
                    self._row(file, term, self._name(term, family if term == "父亲" else ""), born)
                )
        age = people.age_on(person.birth)
        if age >= 46 and person.marital != "未婚":
            for term in rng.sample(["儿子", "女儿"], k=rng.choice((1, 1, 2))):
                born = times.later(person.birth, rng.randint(290, 12 * (age - 19)))
                mother = family if person.gender == "男" else ""
                yield self._at_work(self._row(file, term, self._name(term, mother), born), 0.0)
        if rng.random() < 0.4:
            term = rng.choice(("哥哥", "弟弟", "姐姐", "妹妹"))
            months = rng.randint(14, 80) * (-1 if term in ("哥哥", "姐姐") else 1)
            born = times.later(person.birth, months)
            yield self._at_work(self._row(file, term, self._name(term, family), born), 0.04)

    def _others(self, file: File) -> Iterator[Relative]:
        rng, person = self._rng, file.person
        if rng.random() < 0.15:
            term = rng.choice(("姐夫", "嫂子", "弟媳", "妹夫"))
            born = times.later(person.birth, rng.randint(-60, 60))
            yield self._at_work(self._row(file, term, self._name(term, ""), born), 0.15)
        if rng.random() < 0.15:
            term = rng.choice(("叔父", "舅父", "姑母", "姨母", "堂兄", "表弟", "表姐"))
            months = -rng.randint(200, 300) if term[-1] in "父母" else rng.randint(-90, 90)
            family = person.name[0] if term[0] in "叔堂姑" else ""
            row = self._row(file, term, self._name(term, family), times.later(person.birth, months))
            yield self._at_work(row, 0.05) if term[-1] not in "父母" else self._elder(row)

    def _name(self, term: str, family: str) -> str:
        return names.full(self._rng, "女" if term in _WOMEN else "男", family)

    def _row(self, file: File, term: str, name: str, birth: str, number: str = "") -> Relative:
        politics = self._rng.choice(("群众", "群众", "中共党员"))
        return Relative(
            file.person.no, term, name, number, min(birth, "2006-12"), politics, "", "", False,
            file.person.lives_in, "", "", "血亲" if term in _BLOOD else "", "",
        )  # fmt: skip

    def _at_work(self, row: Relative, leading: float) -> Relative:
        """Give a relative of working age a post: mostly in the city's organs, some leading one."""
        rng = self._rng
        if people.age_on(row.birth) >= 60:
            return self._elder(row)
        if rng.random() < leading and row.term not in _BLOOD:
            return self._as_leader(row)
        since = times.later(row.birth, rng.randint(270, 340))
        since = times.birth_between(rng, 2022, 2024) if since >= NOW else since
        roll = rng.random()
        if roll < 0.2:
            firm = f"云川{rng.choice(data.words('names')['firms'])}"
            return replace(row, employer=firm, title="职员", post_since=since, post_until="至今")
        if roll < 0.3:
            school = rng.choice(data.words("names")["schools"])
            return replace(row, employer=school, title="教师", post_since=since, post_until="至今")
        county = self._office.county_employers(rng.choice(places.COUNTIES))
        choices = self._below if roll < 0.55 else self._city if roll < 0.75 else county
        org = rng.choice(choices)
        title = titles.staff(rng, org)
        return replace(row, employer=org.name, title=title, post_since=since, post_until="至今")

    def _as_leader(self, row: Relative) -> Relative:
        gender = "女" if row.term in _WOMEN else "男"
        near = [
            x
            for x in self._present
            if x.gender == gender and abs(int(x.birth[:4]) - int(row.birth[:4])) < 8
        ]
        if not near:
            return self._at_work(row, 0.0)
        leader = self._rng.choice(near)
        return replace(
            row, name=leader.name, birth=leader.birth, political="中共党员", employer=leader.org,
            title=leader.title, leading=True, post_since=leader.since, post_until="至今",
        )  # fmt: skip

    def _elder(self, row: Relative) -> Relative:
        """Give an old relative the past: a retired post with its end, or a home village."""
        rng = self._rng
        age = people.age_on(row.birth)
        if age < 60:
            return self._at_work(row, 0.0)
        if rng.random() < 0.5:
            code = rng.choice(places.COUNTIES)
            village = f"{county_name(0, code)}{rng.choice(places.towns(code))}{rng.choice('柳荷松竹梅枫')}溪村"
            return replace(row, employer=village, title="村民")
        org = rng.choice(self._below)
        retired = times.later(row.birth, 720)
        began = times.later(row.birth, 276)
        title = rng.choice(("退休干部", "退休职工", "退休教师"))
        return replace(row, employer=org.name, title=title, post_since=began, post_until=retired)


def record(seed: int, office: Office, files: Sequence[File], leaders: Leaders) -> None:
    """Give every file its family page; a few lack the spouse on purpose."""
    rng = data.stream(seed, office.copy, "families")
    by_no = {f.person.no: f for f in files}
    registry = Registry(rng, office, leaders)
    for index, file in enumerate(files):
        file.relatives = list(registry.page(file, by_no.get(file.spouse_no)))
        if index % 31 == 22:
            file.relatives = [r for r in file.relatives if r.term not in ("妻子", "丈夫")]
            file.person = replace(file.person, family_checked="")
