"""Pages of a workspace: what it answers, masked, drawn as one HTML file."""

from __future__ import annotations

from graph.model.answers import Answer
from graph.model.errors import QueryError
from visualizations import coverage, network, person, rectification, trace, unit
from visualizations import round as one_round
from visualizations.page import Page
from xuntu import boards, cards, covering
from xuntu.telling import Which
from xuntu.workspace import Workspace

NAMES = tuple(
    one.VIEW.name for one in (trace, network, coverage, person, unit, rectification, one_round)
)
"""The pages of a workspace; that of a report needs none (`xuntu extract`), that of a check is `xuntu check`'s."""


def trace_page(workspace: Workspace, identifier: str, on: str) -> Page:
    """Return the page of what came of a node, or where it came from."""
    return trace.page(workspace.trace(identifier, on))


def network_page(workspace: Workspace, answer: Answer) -> Page:
    """Return the page of the nodes and edges an answer speaks of; raise QueryError if it speaks of none."""
    found = workspace.subgraph(answer)
    if answer.rows and not found.nodes:
        raise QueryError("查询结果里没有节点或关系", hint="请返回节点、关系或路径，例如 RETURN p")
    return network.page(found)


def coverage_page(workspace: Workspace, on: str, which: Which) -> Page:
    """Return the coverage map of a term: its units against its rounds."""
    return coverage.page(covering.coverage(workspace, on, which))


def person_page(workspace: Workspace, who: str, on: str, *, reveal: str | None = None) -> Page:
    """Return the card of a person; clues, cases and sanctions are on it only for a reveal, which is logged."""
    return person.page(cards.person_card(workspace, who, on, reveal=reveal))


def unit_page(workspace: Workspace, which: str, on: str) -> Page:
    """Return the card of a unit, across its renames."""
    return unit.page(cards.unit_card(workspace, which, on))


def rectification_page(workspace: Workspace, on: str, which: Which) -> Page:
    """Return the rectification board of some rounds or of one unit."""
    return rectification.page(boards.rectification(workspace, on, which))


def round_page(workspace: Workspace, on: str, which: Which) -> Page:
    """Return the dashboard of a round."""
    return one_round.page(boards.dashboard(workspace, on, which))
