-- Services of somebody who is an open pair with a relative of the person.
SELECT 'kin_possible' AS family, k.source AS person, service.*,
       k.id AS kin, k.target AS relative, k.relation, k.degree, k.certainty AS kin_certainty,
       k.since_min AS kin_since_min, k.since_max AS kin_since_max,
       k.until_min AS kin_until_min, k.until_max AS kin_until_max, NULL AS verified
FROM edges_KIN k JOIN roster ON roster.person = k.source
JOIN maybe ON maybe.one = k.target AND maybe.other <> k.source
JOIN service ON service.holder = maybe.other
WHERE NOT EXISTS (SELECT 1 FROM service own WHERE own.holder = k.target AND own.org = service.org)
