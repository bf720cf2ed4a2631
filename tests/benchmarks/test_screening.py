"""Both sides of the screening of made tables find the same ties, of every family."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import wide
from benchmarks.ours import screen_all
from benchmarks.peers import plain_ties

SIZE = 2_000


def test_both_sides_find_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = wide.write(tmp_path / "tables", SIZE, SIZE)
    asked = {
        "people": [f"Person-p{n}" for n in range(SIZE)],
        "units": [f"Organization-u{n}" for n in range(SIZE)],
    }
    case = tmp_path / "case.json"
    case.write_text(json.dumps(asked), encoding="utf-8")
    counted, edges = [], []
    for name, side in (("ours", screen_all), ("peer", plain_ties)):
        out = tmp_path / f"{name}.csv"
        side.main(tables, case, out)
        counted.append(json.loads(capsys.readouterr().out))
        rows = out.read_text(encoding="utf-8").splitlines()[1:]
        edges.append(sorted(",".join(row.split(",")[i] for i in (0, 1, 2, 5)) for row in rows))
    assert set(counted[0]) == set(screen_all.FAMILIES)
    assert counted[0] == counted[1]
    assert edges[0] == edges[1]
