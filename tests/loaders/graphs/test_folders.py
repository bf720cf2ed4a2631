"""Folders that are exports of a graph: one source, read piece by piece, and wrecks of them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.exports import export
from graph.model.claims import Claim, Rejected
from graph.model.errors import SourceError
from graph.model.privacy import Mask
from graph.snapshot import Snapshot
from loaders.graphs import LOADER
from loaders.graphs.packed import pack
from loaders.loader import Context, SourceFile

Load = Callable[[str, bytes], tuple[list[Claim], list[Rejected]]]
Manifest = Callable[..., Path]
ME = "Person-" + "1" * 20
PEOPLE = (
    b'id:ID,name:string,declined:long,keyed:boolean\n"%s","\xe9\x92\xb1\xe4\xb8\x80",3,true\n'
    % ME.encode()
)
HEADER, _, BODY = PEOPLE.partition(b"\n")


def parquet(**columns: list[Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


GOOD = parquet(id=[ME], name=["钱一"])


def test_a_folder_is_the_same_file_whenever_it_is_packed(
    manifest: Manifest, tmp_path: Path
) -> None:
    folder = manifest("parquet", {"nodes_Person.parquet": GOOD})
    once = pack(folder)
    again = tmp_path / "anderswo"
    again.mkdir()
    for path in sorted(folder.iterdir(), reverse=True):
        (again / path.name).write_bytes(path.read_bytes())
    (again / ".DS_Store").write_bytes(b"x")
    assert pack(again) == once


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ("parquet", {"nodes_Person.parquet": GOOD}),
        ("neo4j", {"nodes_Person.header.csv": HEADER, "nodes_Person.csv": BODY}),
    ],
)
def test_a_folder_gives_its_rows(
    loaded: Load, manifest: Manifest, form: str, files: dict[str, bytes]
) -> None:
    (claim,), rejects = loaded("图.zip", pack(manifest(form, files, nodes={"Person": 1})))
    assert (claim.mention, claim.properties["name"]) == (ME, "钱一")
    assert claim.provenance.place == "nodes_Person!第1行"
    assert rejects == []


def test_typed_cells_of_csv_are_what_their_header_says(loaded: Load, manifest: Manifest) -> None:
    files = {"nodes_Person.header.csv": HEADER, "nodes_Person.csv": BODY}
    (claim,), _ = loaded("图.zip", pack(manifest("neo4j", files)))
    assert claim.properties == {"name": "钱一", "declined": 3, "keyed": True}


def test_both_formats_give_the_same_claims(
    loaded: Load,
    small_snapshot: Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot],
    tmp_path: Path,
) -> None:
    unit = "Organization-" + "3" * 20
    rows: dict[str, list[dict[str, Any]]] = {
        "Person": [{"id": ME, "name": '引号"，逗号\n换行', "birth": "1980-02", "keyed": False}],
        "Organization": [{"id": unit, "name": "null", "funds": 0.1}],
        "Finding": [{"id": "Finding-" + "5" * 20, "source": "本级巡察"}],
        "SERVED_IN": [
            {"id": "SERVED_IN-" + "4" * 20, "source": ME, "target": unit, "title": " 局长"}
        ],
    }
    made = small_snapshot(tmp_path / "made", rows)
    told = []
    for form in ("parquet", "neo4j"):
        export(made, form, tmp_path / form, Mask(lifted=True))
        found, rejects = loaded(f"{form}.zip", pack(tmp_path / form))
        assert rejects == []
        told.append([(c.kind, c.mention, c.ends, dict(c.properties), c.rule) for c in found])
    assert told[0] == told[1]
    assert len(told[0]) == 4
    assert next(row[3] for row in told[0] if row[0] == "Finding") == {"source": "本级巡察"}


def test_rows_that_the_manifest_counts_and_the_files_lack_are_said(
    loaded: Load, manifest: Manifest
) -> None:
    folder = manifest("parquet", {"nodes_Person.parquet": GOOD}, nodes={"Person": 2, "Round": 1})
    found, rejects = loaded("图.zip", pack(folder))
    assert len(found) == 1
    assert sorted((r.ledger, r.value, r.suggestion) for r in rejects) == [
        ("Person", "1", "2"),
        ("Round", "0", "1"),
    ]


def test_a_row_of_too_few_cells_is_rejected(loaded: Load, manifest: Manifest) -> None:
    files = {"nodes_Person.header.csv": HEADER, "nodes_Person.csv": BODY + b'"Person-2"\n'}
    found, (reject,) = loaded("图.zip", pack(manifest("neo4j", files)))
    assert len(found) == 1
    assert (reject.provenance.place, reject.provenance.quote) == ("nodes_Person!第2行", "Person-2")


def test_a_header_without_rows_and_a_table_without_ids_are_said(
    loaded: Load, manifest: Manifest
) -> None:
    _, (reject,) = loaded("图.zip", pack(manifest("neo4j", {"nodes_Person.header.csv": HEADER})))
    assert "没有数据文件" in reject.reason
    files = {"edges_SERVED_IN.parquet": parquet(id=["x"], title=["局长"])}
    _, (reject,) = loaded("图.zip", pack(manifest("parquet", files)))
    assert reject.reason == "缺少列：source、target"


def number() -> str:
    """Return an identity number that nobody bears, with its right check digit."""
    stem = "990102" + "19800230"[:6] + "11" + "001"
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    total = sum(int(d) * w for d, w in zip(stem, weights, strict=True))
    return stem + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("form", "files", "said", "reason"),
    [
        ("parquet", {"nodes_Person.parquet": GOOD[:-40]}, {}, "已损坏"),
        ("parquet", {"nodes_Person.parquet": b""}, {}, "已损坏"),
        ("neo4j", {"nodes_Person.header.csv": HEADER, "nodes_Person.csv": "云川市".encode("gb18030")}, {}, "UTF-8"),
        ("parquet", {"nodes_Person.parquet": GOOD}, {"layout": 2}, "第 2 版"),
        ("parquet", {"nodes_Person.parquet": GOOD}, {"format": 7}, "没有写明格式"),
        ("csv", {"nodes_Person.csv": BODY}, {}, "不能装载 csv 导出"),
        ("parquet", {"nodes_Person.parquet": parquet(id=[ME], name=[f"钱一 {number()}"])}, {}, "公民身份号码"),
        ("neo4j", {"nodes_Person.header.csv": HEADER, "nodes_Person.csv": number().encode()}, {}, "公民身份号码"),
    ],
)  # fmt: skip
def test_a_wreck_is_refused_in_one_sentence(
    loaded: Load,
    manifest: Manifest,
    form: str,
    files: dict[str, bytes],
    said: dict[str, Any],
    reason: str,
) -> None:
    content = pack(manifest(form, files, **said))
    with pytest.raises(SourceError, match=reason):
        loaded("图.zip", content)


def test_a_folder_cut_off_or_a_manifest_that_is_none_is_refused(
    loaded: Load, manifest: Manifest, context: Context
) -> None:
    folder = manifest("parquet", {"nodes_Person.parquet": GOOD})
    cut = pack(folder)[:-30]
    file = SourceFile("图.zip", hashlib.sha256(cut).hexdigest(), cut)
    assert LOADER.recognise(file, context) is None
    (folder / "xuntu-export.json").write_bytes(b"\xff{")
    with pytest.raises(SourceError, match="导出清单不能读"):
        loaded("图.zip", pack(folder))
