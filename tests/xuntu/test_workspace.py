"""A workspace: loading in any order, twice, taken back, rebuilt, shared keys."""

from __future__ import annotations

import json
import os
import random
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model.errors import WorkspaceError
from xuntu.workspace import Workspace

New = Callable[[str], Workspace]
SOAK = bool(os.environ.get("XUNTU_SOAK"))


def ledgers(files: Path) -> list[Path]:
    return sorted([*(files / "台账").iterdir(), *(files / "报告").glob("*.txt")])


@pytest.mark.parametrize("seed", range(3 if SOAK else 1))
def test_any_order_and_any_number_of_loads_give_the_same_snapshot(
    new_workspace: New, city_files: Path, city: Workspace, seed: int
) -> None:
    paths = ledgers(city_files)
    random.Random(seed).shuffle(paths)
    mixed = new_workspace("mixed")
    half = len(paths) // 2
    mixed.load(paths[:half])
    mixed.load(paths)
    again = mixed.load(paths)
    assert {report.state for report in again} == {"same"}
    assert mixed.snapshot().hash == city.snapshot().hash


def test_withdrawn_is_never_loaded(new_workspace: New, city_files: Path) -> None:
    paths = ledgers(city_files)
    gone = next(path for path in paths if path.name == "任职经历表.xlsx")
    paths = paths if SOAK else [*paths[::4], gone]
    without = new_workspace("without")
    without.load([path for path in paths if path != gone])
    back = new_workspace("back")
    back.load(paths)
    assert back.snapshot().hash != without.snapshot().hash
    back.withdraw(gone.name, by="测试员", why="版本不对")
    assert back.snapshot().hash == without.snapshot().hash
    assert back.status()["withdrawn"] == 1


def test_erased_leaves_only_the_decision(new_workspace: New, city_files: Path) -> None:
    workspace = new_workspace("erase")
    path = city_files / "台账" / "机构沿革表.xlsx"
    workspace.load([path])
    source = workspace.withdraw(path.name, by="测试员", why="不应保存", erase=True)
    assert not (workspace.folder / "sources" / source.hash).exists()
    decision = json.loads((workspace.folder / "decisions.jsonl").read_text(encoding="utf-8"))
    assert decision["subjects"] == [source.hash]
    assert (decision["by"], decision["details"]["name"]) == ("测试员", path.name)


def test_rebuild_gives_the_same_hash(new_workspace: New, city_files: Path) -> None:
    workspace = new_workspace("rebuild")
    workspace.load(ledgers(city_files)[:6])
    before = workspace.snapshot().hash
    assert workspace.rebuild().hash == before


def test_identity_numbers_stay_nowhere(new_workspace: New, city_files: Path) -> None:
    import re

    import openpyxl

    path = city_files / "台账" / "巡察人才库登记表.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = {str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None}
    numbers = {text for text in cells if re.fullmatch(r"\d{17}[\dX]", text)}
    assert numbers
    workspace = new_workspace("secret")
    workspace.load([path])
    for file in workspace.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(number.encode() in content for number in numbers), file
    kept = workspace.sources.original(workspace.sources.all()[0])
    assert kept.stat().st_mode & (stat.S_IWUSR | stat.S_IRWXG | stat.S_IRWXO) == 0


def test_workspace_files_are_the_owners(new_workspace: New) -> None:
    workspace = new_workspace("private")
    assert (workspace.folder / "workspace.key").stat().st_mode & 0o077 == 0


def test_open_finds_the_nearest_parent(new_workspace: New, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = new_workspace("outer")
    inner = workspace.folder / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert Workspace.open().folder == workspace.folder.resolve()


def test_a_missing_workspace_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="xuntu init"):
        Workspace.open(tmp_path)


def test_an_unknown_setting_is_named(new_workspace: New) -> None:
    workspace = new_workspace("wrong")
    (workspace.folder / "workspace.toml").write_text('comittee = "x"\n', encoding="utf-8")
    with pytest.raises(WorkspaceError, match="comittee"):
        Workspace.open(workspace.folder)


