-- The notices that a task issued stand beside the regulations that a body issued, which are claimed.
INSERT INTO "e_ISSUED" BY NAME
SELECT digest('ISSUED', task || chr(31) || id) AS id, task AS source, id AS target, certainty, shown AS sources
FROM task_link WHERE kind = 'ImmediateFix'
  AND digest('ISSUED', task || chr(31) || id) NOT IN (SELECT id FROM "e_ISSUED");
