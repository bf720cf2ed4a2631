"""Several claims on one thing become one row: groups whole, the better source first, the rest kept apart."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.model import keys, values

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "derive" / "stints.toml").read_text("utf-8")
)["case"]
Stint = tuple[str | None, str | None, str | None, str | None]


def post(since: str, until: str, state: str, title: str) -> dict[str, Any]:
    return {
        "title": title or None,
        "kind": "任职",
        "since": since or None,
        "until": until or None,
        "end_state": state,
    }


@pytest.fixture(scope="module")
def stints(
    telling: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, new: Callable[..., Any]
) -> dict[str, list[Stint]]:
    """The stints of every case, all derived at once: each case has a person of its own."""
    told = {rank: telling(f"台账{rank}.xlsx", rank) for rank in (1, 2)}
    people = {}
    for number, case in enumerate(CASES):
        for rank, *said in case["claims"]:
            source = told[rank]
            people[case["name"]] = source.person(f"{number:03}")
            unit = source.unit("市林业局")
            source.edge("SERVED_IN", people[case["name"]], unit, **post(*said))
    world = new(tmp_path_factory.mktemp("stints"))
    world.load(*told.values())
    rows = world.build().rows("edges_SERVED_IN")
    return {
        name: [
            (row["since"], row["until"], row["end_state"], row["until_latest"])
            for row in rows
            if row["source"] == person
        ]
        for name, person in people.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_stints(case: dict[str, Any], stints: dict[str, list[Stint]]) -> None:
    wanted = [tuple(value or None for value in stint) for stint in case["stints"]]
    assert sorted(stints[case["name"]], key=str) == sorted(wanted, key=str)


DAY = date(2015, 1, 1)
SPANS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 400), st.sampled_from([10, 7])),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=100 if os.environ.get("XUNTU_SOAK") else 3,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(people=st.lists(SPANS, min_size=20, max_size=20))
def test_stints_are_the_components_of_certain_overlap(
    telling: Callable[..., Any],
    new: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
    people: list[list[tuple[int, int, int]]],
) -> None:
    said, wanted = telling("台账.xlsx"), {}
    unit = said.unit("市林业局")
    for number, spans in enumerate(people):
        person = said.person(f"{number:03}")
        dated = []
        for start, length, precision in spans:
            since, until = (
                (DAY + timedelta(days=n)).isoformat()[:precision] for n in (start, start + length)
            )
            dated.append((since, until))
            said.edge("SERVED_IN", person, unit, **post(since, until, "stated", "局长"))
        wanted[person] = len(components(dated))
    world = new(tmp_path_factory.mktemp("spans"))
    world.load(said)
    rows = world.build().rows("edges_SERVED_IN")
    found = {person: sum(row["source"] == person for row in rows) for person in wanted}
    assert found == wanted


def components(spans: list[tuple[str, str]]) -> list[set[int]]:
    """Spans of which one certainly began while the other went on, or that begin alike, pair by pair."""
    begins = [values.latest(since) for since, _ in spans]
    ends = [max(begin, values.earliest(u)) for begin, (_, u) in zip(begins, spans, strict=True)]
    groups: list[set[int]] = []
    for n in range(len(spans)):
        alike = {
            m
            for m in range(n)
            if begins[n] == begins[m]
            or (begins[m] < begins[n] < ends[m])
            or (begins[n] < begins[m] < ends[n])
        }
        joined = [group for group in groups if group & alike]
        groups = [group for group in groups if not group & alike]
        groups.append({n}.union(*joined))
    return groups


def test_groups_are_taken_whole_and_the_better_rank_wins(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    worse, better = telling("旧.xlsx", 20), telling("新.xlsx", 10)
    for said, leading, principal, section in (
        (worse, False, True, "办公室"),
        (better, True, None, None),
    ):
        person, unit = said.person("001", name=f"{said.rank}"), said.own("市林业局")
        span = {"since": "2015", "until": None if said is better else "2018"}
        said.edge(
            "SERVED_IN",
            person,
            unit,
            title="局长",
            end_state="not_stated" if said is better else "stated",
            leading=leading,
            principal=principal,
            section=section,
            **span,
        )
    graph = derived(worse, better)
    (row,) = graph.rows("edges_SERVED_IN")
    assert (row["since"], row["until"], row["end_state"]) == ("2015", None, "not_stated")
    # principal means something only with leading: it is not filled from the worse source.
    assert (row["leading"], row["principal"]) == (True, None)
    # What stands for itself is taken from whoever says it.
    assert row["section"] == "办公室"
    assert row["sources"] == "新.xlsx 第5行；旧.xlsx 第5行"
    (person,) = graph.rows("nodes_Person")
    assert person["name"] == "10"


def test_contradictions_are_kept_with_their_place(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    first, second, third = (telling(f"{n}.xlsx", n) for n in (1, 2, 3))
    first.person("001", name="甲某", birth="1970-05", gender="男")
    second.person("001", name="甲某某", birth="1970", gender="女")
    third.person("001", name="乙某", birth="1971-01", gender="女")
    posts = [("2015", "2018", "stated"), ("2015", "2019", "stated"), ("2015", None, "not_stated")]
    for said, (since, until, state) in zip((first, second, third), posts, strict=True):
        span = {"since": since, "until": until, "end_state": state}
        said.edge("SERVED_IN", said.person("001"), said.unit("市林业局"), title="局长", **span)
    graph = derived(first, second, third)
    found = {
        (r["kind"], r["property"], r["kept"], r["other"], r["shown"])
        for r in graph.rows("conflicts")
    }
    # A longer name and a coarser date are no contradiction; an end that nobody stated neither.
    assert found == {
        ("Person", "name", "甲某", "乙某", "3.xlsx 第3行"),
        ("Person", "birth", "1970-05", "1971-01", "3.xlsx 第3行"),
        ("Person", "gender", "男", "女", "2.xlsx 第3行"),
        ("SERVED_IN", "until", "2018", "2019", "2.xlsx 第6行"),
    }
    ids = {row["id"] for table in ("nodes_Person", "edges_SERVED_IN") for row in graph.rows(table)}
    assert {row["id"] for row in graph.rows("conflicts")} <= ids


def test_evidence_names_every_claim(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    first, second = telling("一.xlsx", 1), telling("二.xlsx", 2)
    for said in (first, second):
        said.edge("SERVED_IN", said.person("001"), said.own("市林业局"), title="局长", since="2015")
    graph = derived(first, second)
    (post_row,) = graph.rows("edges_SERVED_IN")
    found = {
        (row["source"], row["file"], row["place"], row["ordinal"], row["kind"])
        for row in graph.rows("evidence")
        if row["id"] == post_row["id"]
    }
    assert found == {
        (first.hash, "一.xlsx", "L4!第5行", 2, "SERVED_IN"),
        (second.hash, "二.xlsx", "L4!第5行", 2, "SERVED_IN"),
    }


def test_what_is_shown_is_the_best_five_places(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    told = [telling(f"{n}.xlsx", n) for n in range(8)]
    for said in told:
        said.person("001")
    graph = derived(*told)
    (row,) = graph.rows("nodes_Person")
    assert row["sources"] == "；".join(f"{n}.xlsx 第3行" for n in range(5))


def test_an_edge_to_itself_is_none(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    said = telling("一.xlsx")
    one = said.own("市林业局", short=["林业局"])
    said.edge("PART_OF", said.unit("林业局"), one)
    said.edge("PART_OF", one, said.own("市政府"))
    person, again = said.person("001", identity="aa"), said.person("002", identity="aa")
    said.edge("SPOUSE_OF", person, again)
    graph = derived(said)
    assert len(graph.rows("edges_PART_OF")) == 1
    assert graph.rows("edges_SPOUSE_OF") == []
    assert graph.rows("edges_KIN") == []


def test_a_marriage_told_by_both_is_one(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    first, second = telling("一.xlsx", 1), telling("二.xlsx", 2)
    for said, order in ((first, (0, 1)), (second, (1, 0))):
        people = [said.person("001"), said.person("002")]
        said.edge("SPOUSE_OF", people[order[0]], people[order[1]], since="2000", until="2010-05")
    graph = derived(first, second)
    (row,) = graph.rows("edges_SPOUSE_OF")
    assert (row["since"], row["until"]) == ("2000", "2010-05")
    assert row["sources"] == "一.xlsx 第5行；二.xlsx 第5行"


def test_names_fall_back_to_what_was_written(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    said = telling("一.xlsx")
    bare, own = said.unit("云川市林业局"), said.own("市农业局")
    said.unit("云川市农业局")
    person = said.person("001")
    graph = derived(said)
    assert graph.one("nodes_Organization", id=bare)["name"] == "云川市林业局"
    assert graph.one("nodes_Organization", id=own)["name"] == "市农业局"
    assert graph.one("nodes_Person", id=person)["name"] == "001"
    # What derive alone needs is not in the graph.
    assert "scope" not in graph.rows("nodes_Organization")[0]


def test_a_reference_is_turned_into_the_id_of_its_entity(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    said = telling("一.xlsx")
    person = said.person("001", identity="aa")
    home = said.own("市林业局", short=["林业局"], uscc="U1")
    team = said.node(keys.team("云川市委", 7, 1, "第一组"), name="第一组")
    said.edge("MEMBER_OF", person, team, role="组员", home_unit=said.unit("林业局"))
    kin = said.node(keys.relative(person, "妻子", "乙某", None), name="乙某", declared_by=person)
    graph = derived(said)
    (row,) = graph.rows("edges_MEMBER_OF")
    assert row["home_unit"] == graph.resolve(home)
    assert graph.one("nodes_Person", id=kin)["declared_by"] == graph.resolve(person)
    assert graph.resolve(person) != person


def test_a_place_that_tells_who_is_reported_is_guarded(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    career, clues = telling("任职经历表.xlsx", 1), telling("线索台账.xlsx", 2)
    person, unit = career.person("001", name="甲某"), career.own("市林业局")
    career.edge("SERVED_IN", person, unit, title="局长", since="2015")
    # One row of the ledger of clues: everything it says stands in one place.
    number = len(clues.claims)
    clue = clues.node(keys.numbered("Clue", "云川市委", "X1"), no="X1")
    only = clues.somebody("乙某")
    for one in (clues.person("001", name="甲某"), only):
        clues.edge("ABOUT", clue, one)
    clues.edge("SERVED_IN", person, clues.unit("市林业局"), title="局长", since="2015")
    clues.claims[number:] = [
        replace(claim, provenance=clues.claims[number].provenance)
        for claim in clues.claims[number:]
    ]
    graph = derived(career, clues)
    row = graph.one("nodes_Person", id=person)
    assert row["sources"] == "任职经历表.xlsx 第3行"
    assert graph.rows("edges_SERVED_IN")[0]["sources"] == "任职经历表.xlsx 第5行"
    assert graph.one("nodes_Organization", id=unit)["sources"] == "任职经历表.xlsx 第4行"
    assert graph.one("nodes_Person", id=only)["sources"] == "受限来源"
    # What is restricted itself, and masked where it is shown, keeps its place.
    assert graph.one("nodes_Clue", id=clue)["sources"] == "线索台账.xlsx 第3行"
    assert {row["sources"] for row in graph.rows("edges_ABOUT")} == {"线索台账.xlsx 第3行"}
    guarded = {(r["kind"], r["file"]) for r in graph.rows("evidence") if r["guarded"]}
    assert guarded == {(k, "线索台账.xlsx") for k in ("Person", "Organization", "SERVED_IN")}


def test_only_what_shares_a_passage_with_a_sanction_is_guarded(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    report = telling("通报.txt", 60)
    person = report.somebody("乙某")
    sanction = report.node(keys.placed("Sanction", report.hash, "第4段", 0), name="党内警告")
    report.edge("IMPOSED_ON", sanction, person)
    figures = [
        report.node(keys.placed("ReportedFigure", report.hash, "第4段", n), measure=measure)
        for n, measure in enumerate(("发现问题", "处分"))
    ]
    unit = report.unit("市林业局")
    report.edge("SERVED_IN", person, unit, title="局长")
    # The paragraph tells of the sanction in its characters 20 to 40, of the career before, of the last total in it.
    spans = {
        person: (20, 40),
        sanction: (20, 40),
        figures[0]: (0, 12),
        figures[1]: (38, 44),
        unit: (41, 45),
    }
    report.claims = [
        replace(
            claim,
            provenance=replace(
                claim.provenance,
                place="第4段",
                start=(
                    span := spans.get(
                        claim.mention, (20, 40) if claim.kind == "IMPOSED_ON" else (0, 9)
                    )
                )[0],
                end=span[1],
            ),
        )
        for claim in report.claims
    ]
    graph = derived(report)
    said = {row["measure"]: row["sources"] for row in graph.rows("nodes_ReportedFigure")}
    assert said == {"发现问题": "通报.txt 第4段", "处分": "受限来源"}
    assert graph.one("nodes_Organization", id=unit)["sources"] == "通报.txt 第4段"
    # Where a person stands tells it, wherever in the paragraph that is.
    assert graph.one("nodes_Person", id=person)["sources"] == "受限来源"
    assert [row["sources"] for row in graph.rows("edges_SERVED_IN")] == ["受限来源"]