def test_an_identity_number_in_a_report_is_nowhere_either(
    new_workspace: New, tmp_path: Path
) -> None:
    number = "350627199711275419"
    report = tmp_path / "通报.txt"
    text = (
        f"中共云川市委巡察办 2024年5月6日\n七届市委第三轮巡察共发现问题 12 个（登记号{number}）。\n"
    )
    report.write_text(text, encoding="utf-8")
    workspace = new_workspace("report")
    workspace.load([report])
    for file in workspace.folder.rglob("*"):
        if file.is_file():
            assert number.encode() not in file.read_bytes(), file


def test_a_withdrawn_file_is_not_loaded_again_unless_it_is_taken_back(
    new_workspace: New, city_files: Path
) -> None:
    workspace = new_workspace("undo")
    path = city_files / "台账" / "机构沿革表.xlsx"
    workspace.load([path])
    before = workspace.snapshot().hash
    for erase in (False, True):
        workspace.withdraw(path.name, by="测试员", why="试", erase=erase)
        (report,) = workspace.load([path])
        assert report.state == "withdrawn"
        assert "--undo" in report.reason
        assert workspace.snapshot().hash != before
        if erase:
            with pytest.raises(WorkspaceError, match=r"不能恢复.*再装载"):
                workspace.restore(path.name, by="测试员", why="收回")
        else:
            assert workspace.restore(path.name, by="测试员", why="收回") == path.name
        workspace.load([path])
        assert workspace.snapshot().hash == before
    with pytest.raises(WorkspaceError, match="没有撤回过"):
        workspace.restore(path.name, by="测试员", why="再收回")


def test_taking_back_the_erasure_by_its_number_says_that_nothing_came_back(
    new_workspace: New, city_files: Path
) -> None:
    workspace = new_workspace("undo")
    path = city_files / "台账" / "机构沿革表.xlsx"
    workspace.load([path])
    workspace.withdraw(path.name, by="测试员", why="不应保存", erase=True)
    (withdrawn,) = workspace.decisions()
    with pytest.raises(WorkspaceError, match="原件和主张已删除，不能恢复"):
        workspace.take_back(withdrawn.id, by="测试员", why="收回")
    assert [report.state for report in workspace.load([path])] == ["loaded"]


def test_what_has_another_use_is_named_and_not_refused(
    new_workspace: New, city_files: Path, tmp_path: Path
) -> None:
    workspace = new_workspace("companions")
    halves = {"人员.csv": "巡察组,人员编号,姓名,角色", "任务.csv": "巡察组,被巡察单位,巡察类型"}
    for name, header in halves.items():
        (tmp_path / name).write_text(f"{header}\n第一组,,,\n", encoding="gb18030")
    (tmp_path / "别的.csv").write_text("code,甲\n1,2\n", encoding="utf-8")
    own = [city_files / "regions.csv", city_files / "拟任名单.xlsx"]
    found = workspace.load([*own, *(tmp_path / name for name in (*halves, "别的.csv"))])
    told = {report.name: (report.state, report.reason) for report in found}
    assert told.pop("别的.csv")[0] == "refused"
    assert {state for state, _ in told.values()} == {"skipped"}
    assert "区划表" in told.pop("regions.csv")[1]
    assert all("check --draft" in reason for _, reason in told.values())


def test_a_damaged_key_is_said(new_workspace: New) -> None:
    workspace = new_workspace("damaged")
    key = workspace.folder / "workspace.key"
    key.chmod(0o600)
    key.write_text("bad\n", encoding="ascii")
    with pytest.raises(WorkspaceError, match="密钥"):
        workspace.context()


def test_what_is_derived_is_the_owners(new_workspace: New, city_files: Path) -> None:
    workspace = new_workspace("derived")
    workspace.load([city_files / "台账" / "机构沿革表.xlsx"])
    assert workspace.derived.stat().st_mode & 0o077 == 0
