"""A report joined to its page: everything in place, masked, with its context."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.model import regions
from graph.model.errors import UsageError
from loaders.reports.extract import report
from visualizations.report import LOOKS, LOST, NOISE, REPAIRED, MarkedText
from xuntu.cli import root
from xuntu.marking import marked

NOISY = """首頁 新聞 公告 專題 服務
云川市委第七輪巡察情況
來源:云川紀檢監察網 2025-08-20
七屆云川市委第七轮巡察共發現問題36個，移交問題線索8件，責(zé)任落实到位。
扶貧領(lǐng)域?qū)m椦膊?,发现问题12个，线索移交365bet体育官网机关处理。
云山区和平街道村民孙大有高兴地说。举报人李小明反映的问题已经办结，联系电话：13900001234。
"""


def _marked(text: str, name: str = "报告.txt") -> MarkedText:
    return marked(report(text.encode(), name, regions.load()), name)


@pytest.fixture(scope="module")
def noisy() -> MarkedText:
    return _marked(NOISY)


def test_every_position_is_one_of_the_text(noisy: MarkedText) -> None:
    assert len(noisy.text) == len(NOISY)
    read = report(NOISY.encode(), "报告.txt", regions.load())
    assert [noisy.text[f.start : f.end] for f in noisy.facts] == [f.evidence for f in read.facts]
    assert {"36个", "8件"} <= {text for f in noisy.facts for _, text in f.fields}


def test_what_was_repaired_and_what_is_lost(noisy: MarkedText) -> None:
    told = {
        kind: [
            (noisy.text[change.start : change.end], change.read)
            for change in noisy.changes
            if change.kind == kind
        ]
        for kind in (NOISE, REPAIRED, LOST)
    }
    assert told[NOISE] == [("(zé)", ""), ("(lǐng)", "")]
    assert told[REPAIRED] == [("?qū)m椦膊?", "专项巡察")]
    assert told[LOST] == [("365bet体育官网", None)]
    (spam,) = [change for change in noisy.changes if change.read == "纪检监察"]
    (lost,) = [change for change in noisy.changes if change.kind == LOST]
    assert (spam.start, spam.end) == (lost.start, lost.end)
    assert lost.note == "垃圾文字替换了原文；可能是“纪检监察”，请对照原件"


def test_the_context_of_the_document(noisy: MarkedText) -> None:
    told = dict(noisy.context)
    assert noisy.title == "云川市委第七轮巡察情况"
    assert told["派出党委"].startswith("云川市委（文中写明")
    assert told["发布日期"] == "2025-08-20"
    for part in ("繁体字", "夹带注音 2 处", "编码修复 1 处", "垃圾文字 1 处"):
        assert part in told["文字整理"]
    assert any("1 处文字缺失" in note for note in noisy.notes)
    why = {noisy.text[a:b].strip()[:2]: reason for a, b, reason in noisy.unread}
    assert why == {"首頁": "网页附带的文字，没有读", "來源": "来源行，只取日期和署名"}


def test_every_kind_has_a_colour_of_its_own(noisy: MarkedText) -> None:
    assert len(noisy.kinds) <= len(LOOKS)


def test_an_unresolved_committee_says_what_to_do() -> None:
    found = _marked("近日，市委巡察组发现问题12个。\n")
    assert any("--committee" in note for note in found.notes)
    assert dict(found.context)["派出党委"].startswith("没有认出")


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    file = tmp_path / "报告.txt"
    file.write_text(NOISY, encoding="utf-8")
    return lambda *words: CliRunner().invoke(root, ["extract", str(file), *words])


@pytest.mark.parametrize("form", ["table", "json", "html"])
def test_villagers_petitioners_and_numbers_never_leave(run: Run, form: str) -> None:
    done = run("--format", form)
    assert done.exit_code == 0
    for name in ("孙大有", "李小明", "13900001234"):
        assert name not in done.stdout
    if form == "html":
        assert "孙××" in done.stdout


def test_json_is_verbatim_and_a_file_is_written(run: Run, tmp_path: Path) -> None:
    facts = json.loads(run("--format", "json").stdout)["facts"]
    assert facts
    assert all(NOISY[f["start"] : f["end"]] == f["evidence"] for f in facts)
    for form in ("table", "json", "html"):
        out = tmp_path / f"out.{form}"
        assert run("--format", form, "-o", str(out)).stdout == f"已写入 {out}\n"
        assert out.read_text(encoding="utf-8").strip() == run("--format", form).stdout.strip()
    assert "发现问题 36个" in run().stdout


def test_a_report_is_never_written_over(run: Run, tmp_path: Path) -> None:
    done = run("--format", "html", "-o", str(tmp_path / "报告.txt"))
    assert isinstance(done.exception, UsageError)
    assert (tmp_path / "报告.txt").read_text(encoding="utf-8") == NOISY
