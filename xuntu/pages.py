"""Pages of a workspace: what it answers, masked, drawn as one HTML file."""

from __future__ import annotations

from graph.model.answers import Answer
from graph.model.errors import QueryError
from visualizations import network, trace
from visualizations.page import Page
from xuntu.workspace import Workspace

NAMES = (trace.VIEW.name, network.VIEW.name)
"""The pages of a workspace; that of a report needs none (`xuntu extract`)."""


def trace_page(workspace: Workspace, identifier: str, on: str) -> Page:
    """Return the page of what came of a node, or where it came from."""
    return trace.page(workspace.trace(identifier, on))


def network_page(workspace: Workspace, answer: Answer) -> Page:
    """Return the page of the nodes and edges an answer speaks of; raise QueryError if it speaks of none."""
    found = workspace.subgraph(answer)
    if answer.rows and not found.nodes:
        raise QueryError("查询结果里没有节点或关系", hint="请返回节点、关系或路径，例如 RETURN p")
    return network.page(found)
