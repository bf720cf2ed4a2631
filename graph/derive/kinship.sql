-- KIN: who is a relative (target) of whom (source), as DOMAIN 2.2 lists them. No paths: they are found again
-- when shown. Every class leads both ways but one: the spouse of an uncle, nephew or cousin is a near in-law,
-- the uncle, nephew or cousin of a spouse is not.
CREATE TABLE parent AS
SELECT source AS p, target AS c, since, until,
       CASE WHEN nature = '继' THEN 'step' ELSE 'recorded' END AS certainty FROM "e_PARENT_OF";
CREATE TABLE spouse AS
SELECT source AS x, target AS y, since, until FROM "e_SPOUSE_OF"
UNION SELECT target, source, since, until FROM "e_SPOUSE_OF";
-- Of two links, whether one is a step relation.
CREATE MACRO less_sure(a, b) AS CASE WHEN 'step' IN (a, b) THEN 'step' ELSE 'recorded' END;

CREATE TABLE lineal AS
WITH RECURSIVE up AS (
    SELECT c AS x, p AS a, 1 AS depth, certainty, since, until FROM parent
    UNION
    SELECT up.x, parent.p, depth + 1, less_sure(up.certainty, parent.certainty),
           later_of(up.since, parent.since), earlier_of(up.until, parent.until)
    FROM up JOIN parent ON parent.c = up.a WHERE depth < 4
)
SELECT * FROM up WHERE x <> a;

-- Collateral: a common ancestor at most two steps from each side (not: four steps in all), and not in one line.
CREATE TABLE near AS SELECT * FROM lineal WHERE depth <= 2;
CREATE TABLE one_line AS SELECT x, a AS y FROM lineal UNION SELECT a, x FROM lineal;
CREATE TABLE collateral AS
SELECT DISTINCT l.x, r.x AS y, l.depth || ',' || r.depth AS degree, less_sure(l.certainty, r.certainty) AS certainty,
       later_of(l.since, r.since) AS since, earlier_of(l.until, r.until) AS until
FROM near l JOIN near r ON l.a = r.a AND l.x <> r.x
WHERE NOT EXISTS (SELECT 1 FROM one_line o WHERE o.x = l.x AND o.y = r.x);

CREATE TABLE blood AS
SELECT x, a AS y, '直系血亲' AS relation, 'u' || depth AS degree, certainty, since, until FROM lineal
UNION ALL SELECT a, x, '直系血亲', 'd' || depth, certainty, since, until FROM lineal
UNION ALL SELECT x, y, '三代以内旁系血亲', degree, certainty, since, until FROM collateral;

CREATE TABLE inlaw AS
-- spouse's parents; spouse's siblings
SELECT s.x, b.y, 's' || b.degree AS degree, later_of(s.since, b.since) AS since, earlier_of(s.until, b.until) AS until,
       b.certainty
FROM spouse s JOIN blood b ON b.x = s.y WHERE b.degree IN ('u1', '1,1')
-- and the spouses of those siblings
UNION ALL
SELECT s.x, t.y, 's' || b.degree || 's', later_of(later_of(s.since, t.since), b.since),
       earlier_of(earlier_of(s.until, t.until), b.until), b.certainty
FROM spouse s JOIN blood b ON b.x = s.y AND b.degree = '1,1' JOIN spouse t ON t.x = b.y
-- children's spouses; spouses of collateral relatives
UNION ALL
SELECT b.x, s.y, b.degree || 's', later_of(s.since, b.since), earlier_of(s.until, b.until), b.certainty
FROM blood b JOIN spouse s ON s.x = b.y WHERE b.degree = 'd1' OR b.relation = '三代以内旁系血亲'
-- and the parents of children's spouses
UNION ALL
SELECT b.x, p.y, b.degree || 'su', later_of(later_of(s.since, b.since), p.since),
       earlier_of(earlier_of(s.until, b.until), p.until), less_sure(b.certainty, p.certainty)
FROM blood b JOIN spouse s ON s.x = b.y JOIN blood p ON p.x = s.y WHERE b.degree = 'd1' AND p.degree = 'u1';

CREATE TABLE kin_pair AS
SELECT x, y, '夫妻' AS relation, 's' AS degree, since, until, 'recorded' AS certainty FROM spouse
UNION ALL SELECT x, y, relation, degree, since, until, certainty FROM blood
UNION ALL SELECT x, y, '近姻亲', degree, since, until, certainty FROM inlaw;

-- A pair may be related in several ways; of each way the surest, and the one that holds longest. What began
-- after it ended never was.
CREATE TABLE "e_KIN" AS
SELECT digest('KIN', concat_ws(chr(31), x, y, relation)) AS id, x AS source, y AS target, relation, degree,
       since, date_min(since) AS since_min, date_max(since) AS since_max,
       until, date_min(until) AS until_min, date_max(until) AS until_max, certainty, '推导' AS sources
FROM kin_pair
WHERE x <> y AND (since IS NULL OR until IS NULL OR date_min(since) <= date_max(until))
QUALIFY row_number() OVER (
    PARTITION BY x, y, relation
    ORDER BY certainty = 'step', coalesce(date_max(until), '9999-12-31') DESC, degree, since NULLS FIRST, until) = 1;
