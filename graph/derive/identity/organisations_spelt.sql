INSERT INTO link SELECT DISTINCT 'Organization', mention, form FROM org_key JOIN org_form USING (key);
INSERT INTO problem
SELECT c._mention, '名称', '未合并', '写法“' || bare_name(u.key) || '”可能是：' || u.candidates, arg_min(c.shown, c.ord)
FROM org_undecided u JOIN org_key k USING (key) JOIN "c_Organization" c ON c._mention = k.mention
WHERE k.is_full GROUP BY c._mention, u.key, u.candidates;
