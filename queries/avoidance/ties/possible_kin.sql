-- Services of the relatives of somebody (`relative`) who is an open pair with the person: were the two one
-- person, these would be the person's own relatives.
SELECT 'possible_kin' AS family, roster.person, service.*,
       k.id AS kin, k.source AS relative, k.relation, k.degree, k.certainty AS kin_certainty,
       k.since_min AS kin_since_min, k.since_max AS kin_since_max,
       k.until_min AS kin_until_min, k.until_max AS kin_until_max, NULL AS verified
FROM roster JOIN maybe ON maybe.one = roster.person
JOIN edges_KIN k ON k.source = maybe.other AND k.target <> roster.person
JOIN service ON service.holder = k.target
