"""The page of a check, in Python and in a browser: the matrix, the panel, the keyboard, the printer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from visualizations import check
from visualizations.check import Cell, Link, Matrix, Member, Reason, Team

Open = Callable[..., Any]
Made = Callable[..., Matrix]
AT = "document.activeElement.at"
MOST_CPU = 2.0


def _data(given: Matrix) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', check.page(given), re.S)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def _one(*cells: Cell) -> Matrix:
    units = tuple(f"中共云川市{n}局党组" for n in "一二三四五六"[: len(cells)])
    who = Member(
        "P001", "甲一一", "组员", max((c.verdict for c in cells), key=check.VERDICTS.index)
    )
    return Matrix("名单", (), {}, (Team("第1组", (who,), units, (cells,)),))


def _path(*steps: tuple[str, str]) -> list[Any]:
    links = tuple(Link(source, target, "边", "", "") for source, target in steps)
    given = _one(Cell("应回避", "", (Reason("R01", "", "应回避", "", path=links),)))
    [reason] = _data(given)["reasons"]
    return [[start, [(edge[3], edge[4]) for edge in edges]] for start, edges in reason[6]]


def test_a_path_is_walked_from_the_person_on_whichever_way_its_edges_point() -> None:
    assert _path(("甲", "乙"), ("乙", "局")) == [["甲", [("乙", False), ("局", False)]]]
    assert _path(("甲", "局"), ("党组", "局")) == [["甲", [("局", False), ("党组", True)]]]


def test_a_path_that_breaks_off_goes_on_as_another() -> None:
    assert _path(("甲", "县"), ("局", "县")) == [["甲", [("县", False), ("局", True)]]]
    assert _path(("甲", "厅"), ("甲", "局")) == [["甲", [("厅", False)]], ["甲", [("局", False)]]]
    assert _path(("甲", "")) == [["甲", [("", False)]]]


def test_of_a_masked_reason_nothing_but_its_words_is_on_the_page() -> None:
    links = (Link("甲一一", "秘密", "秘密", "秘密", "秘密", (("秘密", "秘密"),)),)
    told = Reason("", "秘密", "应回避", "不可任", "秘密", "秘密", links, (("秘密", "秘密"),))
    text = check.page(_one(Cell("应回避", "2025-03-24", (told,))))
    assert "不可任" in text
    assert "秘密" not in text


def test_what_many_cells_share_is_written_once(matrix: Made) -> None:
    data = _data(matrix(169, 88))
    assert len(data["cells"]) == 6
    assert len(data["reasons"]) == 5
    assert sum(map(len, data["teams"][0]["rows"])) == 169 * 88
    assert len(check.page(matrix(169, 88))) < 150_000


def test_the_gravest_reason_comes_first() -> None:
    light = [Reason("R01", "", grade, grade) for grade in ("提示", "需复核", "信息不足", "应回避")]
    data = _data(_one(Cell("应回避", "", tuple(light))))
    [cell] = data["cells"]
    assert [data["reasons"][n][2] for n in cell[2]] == ["应回避", "信息不足", "需复核", "提示"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_a_clerk_reads(opened: Open, matrix: Made, theme: str) -> None:
    found = opened(check.page(matrix(6, 4, 2)), theme=theme)
    page, panel = found.page, found.page.locator("#panel")
    expect(page.locator("#count")).to_contain_text("2 组 12 人")
    for text in ("派出党委", "中共云川市委", "核查日期", "2025-03-24", "核查人"):
        expect(page.locator("#context")).to_contain_text(text)
    expect(page.locator(".notice")).to_have_text("第3行的单位按现名核查")
    expect(panel).to_contain_text("第1组 R40 人数 不符合：少 2 人")
    expect(page.locator("table.team").first).to_contain_text("✗ 不符合")
    page.locator("button.cell.v3").first.click()
    for text in ("应回避", "R02 曾任三年内", "依据：示例条例第六条", "改变结论的一件事", "2016-04 — 2022-11",
                 "R21 曾受处分：未核(需封存库)", "查过的规则（6 条）"):  # fmt: skip
        expect(panel).to_contain_text(text)
    ends = [
        "甲一二",
        "云川市质量技术监督局",
        "云川市市场监督管理局",
        "中共云川市市场监督管理局党组",
    ]
    expect(panel.locator(".chain .end")).to_have_text(ends)
    expect(panel.get_by_text("任职经历表.xlsx")).not_to_be_visible()
    panel.get_by_text("任职", exact=True).click()
    expect(panel.locator(".chain .sources").first).to_have_text("任职经历表.xlsx 第243行")
    page.locator("button.cell.v2").first.click()
    for text in ("缺它不能判定", "不改变结论", "R10 近亲任班子、R11 近亲普通职工"):
        expect(panel.locator(".gaps")).to_contain_text(text)
    assert found.quiet(), found


def test_a_verdict_is_told_by_word_sign_and_shape(opened: Open, matrix: Made) -> None:
    page = opened(check.page(matrix(169, 88))).page
    for verdict, (word, sign) in enumerate(zip(check.VERDICTS, check.SIGNS, strict=True)):
        cell = page.locator(f"#matrices button.cell.v{verdict}").first
        expect(cell).to_have_text(sign)
        assert word in str(cell.get_attribute("aria-label"))
    shapes = {
        page.locator(f"#legend .sign.v{verdict}").evaluate(
            "e => [getComputedStyle(e).borderStyle, getComputedStyle(e).borderRadius,"
            " getComputedStyle(e, '::before').clipPath].join()"
        )
        for verdict in range(len(check.VERDICTS))
    }
    assert len(shapes) == len(check.VERDICTS)


def _at(page: Page) -> list[int] | None:
    found: list[int] | None = page.evaluate(AT)
    return found


def test_the_keyboard_reaches_everything(opened: Open, matrix: Made) -> None:
    found = opened(check.page(matrix(3, 4, 2)))
    page, panel = found.page, found.page.locator("#panel")
    page.locator("#legend button").last.focus()
    for _ in range(3):
        if _at(page) is None:
            page.keyboard.press("Tab")
    assert _at(page) == [0, 0, 0]
    for key, place in (("ArrowRight", [0, 0, 1]), ("End", [0, 0, 3]), ("ArrowDown", [0, 1, 3]), ("Home", [0, 1, 0]),
                       ("ArrowUp", [0, 0, 0]), ("ArrowLeft", [0, 0, 0]), ("ArrowDown", [0, 1, 0]),
                       ("ArrowDown", [0, 2, 0]), ("ArrowDown", [1, 0, 0]), ("ArrowUp", [0, 2, 0])):  # fmt: skip
        page.keyboard.press(key)
        assert _at(page) == place, key
    assert page.locator('#matrices button.cell[tabindex="0"]').count() == 2
    page.keyboard.press("n")
    first = page.evaluate("window.xuntu.state.chosen")
    assert _at(page) == first
    page.keyboard.press("Enter")
    expect(panel).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(panel.locator(".chain .sources").first).to_be_visible()
    page.keyboard.press("Escape")
    assert _at(page) == first
    page.keyboard.press("Escape")
    expect(panel.locator("h2")).to_have_text("先看这些")
    assert found.quiet(), found


def test_n_goes_round_all_that_must_be_avoided(opened: Open, matrix: Made) -> None:
    page = opened(check.page(matrix(6, 4, 2))).page
    wanted = page.locator("#matrices button.cell.v3").count()
    seen = []
    for _ in range(wanted + 1):
        page.keyboard.press("n")
        seen.append(tuple(page.evaluate("window.xuntu.state.chosen")))
    assert len(set(seen)) == wanted
    assert seen == [*sorted(set(seen)), min(seen)]


def test_a_person_and_a_unit_are_found(opened: Open, matrix: Made) -> None:
    given = matrix(169, 88)
    page = opened(check.page(given)).page
    for text, place in (("P1150", 1), ("中共北原县财政局党组", 2)):
        page.keyboard.press("/")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        at = page.evaluate("window.xuntu.state.chosen")
        [team] = given.teams
        named = (team.name, team.people[at[1]].number, team.units[at[2]])
        assert named[place] == text
        expect(page.locator("button.cell.chosen")).to_be_in_viewport()


def test_the_legend_hides_and_whoever_looks_is_shown(opened: Open, matrix: Made) -> None:
    page = opened(check.page(matrix(6, 4, 2))).page
    rows = page.locator("#matrices table.matrix tbody tr:visible")
    assert rows.count() == 12
    for word in ("可任", "信息不足", "需复核"):
        page.locator("#legend button", has_text=word).click()
    expect(page.locator("#matrices button.cell.v0:visible")).to_have_count(0)
    assert 0 < rows.count() < 12
    page.locator("#matrices button.cell.v3:visible").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.classList.contains('v3')")
    page.keyboard.press("/")
    page.keyboard.type("P1001")
    page.keyboard.press("Enter")
    expect(page.locator("button.cell.chosen")).to_be_visible()


def test_names_wrap_and_nothing_is_cut(opened: Open) -> None:
    long = "中共云川市城市建设投资运营集团有限公司第二工程项目管理分公司总支部委员会"
    free = Cell("可任", "2025-03-24")
    for units in (3, 30):
        team = Team(
            "第1组",
            (Member("P001", "甲一一", "组长", "可任"),),
            (long,) * units,
            ((free,) * units,),
        )
        page = opened(check.page(Matrix("名单", (), {}, (team,)))).page
        cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1).length"
        assert page.locator("table.matrix th").evaluate_all(cut) == 0


def test_a_pool_is_drawn_in_time_and_its_heads_stay(opened: Open, matrix: Made) -> None:
    text = check.page(matrix(169, 88))
    page = opened(text).page
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.reload()
    page.wait_for_function("window.xuntu && window.xuntu.ready")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    assert metrics["TaskDuration"] < MOST_CPU
    page.evaluate("window.xuntu.open([0, 168, 87], false)")
    expect(page.locator("button.cell.chosen")).to_be_in_viewport()
    expect(page.locator("thead th.unit").last).to_be_in_viewport()
    expect(page.locator("table.matrix tbody th").last).to_be_in_viewport()
    assert page.evaluate("document.scrollingElement.scrollTop + document.body.scrollTop") == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    opened: Open, matrix: Made, require: Callable[[str], str], theme: str
) -> None:
    page = opened(check.page(matrix(6, 4, 2)), theme=theme).page
    page.keyboard.press("n")
    page.evaluate(Path(require("axe")).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((r) => r.violations.map((v) => [v.id, v.impact]))")
    assert [fault for fault in found if fault[1] in ("serious", "critical")] == [], found


def _printed(page: Page, folder: Path) -> list[str]:
    """Return the text of each sheet, blanks out; every sheet is A4, landscape."""
    file = folder / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(file) as book:
        for n in range(len(book)):
            assert [round(side) for side in book[n].get_size()] == [842, 595]
        return [
            re.sub(r"\s", "", book[n].get_textpage().get_text_range()) for n in range(len(book))
        ]


def test_the_printer_gets_the_matrix_then_every_reason(
    opened: Open, matrix: Made, tmp_path: Path
) -> None:
    given = matrix(6, 4, 2)
    found = opened(check.page(given), theme="dark")
    sheets = _printed(found.page, tmp_path)
    begin = [n for n, text in enumerate(sheets) if "人员中共云川市财政局党组" in text]
    assert len(begin) == 2
    assert sheets[begin[1]].startswith("第2组")
    for team, start, end in zip(given.teams, begin, (begin[1], len(sheets)), strict=True):
        text = "".join(sheets[start:end])
        assert all(f"{who.name}{who.number}" in text for who in team.people)
        assert all(unit in text for unit in team.units)
        told = {
            (r.rule, r.text)
            for row in team.cells
            for c in row
            if c.verdict != "可任"
            for r in c.reasons
        }
        assert all(re.sub(r"\s", "", said) in text for _, said in told)
        assert "✗不符合" in text
    assert "曾同在一个单位" not in "".join(sheets)
    expect(found.page.locator("#paper")).to_be_empty()
    assert found.quiet(), found


def test_a_wide_matrix_is_printed_in_parts(opened: Open, matrix: Made, tmp_path: Path) -> None:
    given = matrix(12, 60)
    [team] = given.teams
    page = opened(check.page(given)).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#paper th.unit").all_text_contents() == list(team.units)
    assert page.locator("#paper table.dense").count() == 3
    last = f"{team.people[-1].name}{team.people[-1].number}"
    assert "".join(_printed(page, tmp_path)).count(last) >= 3


def test_of_a_pool_only_who_is_not_free_everywhere_has_a_row_on_paper(
    opened: Open, matrix: Made, tmp_path: Path
) -> None:
    given = matrix(12, 20)
    [team] = given.teams
    free = replace(team.cells[0][0], verdict="可任", reasons=(), gaps=())
    note = replace(team.cells[0][0].reasons[0], grade="提示", text="只是提示")
    found = replace(
        free, verdict="需复核", reasons=(replace(note, grade="需复核", text="要复核"), note)
    )
    rows = [[free] * 20 for _ in team.people]
    rows[1][:16] = [found] * 16
    rows[2] = [found] * 20
    rows[3][:8] = [found] * 8
    cells = tuple(map(tuple, rows))
    page = opened(check.page(replace(given, teams=(replace(team, cells=cells),)))).page
    text = "".join(_printed(page, tmp_path))
    units = [re.sub(r"\s", "", unit) for unit in team.units]
    assert "对全部20个单位都可任的9人：" in text
    assert text.count(team.people[0].number) == 1
    assert text.count(team.people[1].number) == 2
    assert f"单位：除{'、'.join(units[16:])}外的全部单位" in text
    assert f"单位：{'、'.join(units[:8])}" in text
    assert text.count("要复核") == 3
    assert "只是提示" not in text


def test_a_check_without_units_says_so(opened: Open, matrix: Made) -> None:
    given = matrix(2, 2)
    empty = replace(given, teams=(replace(given.teams[0], units=(), cells=((), ())),))
    found = opened(check.page(empty))
    expect(found.page.locator("#empty")).to_contain_text("没有可以核查的人和单位")
    assert found.quiet(), found
