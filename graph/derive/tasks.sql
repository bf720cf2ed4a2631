-- A task is one by round, team, unit and type, whatever name its unit is written by. A reference that
-- names fewer of them is the one task it fits (on the unit or what it came from), or else a task of its own.
CREATE TABLE same_unit AS
SELECT source AS a, target AS b FROM "e_COUNTS_FOR"
WHERE reach IN ('itself', 'predecessor', 'successor') AND certainty <> 'section'
UNION SELECT id, id FROM entity WHERE id LIKE 'Organization-%';

CREATE TABLE task_part AS
SELECT t._mention AS mention, arg_min(r.id, t.ord) AS round, arg_min(g.id, t.ord) AS team,
       arg_min(u.id, t.ord) AS unit, arg_min(t.type, t.ord) AS type
FROM "c_InspectionTask" t
LEFT JOIN entity r ON r.mention = t.round_ref
LEFT JOIN entity g ON g.mention = t.team_ref
LEFT JOIN entity u ON u.mention = t.unit_ref
GROUP BY t._mention;
CREATE TABLE task AS
SELECT DISTINCT digest('InspectionTask', concat_ws(chr(31), round, team, unit, type)) AS id,
       round, team, unit, type
FROM task_part
WHERE round IS NOT NULL AND team IS NOT NULL AND unit IS NOT NULL AND type IS NOT NULL;
CREATE TABLE task_match AS
SELECT p.mention, min(task.id) AS id
FROM task_part p JOIN task ON p.round = task.round
    AND (p.team IS NULL OR p.team = task.team) AND (p.type IS NULL OR p.type = task.type)
JOIN same_unit s ON s.a = p.unit AND s.b = task.unit
WHERE p.type IS NULL OR p.team IS NULL OR p.unit = task.unit
GROUP BY p.mention HAVING count(DISTINCT task.id) = 1;
INSERT INTO entity
SELECT p.mention, coalesce(task_match.id, p.mention) FROM task_part p LEFT JOIN task_match USING (mention);
INSERT INTO aliases
SELECT mention, id FROM entity WHERE mention LIKE 'InspectionTask-%' AND mention <> id;

-- What a finding or clue names of its task: round, unit, perhaps team and type. A task on that very unit goes
-- before one on what the unit came from or became. If several fit, it is the 常规 one, and inferred; if none or
-- several of them are, none is.
CREATE TABLE task_wanted AS
SELECT 'Finding' AS kind, e.id, arg_min(f.round_ref, f.ord) AS round_ref, arg_min(f.team_ref, f.ord) AS team_ref,
       arg_min(f.unit_ref, f.ord) AS unit_ref, arg_min(f.task_type, f.ord) AS type, arg_min(f.shown, f.ord) AS shown
FROM "c_Finding" f JOIN entity e ON e.mention = f._mention GROUP BY e.id
UNION ALL
SELECT 'Clue', e.id, arg_min(c.round_ref, c.ord), arg_min(c.team_ref, c.ord), arg_min(c.unit_ref, c.ord), NULL,
       arg_min(c.shown, c.ord)
FROM "c_Clue" c JOIN entity e ON e.mention = c._mention GROUP BY e.id;
CREATE TABLE task_link AS
WITH fitting AS (
    SELECT DISTINCT w.kind, w.id, task.id AS task, task.type, w.shown, u.id <> task.unit AS renamed
    FROM task_wanted w
    JOIN entity r ON r.mention = w.round_ref
    JOIN entity u ON u.mention = w.unit_ref
    LEFT JOIN entity g ON g.mention = w.team_ref
    JOIN task ON task.round = r.id AND (g.id IS NULL OR g.id = task.team) AND (w.type IS NULL OR w.type = task.type)
    JOIN same_unit s ON s.a = u.id AND s.b = task.unit
), nearest AS (
    SELECT *, count(*) OVER (PARTITION BY kind, id) AS several,
           count(*) FILTER (WHERE type = '常规') OVER (PARTITION BY kind, id) AS regular
    FROM (SELECT * FROM fitting QUALIFY renamed = min(renamed) OVER (PARTITION BY kind, id))
)
SELECT kind, id, task, shown, CASE WHEN several = 1 THEN 'recorded' ELSE 'inferred' END AS certainty
FROM nearest WHERE several = 1 OR (regular = 1 AND type = '常规');

CREATE TABLE "e_FOUND" AS
SELECT digest('FOUND', task || chr(31) || id) AS id, task AS source, id AS target, certainty, shown AS sources
FROM task_link WHERE kind = 'Finding';
CREATE TABLE "e_YIELDED" AS
SELECT digest('YIELDED', task || chr(31) || id) AS id, task AS source, id AS target, certainty, shown AS sources
FROM task_link WHERE kind = 'Clue';
