-- A former name joins its organisation while nobody else owns the name, however it is spelt, and only one claims it.
CREATE TABLE owned_name AS
WITH owned AS (SELECT DISTINCT key FROM org_key WHERE definite)
FROM owned UNION SELECT other.key FROM org_form JOIN owned USING (key) JOIN org_form other USING (form);
CREATE TABLE former_claim AS
SELECT key, coalesce(form, key) AS called, mention, root FROM former_name JOIN component USING (mention)
LEFT JOIN org_form USING (key)
WHERE key NOT IN (FROM owned_name) AND key NOT IN (SELECT key FROM unclear_name);
CREATE TABLE unclear_former AS
SELECT called FROM former_claim GROUP BY called HAVING count(DISTINCT root) > 1;
INSERT INTO problem
SELECT DISTINCT mention, '曾用名', bare_name(key), '多个单位用同一曾用名，未合并', NULL
FROM former_claim JOIN unclear_former USING (called);
INSERT INTO link
SELECT DISTINCT 'Organization', mention, unnest([key, called]) FROM former_claim
WHERE called NOT IN (FROM unclear_former);
