-- A former name joins its organisation while nobody else owns the name and only one claims it.
CREATE TABLE former_claim AS
SELECT key, mention, root FROM former_name JOIN component USING (mention)
WHERE key NOT IN (SELECT key FROM org_key WHERE definite) AND key NOT IN (SELECT key FROM unclear_name);
CREATE TABLE unclear_former AS
SELECT key FROM former_claim GROUP BY key HAVING count(DISTINCT root) > 1;
INSERT INTO problem
SELECT DISTINCT mention, '曾用名', bare_name(key), '多个单位用同一曾用名，未合并', NULL
FROM former_claim JOIN unclear_former USING (key);
INSERT INTO link
SELECT DISTINCT 'Organization', mention, key FROM former_claim
WHERE key NOT IN (SELECT key FROM unclear_former);
