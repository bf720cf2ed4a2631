-- Whether a service is in the leading group: recorded, or by its title; a title against the record leaves it open.
CREATE OR REPLACE TEMP MACRO by_title(title, org) AS
    title IN (SELECT l.title FROM leader_titles l)
    OR (title IN (SELECT d.title FROM director_titles d)
        AND len(list_filter((SELECT list(ending) FROM headed_by_directors), lambda e: ends_with(org, e))) > 0);
CREATE OR REPLACE TEMP MACRO leads(said, heads, title, org) AS
    CASE WHEN said OR heads THEN 'yes'
         WHEN NOT coalesce(by_title(title, org), false) THEN 'no'
         WHEN said IS NULL THEN 'yes' ELSE 'open' END;

-- Who leads each unit, at any time: the day is the rule's business.
CREATE OR REPLACE TEMP TABLE leader AS
SELECT * EXCLUDE ("leading"), leads("leading", principal, title, org_name) AS leads FROM in_unit
WHERE leads("leading", principal, title, org_name) <> 'no';

CREATE OR REPLACE TEMP TABLE leader_self AS
SELECT DISTINCT leader, leader AS holder, true AS sure FROM leader
UNION ALL
SELECT DISTINCT leader.leader, maybe.other, false FROM leader JOIN maybe ON maybe.one = leader.leader;

-- Every place in a leading group that the roster and the leaders ever had.
CREATE OR REPLACE TEMP TABLE led AS
WITH told AS (
    SELECT s.source AS holder, s.id AS posting, s.target AS org, o.name AS org_name, s.title, s.principal,
           s.since, s.since_min, s.since_max, s.until, s.until_min, s.until_max, s.end_state,
           leads(s.leading, s.principal, s.title, o.name) AS leads
    FROM edges_SERVED_IN s LEFT JOIN nodes_Organization o ON o.id = s.target
    WHERE s.since_min IS NOT NULL AND coalesce(s.kind, '') NOT IN ('学习', '培训', '拟任', '编制')
      AND s.source IN (SELECT holder FROM roster_self UNION SELECT holder FROM leader_self)
)
FROM told WHERE leads <> 'no';

-- One organ under all its names: itself, its past and its future.
CREATE OR REPLACE TEMP TABLE same_organ AS
SELECT DISTINCT org AS a, org AS b FROM led
UNION
SELECT DISTINCT c.source, c.target FROM edges_COUNTS_FOR c SEMI JOIN led ON led.org = c.source
WHERE NOT contains(c.reach, 'subordinate') AND NOT contains(c.reach, 'stationed') AND c.certainty <> 'section';
