"""Which single fact would change a verdict: the edge or the field on which all its gravest reasons rest."""

from __future__ import annotations

from collections.abc import Sequence

from queries.avoidance.check import Judged
from queries.avoidance.verdict import IDENTITY, Reason, Step, Verdict, worst


def pivot(judged: Judged) -> str:
    """Return the one fact that would change the verdict and into what, empty where no single one does."""
    if judged.verdict is Verdict.FREE:
        return ""
    if judged.verdict is Verdict.UNKNOWN:
        return _field(judged)
    decisive = [r for r in judged.reasons if r.severity and r.severity.value is judged.verdict]
    if any(reason.rule is None for reason in decisive):
        return ""
    if {reason.code for reason in decisive} == {IDENTITY}:
        return f"查明不是同一人，结论为“{_without(judged, decisive).label}”"
    step = _shared(decisive)
    if step is None:
        return ""
    rest = _without(judged, [r for r in judged.reasons if step.id in {s.id for s in r.path}])
    where = f"（{step.sources[0].text}）" if step.sources else ""
    return f"若“{step.text}”{where}不属实，结论为“{rest.label}”"


def _field(judged: Judged) -> str:
    """Return the one field whose filling in would settle what is not known."""
    blocking = [reason for reason in judged.reasons if reason.severity is None]
    fields = {reason.text.rpartition("[")[2].rstrip("]") for reason in blocking}
    return f"补填 {fields.pop()} 即可判定" if len(fields) == 1 else ""


def _without(judged: Judged, gone: Sequence[Reason]) -> Verdict:
    left = [reason for reason in judged.reasons if reason not in gone]
    lacking = any(reason.severity is None for reason in left)
    return worst((reason.severity for reason in left if reason.severity), lacking=lacking)


def _shared(decisive: Sequence[Reason]) -> Step | None:
    """Return the step that all these reasons rest on; None if there is none.

    A service rather than another, and one between people with names rather than one through somebody unnamed.
    """
    common = set.intersection(*({step.id for step in reason.path} for reason in decisive))
    steps = [step for step in decisive[0].path if step.id in common]
    return min(steps, key=lambda step: (step.kind != "SERVED_IN", _unnamed(step)), default=None)


def _unnamed(step: Step) -> bool:
    return step.source.startswith("（") or step.target.startswith("（")
