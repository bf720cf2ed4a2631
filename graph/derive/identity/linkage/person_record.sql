-- One row for each person as the keys left them (root): what all claims on that person say, for comparing.
-- mention        the root: the least mention of the component
-- name           as first written; gender, birth (partial ISO, the most exact), native_place, county (code or text)
-- numbers, ids   person numbers `no:<committee>:<number>` and keyed identity numbers; numbered, has_id: whether any
-- unit_key       the unit of the latest post; all posts are looked at for those alone who are compared (features.sql)
-- declared_by, kin_term             of whom the person is named as a relative, and as what
CREATE OR REPLACE TABLE person_key AS
SELECT root, list(DISTINCT key ORDER BY key) FILTER (starts_with(key, 'no:')) AS numbers,
       list(DISTINCT key ORDER BY key) FILTER (starts_with(key, 'id:')) AS ids
FROM component JOIN (
    SELECT DISTINCT _mention AS mention, unnest(_keys) AS key FROM "c_Person"
) USING (mention)
WHERE starts_with(key, 'no:') OR starts_with(key, 'id:') GROUP BY root;

CREATE OR REPLACE TABLE person_county AS
SELECT root, arg_min(coalesce(code, '?' || name), (e.ord, code, name)) AS county
FROM "c_NATIVE_OF" e JOIN component ON mention = e._from JOIN "c_Region" r ON r._mention = e._to
WHERE code IS NOT NULL OR name IS NOT NULL GROUP BY root;

CREATE OR REPLACE TABLE person_post AS
SELECT p.root, u.root AS unit, regexp_replace(e.title, '\s', '', 'g') AS title,
       coalesce(e.kind, '任职') AS kind, e.since, e.until, e.end_state, e.ord
FROM "c_SERVED_IN" e JOIN component p ON p.mention = e._from JOIN component u ON u.mention = e._to;

CREATE OR REPLACE TABLE person_unit AS
SELECT root, arg_max(unit, (coalesce(since, ''), -ord)) AS unit_key
FROM person_post WHERE kind <> '拟任' GROUP BY root;

CREATE OR REPLACE TABLE person_record AS
SELECT p.root AS mention, p.name, p.gender, p.birth, p.native_place,
       coalesce(person_county.county, '?' || p.native_place) AS county,
       numbers, ids, numbers IS NOT NULL AS numbered, ids IS NOT NULL AS has_id,
       unit_key, declared.root AS declared_by, p.kin_term
FROM (
    SELECT root, arg_min(name, ord) AS name, arg_min(gender, ord) AS gender,
           arg_min(birth, (-length(birth), ord)) AS birth, arg_min(native_place, ord) AS native_place,
           arg_min(declared_by, ord) AS declared_by, arg_min(kin_term, ord) FILTER (declared_by IS NOT NULL) AS kin_term
    FROM "c_Person" JOIN component ON mention = _mention
    WHERE NOT coalesce(unnamed, false) GROUP BY root HAVING count(name) > 0
) p
LEFT JOIN person_key ON person_key.root = p.root
LEFT JOIN person_county ON person_county.root = p.root
LEFT JOIN person_unit ON person_unit.root = p.root
LEFT JOIN component declared ON declared.mention = p.declared_by;

-- Relatives are two, however alike: father and son in one office.
CREATE OR REPLACE TABLE person_apart AS
SELECT DISTINCT least(x.root, y.root) AS a, greatest(x.root, y.root) AS b
FROM (
    SELECT _from, _to FROM "c_SPOUSE_OF" UNION ALL SELECT _from, _to FROM "c_PARENT_OF"
    UNION ALL SELECT _from, _to FROM "c_KIN_DECLARED"
    UNION ALL SELECT _mention, declared_by FROM "c_Person" WHERE declared_by IS NOT NULL
) JOIN component x ON x.mention = _from JOIN component y ON y.mention = _to
WHERE x.root <> y.root;
