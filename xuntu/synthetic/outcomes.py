"""Clues, and what came of them: dispositions, cases, sanctions, prosecutions, each after its cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from xuntu.synthetic import data, names, times, titles
from xuntu.synthetic.events import CaseFile, Clue, Finding, Prosecution, Sanction, Task
from xuntu.synthetic.leaders import Leaders
from xuntu.synthetic.model import TODAY, Leader, Organisation
from xuntu.synthetic.office import Office
from xuntu.synthetic.organisations import commission

_LEVELS = {"县处级正职": "正处", "县处级副职": "副处", "乡科级正职": "正科", "乡科级副职": "副科"}
_HARD = ("撤销党内职务", "留党察看", "开除党籍")
_MONTHS = {"警告": 12, "严重警告": 18, "撤销党内职务": 24}
_OFFICE_MONTHS = {"警告": 6, "记过": 12, "记大过": 18, "降级": 24, "撤职": 24}


@dataclass(slots=True)
class Outcomes:
    """What one copy's findings led to."""

    clues: list[Clue] = field(default_factory=list)
    cases: list[CaseFile] = field(default_factory=list)
    sanctions: list[Sanction] = field(default_factory=list)
    prosecutions: list[Prosecution] = field(default_factory=list)


@dataclass(slots=True)
class Clerk:
    """Hands over clues and books how they are handled."""

    rng: Random
    office: Office
    leaders: Leaders
    out: Outcomes = field(default_factory=Outcomes)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, kind: str, day: str) -> str:
        """Return the next number of a kind in the year of a day."""
        key = f"{kind}{day[:4]}"
        self.numbers[key] = self.numbers.get(key, 0) + 1
        return f"{key}-{self.office.copy * 1000 + self.numbers[key]:03d}"

    def clue(self, finding: Finding, task: Task) -> None:
        """Hand over a clue that came from a finding, and book its handling."""
        rng, unit = self.rng, self.office.by_name[task.unit]
        kind: dict[str, Any] = rng.choice(data.words("clues")["kind"])
        named = [x for x in self.leaders.of(unit.admin_unit) if x.no in finding.persons]
        leader = named[0] if named else None
        name, key, post, level = self._subject(unit, leader)
        transferred = times.after(task.end, rng.randint(8, 40))
        county = unit.managing == "县管"
        receiver = commission(self.office.copy, unit.region if county else "")[1]
        problem = kind["text"].format(
            who=f"{self.office.by_name[unit.admin_unit].short}{post}",
            unit=unit.short, y=int(task.start[:4]) - rng.randint(1, 3),
            n=rng.randint(2, 9), w=rng.choice((rng.randint(1, 9), rng.randint(5, 120))),
        )  # fmt: skip
        clue = Clue(
            self.number("XS", transferred), task.round_no, task.team, task.unit, name,
            leader.no if leader and rng.random() < 0.5 else "", key, post, level, problem,
            kind["discipline"], kind["cat1"], kind["cat2"],
            rng.choice(("信访", "谈话", "查阅资料", "底稿", "抽查")), finding.no,
            leader is None or rng.random() < 0.8, transferred,
            "双移交" if rng.random() < 0.12 else "单移交", receiver, rng.random() < 0.2,
            unit.managing, self.office.copy,
        )  # fmt: skip
        self.out.clues.append(clue)
        if times.after(transferred, 10) < TODAY:
            self._handle(clue, unit, bool(leader and leader.principal))

    def _subject(self, unit: Organisation, leader: Leader | None) -> tuple[str, str, str, str]:
        rng = self.rng
        if leader is not None:
            return (
                leader.name,
                f"{leader.birth} {leader.gender}",
                leader.title,
                _LEVELS[leader.rank],
            )
        gender = names.gender(rng)
        birth = times.birth_between(rng, 1970, 1992)
        county = unit.managing == "县管"
        stage = rng.choice((0, 1, 2))
        post = titles.in_section(rng, titles.section(rng, county), stage, county)
        level = ("科员及以下", "副科", "正科")[stage] if not county else "科员及以下"
        return names.full(rng, gender), f"{birth} {gender}", post, level

    def _handle(self, clue: Clue, unit: Organisation, principal: bool) -> None:
        rng = self.rng
        accepted = times.after(clue.transferred, rng.randint(1, 6))
        disposed = times.after(accepted, rng.choice((9, 12, 14, 18, 30)))
        row = CaseFile(
            clue.no, "", clue.subject, clue.subject_key, unit.admin_unit, clue.post, clue.level,
            principal, "巡察移交", accepted, clue.receiver, "初步核实", disposed, copy=clue.copy,
        )  # fmt: skip
        if disposed >= TODAY:
            self.out.cases.append(replace(row, disposition="初步核实", disposed=""))
        elif rng.random() < 0.43:
            self._case(row)
        else:
            self.out.cases.append(self._without_case(row))

    def _without_case(self, row: CaseFile) -> CaseFile:
        rng = self.rng
        disposition = rng.choice(("谈话函询", "谈话函询", "初步核实", "暂存待查", "予以了结"))
        row = replace(row, disposition=disposition)
        back = times.after(row.disposed, rng.choice((20, 35, 60, 75, 110, 160)))
        if disposition == "暂存待查":
            seen = times.after(row.disposed, 200)
            return replace(row, reviewed=seen if seen < TODAY and rng.random() < 0.6 else "")
        if back >= TODAY or (disposition == "初步核实" and rng.random() < 0.3):
            return row
        if disposition == "谈话函询":
            measure = rng.choice(("谈话提醒", "批评教育", "诫勉", "责令检查"))
            return replace(row, measure=measure, form=1, closed=back, fed_back=back)
        return replace(row, closed=back, fed_back=back)

    def _case(self, row: CaseFile) -> None:
        """File a case: within three months mostly, later at times; what has not come by today is open."""
        rng = self.rng
        filed = times.after(row.disposed, rng.choice((20, 35, 48, 60, 80, 120, 190)))
        if filed >= TODAY:
            self.out.cases.append(row)
            return
        body = row.authority
        row = replace(
            row, no=self.number("AJ", filed), filed=filed, fed_back=times.after(filed, 12)
        )
        if row.fed_back >= TODAY:
            row = replace(row, fed_back="")
        grave = rng.random() < 0.25 and row.level != "科员及以下"
        if grave:
            detained = times.after(filed, 2)
            row = replace(row, filed_supervision=times.after(filed, 1), detained=detained,
                          released=_past(times.after(detained, rng.choice((60, 85, 150)))))  # fmt: skip
        trial = times.after(filed, rng.choice((55, 75, 88, 130, 200)) + (60 if grave else 0))
        decided = times.after(trial, rng.choice((18, 26, 30, 55)))
        row = replace(row, trial_in=_past(trial), trial_out=_past(decided), authority=body)
        if decided >= TODAY or rng.random() < 0.08:
            self.out.cases.append(replace(row, trial_out=""))
            return
        self._decide(row, times.after(decided, rng.randint(3, 12)), grave)

    def _decide(self, row: CaseFile, decided: str, grave: bool) -> None:
        rng = self.rng
        if decided >= TODAY:
            self.out.cases.append(row)
            return
        party, admin, probation = self._choice(grave)
        form = 4 if grave else 3 if party in _HARD else 2
        executed = times.after(decided, rng.choice((10, 20, 28, 45)))
        money = round(rng.uniform(0.3, 30), 1) if rng.random() < 0.6 else None
        row = replace(
            row, form=form, seized=money, recovered=round(money * 0.6, 1) if money else None,
            eight_rules=rng.random() < 0.35, tags=("窝案",) if rng.random() < 0.08 else (),
        )  # fmt: skip
        if grave:
            self._prosecute(row, decided)
        closed = times.after(executed, 14)
        self.out.cases.append(replace(row, closed=_past(closed)) if not grave else row)
        self.out.sanctions.append(
            Sanction(
                row.no,
                row.person,
                party,
                admin,
                decided,
                _influence(party, admin, probation, decided),
                _past(executed),
                probation,
            )
        )

    def _choice(self, grave: bool) -> tuple[str, str, int | None]:
        if grave:
            return "开除党籍", "开除", None
        party = self.rng.choice(
            ("警告", "警告", "警告", "严重警告", "严重警告", "撤销党内职务", "留党察看")
        )
        if party == "留党察看":
            return party, "撤职", self.rng.choice((12, 24))
        admin = {"警告": "", "严重警告": "记过", "撤销党内职务": "撤职"}[party]
        return party, admin if self.rng.random() < 0.7 else "", None

    def _prosecute(self, row: CaseFile, decided: str) -> None:
        rng = self.rng
        referred = times.after(decided, rng.randint(2, 15))
        if referred >= TODAY:
            return
        indicted = _past(times.after(referred, rng.choice((35, 60, 90))))
        judged = _past(times.after(indicted, rng.choice((60, 95, 150)))) if indicted else ""
        years = rng.choice(
            (
                "有期徒刑一年六个月，缓刑二年",
                "有期徒刑三年",
                "有期徒刑四年，并处罚金二十万元",
                "有期徒刑六年",
            )
        )
        self.out.prosecutions.append(
            Prosecution(row.no, row.person, referred, indicted, judged, years if judged else "")
        )

    def without_clue(self) -> None:
        """Book a case that no inspection led to."""
        rng = self.rng
        unit = rng.choice(self.office.targets)
        name, key, post, level = self._subject(
            unit, rng.choice(self.leaders.at(unit.admin_unit, TODAY))
        )
        accepted = times.after(
            f"{rng.randint(2020, 2023)}-{rng.randint(1, 12):02d}-03", rng.randint(0, 20)
        )
        source = rng.choice(("其他", "信访举报", "自行发现"))
        row = CaseFile(
            "", "", name, key, unit.admin_unit, post, level, "书记" in post, source, accepted,
            commission(self.office.copy)[1], "初步核实", times.after(accepted, 14), copy=self.office.copy,
        )  # fmt: skip
        self._case(row)


def _past(day: str) -> str:
    return day if day < TODAY else ""


def _influence(party: str, admin: str, probation: int | None, decided: str) -> str:
    if party == "开除党籍":
        return ""
    months = _MONTHS.get(party, (probation or 0) + 24)
    return times.months_after(decided, max(months, _OFFICE_MONTHS.get(admin, 0)))


def follow(
    seed: int, office: Office, tasks: Sequence[Task], findings: Sequence[Finding], leaders: Leaders
) -> Outcomes:
    """Return the clues that the findings led to and everything after them."""
    clerk = Clerk(data.stream(seed, office.copy, "outcomes"), office, leaders)
    of_task = {(t.round_no, t.team, t.unit, t.type): t for t in tasks}
    for finding in findings:
        if finding.risky and clerk.rng.random() < 0.52:
            clerk.clue(finding, of_task[finding.round_no, finding.team, finding.unit, finding.type])
    for _ in range(5):
        clerk.without_clue()
    return clerk.out
