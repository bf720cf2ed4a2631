-- Who of the roster sat in one leading group, at any time, with somebody who leads the unit.
WITH mine AS MATERIALIZED (
    -- By organ first: joined by days alone, everybody would meet everybody.
    SELECT r.person, r.holder, r.sure, s.b AS organ, led.* EXCLUDE (holder)
    FROM roster_self r JOIN led ON led.holder = r.holder JOIN same_organ s ON s.a = led.org
), theirs AS (
    SELECT l.leader, l.holder, l.sure, led.* EXCLUDE (holder) FROM leader_self l JOIN led ON led.holder = l.holder
)
SELECT m.person, n.unit, n.leader, coalesce(p.name, '') AS leader_name,
       n.posting AS post, n.title AS post_title,
       n.since_min AS post_since_min, n.since_max AS post_since_max,
       n.until_min AS post_until_min, n.until_max AS post_until_max, n.end_state AS post_state,
       m.posting AS mine, m.title AS my_title, m.org_name, coalesce(m.principal, false) AS my_principal, m.since, m.until,
       m.since_min AS my_since_min, m.since_max AS my_since_max,
       m.until_min AS my_until_min, m.until_max AS my_until_max, m.end_state AS my_state,
       t.posting AS theirs, t.title AS their_title, coalesce(t.principal, false) AS their_principal,
       t.since_min AS their_since_min, t.since_max AS their_since_max,
       t.until_min AS their_until_min, t.until_max AS their_until_max, t.end_state AS their_state,
       m.sure AND t.sure AS one_person, m.leads = 'yes' AND t.leads = 'yes' AND n.leads = 'yes' AS in_group
FROM mine m
JOIN theirs t ON t.org = m.organ AND t.holder <> m.holder AND t.leader <> m.person
    AND m.since_min <= coalesce(t.until_max, '9999-12-31') AND t.since_min <= coalesce(m.until_max, '9999-12-31')
JOIN leader n ON n.leader = t.leader
LEFT JOIN nodes_Person p ON p.id = n.leader
ANTI JOIN maybe x ON x.one = m.person AND x.other = t.leader
