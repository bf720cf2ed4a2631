"""FollowTheMoney of others: what fits is claimed, what does not is said, value by value."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from graph.model.claims import Claim, Rejected
from graph.model.errors import SourceError
from graph.model.keys import person_number_key
from loaders.graphs import LOADER
from loaders.loader import Context, SourceFile
from tests.loaders.graphs.test_folders import number

Load = Callable[[str, bytes], tuple[list[Claim], list[Rejected]]]


def entity(id_: str, schema: str, **properties: list[Any]) -> dict[str, Any]:
    return {"id": id_, "schema": schema, "properties": properties}


def lines(*entities: object) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in entities).encode()


MAN = entity("p", "Person", name=["钱一"], gender=["male"], birthDate=["1980-02"])
WIFE = entity("w", "Person", name=["孙二"])
FIRM = entity("c", "Company", name=["云川市建材公司"], registrationNumber=["11990100MB0000001X"])
OFFICE = entity("o", "PublicBody", name=["云川市林业局"], incorporationDate=["2001-05-06T00:00:00"])


def told(found: list[Claim], kind: str) -> list[dict[str, Any]]:
    return [dict(claim.properties) for claim in found if claim.kind == kind]


def test_people_units_and_what_joins_them(loaded: Load) -> None:
    content = lines(
        MAN, WIFE, FIRM, OFFICE,
        entity("e", "Employment", employee=["p"], employer=["o"], role=["局长"], startDate=["2019"]),
        entity("m", "Membership", member=["p"], organization=["o"], role=["党组成员"]),
        entity("d", "Directorship", director=["w"], organization=["c"], role=["监事"]),
        entity("s", "Ownership", owner=["w"], asset=["c"], percentage=["51.5%"]),
        entity("f", "Family", person=["p"], relative=["w"], relationship=["妻子"]),
    )  # fmt: skip
    found, rejects = loaded("外部.jsonl", content)
    assert rejects == []
    assert told(found, "Person")[0] == {"name": "钱一", "gender": "男", "birth": "1980-02"}
    assert told(found, "Organization")[1] == {"name": "云川市林业局", "founded_on": "2001-05-06"}
    assert told(found, "SERVED_IN") == [{"title": "局长", "since": "2019"}, {"title": "党组成员"}]
    assert told(found, "EXECUTIVE_OF") == [{"post": "监事"}]
    assert told(found, "OWNS") == [{"share": 51.5}]
    assert told(found, "SPOUSE_OF") == [{}]
    assert {claim.rule.split(":")[1] for claim in found} == {"other"}


def test_a_post_goes_into_who_holds_it_and_a_contract_into_its_award(loaded: Load) -> None:
    content = lines(
        entity("h", "Occupancy", holder=["p"], post=["q"], startDate=["2020"]),
        entity("a", "ContractAward", supplier=["c"], contract=["k"], amount=["125000"], currency=["CNY"]),
        entity("q", "Position", name=["局长"], organization=["o"]),
        entity("k", "Contract", title=["采购苗木"], authority=["o"], contractDate=["2021-03"]),
        MAN, FIRM, OFFICE,
    )  # fmt: skip
    found, rejects = loaded("外部.jsonl", content)
    assert rejects == []
    assert told(found, "SERVED_IN") == [{"title": "局长", "since": "2020"}]
    assert told(found, "CONTRACTS_WITH") == [
        {"deal": "采购苗木", "amount": 12.5, "signed_on": "2021-03"}
    ]


@pytest.mark.parametrize(
    ("relationship", "kind", "forward"),
    [
        ("妻子", "SPOUSE_OF", True),
        ("mother", "PARENT_OF", False),
        ("父亲", "PARENT_OF", False),
        ("儿子", "PARENT_OF", True),
        ("daughter", "PARENT_OF", True),
        ("岳父", "KIN_DECLARED", True),
        ("stepmother", "KIN_DECLARED", True),
        ("女婿", "KIN_DECLARED", True),
        ("堂弟", "KIN_DECLARED", True),
    ],
)
def test_a_relative_is_what_the_relationship_says(
    loaded: Load, relationship: str, kind: str, forward: bool
) -> None:
    family = entity("f", "Family", person=["p"], relative=["w"], relationship=[relationship])
    found, rejects = loaded("外部.jsonl", lines(MAN, WIFE, family))
    assert rejects == []
    (edge,) = [claim for claim in found if claim.ends]
    man, wife = (claim.mention for claim in found if not claim.ends)
    assert edge.kind == kind
    assert edge.ends == ((man, wife) if forward else (wife, man))


def test_sanctions_and_court_cases_lead_to_their_people(loaded: Load) -> None:
    content = lines(
        MAN,
        entity("s", "Sanction", entity=["p"], program=["党纪处分"], startDate=["2023-01"]),
        entity("t", "CourtCase", name=["（2023）刑初1号"], fileDate=["2023-05"]),
        entity("u", "CourtCaseParty", case=["t"], party=["p"]),
    )
    found, rejects = loaded("外部.jsonl", content)
    assert rejects == []
    assert told(found, "Sanction") == [{"kind": "党纪处分", "decided": "2023-01"}]
    assert told(found, "Prosecution") == [{"name": "（2023）刑初1号", "indicted_on": "2023-05"}]
    assert {claim.kind for claim in found if claim.ends} == {"IMPOSED_ON", "CHARGES"}
    # Nothing open is said of him.
    assert found[0].rule == "graph:other:restricted"


def test_nothing_falls_under_the_table(loaded: Load) -> None:
    content = lines(
        entity("v", "Vessel", name=["某船"]),
        entity("p", "Person", name=["钱一", "钱壹"], birthDate=["约1980年"], hairColor=["黑"]),
        entity("q", "Position", name=["无人担任"]),
        entity("e", "Employment", employee=["p"], employer=["nobody"]),
        entity("g", "Employment", employee=["p"]),
        "text", {"schema": "Person"}, {"id": "x", "schema": "Person", "properties": []},
    ) + b"\n{\n\n"  # fmt: skip
    found, rejects = loaded("外部.jsonl", content)
    assert told(found, "Person") == [{"name": "钱一"}]
    assert [(r.provenance.place, r.column, r.value) for r in rejects if r.column] == [
        ("第1行", "Vessel", "v"),
        ("第2行", "name", "钱壹"),
        ("第2行", "hairColor", "黑"),
        ("第2行", "birth", "约1980年"),
        ("第3行", "Position", "q"),
        ("第5行", "Employment", "g"),
    ]
    rest = {r.provenance.place: r.reason for r in rejects if not r.column}
    assert rest.keys() == {"第4行", "第6行", "第7行", "第8行", "第9行"}
    assert rest["第4行"] == "两端之一不在图中：nobody"
    assert len(found) == 1


def test_an_identity_number_joins_and_is_never_kept(loaded: Load, context: Context) -> None:
    secret = number()
    content = lines(entity("p", "Person", name=["钱一"], idNumber=[secret, "P0001"]))
    (claim,), rejects = loaded("外部.jsonl", content)
    assert rejects == []
    assert claim.keys == (
        f"id:{context.identity_hash(secret)}",
        person_number_key("P0001", context.committee),
    )
    assert claim.properties == {"name": "钱一", "person_no": "P0001", "id_last4": secret[-4:]}
    assert secret not in claim.provenance.quote
    assert context.identity_hash(secret) not in claim.provenance.quote
    kept = LOADER.kept(SourceFile("外部.jsonl", "0" * 64, content), context)
    assert secret.encode() not in kept


def test_files_by_their_names_and_by_what_is_in_them(context: Context) -> None:
    def kind(name: str, content: bytes) -> str | None:
        found = LOADER.recognise(SourceFile(name, "0" * 64, content), context)
        return found.kind if found else None

    assert kind("外部.ftm.json", b"") == "ftm"
    assert kind("外部.json", lines(MAN)) == "ftm"
    assert kind("外部.json", b'{"facts": []}') is None
    assert kind("表.csv", lines(MAN)) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件是空的"),
        (b" \n ", "文件是空的"),
        (lines(OFFICE).decode().encode("gb18030"), "不是 UTF-8 编码"),
    ],
)
def test_an_empty_file_and_one_in_another_encoding_are_refused(
    loaded: Load, content: bytes, reason: str
) -> None:
    with pytest.raises(SourceError, match=reason):
        loaded("外部.ftm.json", content)
