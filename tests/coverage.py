"""What answers every rule, case, question and mechanism of the design: its lines, and the page made of them.

`tests/cases/coverage.csv` is the claim, `tests/xuntu/test_coverage.py` runs every line of it, and
`python -m tests.coverage` writes `docs/coverage.md`. Several lines of one id stand one behind the other; only the
first has title, part and `lacks`: the names of the design that we do not have (`tests/cases/coverage_names.csv`).

    by        what is run: rule, check, question, cypher, export, figure (a sentence of a report as a published
              figure), loader (a sentence as facts), trace, page
    answer    the rule, question, Cypher, or the report of tests/cases/coverage_office.toml
    asks      its parameters
    on        where: city (the fictional city), small (the labelled office with coverage_office.toml), text (a report
              that is only read), cases and draft (tests/cases/avoidance), kept (a check kept before a load)
    expect    rows>=3 | name=value other=value: so many rows, and one of them like each of these; `*` is any text
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
PAGE = ROOT / "docs" / "coverage.md"

_GROUPS = {
    "R": "回避规则",
    "T": "难处理的情形",
    "Q": "四十个问题",
    "D0": "材料一的做法",
    "D1": "材料二的做法",
    "D2": "材料三的做法",
    "D3": "材料四的做法",
    "D4": "材料五的做法",
}
_PLACEHOLDERS = {"@sanction": "处分的节点编号"}
_HEAD = """# 每条规则、情形、问题和做法由什么回答

本页由 `python -m tests.coverage` 从 `tests/cases/coverage.csv` 生成，不要手改。
`tests/xuntu/test_coverage.py` 逐行运行：问题、Cypher、导出、追踪和网页运行的就是表里的命令，
规则按 `tests/cases/avoidance` 里标注的案例运行。

除了注明“小样例”的，都问 `xuntu demo` 生成的虚构城市。“小样例”补虚构城市没有的情形，
是 `tests/cases/coverage_office.toml` 里的几张台账和几十句报告（报告名就是编号，例如 `D0-1.txt`）。

“Cypher”是没有单独命名的问题，命令可以照抄；其余是命名的规则、问题或页面。“没有的”见最后一张表。
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is run, as the file has it."""

    id: str
    title: str
    part: str
    by: str
    answer: str
    asks: str
    on: str
    expect: str
    lacks: str
    note: str

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """What is asked for, by name."""
        pairs = (one.partition("=") for one in self.asks.split())
        return tuple((name, value) for name, _, value in pairs)

    def words(self) -> list[str]:
        """Return the command that a person types, word by word."""
        given = dict(self.parameters)
        params = [word for one in self.asks.split() for word in ("--param", one)]
        options = [word for name, value in given.items() for word in (f"--{name}", value)]
        match self.by:
            case "cypher" | "export":
                return ["query", "--cypher", self.answer, *options]
            case "question" | "figure":
                return ["query", self.answer, *params]
            case "loader":
                return ["extract", f"{self.answer}.txt"]
            case "trace":
                return ["trace", *params_as_options(self.answer), *options]
            case "page":
                return ["view", self.answer, *options, "-o", "网页.html"]
            case "check":
                return ["check", "--kept"]
            case _:
                return ["check", "--draft", "拟任名单.xlsx"]

    def command(self) -> str:
        """Return the command as it is written on the page."""
        words = [_quoted(word) for word in ("xuntu", *self.words())]
        text = " ".join(words)
        for mark, said in _PLACEHOLDERS.items():
            text = text.replace(mark, said)
        return text


def params_as_options(text: str) -> list[str]:
    """Return `term=7 round=1` as options."""
    pairs = (one.partition("=") for one in text.split())
    return [word for name, _, value in pairs for word in (f"--{name}", value)]


def _quoted(word: str) -> str:
    if not set(word) & set(" ()'\"<>*|[]"):
        return word
    mark = "'" if '"' in word else '"'
    return f"{mark}{word}{mark}"


@cache
def lines() -> tuple[Line, ...]:
    """Return all lines in order."""
    with (CASES / "coverage.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Line(**row) for row in csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Name:
    """What the design calls something, where it is with us (empty: nowhere), and why."""

    name: str
    ours: str
    why: str


@cache
def names() -> dict[str, Name]:
    """Return the names of the design that are other names with us, or nothing."""
    with (CASES / "coverage_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: Name(**row) for row in csv.DictReader(file)}


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for group, title in _GROUPS.items():
        rows = [one for one in lines() if one.id.startswith(group)]
        parts.append(f"## {title}\n\n| 编号 | 是什么 | 怎样得到 | 没有的 |\n|---|---|---|---|")
        parts += [_row(list(own)) for _, own in groupby(rows, key=lambda one: one.id)]
        parts.append("")
    parts.append("## 与设计不同的名称\n\n| 设计的名称 | 我们的 | 为什么 |\n|---|---|---|")
    parts += [
        f"| `{one.name}` | {f'`{one.ours}`' if one.ours else '没有'} | {one.why} |"
        for one in names().values()
    ]
    return "\n".join(parts) + "\n"


def _row(own: Sequence[Line]) -> str:
    lacks = "、".join(f"`{name}`" for name in own[0].lacks.split())
    ways = "<br>".join(_ways(own))
    return f"| {own[0].id} | {own[0].title} | {ways} | {lacks} |"


def _ways(own: Sequence[Line]) -> Iterator[str]:
    for one in own:
        kind = {"rule": f"规则 {one.answer}：", "cypher": "Cypher："}.get(one.by, "")
        beside = "（小样例）" if one.on in ("small", "text") else ""
        note = f"　{one.note}" if one.note else ""
        yield f"{kind}`{one.command()}`{beside}{note}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
