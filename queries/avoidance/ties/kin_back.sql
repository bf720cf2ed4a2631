-- Services of people to whom the person is a relative, and who are none of the person's: uncles, nephews and
-- cousins of the spouse. `relative` is who serves.
SELECT 'kin_back' AS family, k.target AS person, service.*,
       k.id AS kin, k.source AS relative, '配偶的旁系亲属' AS relation, k.degree, k.certainty AS kin_certainty,
       k.since_min AS kin_since_min, k.since_max AS kin_since_max,
       k.until_min AS kin_until_min, k.until_max AS kin_until_max, NULL AS verified
FROM edges_KIN k JOIN roster ON roster.person = k.target JOIN service ON service.holder = k.source
ANTI JOIN edges_KIN f ON f.source = k.target AND f.target = k.source
