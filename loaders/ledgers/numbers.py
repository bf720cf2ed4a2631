"""Numbers that offices give to papers, findings, petitions, clues and cases: what a number stands for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

from graph.model.claims import Value
from graph.model.names import chinese_number, to_half_width
from loaders.ledgers.references import chinese, code

_COUNT = r"([0-9〇零一二两三四五六七八九十]+)"
_PAPER = re.compile(rf"^〔(\d{{4}})〕第?{_COUNT}轮?巡-?第?{_COUNT}组-?(.*?)第?(\d+)号?$")
_DASHES = re.compile(r"[—–－‐‑−﹣]+")
_SHAPES = (
    ("paper", re.compile(r"^〔\d{4}〕.*巡.*组-?\d+|底稿")),
    ("fix", re.compile(r"^立[行改查]|通知")),
    ("finding", re.compile(r"^\d{1,2}-\d{1,2}-\d{1,2}-")),
    ("petition", re.compile(r"^(?:XF|信访)")),
    ("clue", re.compile(r"^(?:XS|线索)")),
    ("case", re.compile(r"^(?:AJ|案)")),
    ("item", re.compile(r"^(?:ZB|[转交]办)")),
)
"""What the number of each kind looks like, the first that fits."""

_FINDING = re.compile(r"^([0-9A-Za-z]+(?:-[0-9A-Za-z\u4e00-\u9fff]+)*-?\d+)(?:[\s:：、.．]+\D.*)?$")
_MARKS = re.compile(r"[\s,.;:!?、。“”\"'‘’()《》…—-]+")
OTHER = "other"
"""The part of a reference whose kind cannot be told by its looks."""


def paper_parts(text: str) -> dict[str, Value]:
    """Return a working paper's number with the year, round and team that are in it.

    〔2025〕第4轮巡-二组-7 and [2025]4巡-2组-07 are one number; what stands before the last digits stays.
    """
    plain = _DASHES.sub("-", code(text))
    found = _PAPER.match(plain)
    if found is None:
        return {"": plain}
    year, label, serial = int(found.group(1)), found.group(4), int(found.group(5))
    round_no, team_no = chinese_number(found.group(2)), chinese_number(found.group(3))
    number = f"〔{year}〕{round_no}巡-{team_no}组-{label}{serial:02d}"
    cn = chinese(round_no) if round_no else None
    return {"": number, "year": year, "round_no": round_no, "round_cn": cn, "team_no": team_no}


def reference(text: str, kinds: Collection[str]) -> dict[str, Value]:
    """Return the number under the one of these kinds that it looks like, else under `other`."""
    number = code(text)
    looks = next((kind for kind, shape in _SHAPES if shape.search(number)), OTHER)
    return {"": number, looks if looks in kinds else OTHER: number}


def finding_parts(text: str) -> dict[str, Value]:
    """Return what stands for a finding: its number if it begins with one, and its words."""
    found = _FINDING.match(text.strip())
    return {**wording(text), "no": code(found.group(1)) if found else None}


def wording(text: str) -> dict[str, Value]:
    """Return a text with a digest of its words: equal for texts that differ in marks and blanks alone."""
    words = _MARKS.sub("", to_half_width(text))
    return {"": text, "words": hashlib.sha256(words.encode()).hexdigest()[:20] if words else None}
