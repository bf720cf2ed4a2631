"""Reports of every format in a workspace: loaded, kept, made again, taken out, told apart from ledgers."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner

from xuntu.cli import root
from xuntu.workspace import Workspace

CASES = Path(__file__).parents[1] / "cases" / "reports" / "formats"
TEXT = (CASES / "report.txt").read_text("utf-8").strip()
PAGE = (CASES / "report.html").read_text("utf-8")
NUMBER = "350627199711275419"
LEDGER = "<tr><td>姓名<td>人员编号<td>起始年月<td>终止年月<td>任职单位<td>职务<td>任职方式"


def document(path: Path, text: str) -> Path:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{escape(t)}</w:t></w:r></w:p>" for t in text.splitlines())
    body = f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", body)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a browser and Word leave it: pieces of a page beside the page."""
    made = tmp_path / "报告"
    (made / "网页_files").mkdir(parents=True)
    (made / "网页.html").write_text(PAGE.replace("326", "327"), encoding="utf-8")
    (made / "网页_files" / "frame.html").write_text("<p>发现问题1个。</p>", encoding="utf-8")
    head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    (made / "归档.mht").write_text(head + PAGE.replace("326", "328"), encoding="utf-8")
    document(made / "文档.docx", TEXT.replace("326", "329"))
    (made / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (made / "任职经历.htm").write_text(
        f"<html><table>{LEDGER}<tr><td>钱一<td>P0101<td>2019-01<td>至今<td>云山区水利局<td>局长<td>任职</table>",
        encoding="utf-8",
    )
    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "work", committee="中共云川市委", region="990100")


def test_a_folder_of_all_formats_is_loaded_and_made_again_the_same(
    folder: Path, workspace: Workspace
) -> None:
    with workspace as work:
        told = {report.name: report for report in work.load([folder])}
        assert {name: (r.state, r.kind) for name, r in told.items()} == {
            "网页.html": ("loaded", "report"),
            "归档.mht": ("loaded", "report"),
            "文档.docx": ("loaded", "report"),
            "任职经历.htm": ("loaded", "L4"),
            "旧.doc": ("refused", ""),
        }
        assert "另存为 .docx" in told["旧.doc"].reason
        for source in work.sources.all():
            assert work.sources.original(source).read_bytes() == (folder / source.name).read_bytes()
        before = work.snapshot().hash
        assert work.rebuild().hash == before
        work.withdraw("文档.docx", by="王", why="试")
        work.restore("文档.docx", by="王", why="试")
        assert work.snapshot().hash == before


def test_of_a_report_with_an_identity_number_only_the_text_is_kept(
    tmp_path: Path, workspace: Workspace
) -> None:
    path = document(tmp_path / "文档.docx", f"{TEXT}\n涉及{NUMBER}。")
    with workspace as work:
        (told,) = work.load([path])
        assert told.state == "loaded"
        assert "只留存文字" in told.reason
        (source,) = work.sources.all()
        kept = work.sources.original(source).read_bytes().decode()
        assert kept.startswith(TEXT)
        assert NUMBER not in kept
        assert work.load([path])[0].state == "same"
        assert work.rebuild().hash == work.snapshot().hash


def test_extract_reads_every_format(folder: Path) -> None:
    for name in ("网页.html", "归档.mht", "文档.docx"):
        done = CliRunner().invoke(root, ["extract", str(folder / name), "--format", "json"])
        assert done.exit_code == 0, done.output
        facts = json.loads(done.stdout)["facts"]
        assert {"findings_found", "clues_transferred"} <= {fact.get("measure") for fact in facts}
    done = CliRunner().invoke(root, ["extract", str(folder / "旧.doc")])
    assert done.exit_code != 0
