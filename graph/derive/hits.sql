-- HITS: the checklist item that a finding names by nothing but its number. Where several items of the committee have
-- the number, those of a template that the round uses go before others, then those of a version in force when the
-- task began (or the problem was found); if still several are left, none is.
CREATE TABLE item_of_template AS
SELECT h.source AS template, h.target AS item, i.no, c.scope, t.since_min, t.until_max
FROM "e_HAS_ITEM" h
JOIN "n_ChecklistItem" i ON i.id = h.target
JOIN "n_ChecklistTemplate" t ON t.id = h.source
JOIN (SELECT e.id, arg_min(scope, ord) AS scope FROM "c_ChecklistItem" JOIN entity e ON e.mention = _mention
      GROUP BY e.id) c ON c.id = i.id;

CREATE TABLE item_wanted AS
WITH finding AS (
    SELECT e.id, arg_min(f.scope, f.ord) AS scope, arg_min(r.id, f.ord) AS round
    FROM "c_Finding" f JOIN entity e ON e.mention = f._mention LEFT JOIN entity r ON r.mention = f.round_ref
    GROUP BY e.id
), began AS (
    SELECT l.target AS id, min(t.begins_min) AS day FROM "e_FOUND" l JOIN "n_InspectionTask" t ON t.id = l.source
    GROUP BY l.target
)
SELECT DISTINCT n.id, f.scope, f.round, coalesce(n.found_on_min, began.day) AS day,
       unnest(string_split(n.items, '；')) AS no, n.sources
FROM "n_Finding" n JOIN finding f USING (id) LEFT JOIN began USING (id)
WHERE n.items IS NOT NULL;

CREATE TABLE "e_HITS" AS
WITH fitting AS (
    SELECT w.id, w.no, w.sources, i.item, count(*) OVER (PARTITION BY w.id, w.no) AS several,
           rank() OVER (PARTITION BY w.id, w.no ORDER BY
               EXISTS (SELECT 1 FROM "e_USES" u WHERE u.source = w.round AND u.target = i.template) DESC,
               coalesce(i.since_min <= w.day AND (i.until_max IS NULL OR i.until_max >= w.day), false) DESC) AS place
    FROM item_wanted w JOIN item_of_template i ON i.scope = w.scope AND i.no = w.no
), nearest AS (
    SELECT *, count(*) OVER (PARTITION BY id, no) AS alike FROM fitting WHERE place = 1
)
SELECT digest('HITS', id || chr(31) || item) AS id, id AS source, item AS target,
       CASE WHEN several = 1 THEN 'recorded' ELSE 'inferred' END AS certainty, sources
FROM nearest WHERE alike = 1;
