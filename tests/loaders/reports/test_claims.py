"""What each fact of a report becomes in the graph: nodes that stand in their document, and what they are tied to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pytest

from graph.model import keys
from graph.model.claims import Claim, Rejected
from graph.model.regions import Region, Regions
from graph.model.schema import schema
from loaders.loader import SourceFile
from loaders.reports.claiming import claims
from loaders.reports.committee import Committee
from loaders.reports.context import About
from loaders.reports.extract import Report
from loaders.reports.facts import Fact, Field

ORIGINAL = "中共云川市委第四轮巡察对市财政局党组（市国资工委）开展常规巡察。"
FILE = SourceFile("通报.txt", hashlib.sha256(ORIGINAL.encode()).hexdigest(), ORIGINAL.encode())
COMMITTEE = "云川市委"
REGIONS = Regions(
    [
        Region("990100", "云川市", "地市", "990000"),
        Region("990121", "东岭县", "县", "990100"),
        Region("980121", "西山县", "县", "980100"),
    ]
)


def about() -> About:
    """Return the context of a report of 云川市委, all else empty."""
    committee = Committee(COMMITTEE, "云川市", "市", 1.0, "named")
    empty: dict[str, Any] = dict.fromkeys(About.__dataclass_fields__, "")
    told = {"committee": committee, "kind": "report", "published": None, "year": None}
    return About(**{**empty, **told, "others": ()})


def made(*facts: Fact, terms: Mapping[int, int] | None = None) -> list[Claim | Rejected]:
    """Return the claims of a report that states these facts."""
    head = ("第1段", 0, 10)
    return list(claims(Report(ORIGINAL, about(), facts, (), head, terms or {}, {}), FILE, REGIONS))


def fact(kind: str, doubt: str = "", confidence: float = 0.9, **fields: Field) -> Fact:
    return Fact(kind, fields, 0, 8, ORIGINAL[:8], "rule", confidence, "第1段", doubt)


def figure(
    fields: Mapping[str, Field] | None = None, doubt: str = "", confidence: float = 0.9
) -> Fact:
    """Return a figure of the committee's findings, or with other fields."""
    whole: dict[str, Field] = {
        "committee": COMMITTEE,
        "scope": "city",
        "measure": "findings_found",
        "value": 12,
        "unit": "个",
        **(fields or {}),
    }
    return Fact("metric", whole, 0, 8, ORIGINAL[:8], "rule", confidence, "第1段", doubt)


def of_kind(items: list[Claim | Rejected], kind: str) -> list[Claim]:
    return [item for item in items if isinstance(item, Claim) and item.kind == kind]


def targets(items: list[Claim | Rejected], kind: str) -> set[str]:
    return {claim.ends[1] for claim in of_kind(items, kind) if claim.ends}


EVERY = (
    fact("organisation", name="云川市财政局党组", attrs={"alias": "市国资工委"}),
    fact("round", committee=COMMITTEE, term=7, number=4, types=["常规"]),
    fact("team", committee=COMMITTEE, name="云川市委第一巡察组"),
    fact("inspects", committee=COMMITTEE, round=4, unit="云川市财政局党组", inspection_type="常规"),
    fact("person", name="陈志远", post="组长", org="云川市委第一巡察组"),
    fact("person", name="方叙白", post="局长", org="云川市财政局", former=True),
    fact("sanction", person="方叙白", outcomes=["开除党籍", "移送司法"], attrs={"date": "2018-07"}),
    figure({"attrs": {"round": "4", "q": "over"}}),
    fact(
        "pattern", committee=COMMITTEE, round=4, category="搞一言堂", code="05", quantifier="有的"
    ),
)


def test_every_type_of_fact_stands_in_its_document() -> None:
    items = made(*EVERY)
    assert not [item for item in items if isinstance(item, Rejected)]
    kinds = {item.kind for item in items if isinstance(item, Claim) and item.ends is None}
    assert kinds == {
        "Document", "Organization", "OrgName", "Round", "Term", "Team", "InspectionTask", "Person",
        "Sanction", "Prosecution", "ReportedFigure", "Category",
    }  # fmt: skip
    stated = {claim.ends[0] for claim in of_kind(items, "STATED_IN") if claim.ends}
    assert targets(items, "STATED_IN") == {keys.document(FILE.hash)}
    for item in items:
        assert isinstance(item, Claim)
        schema().check(item)
        assert item.ends or item.kind == "Document" or item.mention in stated


