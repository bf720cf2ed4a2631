-- The strongest key of a component is its id; everything else it answers to is an alias.
CREATE TABLE ranked AS
SELECT component.root, link.kind, link.key,
       CASE WHEN key LIKE 'id:%' OR key LIKE 'uscc:%' THEN 0
            WHEN key LIKE 'no:%' OR key LIKE 'committee:%' THEN 1
            WHEN key LIKE 'name:%' THEN 2 ELSE 9 END AS strength
FROM link JOIN component USING (mention);
CREATE TABLE strongest AS
SELECT root, CASE WHEN min(strength) = 9 THEN root
                  ELSE digest(min(kind), arg_min(key, (strength, key))) END AS id
FROM ranked GROUP BY root;
CREATE TABLE entity AS
SELECT component.mention, strongest.id FROM component JOIN strongest USING (root);
CREATE TABLE aliases AS
SELECT DISTINCT alias, id FROM (
    SELECT mention AS alias, id FROM entity
    UNION ALL
    SELECT digest(kind, key), id FROM ranked JOIN strongest USING (root) WHERE strength < 9
) WHERE alias <> id;
