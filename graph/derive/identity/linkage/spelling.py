"""How a name may be written otherwise: traditional characters, spaces and dots, pinyin, look-alikes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import opencc
import pyarrow as pa

from graph.derive.claims import Connection
from graph.model.names import person_name

_MARKS = re.compile(r"[·.．・•‧∙'’\-]")


@cache
def _alike() -> Mapping[str, str]:
    """Each look-alike character and the one that stands for its group."""
    groups = files(__package__).joinpath("lookalikes.txt").read_text(encoding="utf-8").split()
    return {char: group[0] for group in reversed(groups) for char in group}


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _simple(char: str) -> str:
    return str(_converter().convert(char))


@cache
def _sound(char: str) -> str:
    # It reads its whole dictionary when it is imported (0.2 s), and many loads ask for no reading.
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(char, style=Style.NORMAL)[0]).lower()


def plain(name: str) -> str:
    """Return a name in simplified characters, without spaces, dots and marks, in one case."""
    bare = _MARKS.sub("", person_name(name)).lower()
    return "".join(_simple(char) for char in bare)


def pinyin(simple: str) -> str:
    """Return how a plain name sounds; a name in Latin letters sounds as it is written."""
    return "".join(_sound(char) for char in simple)


def look(simple: str) -> str:
    """Return a plain name with every character of a look-alike group as the group's first."""
    return "".join(_alike().get(char, char) for char in simple)


def shortened(simple: str) -> list[str]:
    """Return all that is left of a name of three or more characters without one of them; a shorter name itself."""
    if len(simple) < 3:
        return [simple]
    return sorted({simple[:n] + simple[n + 1 :] for n in range(len(simple))})


def spell(con: Connection) -> None:
    """Make the table spelling(written, name, pinyin, look, shortened) of all names in person_record."""
    found = con.execute("SELECT DISTINCT name FROM person_record ORDER BY name").fetchall()
    written = [str(row[0]) for row in found]
    names = [plain(name) for name in written]
    rows = pa.table(
        {
            "written": pa.array(written, pa.string()),
            "name": pa.array(names, pa.string()),
            "pinyin": pa.array(map(pinyin, names), pa.string()),
            "look": pa.array(map(look, names), pa.string()),
            "shortened": pa.array(map(shortened, names), pa.list_(pa.string())),
        }
    )
    con.register("spelling_rows", rows)
    con.execute("CREATE OR REPLACE TABLE spelling AS SELECT * FROM spelling_rows")
    con.unregister("spelling_rows")
