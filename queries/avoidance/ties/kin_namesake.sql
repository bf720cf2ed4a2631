-- Services of somebody who bears the name of a person's relative and may be that relative, if nobody decided
-- otherwise. Whether they lead the unit is judged by the rules: only then does a shared name matter.
SELECT DISTINCT 'kin_namesake' AS family, k.source AS person, service.*,
       k.id AS kin, r.id AS relative, k.relation, k.degree, k.certainty AS kin_certainty,
       k.since_min AS kin_since_min, k.since_max AS kin_since_max,
       k.until_min AS kin_until_min, k.until_max AS kin_until_max, NULL AS verified
FROM edges_KIN k
JOIN roster ON roster.person = k.source
JOIN nodes_Person r ON r.id = k.target
JOIN nodes_Person p ON bare(p.name) = bare(r.name) AND p.id <> r.id AND p.id <> k.source
JOIN service ON service.holder = p.id AND service.leading IS DISTINCT FROM false
ANTI JOIN decided_apart d ON d.one = r.id AND d.other = p.id
WHERE may_be(r.birth_min, r.birth_max, r.gender, p.birth_min, p.birth_max, p.gender)
  AND (NOT coalesce(p.keyed, false) OR NOT coalesce(r.keyed, false) OR same_month(r.birth_min, r.birth_max, p.birth_min, p.birth_max))
  AND NOT EXISTS (SELECT 1 FROM service own WHERE own.holder = r.id AND own.org = service.org)
