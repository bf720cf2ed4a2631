"""The shell of a page: its data cannot leave their block, its policy knows each script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.answers import Subgraph, Trace
from tests.visualizations import sheets
from visualizations import check, network, page, report, trace
from visualizations.check import Matrix
from visualizations.report import MarkedText
from visualizations.views import VIEWS


@settings(max_examples=50, deadline=None)
@given(st.recursive(st.text() | st.integers(), lambda inner: st.dictionaries(st.text(), inner)))
def test_escaped_json_is_the_value_and_no_markup(value: object) -> None:
    text = page.escaped(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


def test_a_number_that_json_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        page.escaped(float("nan"))


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@pytest.fixture(params=[view.name for view in VIEWS])
def text(
    request: pytest.FixtureRequest,
    city: Callable[[int], Subgraph],
    chains: Callable[[int], Trace],
    checked: Callable[[int], MarkedText],
    matrix: Callable[..., Matrix],
) -> str:
    if request.param in sheets.SHEETS:
        return sheets.page(request.param)
    if request.param == "check":
        return check.page(matrix(6, 4, 2))
    if request.param == "report":
        return report.page(checked(20))
    return network.page(city(150)) if request.param == "network" else trace.page(chains(3))


def test_the_policy_allows_nothing_but_the_own_scripts_and_style(text: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.group(1).split("; "))
    scripts = {_hash(script) for script in re.findall(r"<script>(.*?)</script>", text, re.S)}
    packed = page.carried(text).get("code")
    scripts |= {_hash(packed)} if packed else set()
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["style-src"] == _hash(re.findall(r"<style>(.*?)</style>", text, re.S)[0])
    assert set(rules["script-src"].split()) == scripts
    assert "unsafe" not in policy.group(1)


def test_the_policy_stands_before_all_it_governs(text: str) -> None:
    assert text.index("Content-Security-Policy") < min(text.index("<style"), text.index("<script"))


def test_pages_are_small(
    city: Callable[[int], Subgraph],
    chains: Callable[[int], Trace],
    checked: Callable[[int], MarkedText],
) -> None:
    assert len(report.page(checked(100)).encode()) < 120_000
    assert len(trace.page(chains(25)).encode()) < 120_000
    assert len(network.page(city(300)).encode()) < 120_000
