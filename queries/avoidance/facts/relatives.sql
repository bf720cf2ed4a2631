-- Everybody whom a person of the roster names as family, or who is derived to be: one row a relation.
WITH linked AS (
    SELECT k.source AS person, k.target AS relative, k.relation, k.until_max FROM edges_KIN k
    JOIN roster ON roster.person = k.source
    UNION
    SELECT d.source, d.target, d.relation_class, d.until_max FROM edges_KIN_DECLARED d
    JOIN roster ON roster.person = d.source
    UNION
    SELECT p.declared_by, p.id, NULL, NULL FROM nodes_Person p JOIN roster ON roster.person = p.declared_by
), working AS (
    SELECT DISTINCT s.source AS id FROM edges_SERVED_IN s WHERE s.source IN (SELECT relative FROM linked)
), filled AS (
    -- A declaration (L5) and a row on a firm (L21) name relatives too: only other rows make the family ledger a
    -- recent one.
    SELECT DISTINCT e.id FROM evidence e
    ANTI JOIN evidence d ON d.source = e.source AND d.place = e.place AND starts_with(d.id, 'Declaration-')
    WHERE e.id IN (SELECT relative FROM linked) AND NOT starts_with(e.place, 'L21')
)
SELECT l.person, l.relative, p.name, p.kin_term, coalesce(p.keyed, false) AS keyed,
       p.name IS NULL AS unnamed, coalesce(p.declared_by = l.person, false) AS own,
       l.relation, l.until_max, p.kin_stated_on_min, p.kin_stated_on_max, p.birth_min,
       coalesce(p.kin_employer, p.employer, '') AS employer, w.id IS NOT NULL AS works, f.id IS NOT NULL AS in_ledger
FROM linked l JOIN nodes_Person p ON p.id = l.relative LEFT JOIN working w ON w.id = l.relative
LEFT JOIN filled f ON f.id = l.relative
ORDER BY l.person, l.relative, l.relation NULLS LAST, l.until_max
