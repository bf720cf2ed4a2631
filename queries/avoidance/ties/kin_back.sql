-- Services of people who are none of the person's relatives, and whom marriages or brothers bring near: uncles,
-- nephews and cousins of the spouse (to whom the person is a relative); who married a parent, children of a spouse
-- (step relatives at least) and parents of brothers and sisters, where nobody says more. `relative` is who serves.
WITH back AS (
    SELECT k.target AS person, k.id, k.source AS relative, '配偶的旁系亲属' AS relation, k.degree, k.certainty,
           k.since_min, k.since_max, k.until_min, k.until_max
    FROM edges_KIN k JOIN roster ON roster.person = k.target
    ANTI JOIN edges_KIN f ON f.source = k.target AND f.target = k.source
), wed AS (
    SELECT id, source AS x, target AS y, since_min, since_max, until_min, until_max FROM edges_SPOUSE_OF
    UNION ALL SELECT id, target, source, since_min, since_max, until_min, until_max FROM edges_SPOUSE_OF
), step AS (
    SELECT roster.person, s.id, s.y AS relative, '父或母的配偶' AS relation, 'us' AS degree, s.* EXCLUDE (id, x, y)
    FROM roster JOIN edges_PARENT_OF p ON p.target = roster.person JOIN wed s ON s.x = p.source
    UNION ALL
    SELECT roster.person, p.id, p.target, '配偶的子女', 'sd', s.* EXCLUDE (id, x, y)
    FROM roster JOIN wed s ON s.x = roster.person JOIN edges_PARENT_OF p ON p.source = s.y
    UNION ALL
    SELECT roster.person, p.id, p.source, '兄弟姐妹的父母', 'udu', NULL, NULL, NULL, NULL
    FROM roster JOIN edges_KIN b ON b.source = roster.person AND b.degree = '1,1'
    JOIN edges_PARENT_OF p ON p.target = b.target
), near AS (
    SELECT * FROM back
    UNION ALL
    SELECT s.person, s.id, s.relative, s.relation, s.degree, 'step', s.since_min, s.since_max, s.until_min, s.until_max
    FROM step s ANTI JOIN edges_KIN k ON k.source = s.person AND k.target = s.relative
    WHERE s.person <> s.relative
)
SELECT 'kin_back' AS family, near.person, service.*, near.id AS kin, near.relative, near.relation, near.degree,
       near.certainty AS kin_certainty, near.since_min AS kin_since_min, near.since_max AS kin_since_max,
       near.until_min AS kin_until_min, near.until_max AS kin_until_max, NULL AS verified
FROM near JOIN service ON service.holder = near.relative
