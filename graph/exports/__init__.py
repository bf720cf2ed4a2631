"""The snapshot in other formats: one module a format; EXPORTS is the table of all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from graph.model.privacy import Mask
from graph.snapshot import Snapshot


class Export(Protocol):
    """Writes a snapshot, masked, to a file or folder, and returns what the format could not hold."""

    def __call__(self, snapshot: Snapshot, target: Path, mask: Mask) -> tuple[str, ...]:
        """Write and return the losses, one sentence each."""


EXPORTS: Mapping[str, Export] = {}
"""Every export by the name of its format. The first members come with the interchange formats."""
