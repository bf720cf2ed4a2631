"""Decisions on conflicts: what a named reviewer waives or upholds in a kept check, and what then holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model.decisions import JUDGING, in_force, known_by
from graph.model.errors import UsageError, WorkspaceError
from graph.snapshot import Snapshot
from queries.avoidance import Check, Draft, Judged, Profile, Reason, Severity, check
from queries.avoidance.settled import (
    UPHOLD,
    WAIVE,
    WAIVE_MISSING,
    Settlement,
    facts,
    kinds_for,
    settle,
)
from xuntu import kept as keeping
from xuntu.folder import Folder
from xuntu.kept import Change, Kept

NEWS = 5
"""Changes of a kept check that are told after a load."""
CODE = 6
"""Characters of the digest of a conflict's facts, behind the id of its check."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One reason that somebody may decide on: its code, where in the check it stands, what it says with decisions."""

    code: str
    judged: Judged
    reason: Reason
    said: str

    @property
    def text(self) -> str:
        """As a line for the clerk, with what was decided of it."""
        who = f"{self.judged.name}（{self.judged.member.person_no}）→ {self.judged.unit}"
        return f"{self.code}  {who}  {self.said}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A kept check asked again: what it says now, which reasons may be decided on, what changed since."""

    kept: Kept
    now: Check
    conflicts: tuple[Conflict, ...]
    changes: Sequence[Change]


def settlements(
    folder: Folder, snapshot: Snapshot, day: date | None = None
) -> Iterator[Settlement]:
    """Yield the decisions on conflicts that hold, or held by the end of a day."""
    log = folder.decisions()
    held = [d for d in in_force(known_by(log, day) if day else log) if d.kind in JUDGING]
    cited = {subject for decision in held for subject in decision.subjects[:2]}
    resolved = {one: snapshot.resolve(one) for one in sorted(cited)}
    return (Settlement.of(decision, resolved) for decision in held)


def settled(folder: Folder, snapshot: Snapshot, found: Check, day: date | None = None) -> Check:
    """Return a check with the reviewers' decisions applied."""
    return settle(found, settlements(folder, snapshot, day))


def keep(
    folder: Folder, draft: Draft, profile: Profile, on: date | None, *, by: str, title: str
) -> tuple[Kept, Check]:
    """Check a draft against what is known today, keep it, and return it with the check."""
    snapshot, committee = folder.snapshot(), folder.settings.committee
    bare = check(snapshot, draft, profile, committee=committee, on=on)
    found = settled(folder, snapshot, bare)
    answers = (found.to_json(), bare.to_json())
    held = keeping.keep(folder, (draft, profile, on), answers, snapshot, by=by, title=title)
    return held, found


def asked_again(folder: Folder, found: Kept) -> Asked:
    """Return a kept check put to what is known today, with the decisions since."""
    snapshot = folder.snapshot()
    bare = keeping.asked_again(found, snapshot)
    now = settled(folder, snapshot, bare)
    changes = keeping.changes(found.undecided, bare.to_json())
    return Asked(found, now, tuple(_conflicts(found.id, bare, now)), changes)


def news(folder: Folder) -> Iterator[str]:
    """Yield, check by check, what a load or a decision changed in the checks that are kept."""
    for found in keeping.all_kept(folder):
        changes = asked_again(folder, found).changes
        if changes:
            yield f"保存的核查 {found.id}（{found.by} {found.at[:10]}）有 {len(changes)} 条结论或理由与当时不同："
            yield from (f"    {change.text}" for change in changes[:NEWS])
            if len(changes) > NEWS:
                yield f"    … xuntu check --kept {found.id} 列出全部"


def listed(folder: Folder) -> Iterator[str]:
    """Yield a line for each check that is kept."""
    for found in keeping.all_kept(folder):
        answer = found.answer
        about = f"核查日期 {answer['on']}  {len(answer['people'])} 人  {found.title}"
        yield f"{found.id}  {_when(found)}  {found.by}  {about}"


def told(folder: Folder, start: str) -> Iterator[str]:
    """Yield what a kept check says today: what changed since, and the conflicts with their codes."""
    asked = asked_again(folder, keeping.named(folder, start))
    held = asked.kept
    yield f"核查 {held.id}：{held.by} {_when(held)} 保存，核查日期 {held.answer['on']}，{held.title}"
    yield (
        f"与当时相比有 {len(asked.changes)} 条结论或理由不同"
        if asked.changes
        else "与当时相比没有变化"
    )
    yield from (f"    {change.text}" for change in asked.changes)
    yield "可以豁免（review --waive 编号）或维持（review --uphold 编号）的："
    yield from (f"    {conflict.text}" for conflict in asked.conflicts)


def _when(found: Kept) -> str:
    return found.at[:16].replace("T", " ")


def _conflicts(id_: str, bare: Check, now: Check) -> Iterator[Conflict]:
    for judged, decided in zip(bare.verdicts, now.verdicts, strict=True):
        for reason, told in zip(judged.reasons, decided.reasons, strict=True):
            if judged.person and judged.units and kinds_for(reason):
                code = f"{id_}-{facts(reason, judged.on)[:CODE]}"
                yield Conflict(code, judged, reason, told.text)


def decide(folder: Folder, code: str, *, waive: bool, by: str, why: str) -> tuple[Conflict, ...]:
    """Record what somebody decided of the conflict with a code and return where it holds.

    A code is that of a kept check and, if it has several conflicts, of one of them (`xuntu check --kept`).
    Raises UsageError without a reason or for what the profile does not let anybody waive.
    """
    if not why.strip():
        raise UsageError("请写明理由", hint="--reason 写明为什么豁免或维持")
    start, _, _ = code.partition("-")
    asked = asked_again(folder, keeping.named(folder, start))
    found = [
        c for c in asked.conflicts if c.code.startswith(f"{asked.kept.id}{code[len(start) :]}")
    ]
    if len({(c.code, c.judged.person) for c in found}) != 1:
        hint = f"xuntu check --kept {asked.kept.id} 列出每条的编号"
        said = "这个核查里没有这一条" if not found else "这个编号对应几条，请写全"
        raise WorkspaceError(said, where=code, hint=hint)
    kind = _kind(asked, found[0], waive=waive)
    about = {"name": f"{found[0].judged.name} {found[0].reason.rule}", "check": asked.kept.id}
    unique = {c.judged.units[0]: c for c in found}
    with folder.writing():
        for unit, conflict in unique.items():
            digest = facts(conflict.reason, conflict.judged.on)
            subjects = (conflict.judged.person, unit, conflict.reason.rule or "", digest)
            folder.decided(kind, by, why, subjects, about)
    return tuple(unique.values())


def _kind(asked: Asked, conflict: Conflict, *, waive: bool) -> str:
    kinds = kinds_for(conflict.reason)
    if not waive:
        if UPHOLD not in kinds:
            raise UsageError("缺数据的一条不能维持", hint="请补充数据，或用 --waive 豁免")
        return UPHOLD
    settings = asked.kept.profile.at(asked.kept.committee, conflict.judged.on)
    opinion = conflict.reason.opinion
    grave = opinion.open if opinion else conflict.reason.severity
    if grave is Severity.H and not settings.waivable_h:
        hint = "本党委确有规定可以豁免的，在回避规则设置的 [waiver] 写明 H = true"
        raise UsageError("应回避的一条不能豁免", where=conflict.code, hint=hint)
    return WAIVE_MISSING if WAIVE_MISSING in kinds else WAIVE
