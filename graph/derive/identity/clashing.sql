-- What is known of the records that confirmed pairs would join, and where that says that it is more than one person.
CREATE TABLE number_of AS
SELECT DISTINCT cluster.root AS cluster, cluster.mention AS record, regexp_extract(key, '^(id|no:[^:]*)') AS series, key
FROM cluster JOIN component ON component.root = cluster.mention
JOIN (SELECT _mention, unnest(_keys) AS key FROM "c_Person") ON _mention = component.mention
WHERE key LIKE 'id:%' OR key LIKE 'no:%'
-- Two of one graph are two: that was settled there.
UNION
SELECT cluster.root, cluster.mention, 'graph:' || g.source, g.mention
FROM cluster JOIN component ON component.root = cluster.mention
JOIN graph_row g ON g.mention = component.mention AND g.kind = 'Person';
CREATE TABLE born_of AS
SELECT cluster.root AS cluster, cluster.mention AS record, max(latest_start) AS first_day, min(earliest_end) AS last_day
FROM cluster JOIN component ON component.root = cluster.mention JOIN birth_of ON birth_of.mention = component.mention
GROUP BY cluster.root, cluster.mention;
CREATE TABLE foe AS
SELECT DISTINCT x.root AS one, y.root AS other
FROM verdict JOIN component x ON x.mention = a JOIN component y ON y.mention = b WHERE NOT same AND x.root <> y.root;
CREATE TABLE clashing AS
SELECT cluster FROM number_of GROUP BY cluster, series HAVING count(DISTINCT key) > 1
UNION
SELECT cluster FROM born_of GROUP BY cluster HAVING max(first_day) > min(last_day)
UNION
SELECT x.root FROM foe JOIN cluster x ON x.mention = one JOIN cluster y ON y.mention = other WHERE x.root = y.root;
