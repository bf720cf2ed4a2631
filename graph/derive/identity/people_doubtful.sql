-- Two identity numbers, or two births that cannot be one, in one component: reported, never merged silently.
-- What one mention says against itself is a contradiction of values, not of identity.
CREATE TABLE birth_of AS
SELECT _mention AS mention, max(date_min(birth)) AS latest_start, min(date_max(birth)) AS earliest_end
FROM "c_Person" ANTI JOIN graph_repeated USING (ord) WHERE birth IS NOT NULL GROUP BY _mention HAVING latest_start <= earliest_end;
CREATE TABLE doubtful AS
SELECT root, '公民身份号码' AS property FROM link JOIN keyed USING (mention)
WHERE kind = 'Person' AND key LIKE 'id:%' GROUP BY root HAVING count(DISTINCT key) > 1
UNION
SELECT root, '出生年月' FROM birth_of JOIN keyed USING (mention)
GROUP BY root HAVING max(latest_start) > min(earliest_end);
-- Those whom one number joined, and who bears two numbers at once.
INSERT INTO unmerged
SELECT DISTINCT x.mention, y.mention, property, '记有同一身份证号', '同一组记录有互相矛盾的' || property
FROM doubtful JOIN keyed k USING (root) JOIN link x ON x.mention = k.mention AND x.key LIKE 'id:%'
JOIN link y ON y.key = x.key AND y.mention > x.mention
UNION
SELECT mention, mention, '公民身份号码', '同一人员编号', '同一组记录有互相矛盾的公民身份号码'
FROM link WHERE kind = 'Person' AND key LIKE 'id:%' GROUP BY mention HAVING count(DISTINCT key) > 1;
DELETE FROM link
WHERE kind = 'Person' AND key LIKE 'id:%' AND mention IN (SELECT mention FROM keyed JOIN doubtful USING (root));
-- Decided to be one: that joins whatever their numbers say.
INSERT INTO link
SELECT 'Person', unnest([a, b]), 'same:' || a || b FROM verdict WHERE same AND a <> b;
