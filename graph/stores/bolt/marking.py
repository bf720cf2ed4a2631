"""The marker: one node on the server that says which snapshot its graph is, and whether it is whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import neo4j

from graph.stores.shared import MARKER

LABEL = MARKER
WHOLE = "whole"
CHANGING = "changing"

Transaction = neo4j.Transaction | neo4j.ManagedTransaction

_FOUND = f"MATCH (m:{LABEL} {{id: 'current'}})"
_WRITE = f"MERGE (m:{LABEL} {{id: 'current'}}) SET m += $marker"
# It sets something before it reads: from then on, no other push can write until this one is done.
_STEP = f"{_FOUND} SET m.at = $at RETURN m.token AS token, m.step AS step"


_TEXTS = ("hash", "state", "at", "sums", "token")


@dataclass(frozen=True, slots=True)
class Marker:
    """Which snapshot, whole or changing into it, and when that was said.

    `sums` is what the last push left of each kind (see `comparing.Sum`), as JSON; `token` names that
    push and `step` counts its batches.
    """

    hash: str
    state: str
    at: str
    sums: str = ""
    token: str = ""
    step: int = 0


def read(tx: Transaction) -> Marker | None:
    """Return the marker, or None where there is none."""
    found = tx.run(f"{_FOUND} RETURN properties(m) AS marker").fetch(1)
    if not found:
        return None
    said = found[0]["marker"]
    digest, state, at, sums, token = (str(said.get(name) or "") for name in _TEXTS)
    return Marker(digest, state, at, sums, token, int(said.get("step") or 0))


def write(tx: Transaction, marker: Marker) -> None:
    """Set the marker; in the transaction of the change that it speaks of, or before all of them."""
    tx.run(_WRITE, {"marker": asdict(marker)}).consume()


def stepped(tx: Transaction, token: str, step: int) -> bool | None:
    """Take a step of a push: True if it is still to be done, False if it was; None if another push took over."""
    found = tx.run(_STEP, {"at": now()}).fetch(1)
    if not found or found[0]["token"] != token:
        return None
    if found[0]["step"] >= step:
        return False
    tx.run(f"{_FOUND} SET m.step = $step", {"step": step}).consume()
    return True


def now() -> str:
    """Return the time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def is_empty(tx: Transaction) -> bool:
    """Tell whether the database holds no node at all."""
    return not tx.run("MATCH (n) RETURN 1 AS one LIMIT 1").fetch(1)
