"""The house of docs/decisions/0001: folders, tables, sizes, and what starting up may import."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import graph.exports
import graph.stores
import loaders
import loaders.ledgers
import queries.avoidance.rules
import queries.avoidance.teams
import queries.avoidance.ties
import queries.library
import visualizations.views
from xuntu.workspace import Workspace

PACKAGES = ("xuntu", "graph", "loaders", "queries", "visualizations")
ENTRIES = {"model", "sources", "derive", "snapshot", "stores", "exports"}
HEAVY = {"duckdb", "pyarrow", "pandas", "networkx", "openpyxl", "pyvis", "jpype", "numpy"}
FOR_OTHERS = {
    "opencc", "pypinyin", "splink", "sqlglot", "xlrd", "lxml", "jinja2", "pypdfium2", "selectolax",
}  # fmt: skip
"""What loading, comparing people and pages need beside, and a check does not."""
LONGEST = 400
WRITTEN = (".py", ".sql", ".cypher", ".html", ".css")


def members(folder: Path) -> set[str]:
    """Return the public modules and packages in a folder."""
    found = {path.stem for path in folder.glob("*.py")}
    found |= {path.parent.name for path in folder.glob("*/__init__.py")}
    return {name for name in found if not name.startswith("_")}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Yield every public module directly in a package."""
    for name in sorted(members(Path(str(package.__file__)).parent)):
        yield importlib.import_module(f"{package.__name__}.{name}")


def unlisted(package: ModuleType, word: str, table: Iterable[Any]) -> list[str]:
    """Return the modules that offer `word` (RULE, VIEW, …) and whose offer is not in the table."""
    listed = tuple(table)
    offers = ((module.__name__, getattr(module, word, None)) for module in modules(package))
    return [name for name, offer in offers if offer is not None and offer not in listed]


def lacking(package: ModuleType, word: str, besides: Iterable[str] = ()) -> list[str]:
    """Return the modules that do not offer `word`, apart from those that are not of the family."""
    names = (module.__name__ for module in modules(package) if not hasattr(module, word))
    return [name for name in names if name.rsplit(".", 1)[-1] not in set(besides)]


def test_every_loader_is_listed() -> None:
    assert not unlisted(loaders, "LOADER", loaders.LOADERS)
    folders = {
        path.parent.name for path in Path(str(loaders.__file__)).parent.glob("*/__init__.py")
    }
    assert {loader.name for loader in loaders.LOADERS} == folders


def test_every_ledger_is_listed(root: Path) -> None:
    files = {path.stem for path in (root / "loaders" / "ledgers" / "declarations").glob("*.toml")}
    assert set(loaders.ledgers.LEDGERS) == files


def test_every_rule_is_listed() -> None:
    rules = queries.avoidance.rules
    assert not unlisted(rules, "RULE", rules.RULES)
    assert not lacking(rules, "RULE")


def test_every_team_rule_is_listed() -> None:
    teams = queries.avoidance.teams
    assert not unlisted(teams, "TEAM_RULE", teams.TEAM_RULES)
    assert not lacking(teams, "TEAM_RULE")


def test_every_named_query_is_listed(root: Path) -> None:
    files = {path.stem for path in (root / "queries" / "named").glob("*.cypher")}
    assert set(queries.library.QUERIES) == files


def test_every_store_is_listed(root: Path) -> None:
    folder = root / "graph" / "stores"
    assert set(graph.stores.OPENERS) == members(folder) - {"store", "shared", "messages"}


def test_every_export_is_listed(root: Path) -> None:
    folder = root / "graph" / "exports"
    written = {
        ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in folder.rglob("*.py")
        if "\ndef write(" in path.read_text(encoding="utf-8")
    }
    assert written == {form.module for form in graph.exports.EXPORTS.values()}


def test_every_family_of_ties_is_listed(root: Path) -> None:
    files = {path.stem for path in (root / "queries" / "avoidance" / "ties").glob("*.sql")}
    ties = queries.avoidance.ties
    families = {*ties.TIES, *(family.name for family in ties.LINKS)}
    assert families == files - {"service", "circle", "bearer", "selves", "groups"}


def test_every_view_is_listed() -> None:
    pages = [module for module in modules(visualizations) if "page" in vars(module)]
    views = [module for module in pages if module.__name__ != "visualizations.page"]
    assert not unlisted(visualizations, "VIEW", visualizations.views.VIEWS)
    assert [module.__name__ for module in views if not hasattr(module, "VIEW")] == []


def test_graph_has_its_six_entries(root: Path) -> None:
    assert members(root / "graph") <= ENTRIES
    assert members(root / "graph") >= ENTRIES - {"exports"}


def test_no_package_hides_in_a_folder_without_init(root: Path) -> None:
    for package in PACKAGES:
        for path in (root / package).rglob("*.py"):
            assert (path.parent / "__init__.py").exists(), path
    assert not list((root / "tests").rglob("__init__.py"))


@pytest.mark.parametrize("package", [*PACKAGES, "tests", "benchmarks"])
def test_no_file_is_too_long(root: Path, package: str) -> None:
    written = [path for path in (root / package).rglob("*") if path.suffix in WRITTEN]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    assert {path: n for path, n in lengths.items() if n > LONGEST} == {}


def loaded_by(*words: str) -> tuple[str, set[str]]:
    """Return what a command prints, and the names of the packages that it imports."""
    script = (
        "import json, sys\n"
        "from xuntu.cli import main\n"
        "sys.argv = ['xuntu', *sys.argv[1:]]\n"
        "main()\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    command = [sys.executable, "-c", script, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *shown, names = done.stdout.splitlines()
    return "\n".join(shown), {name.split(".", 1)[0] for name in json.loads(names)}


def test_help_starts_nothing_heavy() -> None:
    shown, roots = loaded_by("--help")
    assert "check" in shown
    assert "click" in roots
    assert HEAVY & roots == set()


def test_opening_a_workspace_loads_no_grammar_of_reports() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, xuntu.workspace; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not {"loaders.reports.extract", "pypdfium2"} & set(told.stdout.split())


def test_checking_a_draft_starts_the_engine_and_nothing_else(tmp_path: Path) -> None:
    files = {
        "任职经历表.csv": "姓名,人员编号,起始年月,终止年月,任职单位,职务,任职方式\n"
        "钱一,P0101,2019-01,至今,云山区水利局,局长,任职\n",
        "draft/人员.csv": "巡察组,人员编号,姓名,角色\n第1组,P0101,钱一,组员\n",
        "draft/任务.csv": "巡察组,被巡察单位,巡察类型,组织方式,进驻日期\n"
        "第1组,云山区水利局,常规,,2025-03-24\n",
    }
    (tmp_path / "draft").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Workspace.init(tmp_path / "work", committee="中共云川市委", region="990100") as made:
        made.load([tmp_path / "任职经历表.csv"])
        made.snapshot()
        place = str(made.folder)
    shown, roots = loaded_by("--workspace", place, "check", "--draft", str(tmp_path / "draft"))
    assert "云山区水利局" in shown
    assert "duckdb" in roots
    assert (HEAVY | FOR_OTHERS) & roots == {"duckdb"}
