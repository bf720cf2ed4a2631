-- The ties of a roster with units, family by family, as anybody would write them.
CREATE TEMP TABLE ties AS
WITH reach AS (
    SELECT unit AS org, unit, 'itself' AS reach, 'recorded' AS certainty, '' AS via FROM units
    UNION ALL SELECT source, target, reach, certainty, coalesce(via, '') FROM edges_COUNTS_FOR
    JOIN units ON unit = target WHERE reach <> 'stationed'
), service AS (
    SELECT s.source AS holder, s.id AS posting, r.unit, s.target AS org, s.title, s.since, s.until, s.end_state,
           r.reach, r.certainty, r.via, s.sources, s.principal, s.leading
    FROM edges_SERVED_IN s JOIN reach r ON r.org = s.target
), leader AS (SELECT * FROM service WHERE "leading" OR principal)
SELECT 'own' AS family, holder AS person, unit, NULL AS relative, NULL AS relation, posting, org, title, since, until,
       end_state, reach, certainty, via, sources FROM service JOIN roster ON person = holder
UNION ALL
SELECT 'stationed', s.source, c.target, NULL, NULL, s.id, s.target, s.title, s.since, s.until, s.end_state, c.reach,
       c.certainty, c.via, s.sources
FROM edges_SERVED_IN s JOIN roster ON person = s.source JOIN edges_COUNTS_FOR c ON c.source = s.target AND c.reach = 'stationed'
JOIN units ON unit = c.target
UNION ALL
SELECT 'kin', k.source, s.unit, k.target, k.relation, s.posting, s.org, s.title, s.since, s.until, s.end_state, s.reach,
       s.certainty, s.via, s.sources FROM edges_KIN k JOIN roster ON person = k.source JOIN service s ON s.holder = k.target
UNION ALL
SELECT 'declared', d.source, s.unit, d.target, d.relation_class, s.posting, s.org, s.title, s.since, s.until, s.end_state,
       s.reach, s.certainty, s.via, s.sources
FROM edges_KIN_DECLARED d JOIN roster ON person = d.source JOIN service s ON s.holder = d.target
UNION ALL
SELECT 'business', k.source, r.unit, k.target, k.relation, o.id, o.target, NULL, NULL, NULL, o.end_state, r.reach,
       r.certainty, x.id, o.sources
FROM (SELECT source, target, relation FROM edges_KIN
      UNION ALL SELECT source, target, relation_class FROM edges_KIN_DECLARED) k
JOIN roster ON person = k.source JOIN edges_OWNS o ON o.source = k.target
JOIN edges_CONTRACTS_WITH x ON x.source = o.target JOIN reach r ON r.org = x.target
UNION ALL
SELECT 'superior', t.source, l.unit, t.target, '上级', t.id, t.org, l.title, t.since, t.until, NULL, NULL, NULL, l.posting,
       t.sources FROM edges_REPORTED_TO t JOIN roster ON person = t.source JOIN leader l ON l.holder = t.target
UNION ALL
SELECT 'colleague', m.source, l.unit, l.holder, '同班子', m.id, m.target, m.title, m.since, m.until, m.end_state, NULL, NULL,
       t.id || '；' || l.posting, m.sources
FROM edges_SERVED_IN m JOIN roster ON person = m.source
JOIN (SELECT source AS a, target AS b FROM edges_COUNTS_FOR WHERE reach <> 'stationed'
      UNION SELECT target, target FROM edges_SERVED_IN) same ON same.a = m.target
JOIN edges_SERVED_IN t ON t.target = same.b AND t.source <> m.source AND t.leading
    AND m.since_min <= coalesce(t.until_max, '9999-12-31') AND t.since_min <= coalesce(m.until_max, '9999-12-31')
JOIN leader l ON l.holder = t.source WHERE m.leading
UNION ALL
SELECT 'past', m.source, r.unit, NULL, NULL, m.id, r.org, m.role, n.begins, NULL, NULL, NULL, NULL,
       concat_ws('；', e.id, i.id, nullif(r.via, '')), m.sources
FROM edges_MEMBER_OF m JOIN roster ON person = m.source JOIN edges_EXECUTES e ON e.source = m.target
JOIN nodes_InspectionTask n ON n.id = e.target JOIN edges_INSPECTS i ON i.source = n.id JOIN reach r ON r.org = i.target
