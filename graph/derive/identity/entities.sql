-- The strongest key of a component is its id; everything else it answers to is an alias.
CREATE TABLE ranked AS
SELECT component.root, link.kind, link.key,
       CASE WHEN link.key LIKE 'id:%' OR link.key LIKE 'uscc:%' THEN 0
            WHEN link.key = graph_node.mention THEN 1
            WHEN link.key LIKE 'no:%' OR link.key LIKE 'committee:%' THEN 2
            WHEN own.key IS NOT NULL THEN 3
            WHEN link.key LIKE 'name:%' THEN 4 ELSE 9 END AS strength
FROM link JOIN component USING (mention)
-- An id that another graph of ours gave.
LEFT JOIN graph_node ON graph_node.mention = link.mention AND graph_node.kind = link.kind
-- The full name that a record of its own gives goes before short and former names.
LEFT JOIN (SELECT DISTINCT mention, key FROM org_key WHERE definite AND is_full) own
  ON own.mention = link.mention AND own.key = link.key;
CREATE TABLE strongest AS
SELECT root, CASE min(strength) WHEN 9 THEN root WHEN 1 THEN arg_min(key, (strength, key))
                  ELSE digest(min(kind), arg_min(key, (strength, key))) END AS id
FROM ranked GROUP BY root;
CREATE TABLE entity AS
SELECT component.mention, strongest.id FROM component JOIN strongest USING (root);
CREATE TABLE aliases AS
SELECT DISTINCT alias, id FROM (
    SELECT mention AS alias, id FROM entity
    UNION ALL
    SELECT digest(kind, key), id FROM ranked JOIN strongest USING (root) WHERE strength NOT IN (1, 9)
) WHERE alias <> id;
