"""Which engine answers a question to a workspace, and with which limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.model.answers import Answer
from graph.model.errors import WorkspaceError
from graph.model.privacy import Mask
from graph.stores.store import Store
from queries import catalogue, limits
from queries.checks import CHECKS
from queries.limits import Limits
from queries.statistics import STATISTICS
from queries.tracing import limits as running
from xuntu import asking, checked, checking
from xuntu.folder import Folder


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long an answer may take and how many rows it may have; the workspace's settings where not given."""

    timeout: float | None = None
    limit: int | None = None


def answer(
    folder: Folder,
    store: Callable[[], Store],
    question: str,
    parameters: Mapping[str, object],
    mask: Mask,
    *,
    cypher: bool = False,
    bounds: Bounds | None = None,
) -> Answer:
    """Return the masked answer to a question of the catalogue (name or number), or to Cypher.

    The store is opened only for a question that it answers.
    """
    settings, bounds = folder.settings, bounds or Bounds()
    limit = bounds.limit or settings.row_limit
    timeout = bounds.timeout or settings.timeout_s
    if cypher:
        return asking.query(
            store(), question, parameters, cypher=True, timeout=timeout, limit=limit, mask=mask
        )  # fmt: skip
    known = catalogue.find(question)
    given = limits_of(folder).fill(known.defaults, parameters, settings.committee)
    if known.name in CHECKS:
        return mask.answer(checked.answer(folder, known, given, limit=limit), known.sensitive)
    if known.name in STATISTICS:
        return asking.statistic(
            STATISTICS[known.name], folder.snapshot(), folder.regions(), given, limit=limit, mask=mask
        )  # fmt: skip
    return asking.query(
        store(), known.name, given, cypher=False, timeout=timeout, limit=limit, mask=mask
    )


def running_limits(folder: Folder) -> running.Limits:
    """Return what a trace holds its lags against: the built-in limits, changed by the workspace's own file."""
    return limits.running_of(_own_limits(folder))


def _own_limits(folder: Folder) -> Path | None:
    settings = folder.settings.limits
    path = folder.folder / settings if settings else None
    if path is not None and not path.is_file():
        hint = "请核对 workspace.toml 的 limits"
        raise WorkspaceError("没有这个期限表", where=settings, hint=hint)
    return path


def limits_of(folder: Folder) -> Limits:
    """Return the limits of a workspace: the built-in ones, its avoidance profile's, those of its own file."""
    path = _own_limits(folder)
    today = folder.clock().date().isoformat()
    profile = checking.profile_of(folder).at(folder.settings.committee, today)
    return limits.load(path).added(limits.influence(profile))
