-- KIN: pairs of relatives, both ways, as DOMAIN 2.2 lists them. No paths: they are found again when shown.
CREATE TABLE parent AS
SELECT source AS p, target AS c, since, until,
       CASE WHEN nature = '继' THEN 'step' ELSE 'recorded' END AS certainty FROM "e_PARENT_OF";
CREATE TABLE spouse AS
SELECT source AS x, target AS y, since, until FROM "e_SPOUSE_OF"
UNION SELECT target, source, since, until FROM "e_SPOUSE_OF";

CREATE TABLE lineal AS
WITH RECURSIVE up AS (
    SELECT c AS x, p AS a, 1 AS depth, certainty FROM parent
    UNION ALL
    SELECT up.x, parent.p, depth + 1, CASE WHEN 'step' IN (up.certainty, parent.certainty) THEN 'step' ELSE 'recorded' END
    FROM up JOIN parent ON parent.c = up.a WHERE depth < 4
)
SELECT x, a, min(depth) AS depth, min(certainty) AS certainty FROM up WHERE x <> a GROUP BY x, a;

-- Collateral: the nearest common ancestor at most two steps from each side, and not in one line.
CREATE TABLE collateral AS
SELECT l.x, r.x AS y, min({'sum': l.depth + r.depth, 'l': l.depth, 'r': r.depth}) AS near,
       min(CASE WHEN 'step' IN (l.certainty, r.certainty) THEN 'step' ELSE 'recorded' END) AS certainty
FROM lineal l JOIN lineal r ON l.a = r.a AND l.x <> r.x
WHERE l.depth <= 2 AND r.depth <= 2
  AND NOT EXISTS (SELECT 1 FROM lineal z WHERE (z.x = l.x AND z.a = r.x) OR (z.x = r.x AND z.a = l.x))
GROUP BY l.x, r.x;

CREATE TABLE blood AS
SELECT x, a AS y, '直系血亲' AS relation, 'u' || depth AS degree, certainty FROM lineal
UNION ALL SELECT a, x, '直系血亲', 'd' || depth, certainty FROM lineal
UNION ALL SELECT x, y, '三代以内旁系血亲', near.l || ',' || near.r, certainty FROM collateral;

CREATE TABLE inlaw AS
-- spouse's parents, and the spouses of one's children
SELECT s.x, b.y, 's' || b.degree AS degree, s.since, s.until, b.certainty
FROM spouse s JOIN blood b ON b.x = s.y WHERE b.degree = 'u1'
-- spouse's siblings
UNION ALL SELECT s.x, b.y, 's' || b.degree, s.since, s.until, b.certainty
FROM spouse s JOIN blood b ON b.x = s.y WHERE b.degree = '1,1'
-- and their spouses
UNION ALL SELECT s.x, t.y, 's' || b.degree || 's', greatest(s.since, t.since), least(s.until, t.until), b.certainty
FROM spouse s JOIN blood b ON b.x = s.y AND b.degree = '1,1' JOIN spouse t ON t.x = b.y WHERE t.y <> s.x
-- children's spouses
UNION ALL SELECT b.x, s.y, b.degree || 's', s.since, s.until, b.certainty
FROM blood b JOIN spouse s ON s.x = b.y WHERE b.degree = 'd1'
-- and those spouses' parents
UNION ALL SELECT b.x, p.y, b.degree || 'su', s.since, s.until,
       CASE WHEN 'step' IN (b.certainty, p.certainty) THEN 'step' ELSE 'recorded' END
FROM blood b JOIN spouse s ON s.x = b.y JOIN blood p ON p.x = s.y WHERE b.degree = 'd1' AND p.degree = 'u1'
-- spouses of collateral relatives
UNION ALL SELECT b.x, s.y, b.degree || 's', s.since, s.until, b.certainty
FROM blood b JOIN spouse s ON s.x = b.y WHERE b.relation = '三代以内旁系血亲';

-- Both directions: what x is to y, y is to x.
CREATE TABLE kin_pair AS
SELECT x, y, '夫妻' AS relation, 's' AS degree, since, until, 'recorded' AS certainty FROM spouse
UNION ALL SELECT x, y, relation, degree, NULL, NULL, certainty FROM blood
UNION ALL SELECT x, y, '近姻亲', degree, since, until, certainty FROM inlaw
UNION ALL SELECT y, x, '近姻亲', degree, since, until, certainty FROM inlaw;

-- A pair may be related in several ways; of each way the surest, and the one that holds longest.
CREATE TABLE "e_KIN" AS
SELECT digest('KIN', concat_ws(chr(31), x, y, relation)) AS id, x AS source, y AS target, relation, degree,
       since, date_min(since) AS since_min, date_max(since) AS since_max,
       until, date_min(until) AS until_min, date_max(until) AS until_max, certainty, '推导' AS sources
FROM kin_pair WHERE x <> y
QUALIFY row_number() OVER (
    PARTITION BY x, y, relation
    ORDER BY certainty = 'step', coalesce(date_max(until), '9999-12-31') DESC, degree, since NULLS FIRST, until) = 1;
