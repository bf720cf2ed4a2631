// title: 移交线索的处置漏斗（移交→处置→立案→处分）
// number: Q27
// group: 线索与案件
// param: term int 届次
// param: committee text 派出党委 default
// note: 处分指党纪处分和政务处分，不含第一种形态；线索按条去重，人按人去重（不是人次）；并案而没有自己的案件的，跟着并入的线索走；百分比都以移交数为分母
// note: 中位天数从上一环节（移交→处置→立案→处分）算起，只算起止都有到日日期的，没有到这一步的不在内，所以偏短；考虑未了结的见 xuntu trace
// column: stage 阶段
// column: clues 线索（条）
// column: persons 人（去重）
// column: rate 占移交（%）
// column: median_days 距上一环节中位天数（天）
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
OPTIONAL MATCH (c)-[:MERGED_INTO*0..1]->(e:Clue)-[:LED_TO]->(k:CaseFile)
WHERE e.id = c.id OR NOT EXISTS { MATCH (c)-[:LED_TO]->(:CaseFile) }
OPTIONAL MATCH (k)-[:AGAINST]->(q:Person)
WITH total, c, about, collect(DISTINCT k.id) AS cases, min(CASE WHEN size(k.filed) = 10 THEN k.filed END) AS filed,
  collect(DISTINCT q.id) AS against, min(CASE WHEN size(e.disposed_on) = 10 THEN e.disposed_on END) AS disposed
OPTIONAL MATCH (c)-[:MERGED_INTO*0..1]->(e:Clue)-[:LED_TO|RESULTED_IN*1..2]->(s:Sanction)
WHERE (e.id = c.id OR NOT EXISTS { MATCH (c)-[:LED_TO]->(:CaseFile) }) AND s.kind IN ['党纪处分', '政务处分']
OPTIONAL MATCH (s)-[:IMPOSED_ON]->(w:Person)
WITH total, c, about, cases, filed, against, disposed, collect(DISTINCT s.id) AS sanctions,
  min(CASE WHEN size(s.decided) = 10 THEN s.decided END) AS decided, collect(DISTINCT w.id) AS punished
UNWIND [
  {step: 1, stage: '移交', reached: true, since: null, day: null, people: about},
  {step: 2, stage: '处置', reached: c.disposition IS NOT NULL, since: c.transferred, day: c.disposed_on, people: about},
  {step: 3, stage: '立案', reached: size(cases) > 0, since: disposed, day: filed, people: against},
  {step: 4, stage: '处分', reached: size(sanctions) > 0, since: filed, day: decided, people: punished}
] AS one
WITH total, c, one,
  CASE WHEN one.reached AND size(one.since) = 10 AND size(one.day) = 10
    THEN duration.inDays(date(one.since), date(one.day)).days END AS days
WITH total, one.step AS step, one.stage AS stage,
  count(CASE WHEN one.reached THEN 1 END) AS clues, percentileCont(days, 0.5) AS median_days,
  collect(CASE WHEN one.reached THEN one.people ELSE [] END) AS groups
UNWIND groups AS people
UNWIND CASE WHEN size(people) = 0 THEN [null] ELSE people END AS person
WITH total, step, stage, clues, median_days, count(DISTINCT person) AS persons
RETURN stage, clues, persons, round(100.0 * clues / total, 1) AS rate, median_days
ORDER BY step
