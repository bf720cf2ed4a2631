// title: 超期和即将到期的整改事项
// number: Q21
// group: 整改
// param: on date 截至日期 default today
// param: days int 几天内到期的也列出 default @due_soon
// param: unit text 单位（空为全部） default
// note: 整改事项按措施计；已完成（销号）和长期坚持的不列，基本完成的仍列
// note: 时限只到月的按月末算；没有填时限又不是长期坚持的列为“时限不明”
// column: finding 问题
// column: unit 单位
// column: due 完成时限
// column: days 超期（天，负数为还剩）
// column: lead 责任领导
// column: level 预警
// column: measure 措施
// column: status 整改状态
MATCH (m:Measure)
WHERE NOT coalesce(m.status, '不明') IN ['已完成(销号)', '长期坚持'] AND coalesce(m.long_term, false) = false
  AND (m.due IS NULL OR m.due_max <= toString(date($on) + duration({days: $days})))
OPTIONAL MATCH (m)-[:RECTIFIES]->(f:Finding)
OPTIONAL MATCH (m)-[:RECTIFIES]->(f)-[:CONCERNS]->(o:Organization)
WITH m, f, o ORDER BY o.name
WITH m, f, collect(DISTINCT o.name) AS named, collect(DISTINCT o.short_name) AS short, collect(DISTINCT o.id) AS ids
WHERE $unit = '' OR $unit IN named OR $unit IN short OR $unit IN ids
OPTIONAL MATCH (m)-[:RESPONSIBLE]->(p:Person)
WITH m, f, named, p ORDER BY p.name
WITH m, f, named, collect(DISTINCT p.name) AS leads
RETURN coalesce(f.no, f.name, m.finding) AS finding, named AS unit, m.due AS due,
  CASE WHEN m.due IS NOT NULL THEN duration.inDays(date(m.due_max), date($on)).days END AS days,
  CASE WHEN size(leads) = 0 AND m.lead IS NOT NULL THEN [m.lead] ELSE leads END AS lead,
  CASE WHEN m.due IS NULL THEN '时限不明' WHEN m.due_max < $on THEN '超期' ELSE '将到期' END AS level,
  coalesce(m.name, toString(m.seq)) AS measure, coalesce(m.status, '不明') AS status
ORDER BY CASE WHEN days IS NULL THEN 1 ELSE 0 END, days DESC, finding, measure, m.id
