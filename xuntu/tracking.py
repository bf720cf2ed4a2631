"""Tracing of a workspace: the chains of a scope, its funnel, and what has no effect or no cause; all masked."""

from __future__ import annotations

from graph.model.answers import Answer, Trace
from graph.model.errors import UsageError
from graph.model.privacy import Mask
from graph.stores.store import Store
from queries import tracing
from queries.tracing.limits import Limits
from queries.tracing.rows import funnel_rows
from xuntu.asking import FindEvidence, with_evidence

KINDS = ("funnel", "nothing", "unexplained")
"""What may be asked of a scope: its funnel, findings of which nothing came, prosecutions without a finding."""

MOST_DRAWN = 2000
"""Nodes of a scope that are drawn; more help nobody."""


def chains(
    store: Store,
    scope: tracing.Scope,
    on: str,
    find: FindEvidence,
    mask: Mask,
    rules: Limits,
) -> Trace:
    """Return the masked chains of a scope with their evidence; raise UsageError if they are too many to draw."""
    found = tracing.trace_scope(store, scope, on, rules)
    if len(found.subgraph.nodes) > MOST_DRAWN:
        hint = "请再写上 --round、--team、--unit 或 --category"
        raise UsageError(f"范围太大：有 {len(found.subgraph.nodes)} 个节点", hint=hint)
    return mask.trace(with_evidence(found, find))


def answer(
    store: Store, scope: tracing.Scope, on: str, what: str, mask: Mask, rules: Limits
) -> Answer:
    """Return the masked answer to one of `KINDS`; small numbers of a funnel are told when the mask is lifted."""
    if what == "unexplained":
        found = tracing.unexplained(store, on)
    elif what == "nothing":
        found = tracing.nothing_came(store, scope, on)
    elif what == "funnel":
        steps = tracing.trace_scope(store, scope, on, rules).funnel
        found = funnel_rows(scope.title(), steps, on, 0 if mask.lifted else rules.small)
    else:
        raise UsageError(f"没有 {what!r} 这种统计", hint=f"可用：{'、'.join(KINDS)}")
    return mask.answer(found, True)
