-- KIN: who is a relative (target) of whom (source), as DOMAIN 2.2 lists them. No paths: they are found again
-- when shown. Every class leads both ways but one: the spouse of an uncle, nephew or cousin is a near in-law,
-- the uncle, nephew or cousin of a spouse is not.
-- Blood neither begins nor ends: the date of a parent's death does not part brothers. What was
-- made by law does, and what is stated of an in-law (the 妻弟 of a marriage that ended).
CREATE TABLE parent AS
SELECT source AS p, target AS c, CASE WHEN made THEN since END AS since, CASE WHEN made THEN until END AS until,
       CASE WHEN nature = '继' THEN 'step' ELSE 'recorded' END AS certainty
FROM (SELECT *, coalesce(nature IN ('收养', '继', '扶养', '姻亲'), false) AS made FROM "e_PARENT_OF");
-- The end of a blood link is somebody's death, and ends what they were to everybody: of the relative who was
-- declared (who is named and has no number); where that does not tell, of the parent.
CREATE TABLE died AS
WITH ended AS (
    SELECT CASE WHEN p.unnamed OR (coalesce(p.keyed, false) AND NOT coalesce(c.keyed, false)) THEN e.target
                ELSE e.source END AS id, e.until
    FROM "e_PARENT_OF" e JOIN "n_Person" p ON p.id = e.source JOIN "n_Person" c ON c.id = e.target
    WHERE e.until IS NOT NULL AND NOT coalesce(e.nature IN ('收养', '继', '扶养'), false)
)
SELECT id, arg_min(until, (date_max(until), until)) AS until FROM ended GROUP BY id;
-- A spouse whom nobody named, known only because somebody is a 妻弟, is the one spouse whom the declarant names
-- elsewhere: that marriage's dates hold. Of several spouses it may be any.
CREATE TABLE spouse AS
WITH wed AS (
    SELECT source AS x, target AS y, since, until FROM "e_SPOUSE_OF"
    UNION SELECT target, source, since, until FROM "e_SPOUSE_OF"
), unnamed AS (
    SELECT id, declared_by FROM "n_Person" WHERE unnamed AND kin_path = 's'
), only_one AS (
    SELECT wed.x, min(wed.since) AS since, min(wed.until) AS until
    FROM wed ANTI JOIN unnamed ON unnamed.id = wed.y
    WHERE wed.x IN (SELECT declared_by FROM unnamed)
    GROUP BY wed.x HAVING count(*) = 1
)
SELECT wed.x, wed.y, coalesce(wed.since, o.since) AS since, coalesce(wed.until, o.until) AS until
FROM wed
LEFT JOIN unnamed a ON a.id = wed.y AND a.declared_by = wed.x
LEFT JOIN unnamed b ON b.id = wed.x AND b.declared_by = wed.y
LEFT JOIN only_one o ON o.x = coalesce(a.declared_by, b.declared_by);
-- Of two links, whether one is a step relation.
CREATE MACRO less_sure(a, b) AS CASE WHEN 'step' IN (a, b) THEN 'step' ELSE 'recorded' END;

-- The bound only keeps a slip (two people each the parent of the other) from going round for ever.
CREATE TABLE lineal AS
WITH RECURSIVE up AS (
    SELECT c AS x, p AS a, 1 AS depth, certainty, since, until FROM parent
    UNION
    SELECT up.x, parent.p, depth + 1, less_sure(up.certainty, parent.certainty),
           later_of(up.since, parent.since), earlier_of(up.until, parent.until)
    FROM up JOIN parent ON parent.c = up.a WHERE depth < 12
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
WITH told AS (
    SELECT k.* REPLACE (earlier_of(k.until, d.until) AS until) FROM kin_pair k LEFT JOIN died d ON d.id = k.y
)
SELECT digest('KIN', concat_ws(chr(31), x, y, relation)) AS id, x AS source, y AS target, relation, degree,
       since, date_min(since) AS since_min, date_max(since) AS since_max,
       until, date_min(until) AS until_min, date_max(until) AS until_max, certainty, '推导' AS sources
FROM told
WHERE x <> y AND (since IS NULL OR until IS NULL OR date_min(since) <= date_max(until))
QUALIFY row_number() OVER (
    PARTITION BY x, y, relation
    ORDER BY certainty = 'step', coalesce(date_max(until), '9999-12-31') DESC, degree, since NULLS FIRST, until) = 1;
