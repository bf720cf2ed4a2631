"""The same check a year later on the clock: the same bytes, whoever looks and whenever the ledgers were loaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from xuntu.workspace import Workspace

CASES = Path(__file__).parents[2] / "cases" / "avoidance"
COMMITTEE = "中共云川市委"
FORMS = ("table", "json", "xlsx", "html") if os.environ.get("XUNTU_SOAK") else ("json", "xlsx")

LATER = """
import datetime, sys, time

shift = datetime.timedelta(days=int(sys.argv.pop(1)))
real_date, real_datetime, real_time = datetime.date, datetime.datetime, time.time

class Kind(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__bases__[0])

class Date(real_date, metaclass=Kind):
    @classmethod
    def today(cls):
        return real_date.today() + shift

class DateTime(real_datetime, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return real_datetime.now(tz) + shift

datetime.date, datetime.datetime = Date, DateTime
time.time = lambda: real_time() + shift.total_seconds()
"""
CHECK = "from xuntu.cli import main\nmain()\n"
TODAY = "from datetime import date\nprint(date.today().isoformat())\n"


def printed(days: int, script: str, *words: str | Path) -> bytes:
    """Return what a program prints so many days from now."""
    command = [sys.executable, "-c", LATER + script, str(days), *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the labelled ledgers, loaded on this day."""
    return made(tmp_path_factory.mktemp("clock") / "office", 0)


def made(home: Path, days: int) -> Path:
    """Return a workspace into which the labelled ledgers were loaded so many days from now."""
    home.parent.mkdir(exist_ok=True)
    key = home.with_suffix(".key")
    key.write_text("0" * 64, encoding="ascii")
    with Workspace.init(home, key=key, committee=COMMITTEE, region="990100") as found:
        found.clock = lambda: datetime.now(UTC) + timedelta(days=days)
        shutil.copy(CASES / "regions.csv", home / "regions.csv")
        found.load([CASES / "ledgers"])
    return home


def test_the_clock_of_the_program_can_be_moved() -> None:
    assert int(printed(366, TODAY)[:4]) > int(printed(0, TODAY)[:4])


@pytest.mark.parametrize("form", FORMS)
def test_a_check_a_year_later_is_the_same(office: Path, form: str, tmp_path: Path) -> None:
    told = []
    for days in (0, 366):
        out = tmp_path / f"{days}" / f"核查.{form}"
        out.parent.mkdir()
        saved = ("-o", out) if form in {"xlsx", "html"} else ()
        words = ("--quiet", "--workspace", office, "check", "--draft", CASES / "draft")
        said = printed(days, CHECK, *words, "--format", form, *saved)
        told.append(out.read_bytes() if saved else said)
    assert told[0] == told[1] != b""


def test_ledgers_loaded_a_year_later_say_the_same(office: Path, tmp_path: Path) -> None:
    later = made(tmp_path / "later", 366)
    told = [
        printed(0, CHECK, "--quiet", "--workspace", home, "check", "--draft", CASES / "draft", "--format", "json")
        for home in (office, later)
    ]  # fmt: skip
    assert told[0] == told[1]
