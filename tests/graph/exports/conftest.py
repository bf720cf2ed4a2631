"""A small graph of what breaks writers and readers, and the same graph as networkx holds it."""

from __future__ import annotations

from typing import Any

import networkx
import pytest

from graph.exports.networkx import to_networkx
from graph.model.privacy import Mask
from graph.snapshot import Snapshot

MultiDiGraph = networkx.MultiDiGraph


@pytest.fixture(scope="session")
def lifted() -> Mask:
    return Mask(lifted=True)


@pytest.fixture(scope="session")
def expected(hostile: Snapshot, lifted: Mask) -> networkx.MultiDiGraph[Any]:
    """What every reader should find, but for the losses of its format."""
    return to_networkx(hostile, lifted)
