"""FollowTheMoney: its own library judges what we write; what is lost is fixed beforehand."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.exports import export
from graph.exports._losses import beyond, declared
from graph.model.privacy import HIDDEN, Mask
from graph.model.schema import EdgeKind, schema
from graph.snapshot import Snapshot

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

JUDGE = """
import json, sys
from followthemoney import model
schemata = {}
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
for entity in lines:
    schemata[entity["id"]] = model.get(entity["schema"])
for entity in lines:
    schema = model.get(entity["schema"])
    try:
        schema.validate(entity)
    except Exception as error:
        print(entity["id"], "does not validate", getattr(error, "errors", error))
    if model.get_proxy(entity).id != entity["id"]:
        print(entity["id"], "has another id")
    for name, values in entity["properties"].items():
        prop = schema.get(name)
        if prop is None:
            print(entity["schema"], "has no", name)
            continue
        for value in values:
            if prop.type.clean(value) != value or len(value) > prop.max_length:
                print(entity["schema"], name, "is not clean:", value)
            if prop.type.name == "entity" and not (value in schemata and schemata[value].is_a(prop.range)):
                print(entity["schema"], name, "leads to", value)
print(len(lines), "judged")
"""


def of(kind: str, digit: int) -> str:
    return f"{kind}-{digit:020x}"


CITY: dict[str, list[dict[str, Any]]] = {
    "Person": [
        {"id": of("Person", 1), "name": "钱一", "person_no": "P0001", "gender": "男", "birth": "1980-02"},
        {"id": of("Person", 2), "name": '"孙  二\n"', "skills": "财务；审计", "gender": "不详"},
        {"id": of("Person", 3), "unnamed": True},
        {"id": of("Person", 4), "name": "李三", "education": "本科" * 600},
    ],
    "Organization": [
        {"id": of("Organization", 2), "name": "云川市建材公司", "other_names": "建材厂；建材站"},
        {"id": of("Organization", 1), "name": "云川市林业局", "kind": "党政机关", "founded_on": "2001"},
        {"id": of("Organization", 3), "name": "林业局办公室", "funds": 3.5},
    ],
    "Team": [{"id": of("Team", 1), "name": "第1组", "number": 1}],
    "Sanction": [
        {"id": of("Sanction", 1), "name": "警告", "kind": "党纪处分", "decided": "2023-01-05"},
        {"id": of("Sanction", 2), "name": "不知给谁"},
    ],
    "Prosecution": [{"id": of("Prosecution", 1), "name": "移送司法", "judged_on": "2024"}],
    "Region": [{"id": of("Region", 1), "name": "云山区"}],
    "PART_OF": [{"id": of("PART_OF", 1), "source": of("Organization", 3), "target": of("Organization", 1)}],
    "SERVED_IN": [
        {"id": of("SERVED_IN", 1), "source": of("Person", 1), "target": of("Organization", 1),
         "title": "局长", "kind": "任职", "since": "2019-06", "end_state": "ongoing", "note": "原\t文"},
        {"id": of("SERVED_IN", 2), "source": of("Person", 3), "target": of("Organization", 1)},
    ],
    "MEMBER_OF": [{"id": of("MEMBER_OF", 1), "source": of("Person", 1), "target": of("Team", 1), "role": "组员"}],
    "SPOUSE_OF": [{"id": of("SPOUSE_OF", 1), "source": of("Person", 1), "target": of("Person", 2)}],
    "PARENT_OF": [{"id": of("PARENT_OF", 1), "source": of("Person", 1), "target": of("Person", 4)}],
    "OWNS": [{"id": of("OWNS", 1), "source": of("Person", 2), "target": of("Organization", 2), "share": 51.5}],
    "CONTRACTS_WITH": [
        {"id": of("CONTRACTS_WITH", 1), "source": of("Organization", 2), "target": of("Organization", 1),
         "deal": "采购苗木", "amount": 12.345, "signed_on": "2021-03"},
        {"id": of("CONTRACTS_WITH", 2), "source": of("Organization", 2), "target": of("Organization", 3)},
    ],
    "SUCCEEDED_BY": [
        {"id": of("SUCCEEDED_BY", 1), "source": of("Organization", 3), "target": of("Organization", 1),
         "change": "合并"}
    ],
    "IMPOSED_ON": [{"id": of("IMPOSED_ON", 1), "source": of("Sanction", 1), "target": of("Person", 1)}],
    "CHARGES": [{"id": of("CHARGES", 1), "source": of("Prosecution", 1), "target": of("Person", 1)}],
}  # fmt: skip


@pytest.fixture(scope="module")
def city(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = json.loads(json.dumps(CITY))
    return small_snapshot(tmp_path_factory.mktemp("ftm"), rows)


def written(snapshot: Snapshot, target: Path, mask: Mask) -> list[dict[str, Any]]:
    done = export(snapshot, "ftm", target, mask, force=True)
    assert beyond("ftm", done.losses) == []
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("which", ["city", "hostile", "masked"])
def test_the_library_of_followthemoney_finds_nothing_wrong(
    city: Snapshot, hostile: Snapshot, require: Callable[[str], str], tmp_path: Path, which: str
) -> None:
    place = tmp_path / "图.ftm.json"
    mask = Mask(lifted=which != "masked", people=frozenset({of("Person", 1)}))
    entities = written(hostile if which == "hostile" else city, place, mask)
    command = [require("ftm"), "-c", JUDGE, str(place)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == [f"{len(entities)} judged"]
    assert len(entities) > 5


def test_each_kind_is_the_schema_that_the_declaration_names(city: Snapshot, tmp_path: Path) -> None:
    entities = written(city, tmp_path / "a.ftm.json", Mask(lifted=True))
    assert Counter(entity["schema"] for entity in entities) == {
        "Person": 3, "PublicBody": 1, "Company": 1, "Organization": 2, "Sanction": 1, "CourtCase": 1,
        "Employment": 1, "Membership": 1, "Family": 2, "Ownership": 1, "Contract": 2, "ContractAward": 2,
        "Succession": 1, "CourtCaseParty": 1,
    }  # fmt: skip
    by_id = {entity["id"]: entity["properties"] for entity in entities}
    assert by_id["SERVED.IN-" + "1".zfill(20)] == {
        "employee": [of("Person", 1)], "employer": [of("Organization", 1)], "role": ["局长"],
        "summary": ["任职"], "startDate": ["2019-06"], "status": ["ongoing"], "description": ["原 文"],
    }  # fmt: skip
    assert by_id["CONTRACTS.WITH-" + "1".zfill(20)]["amount"] == ["123450"]
    assert by_id[of("Organization", 3)]["parent"] == [of("Organization", 1)]
    assert by_id[of("Sanction", 1)]["entity"] == [of("Person", 1)]
    # The relative is what the relationship says: a parent of the person.
    family = by_id["PARENT.OF-" + "1".zfill(20)]
    assert (family["person"], family["relative"]) == ([of("Person", 4)], [of("Person", 1)])


def test_what_is_lost_is_counted(city: Snapshot, tmp_path: Path) -> None:
    done = export(city, "ftm", tmp_path / "a.ftm.json", Mask(lifted=True))
    told = {(x.kind, x.property, x.reason): x.count for x in done.losses if x.property != "sources"}
    told = {key: count for key, count in told.items() if key[2] != "beside"}
    assert told == {
        ("Region", "", "kind"): 1,
        ("Person", "", "nameless"): 1,
        ("Sanction", "", "endless"): 1,
        ("SERVED_IN", "", "endless"): 1,
        ("SERVED_IN", "note", "spaces"): 1,
        ("Person", "name", "spaces"): 1,
        ("Person", "gender", "gender"): 1,
        ("Person", "education", "long"): 1,
        ("Person", "unnamed", "property"): 1,
        ("Organization", "funds", "property"): 1,
        ("Team", "number", "property"): 1,
    }


def test_a_masked_export_names_nobody_who_is_reported(city: Snapshot, tmp_path: Path) -> None:
    mask = Mask.of([of("Person", 1)], ["钱一"], [])
    place = tmp_path / "a.ftm.json"
    entities = written(city, place, mask)
    (man,) = [entity for entity in entities if entity["id"] == of("Person", 1)]
    assert man["properties"] == {"name": [HIDDEN]}
    assert "钱一" not in place.read_text(encoding="utf-8")


def test_the_declared_loss_is_what_the_schema_has_no_word_for() -> None:
    kinds = [*schema().nodes.values(), *schema().edges.values()]
    losses = {loss.reason: loss for loss in declared("ftm")}
    assert set(losses["kind"].kinds) == {kind.name for kind in kinds if not kind.ftm}
    mapped = [kind for kind in kinds if kind.ftm]
    assert set(losses["property"].kinds) == {kind.name for kind in mapped}
    lost = {p.name for kind in mapped for p in kind.public() if not p.ftm}
    assert set(losses["property"].properties) == lost | {"sources"}


def test_two_properties_of_a_kind_never_share_a_word() -> None:
    for kind in [*schema().nodes.values(), *schema().edges.values()]:
        ends = kind.ftm_ends if isinstance(kind, EdgeKind) else ()
        words = [*ends, *(prop.ftm for prop in kind.properties.values() if prop.ftm)]
        assert len(set(words)) == len(words), kind.name
