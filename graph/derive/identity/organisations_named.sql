-- What spelling needs: names with the records that bear them, changes between names, codes, known places.
CREATE TABLE org_name AS
SELECT key, coalesce(list_sort(list(DISTINCT mention) FILTER (definite)), []) AS owners,
       coalesce(bool_or(definite AND is_full), false) AS recorded
FROM (SELECT key, mention, definite, is_full FROM org_key
      UNION ALL SELECT key, NULL, false, false FROM former_name)
WHERE starts_with(key, 'name:') AND key NOT IN (SELECT key FROM unclear_name)
GROUP BY key;
CREATE TABLE org_change AS
SELECT o.key AS old, n.key AS new FROM "c_SUCCEEDED_BY" s
JOIN org_key o ON o.mention = s._from AND o.is_full JOIN org_key n ON n.mention = s._to AND n.is_full;
CREATE TABLE org_code AS
SELECT mention, min(key) AS code FROM org_key WHERE key LIKE 'uscc:%' GROUP BY mention;
-- Towns and villages are not in front of other names.
CREATE TABLE org_place AS
SELECT DISTINCT name FROM "c_Region"
WHERE length(name) BETWEEN 3 AND 12 AND regexp_matches(name, '[市州盟县区旗]$');
CREATE TABLE org_place_within AS
SELECT i.name AS place, min(o.name) AS parent FROM "c_WITHIN" w
JOIN (SELECT DISTINCT _mention, name FROM "c_Region") i ON i._mention = w._from
JOIN (SELECT DISTINCT _mention, name FROM "c_Region") o ON o._mention = w._to
WHERE i.name IS NOT NULL AND o.name IS NOT NULL GROUP BY i.name HAVING count(DISTINCT o.name) = 1;
