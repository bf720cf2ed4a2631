"""FILE → CLAIMS: one folder a family of files; LOADERS is the table of all."""

from __future__ import annotations

from loaders import graphs, ledgers, reports
from loaders.loader import Loader

LOADERS: tuple[Loader, ...] = (graphs.LOADER, ledgers.LOADER, reports.LOADER)
"""Asked in this order whether a file is theirs."""
