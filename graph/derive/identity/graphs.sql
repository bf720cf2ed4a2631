-- People and organisations of another graph of ours: an id answers to the key that it is the digest of, so it is the
-- same thing here; and it is an id, whatever its key was.
CREATE TABLE graph_node AS
SELECT DISTINCT kind, mention FROM graph_row
WHERE ours AND ord IN (SELECT ord FROM "c_Person" UNION ALL SELECT ord FROM "c_Organization");
INSERT INTO link
SELECT DISTINCT link.kind, g.mention, link.key FROM link JOIN graph_node g ON g.mention = digest(link.kind, link.key)
WHERE EXISTS (FROM graph_node);
INSERT INTO link SELECT kind, mention, mention FROM graph_node
WHERE mention NOT IN (SELECT mention FROM link WHERE key = mention);
