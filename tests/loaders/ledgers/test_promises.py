"""What the engine promises of any file: no row is lost, nothing secret is said, ids come from words."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.claims import Claim, Rejected
from loaders.ledgers import LEDGERS, LOADER, headers, notices
from loaders.ledgers.builders import builder
from loaders.ledgers.cells import BY_COLUMN, BY_SURROUNDINGS, PLAIN, UNREAD
from loaders.ledgers.declaration import load as declared
from loaders.ledgers.expanders import EXPANDERS, WITHHOLDERS
from loaders.loader import Context

Load = Callable[..., Any]
NUMBER = "350627199711275419"
ODD = [
    "",
    "　",
    "无",
    "至今",
    "2019-13",
    "#REF!",
    "\t",
    "甲" * 300,
    "15.0",
    "P0001；P0002",
    NUMBER,
    "；；",
    "(",
    "原",
    "第轮",
    "是否",
    "1e9",
    "2019-06-31",
    "0",
    "\u200b",
    "〔",
    "s:d",
    "None",
    "-",
]


@pytest.fixture(scope="session")
def examples() -> dict[str, list[list[str]]]:
    """A good row of every ledger under its header, the columns in the ledger's order."""
    found = {}
    for name in LEDGERS:
        columns = declared(name).columns
        row = ["P0009" if c.field in {"person_no", "declarant"} else c.example for c in columns]
        row = ["丙一" if text == "示例甲" else text for text in row]
        if row == [c.example for c in columns]:
            # What is the example from end to end is no record.
            own = next(n for n, c in enumerate(columns) if c.type in {"text", "code", "org"})
            row[own] += "丙"
        found[name] = [[c.header for c in columns], row]
    return found


def places(items: tuple[Claim, ...] | tuple[Rejected, ...]) -> set[str]:
    return {item.provenance.place for item in items}


