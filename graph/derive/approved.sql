-- A regulation of which only the day of its approval is told: the one meeting of the committee on that day whose
-- agenda is plans, or else the one whose agenda nobody told.
INSERT INTO "e_APPROVED" BY NAME
WITH meeting AS (
    SELECT n.id, n."on", coalesce(list_contains(string_split(n.agenda, '；'), '审定规划计划'), false) AS plans, n.agenda,
           c.scope
    FROM "n_Meeting" n
    JOIN (SELECT e.id, arg_min(scope, ord) AS scope FROM "c_Meeting" JOIN entity e ON e.mention = _mention GROUP BY e.id) c
      USING (id)
), fitting AS (
    SELECT r.id AS regulation, m.id AS meeting, r.sources,
           rank() OVER (PARTITION BY r.id ORDER BY m.plans DESC) AS place
    FROM "n_Regulation" r
    JOIN (SELECT e.id, arg_min(scope, ord) AS scope FROM "c_Regulation" JOIN entity e ON e.mention = _mention
          GROUP BY e.id) c USING (id)
    JOIN meeting m ON m.scope = c.scope AND m."on" = r.approved_on
    WHERE length(r.approved_on) = 10 AND (m.plans OR m.agenda IS NULL)
)
SELECT * FROM (
SELECT digest('APPROVED', concat_ws(chr(31), meeting, regulation, '审定规划计划')) AS id, meeting AS source,
       regulation AS target, '审定规划计划' AS what, 'inferred' AS certainty, sources
FROM (FROM fitting WHERE place = 1 QUALIFY count(*) OVER (PARTITION BY regulation) = 1)
) WHERE id NOT IN (SELECT id FROM "e_APPROVED");
