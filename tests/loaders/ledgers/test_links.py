"""Ledgers that speak of one another's rows: the numbers and words of one lead to the rows of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from graph import derive
from graph.sources import Source, Sources, tables

Load = Callable[..., Any]
FOLDED = "违规发放津补贴，共计12.6万元。"

FINDINGS = f"""问题编号,轮次,被巡察单位,一级分类,二级分类,问题描述,对应底稿
15-4-2-林业-03,十五届第四轮,市林业局党组,某项清单,某类,{FOLDED},〔2025〕4巡-2组-07"""
PETITIONS = """登记号,接收日期,渠道,实名或匿名,被反映对象,反映内容摘要,是否受理范围,处理方式,去向编号
来-17,2025-04-03,来信,匿名,市林业局,发津贴,是,深入了解,[2025]第四轮巡-第2组-7
XF-2,2025-04-03,来信,匿名,市林业局,路灯不亮,是,立行立改,
XF-3,2025-04-03,来信,匿名,市林业局,编外人员,是,转交,事项9"""
FIXES = """通知书编号,轮次,巡察组,问题涉及单位,类别,问题内容,发出日期,整改时限,办结状态,来源编号
立改〔2025〕3号,十五届第四轮,第2组,市林业局,立行立改,路灯不亮,2025-04-08,2025-05-08,未办结,XF-2、来-17"""
MEASURES = """序号,反馈问题,整改目标,整改措施,责任领导,牵头部门,完成时限,整改状态
1,违规发放津补贴 共计１２.６万元,清退,清退,班子成员,办公室,长期坚持,整改中
2,15-4-2-林业-03,建制,建制,班子成员,办公室,2025-10,整改中
3,没有这样的问题,建制,建制,班子成员,办公室,2025-10,整改中"""
ITEMS = """事项编号,轮次,转交单位,涉及单位,事项内容,转交日期,办理时限
事项9,十五届第四轮,市人社局,市林业局,编外人员清理,2025-06-01,2025-08-01"""
CALLED = """日期,类别,对象,事由,关联案件或问题,实施人
2025-09-01,约谈,市林业局党组书记,整改率低,15-4-2-林业-03,分管副市长
2025-09-02,问责,乙一,整改率低,案件7,市纪委监委"""
CASES = """线索编号,案件编号,被处理人,受理时间,办理机关,分类处理意见,是否办结
XS-1,案件7,乙一,2025-05-22,市纪委监委,初步核实,否"""
ALL = {
    "问题": FINDINGS,
    "信访": PETITIONS,
    "立行立改": FIXES,
    "整改": MEASURES,
    "转交办": ITEMS,
    "问责": CALLED,
    "案件": CASES,
}


def led(folder: Path, names: Iterable[str], load: Load, kind: str) -> set[tuple[str, str]]:
    """Load these files and return the pairs of an edge kind by what the ends are called."""
    sources = Sources(folder / "sources")
    for name in names:
        got = load(f"{name}.csv", ALL[name].encode())
        where = got.claims[0].provenance.source
        said = ("L", "台账", 30, "中共云川市委", "ledgers", "1", "2025-03-01T00:00:00+00:00", 0, 0)
        tables.add(sources, Source(where, f"{name}.csv", *said), b"x", list(got.claims))
    made = derive.derive(sources, (), folder / "derived").tables()
    con = duckdb.connect()
    called: dict[str, object] = {}
    for end in ("Petition", "WorkingPaper", "ImmediateFix", "Finding", "Measure", "TransferItem"):
        label = "seq" if end == "Measure" else "no"
        called |= dict(con.execute(f"SELECT id, {label} FROM '{made[f'nodes_{end}']}'").fetchall())
    for end, label in (("Accountability", "reason"), ("CaseFile", "no"), ("Clue", "no")):
        called |= dict(con.execute(f"SELECT id, {label} FROM '{made[f'nodes_{end}']}'").fetchall())
    rows = con.execute(f"SELECT source, target FROM '{made[f'edges_{kind}']}'").fetchall()
    return {(str(called[a]), str(called[b])) for a, b in rows}


PAPER = "〔2025〕4巡-2组-07"
LED = {
    (PAPER, "15-4-2-林业-03"),
    ("来-17", PAPER),
    ("XF-2", "立改〔2025〕3号"),
    ("来-17", "立改〔2025〕3号"),
    ("XF-3", "事项9"),
    ("15-4-2-林业-03", "整改率低"),
    ("案件7", "整改率低"),
    ("XS-1", "案件7"),
}


@pytest.mark.parametrize("turned", [False, True])
def test_numbers_lead_to_the_rows_that_hold_them(tmp_path: Path, load: Load, turned: bool) -> None:
    names = list(ALL)[::-1] if turned else list(ALL)
    assert led(tmp_path, names, load, "LED_TO") == LED


def test_words_lead_to_the_finding_that_has_them(tmp_path: Path, load: Load) -> None:
    finding = "15-4-2-林业-03"
    assert led(tmp_path, ALL, load, "RECTIFIES") == {("1", finding), ("2", finding)}


def test_what_no_ledger_holds_is_nothing(tmp_path: Path, load: Load) -> None:
    assert led(tmp_path, ["立行立改"], load, "LED_TO") == {("XF-2", "立改〔2025〕3号")}


INFORMANT = "己某某"


@pytest.mark.parametrize("header", ["反映人封存号", "反映人姓名", "举报人", "联系电话"])
def test_who_petitioned_is_told_nowhere(load: Load, header: str) -> None:
    head, *rows = PETITIONS.splitlines()
    table = "\n".join([f"{head},{header}", *(f"{row},{INFORMANT}" for row in rows)])
    got = load("信访.csv", table.encode())
    assert len(got.of("Petition")) == 3
    assert INFORMANT not in repr(got)


def test_two_columns_on_who_petitioned_are_both_left_out(load: Load) -> None:
    head, row, *_ = PETITIONS.splitlines()
    got = load("信访.csv", f"{head},反映人封存号,反映人姓名\n{row},V-7731,{INFORMANT}".encode())
    assert got.of("Petition")
    assert INFORMANT not in repr(got)
    assert "V-7731" not in repr(got)


def test_who_is_reported_is_text_alone(load: Load) -> None:
    head, row, *_ = PETITIONS.splitlines()
    got = load("信访.csv", f"{head}\n{row.replace(',市林业局,', ',乙一,')}".encode())
    assert not got.of("Person")
    assert got.of("Petition")[0].properties["subject"] == "乙一"
