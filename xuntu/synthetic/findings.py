"""What the teams found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from xuntu.synthetic import data
from xuntu.synthetic.events import Finding, Task
from xuntu.synthetic.leaders import Leaders
from xuntu.synthetic.model import TERM
from xuntu.synthetic.office import Office


def find(seed: int, office: Office, tasks: Sequence[Task], leaders: Leaders) -> tuple[Finding, ...]:
    """Return the findings of every task, about six each."""
    rng = data.stream(seed, office.copy, "findings")
    return tuple(finding for task in tasks for finding in _of(rng, office, task, leaders))


def _of(rng: Random, office: Office, task: Task, leaders: Leaders) -> Iterator[Finding]:
    unit = office.by_name[task.unit]
    categories = data.words("findings")["category"]
    items = [(c["name"], item) for c in categories for item in c["item"]]
    size = {"机动式": 4, "专项": 4}.get(task.type, 6) + rng.choice((-1, 0, 0, 1, 2))
    mark = {"专项": "专", "机动式": "机", "回头看": "回"}.get(task.type, "")
    label = _label(unit.short)
    for serial, (category, item) in enumerate(sorted(rng.sample(items, k=size), key=str), start=1):
        year = int(task.start[:4])
        text = _fill(rng, item["text"], unit.short, year)
        risky = bool(item.get("risk"))
        present = [
            x for x in leaders.at(unit.admin_unit, task.start) if x.no.startswith("Q") and risky
        ]
        named = (rng.choice(present).no,) if present and rng.random() < 0.75 else ()
        number = f"{TERM}-{task.round_no}-{task.team}-{mark}{label}-{serial:02d}"
        yield Finding(
            number, task.round_no, task.team, task.unit, task.type, category, item["cat2"], item["cat3"],
            text, _example(rng, unit.short, year) if rng.random() < 0.35 else "",
            rng.random() < 0.25, named,
            f"〔{year}〕{task.round_no}巡-{task.team}组-{mark}{label}{serial:02d}", risky, office.copy,
        )  # fmt: skip


def _label(short: str) -> str:
    for ending in ("机关党支部", "机关党委", "党工委", "党支部", "党组", "党委"):
        short = short.removesuffix(ending)
    return short


def _fill(rng: Random, template: str, unit: str, year: int) -> str:
    words: dict[str, Any] = data.words("findings")
    many = rng.randint(3, 18)
    first = year - rng.randint(1, 2)
    return template.format(
        u=unit, y=first, y2=max(first + 1, year - 1), n=many, m=rng.randint(1, many - 1),
        w=rng.choice((rng.randint(2, 60), rng.randint(12, 480), round(rng.uniform(1, 40), 2))),
        p=rng.choice(words["projects"]), d=rng.choice(words["departments"]),
    )  # fmt: skip


def _example(rng: Random, unit: str, year: int) -> str:
    words: dict[str, Any] = data.words("findings")
    when = f"{year - 1}年{rng.randint(1, 12)}月"
    return rng.choice(
        (
            f"{when}，{unit}{rng.choice(words['departments'])}在{rng.choice(words['projects'])}事项中未按规定报批。",
            f"如{when}，一笔{rng.randint(2, 90) / 10}万元的支出仅附一张收据，没有合同和验收单。",
            f"{when}的会议记录与出席签到不符，{rng.randint(2, 6)}人未到会而有签名。",
        )
    )
