"""All sides of the screening of made tables find the same ties, of every family."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from benchmarks import wide
from benchmarks.ours import screen_all
from benchmarks.peers import networkx_ties, plain_ties

SIZE = 2_000


def test_all_sides_find_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = wide.write(tmp_path / "tables", SIZE, SIZE)
    case = wide.case(tmp_path / "case.json", SIZE, SIZE)
    counted, edges = [], []
    for name, side in (("ours", screen_all), ("peer", plain_ties), ("walker", networkx_ties)):
        out = tmp_path / f"{name}.csv"
        side.main(tables, case, out)
        counted.append(json.loads(capsys.readouterr().out))
        rows = out.read_text(encoding="utf-8").splitlines()[side is not networkx_ties :]
        edges.append(sorted(",".join(row.split(",")[i] for i in (0, 1, 2, 5)) for row in rows))
    assert set(counted[0]) == set(screen_all.FAMILIES)
    assert counted[0] == counted[1] == counted[2]
    assert edges[0] == edges[1]
    with (tmp_path / "peer.csv").open() as plain, (tmp_path / "walker.csv").open() as walked:
        assert sorted(list(csv.reader(plain))[1:]) == sorted(csv.reader(walked))
