// title: 每条问题有没有底稿和出处
// number: Q19
// group: 问题
// param: term int 届次
// param: round int 轮次
// param: committee text 派出党委 default
// param: unit text 单位（空为全部） default
// note: 佐证材料数是所对应底稿佐证材料清单的项数之和；上级巡视、审计等不由巡察组发现的问题不在内
// column: finding 问题
// column: unit 单位
// column: papers 底稿
// column: evidence 佐证材料（项）
// column: places 出处
// column: gap 缺口
MATCH (g:Team {term_no: $term})
WHERE g.round_no = $round AND ($committee = '' OR g.committee = $committee)
MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
WHERE $unit = '' OR $unit IN [o.id, o.name, o.short_name]
MATCH (t)-[:FOUND]->(f:Finding)
OPTIONAL MATCH (f)<-[:LED_TO]-(w:WorkingPaper)
WITH f, o, collect(DISTINCT w.no) AS papers,
  sum(CASE WHEN w.evidence IS NULL THEN 0 ELSE size(split(w.evidence, '；')) END) AS evidence
RETURN coalesce(f.no, f.name) AS finding, o.name AS unit, papers, evidence, f.sources AS places,
  CASE WHEN size(papers) = 0 THEN '没有底稿' WHEN evidence = 0 THEN '底稿没有佐证材料' END AS gap
ORDER BY gap, unit, finding, f.id
