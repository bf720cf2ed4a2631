-- People: person number, identity number, and the same name under one clue or case number, or for one relative of
-- one declarant.
CREATE MACRO weak(key) AS starts_with(key, 'clue:') OR starts_with(key, 'case:') OR starts_with(key, 'spouse:')
    OR starts_with(key, 'kin:');
INSERT INTO link
SELECT DISTINCT 'Person', _mention, key FROM (SELECT _mention, unnest(_keys) AS key FROM "c_Person");
INSERT INTO link
SELECT DISTINCT 'Person', _mention, _mention FROM "c_Person" WHERE len(_keys) = 0 OR _keys IS NULL;

-- The unnamed husband or wife between a declarant and an in-law is the one whom the declarant names,
-- if exactly one is named: what the ledgers of one declarant say of one relative counts once. Another graph has it
-- settled already.
CREATE TABLE unnamed_spouse AS
SELECT DISTINCT _mention AS mention, declared_by FROM "c_Person" ANTI JOIN graph_row USING (ord)
WHERE unnamed AND kin_path = 's';
CREATE TABLE named_spouse AS
SELECT declared_by, min(other) AS mention FROM (
    SELECT DISTINCT u.declared_by, CASE WHEN s._from = u.declared_by THEN s._to ELSE s._from END AS other
    FROM unnamed_spouse u JOIN (FROM "c_SPOUSE_OF" ANTI JOIN graph_row USING (ord)) s ON u.declared_by IN (s._from, s._to)
)
LEFT JOIN (SELECT _mention, unnest(_keys) AS family FROM "c_Person") told
  ON told._mention = other AND starts_with(family, 'kin:' || declared_by || ':')
WHERE other NOT IN (SELECT mention FROM unnamed_spouse)
GROUP BY declared_by HAVING count(DISTINCT coalesce(family, other)) = 1;
INSERT INTO link
SELECT 'Person', unnamed_spouse.mention, 'spouse:' || named_spouse.mention
FROM unnamed_spouse JOIN named_spouse USING (declared_by)
UNION
SELECT 'Person', named_spouse.mention, 'spouse:' || named_spouse.mention
FROM unnamed_spouse JOIN named_spouse USING (declared_by);
