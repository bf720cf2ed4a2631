-- Services of somebody who bears the person's name and may be the person: without a number and not
-- contradicted, or with another number and born in the same month.
SELECT 'namesake' AS family, roster.person, service.*,
       NULL AS kin, NULL AS relative, NULL AS relation, NULL AS degree, NULL AS kin_certainty,
       NULL AS kin_since_min, NULL AS kin_since_max, NULL AS kin_until_min, NULL AS kin_until_max, NULL AS verified
FROM roster
JOIN nodes_Person me ON me.id = roster.person
JOIN nodes_Person p ON bare(p.name) = bare(me.name) AND p.id <> me.id
JOIN service ON service.holder = p.id
WHERE may_be(me.birth_min, me.birth_max, me.gender, p.birth_min, p.birth_max, p.gender) AND coalesce(p.declared_by, '') <> me.id
  AND (NOT coalesce(p.keyed, false) OR same_month(me.birth_min, me.birth_max, p.birth_min, p.birth_max))
