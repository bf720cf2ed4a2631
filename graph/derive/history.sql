-- COUNTS_FOR: service in `source` counts for `target`, between which dates, how surely, and by which edges.

-- own_unit is made in offices.py: a party body and its unit, as their names say; formerly in lineage.sql.

CREATE TABLE step AS
SELECT source AS a, target AS b, 'subordinate' AS reach, CAST(NULL AS VARCHAR) AS since,
       CAST(NULL AS VARCHAR) AS until, 'recorded' AS certainty, CAST(NULL AS VARCHAR) AS section, id AS via
FROM "e_PART_OF"
UNION ALL
SELECT source, target, 'stationed', NULL, NULL, 'recorded', NULL, id FROM "e_STATIONED_AT"
UNION ALL
SELECT source, target, 'itself', NULL, NULL, coalesce(certainty, 'recorded'), NULL, id FROM "e_PARTY_ORG_OF"
UNION ALL
SELECT target, source, 'itself', NULL, NULL, coalesce(certainty, 'recorded'), NULL, id FROM "e_PARTY_ORG_OF"
UNION ALL
SELECT body, unit, 'itself', NULL, NULL, 'inferred', NULL, '' FROM own_unit
WHERE NOT EXISTS (SELECT 1 FROM "e_PARTY_ORG_OF" p WHERE p.source = body AND p.target = unit)
UNION ALL
SELECT unit, body, 'itself', NULL, NULL, 'inferred', NULL, '' FROM own_unit
WHERE NOT EXISTS (SELECT 1 FROM "e_PARTY_ORG_OF" p WHERE p.source = body AND p.target = unit)
UNION ALL
-- Service before the change counts for what came of it; where a unit lives on, only until then.
SELECT source, target, 'predecessor', NULL,
       CASE WHEN change IN ('分立', '职能划转') THEN on_max END,
       CASE WHEN change IN ('更名', '合并') THEN 'recorded' ELSE 'section' END, section, id
FROM "e_SUCCEEDED_BY"
UNION ALL
SELECT target, source, 'successor', on_min, NULL,
       CASE WHEN change IN ('更名', '合并') THEN 'recorded' ELSE 'section' END, section, id
FROM "e_SUCCEEDED_BY"
UNION ALL
SELECT owner, heir, 'predecessor', NULL, until, 'inferred', NULL, '' FROM formerly
UNION ALL
SELECT heir, owner, 'successor', NULL, NULL, 'inferred', NULL, '' FROM formerly WHERE until IS NULL;

CREATE TABLE walked AS
WITH RECURSIVE walk AS (
    SELECT a, b, [reach] AS reaches, since, until, certainty, section, [via] AS via, [a, b] AS met FROM step
    UNION ALL
    SELECT walk.a, step.b,
           CASE WHEN list_contains(reaches, step.reach) THEN reaches ELSE list_append(reaches, step.reach) END,
           CASE WHEN walk.since IS NULL THEN step.since WHEN step.since IS NULL THEN walk.since
                ELSE greatest(walk.since, step.since) END,
           CASE WHEN walk.until IS NULL THEN step.until WHEN step.until IS NULL THEN walk.until
                ELSE least(walk.until, step.until) END,
           CASE WHEN 'section' IN (walk.certainty, step.certainty) THEN 'section'
                WHEN 'inferred' IN (walk.certainty, step.certainty) THEN 'inferred' ELSE 'recorded' END,
           coalesce(walk.section, step.section), list_append(walk.via, step.via), list_append(met, step.b)
    FROM walk JOIN step ON step.a = walk.b
    WHERE len(met) <= 6 AND NOT list_contains(met, step.b)
      -- A merger of two does not make one of them the other's past.
      AND NOT (step.reach = 'successor' AND list_contains(reaches, 'predecessor'))
      AND NOT (step.reach = 'predecessor' AND list_contains(reaches, 'successor'))
      AND NOT (step.reach = 'stationed' AND list_contains(reaches, 'stationed'))
)
SELECT a, b, array_to_string(list_sort(CASE WHEN len(reaches) = 1 THEN reaches
                                            ELSE list_filter(reaches, lambda r: r <> 'itself') END), '+') AS reach,
       since, until, certainty, section, array_to_string(list_filter(via, lambda v: v <> ''), '；') AS via
FROM walk WHERE since IS NULL OR until IS NULL OR since <= until;

CREATE TABLE "e_COUNTS_FOR" AS
SELECT digest('COUNTS_FOR', concat_ws(chr(31), a, b, reach, coalesce(since, ''), coalesce(until, ''), certainty,
              coalesce(section, ''))) AS id,
       a AS source, b AS target, reach, since, date_min(since) AS since_min, date_max(since) AS since_max,
       until, date_min(until) AS until_min, date_max(until) AS until_max, certainty, section,
       arg_min(via, (length(via), via)) AS via, '推导' AS sources
FROM walked GROUP BY a, b, reach, since, until, certainty, section;
DROP TABLE walked;
