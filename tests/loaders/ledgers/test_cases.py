"""Rows of every ledger and what they must say: labelled cases of tests/cases/ledgers."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.model.claims import Claim
from loaders.ledgers import LEDGERS

CASES = Path(__file__).parents[2] / "cases" / "ledgers"


def cases() -> list[Any]:
    return list(_cases())


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield pytest.param(path.stem, case, id=f"{path.stem} {case['name']}")


def says(claim: Claim, wanted: Mapping[str, Any]) -> bool:
    """Tell whether a claim has these properties; an empty text stands for one it must not have."""
    return all(
        claim.properties.get(name) is None if value == "" else claim.properties.get(name) == value
        for name, value in wanted.items()
    )


def meets(claim: Claim, wanted: Mapping[str, Any], nodes: Mapping[str, list[Claim]]) -> bool:
    plain = {k: v for k, v in wanted.items() if k not in {"kind", "from", "to", "key", "sort"}}
    plain |= {"kind": wanted["sort"]} if "sort" in wanted else {}
    ends = claim.ends or ("", "")
    return (
        claim.kind == wanted["kind"]
        and says(claim, plain)
        and ("key" not in wanted or wanted["key"] in claim.keys)
        and all(
            word not in wanted or any(says(node, wanted[word]) for node in nodes.get(end, ()))
            for word, end in zip(("from", "to"), ends, strict=True)
        )
    )


@pytest.mark.parametrize(("ledger", "case"), cases())
def test_a_row_says_what_the_case_says(
    ledger: str, case: dict[str, Any], load: Callable[..., Any]
) -> None:
    table = "\n".join(line for line in case["table"].strip().splitlines())
    got = load("表.csv", table.encode(), case.get("forced"))
    nodes: dict[str, list[Claim]] = {}
    for claim in got.claims:
        nodes.setdefault(claim.mention, []).append(claim)
    for wanted in case.get("claims", ()):
        assert any(meets(claim, wanted, nodes) for claim in got.claims), (wanted, got.claims)
    counted = Counter(claim.kind for claim in got.claims)
    for kind, number in case.get("count", {}).items():
        assert counted[kind] == number, (kind, got.of(kind))
    told = [(r.column, r.suggestion) for r in got.rejected]
    wanted_rejects = [(r["column"], r.get("suggestion", "")) for r in case.get("rejected", ())]
    assert sorted(told) == sorted(wanted_rejects), got.rejected
    assert {r.ledger for r in got.rejected} <= {ledger}


@pytest.mark.parametrize("ledger", LEDGERS)
def test_every_ledger_has_a_case(ledger: str) -> None:
    assert (CASES / f"{ledger}.toml").exists()


@pytest.mark.parametrize(("ledger", "case"), cases())
def test_both_ends_of_an_edge_are_claimed(
    ledger: str, case: dict[str, Any], load: Callable[..., Any]
) -> None:
    got = load("表.csv", case["table"].strip().encode(), case.get("forced"))
    mentions = {claim.mention for claim in got.claims if claim.ends is None}
    referred = {end for claim in got.claims for end in claim.ends or ()}
    # What a row names by a number or words alone, of a kind that it does not tell, is claimed elsewhere.
    elsewhere = Counter(end.split("-")[0] for end in referred - mentions)
    assert elsewhere == case.get("elsewhere", {})
    refs = {"round_ref", "team_ref", "unit_ref", "org", "home_unit", "appointed_by"}
    for claim in got.claims:
        held = {v for k, v in claim.properties.items() if k in refs and str(v)[-21:-20] == "-"}
        assert held <= mentions, claim
    assert ledger in LEDGERS
