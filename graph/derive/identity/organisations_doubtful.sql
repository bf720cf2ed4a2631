-- Two credit codes in one component: only a short name or a sign joins them, and it does no longer.
CREATE TABLE doubtful_org AS
SELECT root FROM link JOIN keyed USING (mention)
WHERE kind = 'Organization' AND key LIKE 'uscc:%' GROUP BY root HAVING count(DISTINCT key) > 1;
INSERT INTO problem
SELECT DISTINCT mention, '统一社会信用代码', '未合并', '名称相通而代码不同：' || substr(key, length('uscc:') + 1), NULL
FROM link JOIN keyed USING (mention) JOIN doubtful_org USING (root)
WHERE kind = 'Organization' AND key LIKE 'uscc:%';
DELETE FROM link
WHERE kind = 'Organization' AND key NOT LIKE 'uscc:%' AND mention <> digest('Organization', key)
  AND mention IN (SELECT mention FROM keyed JOIN doubtful_org USING (root));
