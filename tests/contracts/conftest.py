"""Gaps of stores (`tests/cases/stores/gaps.toml`) as tests that must fail."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

SORTS = {"notimpl", "notyet", "never"}


def gaps() -> list[dict[str, str]]:
    """Return the table of gaps: store, promise (a test, perhaps with its case), sort, reason."""
    path = Path(__file__).resolve().parents[1] / "cases/stores/gaps.toml"
    found: list[dict[str, str]] = tomllib.loads(path.read_text("utf-8")).get("gap", [])
    for gap in found:
        assert set(gap) == {"store", "promise", "sort", "reason"}, gap
        assert gap["sort"] in SORTS, gap
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect a test of a gap to fail."""
    known = gaps()
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        given: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
        promise = item.name.replace(f"{given.get('store_name')}-", "", 1)
        for gap in known:
            if gap["store"] == given.get("store_name") and gap["promise"] in {
                promise,
                promise.split("[")[0],
            }:
                reason = f"{gap['sort']}: {gap['reason']}"
                item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
