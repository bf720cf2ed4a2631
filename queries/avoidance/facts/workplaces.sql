-- Where every employer of the roster lies: by its own code or that of its party body or what it became, else by the
-- county or city that stands in its name, else by the unit above it.
WITH posts AS (
    SELECT s.source AS person, s.id AS posting, s.target AS org
    FROM edges_SERVED_IN s JOIN roster ON roster.person = s.source
), orgs AS (
    SELECT DISTINCT org FROM posts
), beside AS (
    SELECT org, org AS at, 0 AS far FROM orgs
    UNION SELECT org, p.source, 1 FROM orgs JOIN edges_PARTY_ORG_OF p ON p.target = org
    UNION SELECT org, p.target, 1 FROM orgs JOIN edges_PARTY_ORG_OF p ON p.source = org
    UNION SELECT org, s.target, 2 FROM orgs JOIN edges_SUCCEEDED_BY s ON s.source = org
    UNION SELECT org, p.target, 3 FROM orgs JOIN edges_PART_OF p ON p.source = org
), coded AS (
    SELECT b.org, b.far, o.region_code AS code, o.admin_level, o.managing_level
    FROM beside b JOIN nodes_Organization o ON o.id = b.at WHERE o.region_code IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY b.org ORDER BY b.far, o.id) = 1
), named AS (
    SELECT DISTINCT orgs.org, g.code FROM orgs JOIN nodes_Organization o ON o.id = orgs.org
    JOIN nodes_Region g ON contains(o.name, g.name) AND length(g.name) > 1 AND length(g.code) = 6
    QUALIFY rank() OVER (PARTITION BY orgs.org ORDER BY length(rtrim(g.code, '0')) DESC) = 1
)
SELECT p.person, p.posting, o.id, coalesce(o.name, ''), CASE WHEN c.far < 3 THEN c.code ELSE coalesce(n.code, c.code) END AS code,
       CASE WHEN c.far < 3 THEN c.admin_level END, CASE WHEN c.far < 3 THEN c.managing_level END,
       coalesce(c.far = 3, true) AS guessed, (SELECT min(l.id) FROM edges_LOCATED_IN l WHERE l.source = p.org) AS located
FROM posts p JOIN nodes_Organization o ON o.id = p.org
LEFT JOIN coded c ON c.org = p.org LEFT JOIN named n ON n.org = p.org
ORDER BY ALL
