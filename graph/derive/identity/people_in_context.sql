-- A name under a clue or case joins people of one number at most, and of births that can be one.
CREATE TABLE unlikely AS
WITH part AS (
    SELECT c.root, c.mention, coalesce(k.root, c.mention) AS own, k.root AS numbered
    FROM component c LEFT JOIN keyed k ON k.mention = c.mention
      AND EXISTS (SELECT 1 FROM link n WHERE n.mention = c.mention AND (n.key LIKE 'no:%' OR n.key LIKE 'id:%'))
    WHERE c.root IN (SELECT root FROM component JOIN link USING (mention) WHERE weak(key))
)
SELECT root, '人员编号' AS property FROM part GROUP BY root HAVING count(DISTINCT numbered) > 1
UNION
SELECT root, '出生年月' FROM (
    SELECT part.root, max(latest_start) AS latest_start, min(earliest_end) AS earliest_end
    FROM part JOIN birth_of USING (mention) GROUP BY part.root, part.own HAVING latest_start <= earliest_end
) GROUP BY root HAVING max(latest_start) > min(earliest_end);
-- Of a name that many bear under one number, a few pairs at a time.
INSERT INTO unmerged
SELECT DISTINCT x.mention, y.mention, property, '同一事项中姓名相同', '同名而' || property || '不同'
FROM unlikely JOIN component k USING (root) JOIN link x ON x.mention = k.mention AND weak(x.key)
JOIN link y ON y.key = x.key AND y.mention > x.mention
QUALIFY row_number() OVER (PARTITION BY x.key, property ORDER BY x.mention, y.mention) <= 20;
DELETE FROM link
WHERE kind = 'Person' AND weak(key)
  AND mention IN (SELECT mention FROM component JOIN unlikely USING (root));
-- Every mention keeps a link, so that it is at least a thing of its own.
INSERT INTO link
SELECT DISTINCT 'Person', _mention, _mention FROM "c_Person"
WHERE _mention NOT IN (SELECT mention FROM link);
