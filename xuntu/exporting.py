"""The workspace's graph in another format: masked, written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph import exports
from xuntu.masking import mask_of

if TYPE_CHECKING:
    from xuntu.workspace import Workspace


def export(
    workspace: Workspace, form: str, target: Path, *, reveal: str | None = None, force: bool = False
) -> exports.Written:
    """Write the graph to a file or folder and return what it holds and lost; no store is started."""
    exports.check(form, target, force=force)
    found = workspace.snapshot()
    # The mask of this very snapshot: somebody may load files in the meantime.
    mask = workspace.mask(reveal, f"export {form}") if reveal is not None else mask_of(found)
    return exports.export(found, form, target, mask, force=force)
