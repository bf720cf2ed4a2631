-- Who each of the roster is or may be, who may lead a unit under inspection and who they are or may be, and the
-- titles to be judged of.
CREATE OR REPLACE TEMP TABLE roster_self AS
SELECT person, person AS holder, true AS sure FROM roster
UNION ALL
SELECT roster.person, maybe.other, false FROM roster JOIN maybe ON maybe.one = roster.person;

CREATE OR REPLACE TEMP TABLE in_unit AS
SELECT unit, holder AS leader, posting, org_name, title, "leading", principal,
       since_min, since_max, until_min, until_max, end_state
FROM service
WHERE NOT contains(reach, 'subordinate') AND certainty IN ('recorded', 'inferred') AND alike IS NULL
  AND coalesce(kind, '') NOT IN ('学习', '培训', '拟任', '编制');

CREATE OR REPLACE TEMP VIEW titles_of_groups AS
SELECT title FROM in_unit WHERE title IS NOT NULL AND "leading" IS NOT TRUE AND principal IS NOT TRUE
UNION
SELECT s.title FROM edges_SERVED_IN s
WHERE s.title IS NOT NULL AND s.leading IS NOT TRUE AND s.principal IS NOT TRUE
  AND s.source IN (SELECT holder FROM roster_self UNION SELECT leader FROM in_unit);
