// title: 本届尚未巡察的党组织
// number: Q1
// group: 覆盖
// param: term int 届次
// param: types list 计入覆盖的巡察类型 default 常规
// param: committee text 派出党委 default
// param: on date 截至日期 default today
// param: ends date 换届日（空为图谱所记） default
// column: unit 单位
// column: level 管理层级
// column: kind 单位类别
// column: last_task 上次巡察（含前身）
// column: last_on 上次进驻
// column: years_since 距今年数
// column: days_left 距换届天数
MATCH (o:Organization)
WHERE o.is_target = true AND coalesce(o.counts_for_coverage, true)
  AND coalesce(o.status, '在册') = '在册'
OPTIONAL MATCH (o)<-[c:COUNTS_FOR]-(old:Organization)
WHERE c.reach IN ['itself', 'predecessor'] AND c.certainty <> 'section'
WITH o, [o] + collect(DISTINCT old) AS bodies
UNWIND bodies AS body
OPTIONAL MATCH (body)<-[:INSPECTS]-(t:InspectionTask)<-[:EXECUTES]-(g:Team)
WHERE t.type IN $types AND coalesce(t.status, '完成') IN ['在巡', '完成']
  AND coalesce(t.begins_min, $on) <= $on AND ($committee = '' OR g.committee = $committee)
WITH o, t, g ORDER BY t.begins_min DESC, t.id
WITH o, count(CASE WHEN g.term_no = $term THEN 1 END) AS covered, collect(t) AS tasks
WHERE covered = 0
OPTIONAL MATCH (n:Term {number: $term})
WHERE $committee = '' OR n.committee = $committee
WITH o, head(tasks) AS latest, coalesce($ends, min(n.ends_min)) AS ends
RETURN o.name AS unit, o.managing_level AS level, o.kind AS kind, latest.name AS last_task,
  latest.begins AS last_on,
  round(duration.inDays(date(latest.begins_min), date($on)).days / 365.25, 1) AS years_since,
  duration.inDays(date($on), date(ends)).days AS days_left
ORDER BY level, unit, o.id
