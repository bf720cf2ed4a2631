"""Which claims on one post are one stint."""

from __future__ import annotations

from graph.derive.claims import Connection


def number(con: Connection, key: list[str]) -> None:
    """Add the column stint to the table pair: claims that certainly overlap, or begin alike, are one.

    Months that only touch are two stints: to join them would lose the later end. A claim without any
    date belongs to the stint that still runs if it says so, or to the only one there is.
    """
    same = ", ".join(["_f", "_t", *key])
    # Most claims are alone with their pair and post; two of one hash at worst are looked at together.
    con.execute(
        f"""
        CREATE TABLE crowd AS SELECT hash({same}) AS place FROM pair GROUP BY place HAVING count(*) > 1;
        CREATE TABLE single AS
        SELECT *, coalesce(since, '~' || until) AS stint FROM pair ANTI JOIN crowd ON crowd.place = hash({same});
        CREATE TABLE spans AS
        SELECT *, coalesce(date_max(since), day_before(date_min(until))) AS lo,
               greatest(coalesce(date_max(since), day_before(date_min(until))),
                        CASE WHEN end_state = 'ongoing' THEN '9999-12-31'
                             WHEN until IS NOT NULL THEN date_min(until)
                             WHEN since IS NOT NULL THEN date_max(since) END) AS hi
        FROM pair SEMI JOIN crowd ON crowd.place = hash({same});
        CREATE TABLE numbered AS
        SELECT * EXCLUDE (fresh), sum(fresh) OVER (PARTITION BY {same} ORDER BY lo, hi, ord) AS run
        FROM (SELECT *, CASE WHEN lo < max(hi) OVER earlier OR lo = lag(lo) OVER in_order THEN 0 ELSE 1 END AS fresh
              FROM spans WHERE lo IS NOT NULL
              WINDOW in_order AS (PARTITION BY {same} ORDER BY lo, hi, ord),
                     earlier AS (in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING));
        CREATE TABLE stints AS
        SELECT {same}, run, min(coalesce(since, '~' || until)) AS stint, bool_or(end_state = 'ongoing') AS runs,
               count(*) OVER (PARTITION BY {same}) AS alone
        FROM numbered GROUP BY {same}, run;
        """
    )
    match = " AND ".join(f"s.{name} IS NOT DISTINCT FROM x.{name}" for name in ["_f", "_t", *key])
    con.execute(
        f"""
        CREATE OR REPLACE TABLE pair AS
        FROM single UNION ALL BY NAME
        SELECT x.* EXCLUDE (lo, hi, run), s.stint FROM numbered x JOIN stints s ON {match} AND s.run = x.run
        UNION ALL BY NAME
        SELECT x.* EXCLUDE (lo, hi),
               (SELECT max(s.stint) FROM stints s WHERE {match} AND
                   ((x.end_state = 'ongoing' AND s.runs) OR (x.end_state IS DISTINCT FROM 'ongoing' AND s.alone = 1)))
               AS stint
        FROM spans x WHERE lo IS NULL;
        """
    )
    for table in ("crowd", "single", "spans", "numbered", "stints"):
        con.execute(f"DROP TABLE {table}")
