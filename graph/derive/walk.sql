-- The walk over the table step of history.sql.
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
