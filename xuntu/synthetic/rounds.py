"""The rounds of the term: teams, tasks and who sat in the teams."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from xuntu.synthetic import data, times
from xuntu.synthetic.events import Member, Round, Task, Team
from xuntu.synthetic.model import COMMITTEE, TERM_NAME, Organisation
from xuntu.synthetic.office import Office
from xuntu.synthetic.people import File
from xuntu.synthetic.ties import stranger, touches

TEAMS = 6
DIGITS = "零一二三四五六七八九十"


def chinese(number: int) -> str:
    """Return a number up to 99 as it is spoken."""
    tens, ones = divmod(number, 10)
    return (
        (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )


def rounds() -> tuple[Round, ...]:
    """Return the fourteen rounds that were held."""
    return tuple(
        Round(int(r["number"]), int(r["start"][:4]), r["start"], times.after(r["start"], int(r["days"])), r["theme"])
        for r in data.rows("rounds")
    )  # fmt: skip


@dataclass(slots=True)
class Plan:
    """The tasks of one copy, as they are handed out round by round."""

    office: Office
    rng: Random
    regular: list[Organisation]
    tasks: list[Task] = field(default_factory=list)
    mobile: list[Organisation] = field(default_factory=list)
    counties: list[Organisation] = field(default_factory=list)

    def hand_out(self, row: dict[str, str]) -> None:
        """Give the teams of one round their tasks."""
        load: Counter[int] = Counter(dict.fromkeys(range(1, TEAMS + 1), 0))
        for _ in range(int(row["county"]) // 2):
            team = self._least(load)
            for unit in (self.counties.pop(), self.counties.pop()):
                self._add(row, team, unit, "常规", load, modes=("提级", "交叉"))
        fresh = [self.regular.pop() for _ in range(int(row["regular"]))]
        for unit in fresh:
            self._add(row, self._least(load), unit, "常规", load)
        for _ in range(int(row["lookback"])):
            self._look_back(row, self._least(load), load)
        for _ in range(int(row["mobile"])):
            self._add(row, self._least(load), self.mobile.pop(), "机动式", load)
        special = fresh[2 : 2 + int(row["special"])]
        for at in range(int(row["special"])):
            unit = special[at] if special else self.mobile.pop()
            self._add(row, self._of(row, unit) or self._least(load), unit, "专项", load)

    def _least(self, load: Counter[int]) -> int:
        return min(load, key=lambda team: (load[team], team))

    def _of(self, row: dict[str, str], unit: Organisation) -> int:
        number = int(row["number"])
        name = self.office.known_as(unit.name, row["start"])
        return next(
            (t.team - self._shift for t in self.tasks if (t.round_no, t.unit) == (number, name)), 0
        )

    @property
    def _shift(self) -> int:
        return self.office.copy * TEAMS

    def _add(
        self, row: dict[str, str], team: int, unit: Organisation, kind: str, load: Counter[int],
        modes: tuple[str, ...] = (), follows: str = "",
    ) -> None:  # fmt: skip
        load[team] += 1
        start = times.after(row["start"], self.rng.choice((0, 0, 1, 2)))
        days = {"机动式": 20, "专项": 40}.get(kind, int(row["days"]))
        end = times.after(start, days)
        form = (
            self.rng.choice(["会议", "会议", "会议", "书面"]) if row["number"] != "3" else "一对一"
        )
        self.tasks.append(
            Task(
                int(row["number"]),
                team + self._shift,
                self.office.known_as(unit.name, start),
                kind,
                modes,
                row["theme"] if kind == "专项" else "",
                start,
                end,
                times.after(end, -6),
                follows,
                times.after(end, self.rng.randint(28, 52)),
                form,
                self.office.copy,
            )
        )

    def _look_back(self, row: dict[str, str], team: int, load: Counter[int]) -> None:
        seen = {t.unit for t in self.tasks if t.type == "回头看"}
        earlier = [t for t in self.tasks if t.type == "常规" and t.round_no < 8 and not t.modes]
        past = self.rng.choice([t for t in earlier if self._now(t.unit) not in seen])
        unit = self.office.by_name[self._now(past.unit)]
        follows = f"{TERM_NAME}{chinese(past.round_no)}轮{past.team}组"
        self._add(row, team, unit, "回头看", load, follows=follows)

    def _now(self, unit: str) -> str:
        return next((c.new for c in self.office.changes if c.old == unit), unit)


def arrange(seed: int, office: Office) -> tuple[Task, ...]:
    """Return all tasks of one copy: every target once regularly, and the rest of the plan."""
    rng = data.stream(seed, office.copy, "tasks")
    regular = list(office.targets)
    rng.shuffle(regular)
    # The renamed office is inspected under its old name, in the third round.
    renamed = next(o for o in regular if o.name in office.predecessors)
    regular.remove(renamed)
    regular.insert(len(regular) - 18, renamed)
    plan = Plan(office, rng, regular)
    plan.mobile = rng.sample(office.targets, k=12)
    bureaus = defaultdict(list)
    for bureau in office.county_bureaus:
        bureaus[bureau.region].append(bureau)
    for code in rng.choices(sorted(bureaus), k=14):
        plan.counties += rng.sample(bureaus[code], k=2)
    for row in data.rows("rounds"):
        plan.hand_out(row)
    return tuple(plan.tasks)


def teams(office: Office, held: Sequence[Round]) -> tuple[Team, ...]:
    """Return the teams of one copy in every round."""
    shift = office.copy * TEAMS
    return tuple(
        Team(r.number, shift + number, office.copy) for r in held for number in range(1, TEAMS + 1)
    )


def staff(
    seed: int, office: Office, held: Sequence[Round], tasks: Sequence[Task], files: Sequence[File]
) -> Iterator[Member]:
    """Return who sat in the teams: nobody who had to do with a unit, nobody in two teams at once."""
    rng = data.stream(seed, office.copy, "members")
    units: dict[tuple[int, int], list[Task]] = defaultdict(list)
    for task in tasks:
        units[task.round_no, task.team].append(task)
    for round_ in held:
        free = rng.sample(list(files), k=len(files))
        for number in range(1 + office.copy * TEAMS, 1 + (office.copy + 1) * TEAMS):
            jobs = units[round_.number, number]
            chosen = _choose(rng, office, free, round_, jobs)
            free = [f for f in free if f not in chosen]
            yield from _seats(rng, office, round_, number, jobs, chosen)


def _choose(
    rng: Random, office: Office, free: Sequence[File], round_: Round, jobs: Sequence[Task]
) -> list[File]:
    crossing = [office.by_name[t.unit].region for t in jobs if "交叉" in t.modes]
    size = rng.randint(5, 7)

    def fits(file: File) -> bool:
        old_enough = file.person.work_start < f"{round_.year - 3}"
        apart = all(stranger(file, county) for county in crossing)
        return old_enough and apart and not any(touches(office, file, t.unit) for t in jobs)

    able = (f for f in free if fits(f))
    chosen: list[File] = []
    for file in able:
        others = len([f for f in chosen if not f.chief])
        wanted = not any(f.chief for f in chosen) if file.chief else others < size - 1
        if wanted and file.spouse_no not in {f.person.no for f in chosen}:
            chosen.append(file)
        if len(chosen) == size:
            break
    return sorted(chosen, key=lambda f: (-f.stage, f.person.no))


def _seats(
    rng: Random,
    office: Office,
    round_: Round,
    number: int,
    jobs: Sequence[Task],
    chosen: Sequence[File],
) -> Iterator[Member]:
    posts = data.words("posts")["team_posts"]
    counties = {office.by_name[t.unit].managed_by for t in jobs if "交叉" in t.modes}
    since, until = times.after(round_.start, -3), max((t.end for t in jobs), default=round_.end)
    doc = f"云委巡〔{round_.year}〕{round_.number * 2 + 1}号"
    for seat, file in enumerate(chosen):
        role = ("组长", "副组长", "联络员")[seat] if seat < 3 else "组员"
        if seat == 3 and len(chosen) == 7:
            role = "副组长"
        left = rng.random() < 0.02 and role == "组员"
        yield Member(
            round_.number, number, file.person.no, role,
            "" if role == "组长" else "综合协调" if role == "联络员" else posts[(seat + number) % 5],
            _employer_on(file, round_.start), COMMITTEE, next(iter(sorted(counties)), COMMITTEE),
            doc, times.after(round_.start, -9), since,
            times.after(since, 20) if left else until, "替换" if left else "任务完成",
            rng.choice(["优秀", "良好", "良好", "称职"]),
        )  # fmt: skip


def _employer_on(file: File, day: str) -> str:
    month = day[:7]
    there = [
        p
        for p in file.postings
        if p.since <= month and (not p.until or month < p.until) and not p.home_unit
    ]
    return there[-1].org if there else file.person.employer
