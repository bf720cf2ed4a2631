"""Answers in the forms that leave the workspace as a file: csv, xlsx, json, html.

What is counted, and how, goes with every form: a csv stays plain, so that it stands beside it (`about`).
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from graph.model.answers import Answer
from graph.model.cells import plain, shown
from visualizations.answer import answer_page
from xuntu.formula import safe_cell

FORMS = ("table", "csv", "xlsx", "json", "html")
"""Forms of an answer; a table is for the terminal alone."""


def about(answer: Answer) -> str:
    """Return what stands above the rows, one line each."""
    return "".join(f"{label}：{text}\n" for label, text in answer.heading)


def as_csv(answer: Answer) -> str:
    """Return the rows under the labels of their columns, and nothing else; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(column.label) for column in answer.columns])
    writer.writerows([[_csv_cell(shown(cell)) for cell in row] for row in answer.rows])
    return out.getvalue()


def _csv_cell(value: object) -> object:
    """Return a safe value whose lines end in one way: a bare carriage return is not quoted by the writer."""
    safe = safe_cell(value)
    return safe.replace("\r\n", "\n").replace("\r", "\n") if isinstance(safe, str) else safe


def as_json(answer: Answer) -> str:
    """Return title, number, parameters, definitions, columns and rows; nodes and edges as objects."""
    data = {
        "title": answer.title,
        "number": answer.number,
        "parameters": dict(answer.parameters),
        "definitions": list(answer.definitions),
        "notes": list(answer.notes),
        "columns": [{"name": c.name, "label": c.label} for c in answer.columns],
        "rows": [[plain(cell) for cell in row] for row in answer.rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_html(answer: Answer) -> str:
    """Return a page of its own: no script, no request."""
    labels = [column.label for column in answer.columns]
    return answer_page(answer.heading, labels, [list(map(shown, row)) for row in answer.rows])


def write(answer: Answer, form: str, path: Path) -> tuple[Path, ...]:
    """Write an answer as a file; return it, and what was written beside it."""
    if form == "xlsx":
        # Here, so that no other form pays for the engine of workbooks.
        from xuntu import answer_book

        answer_book.write(answer, path)
    else:
        text = {"csv": as_csv, "json": as_json, "html": as_html}[form](answer)
        # Excel takes a csv without the mark for one in the code page of the country.
        path.write_text(text, encoding="utf-8-sig" if form == "csv" else "utf-8", newline="")
    if form != "csv":
        return (path,)
    beside = path.with_name(f"{path.name}.说明.txt")
    beside.write_text(about(answer), encoding="utf-8")
    return path, beside
