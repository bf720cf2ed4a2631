-- One row for each person as the keys left them (root): what all claims on that person say, for comparing.
-- mention        the root: the least mention of the component
-- name           as first written; gender, birth (partial ISO, the most exact), native_place, county (code or text)
-- number         the person number `no:<committee>:<number>`, identity the keyed identity number, where there is one;
--                numbered, has_id: whether any
-- Posts are looked at for those alone who are compared (features.sql).
-- declared_by, kin_term             of whom the person is named as a relative, and as what
CREATE OR REPLACE TABLE person_key AS
SELECT root, CASE WHEN min(number) = max(number) THEN min(number) END AS number,
       CASE WHEN min(identity) = max(identity) THEN min(identity) END AS identity,
       count(number) > 0 AS numbered, count(identity) > 0 AS has_id
FROM component JOIN (
    SELECT _mention AS mention, CASE WHEN starts_with(key, 'no:') THEN key END AS number,
           CASE WHEN starts_with(key, 'id:') THEN key END AS identity
    FROM (SELECT DISTINCT _mention, unnest(_keys) AS key FROM "c_Person")
    WHERE starts_with(key, 'no:') OR starts_with(key, 'id:')
) USING (mention) GROUP BY root;

CREATE OR REPLACE TABLE person_county AS
SELECT root, arg_min(coalesce(code, '?' || name), (e.ord, code, name)) AS county
FROM (FROM "c_NATIVE_OF" ANTI JOIN graph_repeated USING (ord)) e JOIN component ON mention = e._from JOIN "c_Region" r ON r._mention = e._to
WHERE code IS NOT NULL OR name IS NOT NULL GROUP BY root;

-- The posts of those in person_wanted.
CREATE OR REPLACE TABLE person_wanted (mention VARCHAR);
CREATE OR REPLACE VIEW person_post AS
SELECT p.root, u.root AS unit, regexp_replace(e.title, '\s', '', 'g') AS title,
       coalesce(e.kind, '任职') AS kind, e.since, e.until, e.end_state, e.ord
FROM (SELECT mention, root FROM component WHERE root IN (FROM person_wanted)) p
JOIN (FROM "c_SERVED_IN" ANTI JOIN graph_repeated USING (ord)) e ON e._from = p.mention
JOIN component u ON u.mention = e._to;

CREATE OR REPLACE TABLE person_record AS
SELECT p.root AS mention, p.name, p.gender, p.birth, p.native_place,
       coalesce(person_county.county, '?' || p.native_place) AS county,
       number, identity, coalesce(numbered, false) AS numbered, coalesce(has_id, false) AS has_id,
       declared.root AS declared_by, p.kin_term
FROM (
    SELECT root, arg_min(name, ord) AS name, arg_min(gender, ord) AS gender,
           arg_min(birth, (-length(birth), ord)) AS birth, arg_min(native_place, ord) AS native_place,
           arg_min(declared_by, ord) AS declared_by, arg_min(kin_term, ord) FILTER (declared_by IS NOT NULL) AS kin_term
    FROM (FROM "c_Person" ANTI JOIN graph_repeated USING (ord)) JOIN component ON mention = _mention
    WHERE NOT coalesce(unnamed, false) GROUP BY root HAVING count(name) > 0
) p
LEFT JOIN person_key ON person_key.root = p.root
LEFT JOIN person_county ON person_county.root = p.root
LEFT JOIN component declared ON declared.mention = p.declared_by;

-- Relatives are two, however alike: father and son in one office.
CREATE OR REPLACE TABLE person_apart AS
SELECT DISTINCT least(x.root, y.root) AS a, greatest(x.root, y.root) AS b
FROM (
    SELECT _from, _to FROM "c_SPOUSE_OF" ANTI JOIN graph_repeated USING (ord) UNION ALL SELECT _from, _to FROM "c_PARENT_OF" ANTI JOIN graph_repeated USING (ord)
    UNION ALL SELECT _from, _to FROM "c_KIN_DECLARED" ANTI JOIN graph_repeated USING (ord)
    UNION ALL SELECT _mention, declared_by FROM "c_Person" ANTI JOIN graph_repeated USING (ord)
    WHERE declared_by IS NOT NULL
) JOIN component x ON x.mention = _from JOIN component y ON y.mention = _to
WHERE x.root <> y.root;
