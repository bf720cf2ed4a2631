"""Decisions on postings: two claims that are one stint, or that are not."""

from __future__ import annotations

from collections import defaultdict

from graph.derive.claims import Connection
from graph.derive.identity.groups import Groups
from graph.model.schema import schema

Stint = tuple[str | None, ...]
"""Person, unit, what tells two posts apart, and the stint: the claims that bear it are one edge."""


def apply(con: Connection) -> None:
    """Change the stints in the table pair (of SERVED_IN) as was decided; a post takes its words from the best claim.

    Postings of two people, or in two units, are never one: pairs.sql says so.
    """
    verdicts = con.execute(_VERDICTS).fetchall()
    if not verdicts:
        return
    key = ", ".join(f'pair."{name}"' for name in ("_f", "_t", *_columns()))
    stint_of: dict[str, Stint] = {}
    order: dict[str, int] = {}
    for mention, ord_, *stint in con.execute(
        f'SELECT _mention, ord, {key} FROM "c_SERVED_IN" JOIN pair USING (ord) '
        "WHERE _mention IN (SELECT mention FROM answering) ORDER BY ord"
    ).fetchall():
        stint_of[mention], order[mention] = tuple(stint), ord_
    known = [v for v in verdicts if v[0] in order and v[1] in order]
    claims = Groups((a, b) for a, b, same in known if not same)
    one = [(a, b) for a, b, same in known if same]
    joined = [
        (a, b) for a, b in one if stint_of[a][:2] == stint_of[b][:2] and not claims.join(a, b)
    ]
    moved = _joined(stint_of, joined)
    for old, new in sorted(moved.items(), key=str):
        _move(con, "stint", old, new)
    for mention in stint_of:
        stint_of[mention] = moved.get(stint_of[mention], stint_of[mention])
    apart = [(a, b) for a, b, same in known if not same and stint_of[a] == stint_of[b]]
    for mention, new in _parted(stint_of, order, claims, apart).items():
        _move(con, "claim", (order[mention],), new)


def _columns() -> tuple[str, ...]:
    return (*schema().edges["SERVED_IN"].key, "stint")


def _joined(stint_of: dict[str, Stint], pairs: list[tuple[str, str]]) -> dict[Stint, Stint]:
    """Return which stints become which: of those that are one, that of the best claim stays."""
    texts = {str(stint): stint for stint in stint_of.values()}
    groups = Groups(())
    for a, b in pairs:
        groups.join(str(stint_of[a]), str(stint_of[b]))
    best: dict[str, Stint] = {}
    for stint in stint_of.values():  # in the order of claims, the best first
        best.setdefault(groups.find(str(stint)), stint)
    return {
        texts[text]: best[groups.find(text)]
        for text in texts
        if best[groups.find(text)] != texts[text]
    }


def _parted(
    stint_of: dict[str, Stint],
    order: dict[str, int],
    claims: Groups,
    apart: list[tuple[str, str]],
) -> dict[str, Stint]:
    """Return the claims that leave their stint, with those they are one with: of two, the worse one."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for mention in order:
        members[claims.find(mention)].append(mention)
    leaving = {
        max((claims.find(a), claims.find(b)), key=lambda root: min(order[m] for m in members[root]))
        for a, b in apart
    }
    found: dict[str, Stint] = {}
    taken: defaultdict[Stint, int] = defaultdict(int)
    for root in sorted(leaving, key=lambda root: min(order[m] for m in members[root])):
        stint = stint_of[members[root][0]]
        taken[stint] += 1
        own = (*stint[:-1], f"{stint[-1] or ''}#{taken[stint] + 1}")
        found |= {mention: own for mention in members[root] if stint_of[mention] == stint}
    return found


def _move(con: Connection, what: str, old: Stint | tuple[int], new: Stint) -> None:
    """Give all claims of a stint, or one claim by its order, the post and stint of another."""
    names = ("_f", "_t", *_columns()) if what == "stint" else ("ord",)
    told = ", ".join(f'"{name}" = ?' for name in _columns())
    where = " AND ".join(f'"{name}" IS NOT DISTINCT FROM ?' for name in names)
    con.execute(f"UPDATE pair SET {told} WHERE {where}", [*new[2:], *old])


_VERDICTS = """
SELECT least(a, b) AS a, greatest(a, b) AS b, arg_max(kind, ord) = 'SAME_POSTING' AS same
FROM decided WHERE kind IN ('SAME_POSTING', 'NOT_SAME_POSTING') AND a <> b GROUP BY ALL ORDER BY ALL
"""
