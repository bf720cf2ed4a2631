-- What somebody has to decide: who may be one person, what identity would not join, and decisions without effect.
-- One row a pair of entities; `mention_a` and `mention_b` are what a decision on it cites.

-- The last word on each pair of subjects, with the mentions and entities that they stand for today.
CREATE TABLE last_word AS
SELECT decided.*, starts_with(kind, 'NOT_') AS apart, x.mention AS ma, y.mention AS mb, ex.id AS ea, ey.id AS eb
FROM decided LEFT JOIN answering x ON x.subject = decided.a LEFT JOIN answering y ON y.subject = decided.b
LEFT JOIN entity ex ON ex.mention = x.mention LEFT JOIN entity ey ON ey.mention = y.mention
WHERE about <> 'row'
QUALIFY row_number() OVER (PARTITION BY about, least(coalesce(ma, decided.a), coalesce(mb, decided.b)),
                           greatest(coalesce(ma, decided.a), coalesce(mb, decided.b)) ORDER BY ord DESC) = 1;

CREATE TABLE open_pair AS
WITH told AS (
    SELECT 'Person' AS kind, 'possible' AS zone, ca.mention AS mention_a, cb.mention AS mention_b, probability, evidence_for,
           concat_ws('；', nullif(evidence_against, ''), why) AS evidence_against, settle
    FROM person_pair p LEFT JOIN forbidden USING (a, b)
    JOIN cited_as ca ON ca.record = p.a JOIN cited_as cb ON cb.record = p.b
    WHERE zone = 'possible' OR why IS NOT NULL
    UNION ALL
    SELECT 'Person', 'unmerged', a, b, NULL, evidence_for, why, property FROM unmerged
    UNION ALL
    SELECT 'Sanction', 'possible', a, b, NULL, '同一人，同样的处分', why, '处分决定日期' FROM sanction_doubt
    UNION ALL
    -- One name or number that several organisations claim: of many a few at a time.
    SELECT 'Organization', 'unmerged', p.id, q.id, NULL, '同一' || p.property || '：' || p.kept, p.other, '统一社会信用代码'
    FROM problem p JOIN problem q USING (property, kept) WHERE p.kept <> '未合并' AND p.id < q.id
    QUALIFY row_number() OVER (PARTITION BY property, kept ORDER BY p.id, q.id) <= 20
    UNION ALL
    SELECT 'Organization', 'unmerged', id, id, NULL, '', other, property FROM problem
    WHERE kept = '未合并' OR other = '同一单位有两个代码'
), placed AS (
    SELECT least((mention_a, x.id), (mention_b, y.id)) AS one, greatest((mention_a, x.id), (mention_b, y.id)) AS other, told.*
    FROM told JOIN entity x ON x.mention = mention_a JOIN entity y ON y.mention = mention_b
    WHERE x.id <> y.id OR (zone = 'unmerged' AND mention_a = mention_b)
), settled AS (
    SELECT DISTINCT unnest([[ea, eb], [eb, ea]]) AS both FROM last_word
    WHERE apart OR ma = mb OR (about = 'Organization' AND ea = eb)
)
SELECT kind, zone, one[2] AS a, other[2] AS b, one[1] AS mention_a, other[1] AS mention_b, probability, evidence_for,
       evidence_against, settle
FROM placed ANTI JOIN settled ON settled.both = [one[2], other[2]]
QUALIFY row_number() OVER (
    PARTITION BY least(one[2], other[2]), greatest(one[2], other[2])
    ORDER BY zone = 'possible', probability DESC, one[1], other[1], settle, evidence_against) = 1;

-- A decision that is in force and changes nothing: what it speaks of is gone, or something stands against it.
CREATE TABLE idle AS
SELECT 'lost' AS zone, ea, eb, a, b, '对象已不在' AS why, about, decision FROM last_word WHERE ma IS NULL OR mb IS NULL
UNION ALL
SELECT 'void', ea, eb, a, b, '与另一决定矛盾，没有生效', about, decision FROM last_word WHERE NOT apart AND ea <> eb
UNION ALL
SELECT 'void', ea, eb, a, b, '两处是同一编号的记录，不能分开；写错的那一行请认定为此行有误', about, decision
FROM last_word WHERE apart AND ea = eb
UNION ALL
SELECT DISTINCT 'void', NULL, NULL, d.a, d.b, '两段任职的人员或单位不同，没有生效', about, decision
FROM last_word d JOIN "c_SERVED_IN" x ON x._mention = ma JOIN "c_SERVED_IN" y ON y._mention = mb
JOIN entity xf ON xf.mention = x._from JOIN entity yf ON yf.mention = y._from
JOIN entity xt ON xt.mention = x._to JOIN entity yt ON yt.mention = y._to
WHERE about = 'SERVED_IN' AND NOT apart AND (xf.id <> yf.id OR xt.id <> yt.id)
UNION ALL
SELECT 'lost', NULL, NULL, a, b, '对象已不在', about, decision
FROM decided ANTI JOIN wrong_there w ON w._source = decided.a AND w.place_ = decided.b WHERE about = 'row';

CREATE TABLE pairs AS
WITH named AS (SELECT id, name FROM "n_Person" UNION ALL SELECT id, name FROM "n_Organization"
               UNION ALL SELECT id, name FROM "n_Sanction")
SELECT substr(sha256(least(mention_a, mention_b) || chr(31) || greatest(mention_a, mention_b)), 1, 10) AS id,
       pair.* EXCLUDE (evidence_for, evidence_against),
       coalesce(evidence_for, '') AS evidence_for, coalesce(evidence_against, '') AS evidence_against,
       x.name AS name_a, y.name AS name_b
FROM (
    SELECT *, '' AS decision FROM open_pair
    UNION ALL
    -- Not open, but whoever looks for namesakes must know.
    SELECT about, 'apart', ea, eb, a, b, NULL, '', '', '', decision FROM last_word WHERE apart AND ea <> eb
    UNION ALL
    SELECT about, zone, ea, eb, a, b, NULL, '', why, '', decision FROM idle
) pair
LEFT JOIN named x ON x.id = pair.a LEFT JOIN named y ON y.id = pair.b;

-- What identity would not join stands with the other contradictions, as long as it is open.
INSERT INTO problem
SELECT DISTINCT unnest([u.a, u.b]), property, '未合并', why, NULL
FROM unmerged u JOIN entity x ON x.mention = u.a JOIN entity y ON y.mention = u.b
JOIN open_pair p ON (p.a = x.id AND p.b = y.id) OR (p.a = y.id AND p.b = x.id);
