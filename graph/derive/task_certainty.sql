-- What is said of a task that only a reference names: recorded, or inferred where the reference fits several tasks
-- and was taken for the 常规 one.
CREATE TABLE told_of_task AS
WITH said AS (
    SELECT 'CHECKED' AS kind, _from, _to, certainty FROM "c_CHECKED"
    UNION ALL SELECT 'FOLLOWS_UP', _from, _to, certainty FROM "c_FOLLOWS_UP"
    UNION ALL SELECT 'EXTENDS', _from, _to, certainty FROM "c_EXTENDS"
), guessed AS (SELECT mention FROM task_match WHERE inferred)
SELECT said.kind, f.id AS source, t.id AS target,
       CASE WHEN bool_and(_from IN (FROM guessed) OR _to IN (FROM guessed) OR coalesce(certainty = 'inferred', false)) THEN 'inferred' ELSE 'recorded' END
           AS certainty
FROM said JOIN entity f ON f.mention = said._from JOIN entity t ON t.mention = said._to
GROUP BY ALL;
UPDATE "e_CHECKED" e SET certainty = t.certainty
FROM told_of_task t WHERE t.kind = 'CHECKED' AND t.source = e.source AND t.target = e.target;
UPDATE "e_FOLLOWS_UP" e SET certainty = t.certainty
FROM told_of_task t WHERE t.kind = 'FOLLOWS_UP' AND t.source = e.source AND t.target = e.target;
UPDATE "e_EXTENDS" e SET certainty = t.certainty
FROM told_of_task t WHERE t.kind = 'EXTENDS' AND t.source = e.source AND t.target = e.target;
