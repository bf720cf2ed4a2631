-- Who of the roster reported to somebody who leads the unit, or was reported to by them. A line has no end of its
-- own: it holds as long as the posting it was stated with, and no longer than the superior served in that organ,
-- where that is known. A superior named only by name may be whoever bears it and is not contradicted.
WITH known AS (
    SELECT person AS one, holder, sure FROM roster_self UNION SELECT leader, holder, sure FROM leader_self
), meant AS (
    -- Of whom only a name is known, no service is: those of whoever they may be tell when they left.
    SELECT one, holder, CASE WHEN sure OR p.keyed THEN holder ELSE one END AS serves, sure
    FROM known JOIN nodes_Person p ON p.id = holder
    UNION
    SELECT k.one, n.id, k.holder, false
    FROM (SELECT DISTINCT p.* FROM edges_REPORTED_TO r JOIN nodes_Person p ON p.id = r.target
          WHERE NOT coalesce(p.keyed, false)) n
    JOIN nodes_Person me ON bare(me.name) = bare(n.name) AND me.id <> n.id
    JOIN known k ON k.holder = me.id AND k.sure
    ANTI JOIN decided_apart d ON d.one = k.one AND d.other = n.id
    WHERE may_be(me.birth_min, me.birth_max, me.gender, n.birth_min, n.birth_max, n.gender)
), line AS (
    SELECT a.person, b.one AS leader, b.serves AS superior, a.sure AND b.sure AS one_person, true AS below, r.*
    FROM edges_REPORTED_TO r JOIN roster_self a ON a.holder = r.source JOIN meant b ON b.holder = r.target
    WHERE b.one IN (SELECT leader FROM leader)
    UNION ALL
    SELECT a.one, b.leader, a.serves, a.sure AND b.sure, false, r.*
    FROM edges_REPORTED_TO r JOIN meant a ON a.holder = r.target JOIN leader_self b ON b.holder = r.source
    WHERE a.one IN (SELECT person FROM roster)
), over AS (
    -- What the superior served in the organ of the line, from before the line ended.
    SELECT l.id, l.superior, max(s.until_min) AS until_min, max(s.until_max) AS until_max,
           arg_max(s.until, s.until_max) AS until
    FROM (SELECT DISTINCT id, superior, org, until_max FROM line) l
    JOIN edges_SERVED_IN s ON s.source = l.superior AND s.since_min <= coalesce(l.until_max, '9999-12-31')
    WHERE s.target = l.org OR EXISTS (
        FROM edges_COUNTS_FOR c WHERE c.source = s.target AND c.target = l.org
        AND NOT contains(c.reach, 'subordinate') AND NOT contains(c.reach, 'stationed') AND c.certainty <> 'section')
    GROUP BY l.id, l.superior HAVING bool_and(s.until_max IS NOT NULL)
), ended AS (
    SELECT l.* EXCLUDE (until, until_min, until_max),
           CASE WHEN o.until_max < coalesce(l.until_max, '9999-12-31') THEN o.until ELSE l.until END AS until,
           least(l.until_min, o.until_min) AS until_min, least(l.until_max, o.until_max) AS until_max
    FROM line l LEFT JOIN over o ON o.id = l.id AND o.superior = l.superior
)
SELECT l.person, n.unit, n.leader, coalesce(p.name, '') AS leader_name,
       n.posting AS post, n.title AS post_title,
       n.since_min AS post_since_min, n.since_max AS post_since_max,
       n.until_min AS post_until_min, n.until_max AS post_until_max, n.end_state AS post_state,
       l.id AS line, l.below, coalesce(o.name, '') AS org_name, l.since, l.until,
       l.since_min, l.since_max, l.until_min, l.until_max,
       CASE WHEN l.until IS NOT NULL THEN 'stated'
            WHEN EXISTS (FROM edges_SERVED_IN s WHERE s.source = l.source AND s.target = l.org AND s.since = l.since
                         AND s.end_state = 'ongoing') THEN 'ongoing' ELSE 'not_stated' END AS end_state,
       l.one_person, n.leads = 'yes' AS in_group
FROM ended l
JOIN leader n ON n.leader = l.leader AND n.leader <> l.person
LEFT JOIN nodes_Person p ON p.id = n.leader
LEFT JOIN nodes_Organization o ON o.id = l.org
