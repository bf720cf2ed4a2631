-- Who may be the person: who bears the name, without a number and not contradicted, or with another number and born
-- in the same month; and who is an open pair with the person. Not who was decided to be somebody else.
CREATE OR REPLACE TEMP TABLE bearer AS
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
SELECT alike.* FROM alike ANTI JOIN decided_apart d ON d.one = alike.person AND d.other = alike.other;
