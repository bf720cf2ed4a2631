"""What a check and a list of candidates say, as the rows of questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.model.answers import Cell
from queries.avoidance.candidates import FORBIDDEN, Candidate, Candidates, shown
from queries.avoidance.check import Check, Judged
from queries.avoidance.squads import TeamResult
from queries.avoidance.verdict import Reason, Verdict

Row = tuple[Cell, ...]


def conflicts(found: Check, *, everything: bool) -> Iterator[Row]:
    """Yield a row for each reason against a person and a unit, the worst first; those without one on demand."""
    ordered = sorted(
        found.verdicts,
        key=lambda j: (-j.verdict, j.member.team, j.member.person_no, j.unit),
    )
    for judged in ordered:
        if judged.reasons:
            yield from (_conflict(judged, reason) for reason in judged.reasons)
        elif everything:
            yield _row(judged, None, None, None, ())


def _conflict(judged: Judged, reason: Reason) -> Row:
    severity = reason.severity.name if reason.severity else "不明"
    path = tuple(step.text for step in reason.path)
    return _row(judged, reason.rule, severity, reason.text, path)


def _row(judged: Judged, rule: Cell, severity: Cell, text: Cell, path: Cell) -> Row:
    member = judged.member
    return (
        judged.name or member.name, member.team, judged.unit, rule, severity, text, path, judged.on or None,
        judged.verdict.label, member.person_no,
    )  # fmt: skip


def team_rules(found: Check) -> Iterator[Row]:
    """Yield a row for each rule and team; what could not be judged is neither passed nor failed."""
    for one in found.team_rules:
        result = one.result
        passed = "不明" if not result.value else "是" if result.passed else "否"
        name = f"{one.rule.id} {one.rule.name}"
        said = result.text.partition("：")[2]
        yield one.team or "全轮", name, result.value or None, result.required or None, passed, said


def candidates(found: Candidates, *, everything: bool) -> Iterator[Row]:
    """Yield a row for each candidate, the best first; who may not join on demand."""
    for one in _free(found.people, everything=everything):
        if one.masked:
            yield one.name, FORBIDDEN, None, (), None, None, one.person_no
        else:
            yield (
                one.name, one.verdict.label, one.reviews, one.skills, one.rounds, one.last_round or None,
                one.person_no,
            )  # fmt: skip


def substitutes(found: Candidates, *, everything: bool) -> Iterator[Row]:
    """Yield a row for each who could take the place; who may not, or would break a rule, on demand."""
    for one in _free(found.people, everything=everything):
        if one.masked:
            yield one.name, (), FORBIDDEN, None, None, one.person_no
        elif everything or not one.broken:
            effects = tuple(_effect(one, result) for result in one.results)
            yield (
                one.name, effects, one.verdict.label, shown(one.broken) or None, shown(one.mended) or None,
                one.person_no,
            )  # fmt: skip


def left_out(found: Candidates) -> str:
    """Return in words how many candidates may not join, empty if none."""
    gone = len(found.people) - len(list(_free(found.people, everything=False)))
    return f"另有 {gone} 人应回避或不可任，没有列出" if gone else ""


def _free(people: Iterable[Candidate], *, everything: bool) -> Iterator[Candidate]:
    return (
        one for one in people if everything or not (one.masked or one.verdict is Verdict.RECUSE)
    )


def _effect(one: Candidate, result: TeamResult) -> str:
    change = "打破" if result in one.broken else "补上" if result in one.mended else ""
    said = change or ("满足" if result.result.passed else "仍不满足")
    return f"{result.rule.id} {result.rule.name}：{said}（{result.result.value}）"
