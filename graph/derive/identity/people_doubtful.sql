-- Two identity numbers, or two births that cannot be one, in one component: reported, never merged silently.
CREATE TABLE birth_of AS
SELECT component.root, max(date_min(birth)) AS latest_start, min(date_max(birth)) AS earliest_end,
       count(DISTINCT _mention) AS mentions
FROM "c_Person" JOIN component ON component.mention = _mention
WHERE birth IS NOT NULL GROUP BY component.root;
CREATE TABLE doubtful AS
SELECT root, '公民身份号码' AS property FROM link JOIN component USING (mention)
WHERE link.kind = 'Person' AND key LIKE 'id:%' GROUP BY root HAVING count(DISTINCT key) > 1
UNION
SELECT root, '出生年月' FROM birth_of WHERE latest_start > earliest_end AND mentions > 1;
INSERT INTO problem
SELECT component.mention, doubtful.property, '未合并', '同一组记录有互相矛盾的' || doubtful.property, NULL
FROM component JOIN doubtful USING (root);
DELETE FROM link
WHERE kind = 'Person' AND (key LIKE 'id:%' OR key LIKE 'clue:%' OR key LIKE 'case:%' OR key LIKE 'spouse:%')
  AND mention IN (SELECT mention FROM component JOIN doubtful USING (root));
-- Every mention keeps a link, so that it stays a thing of its own.
INSERT INTO link
SELECT DISTINCT 'Person', _mention, _mention FROM "c_Person"
WHERE _mention NOT IN (SELECT mention FROM link);
