-- What was decided of people: the last word on each pair of mentions.
CREATE TABLE verdict AS
SELECT least(x.mention, y.mention) AS a, greatest(x.mention, y.mention) AS b, kind = 'SAME' AS same, decision
FROM decided JOIN answering x ON x.subject = decided.a JOIN answering y ON y.subject = decided.b
WHERE kind IN ('SAME', 'NOT_SAME')
QUALIFY row_number() OVER (
    PARTITION BY least(x.mention, y.mention), greatest(x.mention, y.mention) ORDER BY ord DESC) = 1;

-- What identity would not join, mention by mention, and why: open until somebody decides.
CREATE TABLE unmerged (a VARCHAR, b VARCHAR, property VARCHAR, evidence_for VARCHAR, why VARCHAR);

-- Two who are not one share no key. A number that both bear stands for neither of them; under a clue or a case the
-- one who has a number of his own leaves, and both leave where that tells nothing.
CREATE TABLE parted_key AS
WITH own AS (SELECT DISTINCT mention FROM link WHERE key LIKE 'no:%' OR key LIKE 'id:%'),
shared AS (
    SELECT v.a, v.b, x.key, weak(x.key) AND v.a IN (FROM own) AS a_leaves, weak(x.key) AND v.b IN (FROM own) AS b_leaves
    FROM verdict v JOIN link x ON x.mention = v.a JOIN link y ON y.mention = v.b AND y.key = x.key
    WHERE NOT v.same AND v.a <> v.b
)
SELECT a AS mention, key FROM shared WHERE a_leaves OR NOT b_leaves
UNION SELECT b, key FROM shared WHERE b_leaves OR NOT a_leaves;
DELETE FROM link USING parted_key p WHERE link.mention = p.mention AND link.key = p.key AND link.kind = 'Person';
-- A number that is known to stand for two tells no longer who the others are that bear it.
INSERT INTO unmerged
SELECT DISTINCT least(p.mention, l.mention), greatest(p.mention, l.mention), '公民身份号码', '记有同一身份证号',
       '该身份证号已决定分属两人'
FROM parted_key p JOIN link l USING (key) WHERE NOT weak(key);
-- Every mention keeps a link, so that it is at least a thing of its own.
INSERT INTO link SELECT DISTINCT 'Person', mention, mention FROM parted_key WHERE mention NOT IN (SELECT mention FROM link);
