"""Whole reports: what they state is found, what they do not state is not."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import keys
from graph.model.claims import Claim, Rejected, Value
from graph.model.errors import SourceError
from graph.model.regions import load
from graph.model.schema import schema
from loaders.loader import Context, SourceFile
from loaders.reports import LOADER
from loaders.reports.extract import extract
from loaders.reports.facts import Fact

CASES = Path(__file__).parents[2] / "cases" / "reports"
REPORTS = sorted(CASES.glob("*.txt"))
REGIONS = load(CASES / "regions.csv")


def context(forced: str | None = None) -> Context:
    return Context("中共云川市委", "990100", REGIONS, lambda number: number, forced)


def source(content: bytes, name: str = "报告.txt") -> SourceFile:
    return SourceFile(name, hashlib.sha256(content).hexdigest(), content)


def made(content: bytes) -> tuple[list[Claim], list[Rejected]]:
    out = list(LOADER.read(source(content), context()))
    return [c for c in out if isinstance(c, Claim)], [r for r in out if isinstance(r, Rejected)]


def of_kind(content: bytes, kind: str) -> list[dict[str, Value]]:
    return [dict(c.properties) for c in made(content)[0] if c.kind == kind]


def figures(facts: list[Fact]) -> set[tuple[object, object]]:
    return {(f.fields["measure"], f.fields["value"]) for f in facts if f.type == "metric"}


def test_a_feedback_report() -> None:
    content = (CASES / "feedback.txt").read_bytes()
    facts = extract(content, "feedback.txt")
    units = {(f.fields["unit"], f.fields["inspection_type"]) for f in facts if f.type == "inspects"}
    assert ("云川市财政局", "常规") in units
    assert ("清河区党委", "常规") in units
    assert ("云川市林业局党组", "回头看") in units
    assert len(units) == 9
    assert {f.fields["number"] for f in facts if f.type == "round"} == {12}
    assert [f.fields["leader"] for f in facts if f.type == "team"] == ["陈志远"]
    assert figures(facts) >= {
        ("teams_formed", 5),
        ("findings_found", 326),
        ("clues_transferred", 41),
        ("immediate_rectified", 58),
        ("funds_recovered", 1235000),
        ("losses_recovered", 860000),
        ("rounds_held", 12),
        ("villages_inspected", 412),
        ("sanctions_party_admin", 186),
        ("transferred_judicial", 9),
    }


def test_a_report_of_a_unit_speaks_of_the_unit() -> None:
    facts = extract((CASES / "rectified.txt").read_bytes(), "rectified.txt")
    assert {f.fields["committee"] for f in facts if f.type == "metric"} == {"清河区财政局党组"}
    assert figures(facts) >= {("findings_fed_back", 32), ("rectification_rate", 93.75)}
    (sanction,) = [f for f in facts if f.type == "sanction"]
    assert sanction.fields["outcomes"] == ["开除党籍", "开除公职"]


def test_plans_rules_and_slogans_give_no_results() -> None:
    plan = "云川市委将对12家市直单位开展巡察，每轮巡察不少于20个党组织，力争增强“四个意识”。"
    found = figures(extract(f"云川市委计划\n{plan}\n云川市委。".encode(), "x.txt"))
    assert found == {("orgs_planned", 12)}
    rules = "中共云川市委巡察工作规程\n云川市委巡察组一般由7人组成，派出4个巡察组，发现问题3个。\n"
    assert [f for f in extract(rules.encode(), "x.txt") if f.type != "organisation"] == []


def test_figures_of_the_counties_are_not_the_citys() -> None:
    text = "云川市委巡察情况\n云川市委巡察党组织47个，发现问题1612个；各区（县、市）开展巡察28轮，发现问题13723个。\n"
    told = {
        f.fields["value"]: f.fields["scope"]
        for f in extract(text.encode(), "x.txt")
        if f.type == "metric"
    }
    assert told == {47: "city", 1612: "city", 28: "county", 13723: "county"}


def test_a_bare_committee_stays_unresolved_and_in_its_document() -> None:
    one, two = (f"县委第三轮巡察对县水利局开展常规巡察，发现问题{n}个。\n".encode() for n in (3, 4))
    scopes = [{p["scope"] for p in of_kind(content, "Organization")} for content in (one, two)]
    assert all(len(s) == 1 and str(min(map(str, s))).startswith("doc:") for s in scopes)
    assert scopes[0] != scopes[1]
    assert [r.column for r in made(one)[1]] == ["派出党委"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_claims_are_whole(path: Path) -> None:
    content = path.read_bytes()
    text = content.decode()
    claims, rejected = made(content)
    mentions = {c.mention for c in claims}
    document = keys.document(source(content).hash)
    placed = {c.ends[0] for c in claims if c.kind == "STATED_IN" and c.ends}
    for claim in claims:
        schema().check(claim)
        assert claim.ends is None or set(claim.ends) <= mentions
        assert claim.ends is not None or claim.mention in placed | {document}
        assert not {"person_no", "id_last4"} & claim.properties.keys()
    for passage in (*(c.provenance for c in claims), *(r.provenance for r in rejected)):
        assert text[passage.start : passage.end] == passage.quote
        assert passage.place.startswith("第")


def test_the_same_file_gives_the_same_claims() -> None:
    content = REPORTS[0].read_bytes()
    assert made(content) == made(content)


def test_rounds_teams_and_posts_are_tied_together() -> None:
    content = (CASES / "notice.txt").read_bytes()
    claims, _ = made(content)
    (round_,) = {c.mention for c in claims if c.kind == "Round"}
    assert round_ == keys.round_("东岭县委", 14, 5)
    assert {c.ends[1] for c in claims if c.kind == "OF_ROUND" and c.ends} == {round_}
    assert {c.properties["round_ref"] for c in claims if c.kind == "InspectionTask"} == {round_}
    team = keys.team("东岭县委", 14, 5, "县委第一巡察组")
    roles = {
        c.properties["role"]
        for c in claims
        if c.kind == "MEMBER_OF" and c.ends and c.ends[1] == team
    }
    assert roles == {"组长", "副组长"}


def test_a_range_of_rounds_is_all_of_them_and_no_round_of_a_figure() -> None:
    text = "云川市委通报\n中共云川市委第一至第四轮巡察共发现问题1203个。\n"
    facts = extract(text.encode(), "x.txt")
    assert [f.fields["number"] for f in facts if f.type == "round"] == [1, 2, 3, 4]
    (figure,) = [f for f in facts if f.type == "metric"]
    assert "round" not in str(figure.fields["attrs"])


def test_a_team_named_by_its_number_alone_is_the_committees() -> None:
    text = (
        "七届云川市委第十三轮巡察第三巡察组已进驻。\n巡察组组长：林建平\n值班电话：0999-7654321\n"
    )
    (team,) = [f for f in extract(text.encode(), "x.txt") if f.type == "team"]
    assert (team.fields["name"], team.fields["leader"]) == ("云川市委第三巡察组", "林建平")
    assert not [f for f in extract(text.encode(), "x.txt") if "0999" in f.evidence]


def test_a_former_post_says_that_its_scope_is_unknown() -> None:
    text = "云川市委通报\n云川市委巡察。原市人社局党组书记、局长戴春华被开除党籍，移送司法机关。\n"
    posts = of_kind(text.encode(), "SERVED_IN")
    assert {p["former_scope"] for p in posts} == {"不明"}
    assert {p["end_state"] for p in posts} == {"not_stated"}
    assert of_kind(text.encode(), "Sanction") == [{"name": "开除党籍"}]
    assert of_kind(text.encode(), "Prosecution") == [{"name": "移送司法"}]


def test_masked_names_are_never_joined() -> None:
    line = "云川市清河区柳树村书记王某超受到党内警告处分。"
    text = f"云川市委通报\n云川市委巡察。{line}\n{line}\n云川市清河区杨树村主任王某超出席。\n"
    people = {c.mention for c in made(text.encode())[0] if c.kind == "Person"}
    assert len(people) >= 2


def test_villagers_petitioners_and_authors_are_nobody() -> None:
    content = (CASES / "news.txt").read_bytes()
    claims, _ = made(content)
    assert [c for c in claims if c.kind == "Person"] == []
    assert not [c for c in claims if any(n in c.provenance.quote for n in ("孙大有", "林小雨"))]


def test_spam_is_reported_and_not_repaired() -> None:
    text = "云川市委通报\n云川市委巡察移交365bet官网_365bet体育机关处理线索96件。\n"
    (rejected,) = made(text.encode())[1]
    assert rejected.value == "365bet官网_365bet体育"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = (CASES / "feedback.txt").read_text("utf-8")
    plain = figures(extract(text.encode(), "x.txt"))
    assert figures(extract(text.encode(encoding), "x.txt")) == plain
    assert figures(extract(text.replace("\n", "\r\n").encode(encoding), "x.txt")) == plain


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空"),
        (b" \n\n", "空"),
        (b"PK\x03\x04" + bytes(200), "不是文本"),
        (bytes(range(1, 32)) * 8, "不是文本"),
        ("巡察".encode("big5") * 40 + b"\xff\xff", "编码"),
        ("Ünïcödé täxt ".encode("latin-1") * 20, "编码"),
    ],
)
def test_a_file_that_is_no_text_is_told(content: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        list(LOADER.read(source(content), context()))


def test_recognition() -> None:
    text = source("云川市委".encode())
    assert (LOADER.recognise(text, context()) or pytest.fail("not seen")).rank == 60
    assert LOADER.recognise(source(b"x", "a.xlsx"), context()) is None
    assert LOADER.recognise(source(b"x", "a.dat"), context("report")) is not None
    assert LOADER.recognise(text, context("L4")) is None


@settings(max_examples=400 if os.environ.get("XUNTU_SOAK") else 25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(REPORTS))
def test_noise_never_crashes_and_evidence_stays_verbatim(seed: int, path: Path) -> None:
    chance = random.Random(seed)
    text = list(path.read_text("utf-8"))
    noise = [
        "(zé)",
        "?qū)m",
        " ",
        "\n",
        "，",
        "、",
        "365bet体育",
        "（",
        "”",
        "對",
        "第",
        "9",
        "。",
        "\u00a0",
    ]
    for _ in range(chance.randrange(1, 60)):
        at = chance.randrange(len(text))
        if chance.random() < 0.3:
            del text[at : at + chance.randrange(1, 8)]
        text.insert(at, chance.choice(noise))
    original = "".join(text)
    claims, rejected = made(original.encode())
    for passage in (*(c.provenance for c in claims), *(r.provenance for r in rejected)):
        assert original[passage.start : passage.end] == passage.quote
