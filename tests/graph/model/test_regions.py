"""Divisions: found by code and by name, never guessed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.model.errors import SourceError
from graph.model.regions import Regions, load, short_name

CITY = "990100"


@pytest.fixture(scope="module")
def regions(root: Path) -> Regions:
    return load(root / "tests" / "cases" / "reports" / "regions.csv")


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "regions.csv"
    path.write_bytes(content)
    return path


def test_every_division_is_found_by_its_full_path() -> None:
    table = load()
    for region in table:
        path = "".join(r.name for r in reversed(table.chain(region.code)))
        assert table.find(path) == region, path


def test_a_name_that_several_share_is_nobodys() -> None:
    table = load()
    shared = [name for name, n in Counter(r.name for r in table).items() if n > 1]
    assert shared
    assert [name for name in shared if table.find(name) is not None] == []


def test_a_short_name_alone_is_nobodys() -> None:
    table = load()
    names = {r.name for r in table}
    bare = {short_name(r.name) for r in table if short_name(r.name) != r.name} - names
    assert [name for name in bare if table.find(name) is not None] == []


@pytest.mark.parametrize(
    ("text", "near", "code"),
    [
        ("示例省云川市东岭县", "", "990121"),
        ("云川市东岭县", "", "990121"),
        ("示例省 东岭县", "", "990121"),
        ("云川东岭", "", "990121"),
        ("示例云川市云山", "", "990102"),
        ("云川市", "", CITY),
        ("东岭县", "", "990121"),
        ("东岭", "", None),
        ("东岭", CITY, "990121"),
        ("东岭", "990121", "990121"),
        ("清河区", CITY, "990103"),
        ("云川市市辖区云山区", "", "990102"),
        ("东岭县青石镇", "", "990121100"),
        ("东岭县柳树村", "", "990121100201"),
        ("南浦县青石镇", "", None),
        ("东岭县的青石镇", "", None),
        ("无此县", "", None),
        ("", CITY, None),
    ],
)
def test_find(regions: Regions, text: str, near: str, code: str | None) -> None:
    found = regions.find(text, near)
    assert (found.code if found else None) == code


def test_near_decides_between_namesakes(tmp_path: Path) -> None:
    rows = "code,name,parent\n990100,云川市,\n990200,云海市,\n990102,新城区,\n990202,新城区,\n"
    table = load(written(tmp_path, rows.encode()))
    assert table.find("新城区") is None
    assert [table.find("新城区", near) for near in ("990100", "990200")] == [
        table.get("990102"),
        table.get("990202"),
    ]
    assert table.find("新城区", "990300") is None


def test_a_chain_begins_with_itself_and_unknown_townships_at_their_county(regions: Regions) -> None:
    assert [r.level for r in regions.chain("990121100201")] == ["村", "乡镇", "县", "地市", "省"]
    assert [r.code for r in regions.chain("990121999")] == ["990121", "990100", "990000"]
    assert regions.chain("998877") == ()


def test_an_extra_row_goes_over_the_national_one(tmp_path: Path) -> None:
    first = next(iter(load()))
    table = load(written(tmp_path, f"code,name,parent\n{first.code},改名省,\n".encode("gb18030")))
    assert len(table) == len(load())
    assert table.find("改名省") == table.get(first.code)


def test_a_circle_of_parents_ends(tmp_path: Path) -> None:
    rows = "code,name,parent\n990100,云川市,990121\n990121,东岭县,990100\n"
    assert len(load(written(tmp_path, rows.encode())).chain("990121")) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name,parent\nx,y\n", "表头应为 code,name,parent"),
        ("code,name,parent\n12,云川市,\n".encode(), "第2行"),
        ("code,name,parent\n990100,云川市,\n990121,,990100\n".encode(), "第3行"),
        ("code,name,parent\n990100,云川市,省\n".encode(), "上级代码"),
        ("云川市".encode("utf-16"), "UTF-8"),
    ],
)
def test_a_wrong_table_is_told_in_one_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        load(written(tmp_path, content))


def test_loading_is_cheap() -> None:
    script = (
        "import time\nfrom graph.model.regions import load\n"
        "start = time.process_time()\nload()\nprint(time.process_time() - start)\n"
    )
    spent = [
        float(
            subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
        )
        for _ in range(3)
    ]
    assert min(spent) < 0.06
