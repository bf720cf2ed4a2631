-- Organisations: keys of every mention. A key is "full" where the mention is the digest of it.
CREATE TABLE org_key AS
SELECT DISTINCT _mention AS mention, key, coalesce(definite, false) AS definite,
       _mention = digest('Organization', key) AS is_full
FROM (SELECT _mention, definite, unnest(_keys) AS key FROM "c_Organization");

CREATE TABLE former_name AS
SELECT DISTINCT mention, substr(key, length('former:') + 1) AS key FROM org_key WHERE key LIKE 'former:%';
DELETE FROM org_key WHERE key LIKE 'former:%';

-- Two credit codes under one full name: the codes are left out, and it is said.
CREATE TABLE doubtful_code AS
SELECT mention FROM org_key WHERE key LIKE 'uscc:%' GROUP BY mention HAVING count(DISTINCT key) > 1;
INSERT INTO problem
SELECT DISTINCT mention, '统一社会信用代码', substr(key, length('uscc:') + 1), '同一单位有两个代码', NULL
FROM org_key JOIN doubtful_code USING (mention) WHERE key LIKE 'uscc:%';
DELETE FROM org_key WHERE key LIKE 'uscc:%' AND mention IN (SELECT mention FROM doubtful_code);

-- A short name that two organisations of different full name claim stands for neither, unless one code says
-- that they are one.
CREATE TABLE unclear_name AS
SELECT key FROM org_key
LEFT JOIN (SELECT mention, min(key) AS code FROM org_key WHERE key LIKE 'uscc:%' GROUP BY mention) USING (mention)
WHERE definite AND NOT is_full AND key NOT LIKE 'uscc:%'
GROUP BY key HAVING count(DISTINCT mention) > 1 AND (count(DISTINCT code) <> 1 OR bool_or(code IS NULL));
INSERT INTO problem
SELECT DISTINCT mention, '简称', bare_name(key), '多个单位用同一简称，未合并', NULL
FROM org_key JOIN unclear_name USING (key) WHERE definite AND NOT is_full;
DELETE FROM org_key WHERE definite AND NOT is_full AND key IN (SELECT key FROM unclear_name);

INSERT INTO link SELECT DISTINCT 'Organization', mention, key FROM org_key;
-- A mention without any key (there should be none) is still itself.
INSERT INTO link
SELECT DISTINCT 'Organization', _mention, _mention FROM "c_Organization"
WHERE _mention NOT IN (SELECT mention FROM org_key);
