"""Which graph store a workspace asks, and with what name and password it enters a server."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from pathlib import Path

from graph.model.errors import StoreError, WorkspaceError
from graph.snapshot import Snapshot
from graph.stores import open_store
from graph.stores.store import Address, Store
from xuntu.folder import Folder

USER = "XUNTU_BOLT_USER"
PASSWORD = "XUNTU_BOLT_PASSWORD"
"""Variables of the environment; they count before the file that the setting `bolt_credentials` names."""

REMOTE = "bolt"
"""The store that is filled by `xuntu push` alone."""


def opened(home: Folder) -> Store:
    """Open the store that the settings name; raise StoreError where it cannot be."""
    settings = home.settings
    remote = settings.store == REMOTE and settings.bolt_url
    address = address_of(home, settings.bolt_url) if remote else None
    return open_store(settings.store, home.folder / "store", settings.heap_mb, address)


def bring(store: Store, snapshot: Snapshot) -> None:
    """Bring a store to the snapshot; raise StoreError for a server's, which only a push may change."""
    held = store.marker()
    if held == snapshot.hash:
        return
    if store.name != REMOTE:
        store.replace(snapshot)
    elif held is None:
        raise StoreError("图数据库里还没有本工作区的图谱", hint="请先执行 xuntu push")
    else:
        raise StoreError("图数据库里的图谱不是本工作区现在的快照", hint="请执行 xuntu push")


def address_of(home: Folder, url: str) -> Address:
    """Return a server's address with the name and password for it; raise WorkspaceError for an open file."""
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not user and home.settings.bolt_credentials:
        user, password = _credentials(home.folder / home.settings.bolt_credentials)
    return Address(url, user, password, home.settings.bolt_database)


def _credentials(path: Path) -> tuple[str, str]:
    """Return what a file says, `user = "…"` and `password = "…"`."""
    try:
        open_to_others = stat.S_IMODE(path.stat().st_mode) & 0o077
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise WorkspaceError(
            "凭据文件不能读", where=str(path), hint=error.strerror or ""
        ) from error
    if open_to_others and sys.platform != "win32":
        hint = f"请执行 chmod 600 {path.name}"
        raise WorkspaceError("凭据文件别人也能读", where=str(path), hint=hint)
    try:
        said = tomllib.loads(text)
        return str(said["user"]), str(said["password"])
    except (ValueError, KeyError):
        # What is wrong in it is not shown: it may be the password.
        hint = '应有两行：user = "…" 和 password = "…"'
        raise WorkspaceError("凭据文件的写法不对", where=str(path), hint=hint) from None
