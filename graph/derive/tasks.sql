-- A task is one by round, team, unit and type, whatever name its unit is written by. A reference that
-- names fewer of them is the one task it fits (on the unit or what it came from), of several the one that is 常规
-- (then what it says is inferred), or else a task of its own.
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
WITH fitting AS (
    SELECT DISTINCT p.mention, task.id, task.type = '常规' AS regular
    FROM task_part p JOIN task ON p.round = task.round
        AND (p.team IS NULL OR p.team = task.team) AND (p.type IS NULL OR p.type = task.type)
    JOIN same_unit s ON s.a = p.unit AND s.b = task.unit
    WHERE p.type IS NULL OR p.team IS NULL OR p.unit = task.unit
)
SELECT mention, arg_min(id, (NOT regular, id)) AS id, count(*) > 1 AS inferred
FROM fitting GROUP BY mention HAVING count(*) = 1 OR count(*) FILTER (WHERE regular) = 1;
-- Of what no row lists, that which names one round and one unit is one task, unless it is told of as several types:
-- then each of them is one.
CREATE TABLE task_unlisted AS
WITH unlisted AS (
    SELECT mention, round, unit, type, count(DISTINCT type) OVER (PARTITION BY round, unit) > 1 AS several
    FROM task_part p
    WHERE team IS NULL AND NOT EXISTS (
        FROM task JOIN same_unit s ON s.b = task.unit WHERE task.round = p.round AND s.a = p.unit)
)
SELECT mention, min(mention) OVER (PARTITION BY round, unit, CASE WHEN several THEN coalesce(type, '') END) AS id
FROM unlisted WHERE round IS NOT NULL AND unit IS NOT NULL;
INSERT INTO entity
SELECT mention, coalesce(m.id, u.id, mention)
FROM task_part LEFT JOIN task_match m USING (mention) LEFT JOIN task_unlisted u USING (mention);
INSERT INTO aliases
SELECT mention, id FROM entity WHERE mention LIKE 'InspectionTask-%' AND mention <> id;

-- A paper whose number tells year, round and team, and nobody its term, is of the one round that fits.
CREATE TABLE paper_round AS
SELECT p._mention, min(r._mention) AS round_ref,
       min(digest('Team', concat_ws(chr(31), p.scope, r.term_no, p.round_no, '', p.team_no))) AS team_ref
FROM "c_WorkingPaper" p
JOIN (SELECT DISTINCT _mention, term_no, number, year FROM "c_Round") r ON r.number = p.round_no AND r.year = p.year
    AND r._mention = digest('Round', concat_ws(chr(31), p.scope, r.term_no, p.round_no))
WHERE p.round_ref IS NULL
GROUP BY p._mention HAVING count(DISTINCT r._mention) = 1;

-- What a finding, clue, paper, notice or petition names of its task: round, unit, perhaps team and type. A task
-- on that very unit goes before one on what the unit came from or became. If several fit, it is the 常规 one,
-- and inferred; if none or several of them are, none is.
CREATE TABLE task_wanted AS
WITH said AS (
    SELECT 'Finding' AS kind, _mention, round_ref, team_ref, unit_ref, task_type AS type, shown, ord FROM "c_Finding"
    UNION ALL SELECT 'Clue', _mention, round_ref, team_ref, unit_ref, NULL, shown, ord FROM "c_Clue"
    UNION ALL SELECT 'WorkingPaper', _mention, coalesce(p.round_ref, y.round_ref), coalesce(p.team_ref, y.team_ref),
                     unit_ref, NULL, shown, ord
              FROM "c_WorkingPaper" p LEFT JOIN paper_round y USING (_mention)
    UNION ALL SELECT 'ImmediateFix', _mention, round_ref, team_ref, unit_ref, NULL, shown, ord FROM "c_ImmediateFix"
    UNION ALL SELECT 'Petition', _mention, round_ref, team_ref, unit_ref, NULL, shown, ord FROM "c_Petition"
)
SELECT kind, e.id, arg_min(round_ref, ord) AS round_ref, arg_min(team_ref, ord) AS team_ref,
       arg_min(unit_ref, ord) AS unit_ref, arg_min(type, ord) AS type, arg_min(shown, ord) AS shown
FROM said JOIN entity e ON e.mention = said._mention GROUP BY kind, e.id;
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
CREATE TABLE "e_DRAFTED" AS
SELECT digest('DRAFTED', task || chr(31) || id) AS id, task AS source, id AS target, certainty, shown AS sources
FROM task_link WHERE kind = 'WorkingPaper';
CREATE TABLE "e_RECEIVED_IN" AS
SELECT digest('RECEIVED_IN', id || chr(31) || task) AS id, id AS source, task AS target, certainty, shown AS sources
FROM task_link WHERE kind = 'Petition';
