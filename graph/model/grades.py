"""How a link of a trace is known, and in which words it may be told."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.schema import schema

GRADES: Mapping[str, str] = {
    "recorded": "台账记载",
    "stated": "文件载明",
    "derived": "台账对应",
    "inferred": "推断",
    "doubtful": "存疑",
}
"""The grades from sure to unsure: a ledger's column names the link; a sentence of a document says it; what a
ledger names (round, team, unit) fits one thing only; computed from a likeness, nobody says it; somebody says
it, but dates, people or units speak against it."""

FACTS = frozenset({"recorded", "stated", "derived"})
"""The grades of links that may be told as facts and are counted."""

MAY = "可能有关"
"""What a link that nobody records is called: never 引出."""


def told(kind: str, grade: str) -> str:
    """Return what a link is called: the relation only where it is a fact."""
    if grade == "inferred":
        return MAY
    label = schema().edges[kind].label
    return label if grade in FACTS else f"记为{label}"
