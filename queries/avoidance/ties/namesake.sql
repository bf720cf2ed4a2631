-- Services of somebody who may be the person: who bears the name, without a number and not contradicted, or
-- with another number and born in the same month; and who is an open pair with the person. Not who was
-- decided to be somebody else.
WITH alike AS (
    SELECT roster.person, p.id AS other
    FROM roster
    JOIN nodes_Person me ON me.id = roster.person
    JOIN nodes_Person p ON bare(p.name) = bare(me.name) AND p.id <> me.id
    WHERE may_be(me.birth_min, me.birth_max, me.gender, p.birth_min, p.birth_max, p.gender)
      AND coalesce(p.declared_by, '') <> me.id
      AND (NOT coalesce(p.keyed, false) OR same_month(me.birth_min, me.birth_max, p.birth_min, p.birth_max))
    UNION
    SELECT roster.person, maybe.other FROM roster JOIN maybe ON maybe.one = roster.person
)
SELECT 'namesake' AS family, alike.person, service.*,
       NULL AS kin, NULL AS relative, NULL AS relation, NULL AS degree, NULL AS kin_certainty,
       NULL AS kin_since_min, NULL AS kin_since_max, NULL AS kin_until_min, NULL AS kin_until_max, NULL AS verified
FROM alike JOIN service ON service.holder = alike.other
ANTI JOIN decided_apart d ON d.one = alike.person AND d.other = alike.other
