-- A person's services in a discipline group that is stationed at a unit, or at a part of it; those of a `namesake` are
-- of who may be the person. That a group is stationed there its name alone may say ("named"): enough for a
-- reviewer, no more.
WITH called AS (
    SELECT DISTINCT r.unit, unnest(string_split(concat_ws('；', o.name, o.short_name, o.other_names), '；')) AS name
    FROM reach r JOIN nodes_Organization o ON o.id = r.org WHERE r.reach = 'itself'
), spelt AS (
    SELECT unit, name FROM called
    UNION SELECT unit, regexp_replace(name, '^(中共)?.{2,3}?([市县区旗].+)$', '\2') FROM called
), own AS (
    SELECT who.person, s.*, o.name AS org_name
    FROM (SELECT person, person AS holder FROM roster UNION ALL FROM bearer) who
    JOIN edges_SERVED_IN s ON s.source = who.holder
    LEFT JOIN nodes_Organization o ON o.id = s.target
), stationed AS (
    SELECT c.source AS org, c.target AS unit, c.reach, c.certainty, c.section AS moved, coalesce(c.via, '') AS via,
           c.since_min AS from_min, c.since_max AS from_max, c.until_min AS to_min, c.until_max AS to_max
    FROM edges_COUNTS_FOR c JOIN units ON units.unit = c.target WHERE contains(c.reach, 'stationed')
    UNION ALL
    SELECT DISTINCT n.org, spelt.unit, 'stationed', 'named', NULL, '', NULL, NULL, NULL, NULL
    FROM (SELECT DISTINCT target AS org, regexp_extract(org_name, '驻(.+?)(纪检|监察|纪委)', 1) AS place FROM own) n
    JOIN spelt ON spelt.name = n.place AND length(n.place) > 2
    ANTI JOIN edges_STATIONED_AT a ON a.source = n.org
)
SELECT CASE WHEN s.person = s.source THEN 'stationed' ELSE 'namesake' END AS family, s.person, t.unit, s.source AS holder, s.id AS posting, s.target AS org, s.org_name,
       s.title, s.kind, s.leading, s.principal, s.section, s.degree AS schooling,
       s.since, s.since_min, s.since_max, s.until, s.until_min, s.until_max, s.end_state, s.until_latest,
       t.reach, t.certainty, t.moved, t.via, t.from_min, t.from_max, t.to_min, t.to_max, NULL AS alike,
       NULL AS kin, NULL AS relative, NULL AS relation, NULL AS degree, NULL AS kin_certainty,
       NULL AS kin_since_min, NULL AS kin_since_max, NULL AS kin_until_min, NULL AS kin_until_max, NULL AS verified
FROM own s JOIN stationed t ON t.org = s.target
