-- Everybody who is meant where a rule says "the person or a relative": `other` is the person (no `relative`), a
-- relative of the four classes, derived or declared, or, not `sure`, somebody who may be one of them.
CREATE OR REPLACE TEMP TABLE circle AS
WITH kin AS (
    SELECT k.source AS person, k.target AS relative, k.id AS kin, k.relation, k.certainty AS kin_certainty,
           k.since_min AS kin_since_min, k.since_max AS kin_since_max, k.until_min AS kin_until_min,
           k.until_max AS kin_until_max, CAST(NULL AS VARCHAR) AS verified
    FROM edges_KIN k
), both_ways AS (
    SELECT d.source AS person, d.target AS relative, d.* EXCLUDE (source, target) FROM edges_KIN_DECLARED d
    UNION ALL SELECT d.target, d.source, d.* EXCLUDE (source, target) FROM edges_KIN_DECLARED d
), declared AS (
    SELECT d.person, d.relative, d.id, d.relation_class, 'declared', d.since_min, d.since_max, d.until_min, d.until_max,
           d.verified
    FROM both_ways d JOIN roster ON roster.person = d.person
    ANTI JOIN edges_KIN k ON k.source = d.person AND k.target = d.relative AND k.relation = d.relation_class
    WHERE d.relation_class IN ('夫妻', '直系血亲', '三代以内旁系血亲', '近姻亲')
), sure AS (
    SELECT kin.* FROM kin SEMI JOIN roster ON roster.person = kin.person
    UNION ALL SELECT * FROM declared
    UNION ALL SELECT person, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM roster
)
SELECT sure.*, coalesce(relative, person) AS other, true AS sure FROM sure
UNION
SELECT sure.*, maybe.other, false FROM sure JOIN maybe ON maybe.one = coalesce(relative, person)
WHERE maybe.other <> person
UNION
-- Were the person somebody with whom they are an open pair, the relatives of that one would be theirs.
SELECT roster.person, kin.* EXCLUDE (person), kin.relative, false
FROM roster JOIN maybe ON maybe.one = roster.person JOIN kin ON kin.person = maybe.other
WHERE kin.relative <> roster.person;
