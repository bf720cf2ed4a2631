-- Confirmed pairs must agree as a whole: a component that would hold two identity numbers, two numbers of one series,
-- two births, two genders or two relatives is not confirmed in any part.
CREATE OR REPLACE TABLE person_clash AS
WITH part AS (
    SELECT c.root AS whole, s.series, s.number, s.identity, s.gender, date_max(birth) AS birth_latest, date_min(birth) AS birth_earliest
    FROM person_closed c JOIN person_detail s USING (mention) JOIN person_record USING (mention)
)
SELECT whole, '合并后有两个公民身份号码' AS why FROM part GROUP BY whole HAVING count(DISTINCT identity) > 1
UNION ALL
SELECT whole, '合并后同一套编号中有两个人员编号' FROM part WHERE series IS NOT NULL
GROUP BY whole, series HAVING count(DISTINCT number) > 1
UNION ALL
SELECT whole, '合并后出生年月互相矛盾' FROM part GROUP BY whole HAVING max(birth_earliest) > min(birth_latest)
UNION ALL
SELECT whole, '合并后性别互相矛盾' FROM part GROUP BY whole HAVING count(DISTINCT gender) > 1
UNION ALL
SELECT x.root, '合并后亲属成为一人' FROM person_apart p JOIN person_closed x ON x.mention = p.a
JOIN person_closed y ON y.mention = p.b WHERE x.root = y.root;

CREATE OR REPLACE TABLE person_pair AS
SELECT z.a, z.b, z.probability,
       CASE WHEN zone = 'confirmed' AND clash.whole IS NOT NULL THEN 'possible' ELSE zone END AS zone,
       coalesce(said.evidence_for, '') AS evidence_for,
       concat_ws('；', said.evidence_against, CASE WHEN zone = 'confirmed' THEN clash.why END,
                 CASE WHEN rivalled THEN '另有同样相符的记录' END) AS evidence_against,
       CASE WHEN x.birth_ym IS NULL OR y.birth_ym IS NULL THEN '出生年月'
            WHEN x.identity IS NULL OR y.identity IS NULL THEN '公民身份号码' ELSE '任职起止时间' END AS settle
FROM person_zone z
JOIN person_detail x ON x.mention = z.a JOIN person_detail y ON y.mention = z.b
LEFT JOIN person_closed whole ON whole.mention = z.a
LEFT JOIN (SELECT whole, string_agg(DISTINCT why, '；' ORDER BY why) AS why FROM person_clash GROUP BY whole) clash
       ON clash.whole = whole.root
LEFT JOIN (
    SELECT a, b, string_agg(says, '；' ORDER BY position) FILTER (weight > 0.5 AND NOT never) AS evidence_for,
           string_agg(says, '；' ORDER BY position) FILTER (weight < -0.5 OR never) AS evidence_against
    FROM person_said WHERE says <> '' GROUP BY a, b
) said ON said.a = z.a AND said.b = z.b;