@pytest.mark.parametrize("ledger", LEDGERS)
@given(data=st.data())
@settings(
    max_examples=200 if os.environ.get("XUNTU_SOAK") else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_row_gives_claims_or_is_rejected(
    ledger: str, data: st.DataObject, examples: Any, load: Load, to_csv: Load
) -> None:
    header, good = examples[ledger]
    damage = st.dictionaries(
        st.integers(0, len(good) - 1), st.sampled_from(ODD) | st.text(max_size=9)
    )
    damaged = []
    for changes in data.draw(st.lists(damage, min_size=1, max_size=6)):
        damaged.append([changes.get(place, text) for place, text in enumerate(good)])
    clean = [[re.sub(r"[\x00\ud800-\udfff]", "", cell) for cell in row] for row in damaged]
    got = load("表.csv", to_csv([header, good, *clean]), ledger)
    told = places(got.claims) | places(got.rejected)
    filled = (any(re.sub(r"[\s/\\—–－_-]", "", cell) for cell in row) for row in clean)
    same = ([headers.plain(c) for c in row] for row in clean)
    titles = [headers.plain(c) for c in header]
    for number, (row, full) in enumerate(zip(same, filled, strict=True), 3):
        if full and row != titles:
            assert f"{ledger}!第{number}行" in told
    assert NUMBER not in repr(got)


@pytest.mark.parametrize("ledger", LEDGERS)
def test_loading_twice_says_the_same(ledger: str, examples: Any, load: Load, to_csv: Load) -> None:
    header, good = examples[ledger]
    content = to_csv([header, good, good])
    first, second = load("甲.csv", content), load("乙.csv", content)
    assert first == second
    assert first.claims


@pytest.mark.parametrize("ledger", LEDGERS)
def test_the_order_of_columns_does_not_matter(
    ledger: str, examples: Any, load: Load, to_csv: Load
) -> None:
    turned = [row[::-1] for row in examples[ledger]]
    one, other = (load("表.csv", to_csv(rows)) for rows in (examples[ledger], turned))
    named = [{(c.kind, c.mention) for c in got.claims if not c.ends} for got in (one, other)]
    # Without a natural key a mention goes by its source, and these are two files.
    unplaced = [{m for m in names if m[0] not in {"Person", "Sanction"}} for names in named]
    assert unplaced[0] == unplaced[1]


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_ledger_is_recognised_by_its_headers_alone(
    ledger: str, examples: Any, to_csv: Load, file: Load, context: Context
) -> None:
    columns = declared(ledger).columns
    essential = [c.header for c in columns if c.required.always]
    for names in (examples[ledger][0], essential):
        found = LOADER.recognise(file("表.csv", to_csv([names, names])), context)
        assert found is not None
        assert (found.kind, found.rank) == (ledger, declared(ledger).rank)


def test_an_identity_number_is_said_nowhere(
    examples: Any, load: Load, to_xlsx: Load, context: Context
) -> None:
    header, good = examples["L3"]
    row = [NUMBER if h == "公民身份号码" else text for h, text in zip(header, good, strict=True)]
    leaky = [
        f"证号{NUMBER}。" if h == "推荐单位意见" else text
        for h, text in zip(header, row, strict=True)
    ]
    wrong = [
        f"{NUMBER[:-1]}0" if h == "公民身份号码" else text
        for h, text in zip(header, row, strict=True)
    ]
    got = load("人员.xlsx", to_xlsx([header, row, leaky, wrong]))
    assert NUMBER not in repr(got)
    assert NUMBER[:-1] not in repr(got)
    keyed = [c for c in got.of("Person") if c.properties.get("id_last4") == "5419"]
    assert len(keyed) == 2
    assert all(f"id:{context.identity_hash(NUMBER)}" in c.keys for c in keyed)
    refused = [r for r in got.rejected if r.reason != notices.SAME_KEY]
    assert [(r.column, r.value) for r in refused] == [("公民身份号码", "")]


def test_a_kept_original_reads_like_the_first_time(examples: Any, load: Load, to_csv: Load) -> None:
    header, good = examples["L3"]
    column = header.index("公民身份号码")
    kept = f"HMAC-{'a' * 20}-5419"
    good = [kept if place == column else text for place, text in enumerate(good)]
    person = load("人员.csv", to_csv([header, good])).of("Person")[0]
    assert f"id:{'a' * 20}" in person.keys
    assert person.properties["id_last4"] == "5419"
    assert kept not in person.provenance.quote


def test_what_is_not_to_be_loaded_is_not_even_quoted(
    load: Load, to_csv: Load, examples: Any
) -> None:
    header, good = examples["L3"]
    row = [
        "某族" if h in {"民族", "出生地"} else text for h, text in zip(header, good, strict=True)
    ]
    assert "某族" not in repr(load("人员.csv", to_csv([header, row])))
    family = "人员编号,姓名,称谓,亲属姓名,出生年月,填报日期\nP1,甲,女儿,乙幼,2015-03,2025-03-10"
    assert "乙幼" not in repr(load("家庭.csv", family.encode()))


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_declaration_names_only_what_there_is(ledger: str) -> None:
    found = declared(ledger)
    known = {*PLAIN, *BY_COLUMN, *BY_SURROUNDINGS, UNREAD}
    assert {column.type for column in found.columns} <= known
    assert set(found.expanders) <= EXPANDERS.keys()
    assert not found.withhold or found.withhold in WITHHOLDERS
    for node in found.nodes:
        assert callable(builder(node.builder, node.kind))
    spellings = [headers.plain(h) for c in found.columns for h in (c.header, *c.aliases)]
    assert len(spellings) == len(set(spellings))


def test_every_declaration_is_in_the_table(root: Any) -> None:
    folder = root / "loaders" / "ledgers" / "declarations"
    assert {path.stem for path in folder.glob("*.toml")} == set(LEDGERS)


def test_a_page_of_rows_takes_moments(load: Load, to_csv: Load, examples: Any) -> None:
    header, good = examples["L4"]
    numbered = [[f"P{i:05d}" if text == "P0009" else text for text in good] for i in range(2000)]
    content = to_csv([header, *numbered])
    started = time.process_time()
    got = load("任职.csv", content)
    assert len(got.of("SERVED_IN")) == 2000
    assert time.process_time() - started < 5
