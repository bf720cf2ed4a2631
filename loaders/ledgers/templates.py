"""Templates: an empty workbook for each ledger, made from its declaration, that loads as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.model import vocabulary
from loaders.ledgers import kin_terms
from loaders.ledgers.declaration import Column, Ledger, load
from loaders.ledgers.expressions import Condition, Term

HEADER_ROW, EXAMPLE_ROW = 2, 3
_LAST_ROW = 10_000
_CHOICES = "选项"
"""Name of the hidden sheet that holds the words of the drop-downs."""

_REQUIRED = PatternFill("solid", fgColor="00F8CBAD")
_CONDITIONAL = PatternFill("solid", fgColor="00FFE699")
_GREY = PatternFill("solid", fgColor="00F2F2F2")
_NUMBERS = frozenset({"int", "number", "money", "percent", "ordinal", "heads", "form"})
"""Types whose cells Excel may keep as numbers; all others are text, so that 2016-03 stays as it is typed."""

_STRICT = frozenset({"enum", "bool"})
"""Types whose cells hold one word of the list and nothing else."""

_SAYS = {
    "date": "日期，如 2025-03-10；只知到年或月也可",
    "due": "日期，或写 长期坚持",
    "month": "年月，如 2016-03",
    "end": "年月；未结束写 至今",
    "end_day": "日期；未结束写 至今",
    "bool": "是 或 否",
    "enums": "可多选，用分号隔开",
    "list": "可多项，用分号隔开",
    "codes": "编号，可多项，用分号隔开",
    "refs": "编号，可多项，用分号隔开",
    "orgs": "单位名称，可多项，用分号隔开",
    "org": "单位名称，与对象台账一致",
    "people": "人员编号，可多项，用分号隔开",
    "attendees": "人员编号，括号内写角色，用分号隔开",
    "person": "人员编号；没有编号可写姓名",
    "person_no": "人员编号",
    "money": "金额，单位万元",
    "number": "数字",
    "int": "整数",
    "ordinal": "数字，如 15",
    "round": "届次和轮次，如 十五届第四轮",
    "region": "省市县名称",
    "region_code": "6 位行政区划代码",
    "uscc": "18 位统一社会信用代码",
    "identity": "18 位公民身份号码；只保存加密指纹和后四位",
    "unread": "不载入，可不填",
    "aid": "出生年月和性别，如 1980-02 男",
    "percent": "0 到 100",
    "kin_term": "亲属称谓",
}


def write_templates(folder: Path, ledgers: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """Write one template a ledger and return the written and those left alone, which were there before."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    kept: list[Path] = []
    for ledger in map(load, ledgers):
        path = folder / file_name(ledger)
        if path.exists():
            kept.append(path)
            continue
        template(ledger).save(path)
        written.append(path)
    return written, kept


def file_name(ledger: Ledger) -> str:
    """Return the name of a ledger's template."""
    return f"{ledger.id} {ledger.name.replace('/', '、')}.xlsx"


def template(ledger: Ledger) -> Workbook:
    """Return the empty workbook of a ledger: title, headers, a grey example that loading skips."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = ledger.name.split("(")[0].replace("/", "、")[:31]
    choices = book.create_sheet(_CHOICES)
    choices.sheet_state = "hidden"
    page["A1"] = ledger.name
    page["A1"].font = Font(bold=True, size=14)
    page["A1"].comment = _comment(
        "橙底加粗的列必填，黄底的列在一定条件下必填，其余选填。灰色的示例行不会载入，可覆盖或删除。"
    )
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(ledger.columns))
    page.freeze_panes = f"A{EXAMPLE_ROW}"
    for place, column in enumerate(ledger.columns, start=1):
        _column(page, choices, ledger, column, place)
    return book


def _column(
    page: Worksheet, choices: Worksheet, ledger: Ledger, column: Column, place: int
) -> None:
    letter = get_column_letter(place)
    page.column_dimensions[letter].width = min(36, max(11, 2 * len(column.header) + 3))
    header = page.cell(HEADER_ROW, place, column.header)
    header.alignment = Alignment(wrap_text=True, vertical="center")
    header.font = Font(bold=column.required.always)
    if column.required.always:
        header.fill = _REQUIRED
    elif column.required.alternatives:
        header.fill = _CONDITIONAL
    header.comment = _comment("\n".join(_legend(ledger, column)))
    example = page.cell(EXAMPLE_ROW, place, column.example or None)
    example.font, example.fill = Font(color="00808080", italic=True), _GREY
    if column.type not in _NUMBERS:
        page.column_dimensions[letter].number_format = "@"
    example.number_format = "@"
    words = list(_words(column))
    if words:
        for row, word in enumerate(words, start=1):
            choices.cell(row, place, word)
        page.add_data_validation(_drop_down(column, letter, len(words)))


def _drop_down(column: Column, letter: str, words: int) -> DataValidation:
    listed = f"={quote_sheetname(_CHOICES)}!${letter}$1:${letter}${words}"
    rule = DataValidation("list", formula1=listed, allow_blank=True)
    rule.showErrorMessage = column.type in _STRICT
    rule.errorTitle, rule.error = column.header, f"请从下拉列表中选择{column.header}"
    rule.add(f"{letter}{EXAMPLE_ROW}:{letter}{_LAST_ROW}")
    return rule


def _words(column: Column) -> Iterator[str]:
    """Yield the words that a column's cells may be chosen from, each once."""
    if column.type == "bool":
        yield from ("是", "否")
    elif column.type == "form":
        yield from "1234"
    elif column.type == "kin_term":
        yield from (known.term for name, known in kin_terms.known().items() if name == known.term)
    elif column.type == "category":
        names = [f"finding_{scheme}" for scheme in ("S4L", "F4", "S6P1", "S3")]
        yield from dict.fromkeys(w for n in names for w in vocabulary.labels(n).values())
    else:
        yield from dict.fromkeys(w for name in column.vocabulary for w in _labels(name))


def _labels(name: str) -> Iterator[str]:
    if name.startswith("="):
        yield from name[1:].split("|")
    else:
        yield from vocabulary.labels(name).values()


def _legend(ledger: Ledger, column: Column) -> Iterator[str]:
    """Yield the lines of a header's comment: when it must be filled, what it holds, who sees it."""
    if column.required.always:
        yield "必填"
    elif column.required.alternatives:
        yield f"条件必填：{condition_shown(ledger, column.required)}"
    else:
        yield "选填"
    if column.key:
        yield "与其他标识列一起区分各行"
    said = _SAYS.get(column.type) or ("从下拉列表中选择" if column.vocabulary else "")
    if said:
        yield f"说明：{said}"
    if column.restricted:
        yield "敏感：页面、查询结果和导出一律遮盖"
    if column.example:
        yield f"示例：{column.example}"


def condition_shown(ledger: Ledger, condition: Condition) -> str:
    """Return a condition in words: 任职方式为 借调、抽调 时."""
    headers = {column.field: column.header for column in ledger.columns}
    choices = (
        "且".join(_term(headers, term) for term in terms) for terms in condition.alternatives
    )
    return "，或".join(choices) + " 时"


def _term(headers: dict[str, str], term: Term) -> str:
    named = "或".join(headers.get(f.split(".")[0], f) for f in term.expression.fields)
    if term.values:
        return f"{named}{'为' if term.wanted else '不是'} {'、'.join(sorted(term.values))}"
    return f"{named}{'已填（且不是“否”）' if term.wanted else '未填'}"


def _comment(text: str) -> Comment:
    return Comment(text, "巡图", width=260, height=120)
