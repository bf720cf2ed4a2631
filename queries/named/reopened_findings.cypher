// title: 已销号问题中回头看发现反弹的
// number: Q23
// group: 整改
// param: term int 届次
// param: committee text 派出党委 default
// note: 两种依据：整改台账记有反弹（状态、回头看结果或重开日期）；回头看任务发现的问题在台账上是一条已全部销号问题的再次出现
// note: 没有填销号或重开日期的为空，不因此不列；回头看发现的，重开日期是回头看的进驻日期
// column: finding 问题
// column: closed_on 销号日期
// column: reopened_on 重开日期
// column: unit 单位
// column: basis 依据
CALL () {
  MATCH (g:Team {term_no: $term})
  WHERE $committee = '' OR g.committee = $committee
  MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:FOUND]->(f:Finding)<-[:RECTIFIES]-(m:Measure)
  WHERE m.status = '反弹' OR m.lookback = '反弹' OR m.reopened IS NOT NULL
  RETURN t, f, max(m.closed) AS closed, max(m.reopened) AS reopened, '整改台账' AS basis
  UNION ALL
  MATCH (g:Team {term_no: $term})
  WHERE $committee = '' OR g.committee = $committee
  MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:FOUND]->(f:Finding)-[:RECURS_AS]->(e:Finding)
  MATCH (e)<-[:FOUND]-(later:InspectionTask {type: '回头看'})
  MATCH (f)<-[:RECTIFIES]-(m:Measure)
  WITH t, f, later, count(m) AS measures, count(CASE WHEN m.status = '已完成(销号)' THEN 1 END) AS done, max(m.closed) AS closed
  WHERE measures = done
  RETURN t, f, closed, min(later.begins) AS reopened, '回头看再次发现' AS basis
}
OPTIONAL MATCH (t)-[:INSPECTS]->(o:Organization)
WITH f, o, basis, max(closed) AS closed, max(reopened) AS reopened
RETURN coalesce(f.no, f.name) AS finding, closed AS closed_on, reopened AS reopened_on, o.name AS unit, basis
ORDER BY reopened_on, finding, unit, basis, f.id
