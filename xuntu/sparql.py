"""SPARQL put to a workspace: on the snapshot, without the graph store.

It stands apart from `Workspace` because the library behind it takes a third of a second to start.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.answers import Answer
from queries import sparql
from xuntu.answering import limits_of
from xuntu.workspace import Workspace


def ask(
    workspace: Workspace,
    question: str,
    parameters: Mapping[str, object] | None = None,
    *,
    timeout: float | None = None,
    limit: int | None = None,
    reveal: str | None = None,
) -> Answer:
    """Return the masked answer to a named SPARQL query (name or number) or to a SPARQL text."""
    where = sparql.Asked(
        workspace.snapshot(),
        workspace.mask(reveal, question),
        timeout or workspace.settings.timeout_s,
        limit or workspace.settings.row_limit,
    )
    given, twin = parameters or {}, sparql.named(question)
    if twin is not None:
        given = limits_of(workspace).fill(twin.defaults, given, workspace.settings.committee)
    return sparql.ask(question, given, where)