def test_a_second_sign_is_a_name_of_the_same_unit() -> None:
    items = made(EVERY[0])
    (name,) = of_kind(items, "OrgName")
    assert name.properties == {"name": "市国资工委", "type": "挂牌名"}
    assert [claim.ends for claim in of_kind(items, "HAS_NAME")] == [
        (keys.organization("云川市财政局党组", COMMITTEE), name.mention)
    ]
    assert len({claim.mention for claim in of_kind(items, "Organization")}) == 1


def test_the_day_of_a_sanction_is_kept() -> None:
    items = made(EVERY[5], EVERY[6])
    (sanction,), (prosecution,) = of_kind(items, "Sanction"), of_kind(items, "Prosecution")
    assert sanction.properties == {"name": "开除党籍", "decided": "2018-07"}
    assert prosecution.properties == {"name": "移送司法", "referred_on": "2018-07"}


COMMITTEE_KEY = keys.organization(COMMITTEE, COMMITTEE)


@pytest.mark.parametrize(
    ("fields", "terms", "expected"),
    [
        ({}, {}, {COMMITTEE_KEY}),
        ({"attrs": {"round": "4"}}, {}, {COMMITTEE_KEY, keys.round_(COMMITTEE, None, 4)}),
        ({"attrs": {"round": "4"}}, {4: 7}, {COMMITTEE_KEY, keys.round_(COMMITTEE, 7, 4)}),
        ({"attrs": {"round": "4"}}, {3: 7}, {COMMITTEE_KEY, keys.round_(COMMITTEE, 7, 4)}),
        (
            {"attrs": {"round": "4"}},
            {3: 7, 2: 6},
            {COMMITTEE_KEY, keys.round_(COMMITTEE, None, 4)},
        ),
        ({"attrs": {"term": "7"}}, {}, {COMMITTEE_KEY, keys.term(COMMITTEE, 7)}),
        ({"scope": "county", "committee": "云川市各县区委"}, {}, {COMMITTEE_KEY}),
        (
            {"scope": "org", "committee": "云川市财政局党组", "attrs": {"round": "4"}},
            {},
            {keys.organization("云川市财政局党组", COMMITTEE)},
        ),
    ],
    ids=range(8),
)
def test_what_a_figure_is_about(
    fields: dict[str, Field], terms: dict[int, int], expected: set[str]
) -> None:
    items = made(figure(fields), terms=terms)
    assert targets(items, "ABOUT") == expected


def test_a_figure_says_its_scope_its_kind_and_its_doubt() -> None:
    told = {"round": "4", "type": "提级交叉", "subset_of": "40", "asof": "2024-05", "q": "over"}
    doubted = figure({"attrs": told}, doubt="大于所属总数", confidence=0.5)
    (claim,) = of_kind(made(doubted, terms={4: 7}), "ReportedFigure")
    assert claim.confidence == 0.5
    assert claim.properties == {
        "name": "云川市委发现问题", "body": COMMITTEE, "measure": "发现问题", "value": 12.0, "unit": "个",
        "subject_scope": "本级", "period": None, "as_of": "2024-05", "approximate": True, "round_no": 4,
        "term_no": 7, "type": "提级；交叉", "theme": None, "part_of": 40.0, "doubt": "大于所属总数",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("东岭县", {"place": "东岭县", "place_code": "990121"}),
        ("云川市", {}),
        ("西山县", {}),
        ("别处县", {}),
    ],
)
def test_a_figure_of_one_county_says_which(said: str, known: Mapping[str, str]) -> None:
    (claim,) = of_kind(made(figure({"attrs": {"place": said}})), "ReportedFigure")
    assert {k: v for k, v in claim.properties.items() if k.startswith("place")} == known


def test_a_figure_of_no_body_is_told_and_not_claimed() -> None:
    (_, refused) = made(figure({"scope": "province", "committee": "示例省"}))
    assert isinstance(refused, Rejected)
    assert refused.column == "发现问题"
