"""Words for relatives: what a 称谓 means as a path of parents, children and spouses."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from graph.model.names import to_half_width

_FATHERS = ("祖父", "祖母", "伯", "叔", "婶", "姑", "堂")
_MOTHERS = ("外祖", "舅", "姨")
_REMARK = re.compile(r"\([^()养继前原干义离扶]*\)$")
"""女婿(长女), 父亲(已故); not 父亲(养)."""


@dataclass(frozen=True, slots=True)
class KinTerm:
    """A term: the person's gender, the class of the relation, the path from the declarant.

    u is a parent, d a child, s a spouse; without a path the relation is only declared.
    """

    term: str
    gender: str | None
    relation_class: str
    path: str
    nature: str | None = None

    @property
    def side(self) -> str | None:
        """The line a term names: f the father's, m the mother's, empty for neither, None for unknown.

        Parents' parents and their children differ by line; 表 may be of either.
        """
        if not self.path.startswith("uu"):
            return ""
        if self.term.startswith(_MOTHERS):
            return "m"
        return "f" if self.term.startswith(_FATHERS) and "表" not in self.term else None


def find(text: str) -> KinTerm | None:
    """Return what a term means, or None for one that is in no list; a remark in brackets that changes nothing aside."""
    plain = _plain(text)
    return known().get(plain) or known().get(_REMARK.sub("", plain))


def nearest(text: str) -> str:
    """Return the known term that looks most like a text, or an empty text."""
    close = difflib.get_close_matches(_plain(text), known(), n=1, cutoff=0.3)
    return known()[close[0]].term if close else ""


def _plain(text: str) -> str:
    return "".join(to_half_width(text).split())


@cache
def known() -> Mapping[str, KinTerm]:
    """Return every way to name a relative with what it means."""
    found: dict[str, KinTerm] = {}
    own = ("loaders.ledgers", "words/kin_more.csv")
    for row in (*_rows("graph.model", "kin_terms.csv"), *_rows(*own)):
        for term in row["term"].split("/"):
            gender = row["gender"] or None
            found[term] = KinTerm(term, gender, row["relation_class"], row["path"])
    for row in _rows("loaders.ledgers", "words/kin_aliases.csv"):
        like = replace(found[row["term"]], nature=row["nature"] or None)
        found.setdefault(row["alias"], like)
    return found


def _rows(package: str, path: str) -> Iterator[dict[str, str]]:
    text = files(package).joinpath(*path.split("/")).read_text(encoding="utf-8-sig")
    return iter(csv.DictReader(text.splitlines()))
