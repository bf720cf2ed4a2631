"""Which sanctions are one: a report is no register, and several tell of the same one.

Told of one person, the same measure and days that agree as far as they are stated are one. Rows of a ledger
have numbers of their own: no two of them are joined here. What may be one and is not certain stands in the
table sanction_doubt, for somebody to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from graph.derive.claims import Connection
from graph.derive.identity.groups import Groups

_ONCE = frozenset({"开除党籍", "开除公职", "移送司法"})
"""Measures that are taken against nobody twice: without a day they are clear all the same."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """A mention of a sanction: against whom, what, on which (partial) day, and whether a report tells of it."""

    mention: str
    group: tuple[str, str, str]
    day: str
    reported: bool


def fuse(con: Connection) -> None:
    """Make one entity of the mentions of one sanction, and the table sanction_doubt(a, b, why)."""
    con.execute("CREATE TABLE sanction_doubt (a VARCHAR, b VARCHAR, why VARCHAR)")
    rows = con.execute(_TOLD).fetchall()
    told = [_Told(m, (kind, who, what), day, rep) for m, kind, who, what, day, rep in rows]
    decided = {(a, b): same for a, b, same in con.execute(_VERDICTS).fetchall()}
    links: list[Pair] = [pair for pair, same in decided.items() if same]
    apart = [pair for pair, same in decided.items() if not same]
    for _, group in groupby(told, key=lambda one: one.group):
        members = list(group)
        of_ledgers = sorted(one.mention for one in members if not one.reported)
        apart += [pair for pair in combinations(of_ledgers, 2) if not decided.get(pair)]
        certain, doubtful = _judged(members)
        links += certain
        if doubtful:
            con.executemany("INSERT INTO sanction_doubt VALUES (?, ?, ?)", doubtful)
    known = {one.mention: one for one in told}
    groups = Groups(apart)
    for a, b in links:
        if a in known and b in known and known[a].group[:2] == known[b].group[:2]:
            groups.join(a, b)
    _write(con, groups, told)


def _judged(members: Sequence[_Told]) -> tuple[list[Pair], list[tuple[str, str, str]]]:
    """Return which mentions of one measure against one person are one, and which may be, with the reason."""
    days = {one.day for one in members}
    finest = sorted(d for d in days if not any(o != d and o.startswith(d) for o in days))
    heirs: dict[str, list[_Told]] = {day: [] for day in finest}
    unclear: list[_Told] = []
    for one in members:
        fits = [day for day in finest if day.startswith(one.day)]
        clear = len(fits) == 1 and (one.day or one.group[2] in _ONCE)
        (heirs[fits[0]] if clear else unclear).append(one)
    certain: list[Pair] = []
    doubtful: list[tuple[str, str, str]] = []
    for same in heirs.values():
        rows = [one.mention for one in same if not one.reported]
        reports = [one.mention for one in same if one.reported]
        one_row = rows if len(rows) == 1 else []
        # Every two of them: one that a decision keeps apart does not part the rest.
        certain += combinations([*one_row, *reports], 2)
        if len(rows) > 1:
            doubtful += [(row, m, "台账有几项同样的处分") for row in rows for m in reports[:1]]
    firsts = [same[0] for same in heirs.values() if same]
    for number, one in enumerate(unclear):
        others = firsts or unclear[:number][:1]
        why = "没有写明日期" if not one.day else "日期写得不完整，符合几项处分"
        doubtful += [(o.mention, one.mention, why) for o in others if o.reported or one.reported]
    return certain, doubtful


def _write(con: Connection, groups: Groups, told: Sequence[_Told]) -> None:
    """Give every mention of a group the id of its row in a ledger, or else of the least mention."""
    best: dict[str, tuple[bool, str]] = {}
    for one in told:
        root, rank = groups.find(one.mention), (one.reported, one.mention)
        best[root] = min(best.get(root, rank), rank)
    moved = [
        (one.mention, best[groups.find(one.mention)][1])
        for one in told
        if best[groups.find(one.mention)][1] != one.mention
    ]
    if moved:
        con.execute("CREATE TABLE sanction_moved (mention VARCHAR, id VARCHAR)")
        con.executemany("INSERT INTO sanction_moved VALUES (?, ?)", moved)
        con.execute(
            "UPDATE entity SET id = m.id FROM sanction_moved m WHERE m.mention = entity.mention"
        )
        con.execute("INSERT INTO aliases FROM sanction_moved")


_TOLD = """
WITH said AS (
    SELECT _mention, ord, place_, kind, level, name, decided FROM "c_Sanction"
    UNION ALL SELECT _mention, ord, place_, NULL, NULL, '移送司法', referred_on FROM "c_Prosecution"
), whom AS (
    SELECT _from, _to FROM "c_IMPOSED_ON" UNION SELECT _from, _to FROM "c_CHARGES"
), told AS (
    SELECT _mention AS mention, split_part(_mention, '-', 1) AS node, min(person.id) AS person,
           arg_min(CASE kind
               WHEN '党纪处分' THEN CASE WHEN level IN ('警告', '严重警告') THEN '党内' || level ELSE level END
               WHEN '政务处分' THEN CASE level WHEN '开除' THEN '开除公职' ELSE '政务' || level END
               ELSE coalesce(level, name) END, ord) AS measure,
           coalesce(arg_min(decided, ord), '') AS day,
           bool_and(regexp_matches(place_, '^第\\d+段$')) AS reported
    FROM said JOIN whom ON whom._from = _mention JOIN entity person ON person.mention = whom._to
    GROUP BY _mention HAVING count(DISTINCT person.id) = 1
)
SELECT mention, node, person, measure, day, reported FROM told WHERE measure IS NOT NULL
QUALIFY bool_or(reported) OVER (PARTITION BY node, person) AND count(*) OVER (PARTITION BY node, person) > 1
ORDER BY node, person, measure, NOT reported DESC, mention
"""
"""The mentions of everybody of whose sanctions a report tells, those of ledgers first."""

_VERDICTS = """
SELECT least(x.mention, y.mention) AS a, greatest(x.mention, y.mention) AS b,
       arg_max(kind, ord) = 'SAME_SANCTION' AS same
FROM decided JOIN answering x ON x.subject = decided.a JOIN answering y ON y.subject = decided.b
WHERE kind IN ('SAME_SANCTION', 'NOT_SAME_SANCTION') AND x.mention <> y.mention
GROUP BY 1, 2 ORDER BY 1, 2
"""
