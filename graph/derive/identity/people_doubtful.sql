-- Two identity numbers, or two births that cannot be one, in one component: reported, never merged silently.
-- What one mention says against itself is a contradiction of values, not of identity.
CREATE TABLE birth_of AS
SELECT _mention AS mention, max(date_min(birth)) AS latest_start, min(date_max(birth)) AS earliest_end
FROM "c_Person" WHERE birth IS NOT NULL GROUP BY _mention HAVING latest_start <= earliest_end;
CREATE TABLE doubtful AS
SELECT root, '公民身份号码' AS property FROM link JOIN keyed USING (mention)
WHERE kind = 'Person' AND key LIKE 'id:%' GROUP BY root HAVING count(DISTINCT key) > 1
UNION
SELECT root, '出生年月' FROM birth_of JOIN keyed USING (mention)
GROUP BY root HAVING max(latest_start) > min(earliest_end);
INSERT INTO problem
SELECT keyed.mention, doubtful.property, '未合并', '同一组记录有互相矛盾的' || doubtful.property, NULL
FROM keyed JOIN doubtful USING (root);
DELETE FROM link
WHERE kind = 'Person' AND key LIKE 'id:%' AND mention IN (SELECT mention FROM keyed JOIN doubtful USING (root));
