"""The graph in memory, for networkx: a function for programs and notebooks, not a file."""

from __future__ import annotations

from typing import Any

import networkx

from graph.exports._masked import Graph
from graph.model.forms import OF_KIND
from graph.model.privacy import Mask
from graph.snapshot import Snapshot


def to_networkx(snapshot: Snapshot, mask: Mask) -> networkx.MultiDiGraph[Any]:
    """Return the snapshot, masked: ids are nodes, edge ids are keys, `of_kind` says what each is.

    A property that is absent has no attribute. `graph.graph` holds `snapshot` (its hash), `masked` and
    `losses`. A million people take gigabytes: for a graph of that size ask a store.
    """
    source = Graph(snapshot, mask)
    made: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
    for table in source.nodes:
        for row in table.rows():
            made.add_node(row.id, **{OF_KIND: table.kind.name, **row.properties})
    for table in source.edges:
        for row in table.rows():
            attributes = {OF_KIND: table.kind.name, **row.properties}
            made.add_edge(row.source, row.target, row.id, **attributes)
    made.graph |= {
        "snapshot": source.hash,
        "masked": source.masked,
        "losses": source.tally.losses(),
    }
    return made
