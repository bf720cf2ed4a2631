-- Who of the roster is kin of whom of the roster, by record or perhaps by name: one row a relation.
WITH told AS (
    SELECT k.source AS person, k.target AS relative, k.relation, k.degree, k.id AS kin, k.certainty,
           k.since_min, k.since_max, k.until_min, k.until_max, NULL AS verified
    FROM edges_KIN k JOIN roster ON roster.person = k.source
    UNION ALL
    SELECT d.source, d.target, d.relation_class, d.relation, d.id, 'declared',
           d.since_min, d.since_max, d.until_min, d.until_max, d.verified
    FROM edges_KIN_DECLARED d JOIN roster ON roster.person = d.source
    UNION ALL
    SELECT d.target, d.source, d.relation_class, d.relation, d.id, 'declared',
           d.since_min, d.since_max, d.until_min, d.until_max, d.verified
    FROM edges_KIN_DECLARED d JOIN roster ON roster.person = d.target
), found AS (
    SELECT told.person, relative AS other, 'kin' AS how, told.* EXCLUDE (person)
    FROM told SEMI JOIN roster r ON r.person = told.relative
    UNION ALL
    -- A relative who bears the name of somebody of the roster and may be them, if nobody decided otherwise.
    SELECT told.person, p.id, 'name', told.* EXCLUDE (person)
    FROM told JOIN nodes_Person r ON r.id = told.relative
    JOIN nodes_Person p ON bare(p.name) = bare(r.name) AND p.id NOT IN (r.id, told.person)
    SEMI JOIN roster o ON o.person = p.id
    ANTI JOIN decided_apart d ON d.one = r.id AND d.other = p.id
    WHERE may_be(r.birth_min, r.birth_max, r.gender, p.birth_min, p.birth_max, p.gender)
      AND (NOT coalesce(r.keyed, false) OR same_month(r.birth_min, r.birth_max, p.birth_min, p.birth_max))
    UNION ALL
    SELECT told.person, maybe.other, 'name', told.* EXCLUDE (person)
    FROM told JOIN maybe ON maybe.one = told.relative AND maybe.other <> told.person
    SEMI JOIN roster o ON o.person = maybe.other
)
SELECT DISTINCT f.person, f.other, f.how, f.relative, p.name, f.relation, f.degree, f.kin, f.certainty,
       f.since_min, f.since_max, f.until_min, f.until_max, f.verified
FROM found f JOIN nodes_Person p ON p.id = f.relative
WHERE f.relation IS NULL OR f.relation IN ('夫妻', '直系血亲', '三代以内旁系血亲', '近姻亲')
ORDER BY ALL
