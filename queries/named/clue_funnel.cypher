// title: 移交线索的处置漏斗（移交→处置→立案→处分）
// number: Q27
// group: 线索与案件
// param: term int 届次
// param: committee text 派出党委 default
// column: stage 阶段
// column: clues 线索数
// column: persons 人数
// column: rate 占移交（%）
// column: median_days 距移交中位天数
CALL () {
  MATCH (g:Team {term_no: $term})-[:EXECUTES]->(:InspectionTask)-[:YIELDED]->(c:Clue)
  WHERE $committee = '' OR g.committee = $committee
  RETURN count(DISTINCT c.id) AS total
}
MATCH (g:Team {term_no: $term})-[:EXECUTES]->(:InspectionTask)-[:YIELDED]->(c:Clue)
WHERE $committee = '' OR g.committee = $committee
WITH DISTINCT total, c
OPTIONAL MATCH (c)-[:ABOUT]->(p:Person)
WITH total, c, collect(DISTINCT p.id) AS about
OPTIONAL MATCH (c)-[:MERGED_INTO*0..1]->(:Clue)-[:LED_TO]->(k:CaseFile)
OPTIONAL MATCH (k)-[:AGAINST]->(q:Person)
WITH total, c, about, collect(DISTINCT k.id) AS cases, min(CASE WHEN size(k.filed) = 10 THEN k.filed END) AS filed,
  collect(DISTINCT q.id) AS against
OPTIONAL MATCH (c)-[:MERGED_INTO*0..1]->(:Clue)-[:LED_TO|RESULTED_IN*1..2]->(s:Sanction)
OPTIONAL MATCH (s)-[:IMPOSED_ON]->(w:Person)
WITH total, c, about, cases, filed, against, collect(DISTINCT s.id) AS sanctions,
  min(CASE WHEN size(s.decided) = 10 THEN s.decided END) AS decided, collect(DISTINCT w.id) AS punished
UNWIND [
  {step: 1, stage: '移交', reached: true, day: null, people: about},
  {step: 2, stage: '处置', reached: c.disposition IS NOT NULL, day: c.disposed_on, people: about},
  {step: 3, stage: '立案', reached: size(cases) > 0, day: filed, people: against},
  {step: 4, stage: '处分', reached: size(sanctions) > 0, day: decided, people: punished}
] AS one
WITH total, c, one,
  CASE WHEN one.reached AND size(c.transferred) = 10 AND size(one.day) = 10
    THEN duration.inDays(date(c.transferred), date(one.day)).days END AS days
WITH total, one.step AS step, one.stage AS stage,
  count(CASE WHEN one.reached THEN 1 END) AS clues, percentileCont(days, 0.5) AS median_days,
  collect(CASE WHEN one.reached THEN one.people ELSE [] END) AS groups
UNWIND groups AS people
UNWIND CASE WHEN size(people) = 0 THEN [null] ELSE people END AS person
WITH total, step, stage, clues, median_days, count(DISTINCT person) AS persons
RETURN stage, clues, persons, round(100.0 * clues / total, 1) AS rate, median_days
ORDER BY step
