-- Services of people whom a person declares as relatives without saying through whom.
WITH declared AS (
    SELECT d.source AS person, d.target AS relative, d.* EXCLUDE (source, target)
    FROM edges_KIN_DECLARED d JOIN roster ON roster.person = d.source
    UNION ALL
    SELECT d.target, d.source, d.* EXCLUDE (source, target)
    FROM edges_KIN_DECLARED d JOIN roster ON roster.person = d.target
)
SELECT 'declared' AS family, d.person, service.*,
       d.id AS kin, d.relative, d.relation_class AS relation, d.relation AS degree, 'declared' AS kin_certainty,
       d.since_min AS kin_since_min, d.since_max AS kin_since_max,
       d.until_min AS kin_until_min, d.until_max AS kin_until_max, d.verified
FROM declared d JOIN service ON service.holder = d.relative
WHERE NOT EXISTS (SELECT 1 FROM edges_KIN k WHERE k.source = d.person AND k.target = d.relative
                  AND (k.relation = d.relation_class OR d.relation_class IS NULL))
