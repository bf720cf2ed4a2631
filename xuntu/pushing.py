"""The workspace's graph brought to a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.model.errors import UsageError
from graph.stores.bolt import open_bolt
from xuntu.opening import address_of
from xuntu.workspace import Workspace

if TYPE_CHECKING:
    from graph.stores.bolt.pushing import Pushed


def push(
    workspace: Workspace,
    url: str | None = None,
    database: str | None = None,
    *,
    overwrite: bool = False,
    tell: Callable[[str, int], None] = lambda _, __: None,
) -> Pushed:
    """Bring a server's graph to the workspace's snapshot by what differs, and return what was done.

    Without `url`, the server of the settings. Raises UsageError where there is none, and StoreError as
    `graph.stores.bolt.remote.RemoteStore.push` does.
    """
    settings = workspace.settings
    url = url or settings.bolt_url
    if not url:
        hint = "xuntu push bolt://主机:7687，或在 workspace.toml 里写 bolt_url"
        raise UsageError("没有写明推送到哪个服务器", hint=hint)
    address = address_of(workspace, url)
    if database is not None:
        address = replace(address, database=database)
    snapshot = workspace.snapshot()
    with open_bolt(address) as store:
        return store.push(snapshot, overwrite=overwrite, tell=tell)
