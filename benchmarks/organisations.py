"""Telling organisations apart: units in ten spellings each, a hundred units to a city, growth with their number.

`python -m benchmarks.organisations [UNITS]` prints CPU seconds, peak memory and how many units came out.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from benchmarks.runner import say
from graph.derive.claims import script
from graph.derive.identity import organisations
from graph.derive.identity.components import connect
from graph.model import keys
from graph.model.names import org_key

UNITS, REFERENCES = 60_000, 1_000_000
_HERE = "graph.derive.identity"
_STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东南西北中上下左右前后山水林田"
_SUBJECTS = (
    ("文化和旅游局", "文旅局"),
    ("发展和改革委员会", "发改委"),
    ("市场监督管理局", "市场监管局"),
    ("卫生健康委员会", "卫健委"),
    ("人力资源和社会保障局", "人社局"),
    ("自然资源和规划局", "自规局"),
    ("住房和城乡建设局", "住建局"),
    ("工业和信息化局", "工信局"),
    ("农业农村局", "农业农村局"),
    ("医疗保障局", "医保局"),
)


def main() -> None:
    """Time one size, and a tenth of it for the growth."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.organisations", description=__doc__)
    words.add_argument("units", nargs="?", type=int, default=UNITS)
    wanted = words.parse_args().units
    for units in (wanted // 10, wanted):
        say(_told_apart(units))


def _told_apart(units: int) -> str:
    con = _claims(units)
    begun = time.process_time()
    con.execute(script("organisations.sql", _HERE))
    organisations.spell(con)
    connect(con, "keyed")
    con.execute(script("organisations_doubtful.sql", _HERE))
    connect(con)
    con.execute(script("organisations_former.sql", _HERE))
    organisations.decide(con)
    connect(con)
    seconds = time.process_time() - begun
    found, claims = (
        con.execute(query).fetchall()[0][0]
        for query in (
            "SELECT count(DISTINCT root) FROM component",
            'SELECT count(*) FROM "c_Organization"',
        )
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{units} units, {claims} claims: {found} found, {seconds:.1f} CPU-s, peak {peak} MiB"


def _claims(units: int) -> duckdb.DuckDBPyConnection:
    rows = list(_rows(units))
    repeat = max(1, REFERENCES * units // UNITS // len(rows) + 1)
    told = pa.table(
        {"_mention": [row[0] for row in rows], "_keys": [row[1] for row in rows]}
        | {"definite": [row[2] for row in rows]}
    )
    con = duckdb.connect(config={"threads": 2})
    con.execute(script("macros.sql"))
    con.register("told", told)
    con.execute(
        'CREATE TABLE "c_Organization" AS SELECT *, CAST(NULL AS VARCHAR) AS shown, row_number() OVER () AS ord '
        f"FROM told, range({repeat})"
    )
    for name, columns in _EMPTY.items():
        con.execute(f'CREATE TABLE "{name}" ({", ".join(f"{c} VARCHAR" for c in columns)})')
    return con


_EMPTY = {
    "c_SUCCEEDED_BY": ("_from", "_to"),
    "c_WITHIN": ("_from", "_to"),
    "c_Region": ("_mention", "name"),
    "problem": ("id", "property", "kept", "other", "shown"),
    "link": ("kind", "mention", "key"),
    "decided": ("kind", "a", "b", "ord"),
    "answering": ("subject", "mention"),
}


def _rows(units: int) -> Iterator[tuple[str, list[str], bool]]:
    for number in range(units):
        city, unit = divmod(number, 100)
        place = f"{_STEMS[city % len(_STEMS)]}{_STEMS[city // len(_STEMS) % len(_STEMS)]}市"
        scope = f"中共{place}委"
        full, short = (f"第{unit // 10}{word}" for word in _SUBJECTS[unit % 10])
        for place_in_list, name in enumerate(_spellings(place, full, short)):
            mention = keys.organization(name, scope)
            yield mention, [org_key(name, scope)], place_in_list == 0


def _spellings(place: str, full: str, short: str) -> Iterator[str]:
    yield place + full
    yield f"市{full}"
    yield place + short
    yield f"市{short}"
    yield place + full.replace("和", "与")
    yield f"市{full.replace('和', '')}"
    yield place[:-1] + short
    yield f"示例省{place}{full}"
    yield place + full.replace("委员会", "委")
    yield f"{place}{full}（本级）"


if __name__ == "__main__":
    main()
