// title: 本届尚未巡察的党组织
// number: Q1
// group: 覆盖
// param: term int 届次
// param: types list 计入覆盖的巡察类型 default 常规
// param: committee text 派出党委 default
// param: on date 截至日期 default today
// param: ends date 换届日（空为图谱所记） default
// note: 只列在册、纳入全覆盖的巡察对象；已巡按去重单位计，前身被巡察过的也算，单位自身之外的划转部分不算
// note: 在巡和完成的任务才算，类型要在“计入覆盖的巡察类型”里，上次巡察不分类型和派出党委；没有进驻日期的任务也算，距今年数为空
// note: 只列本届派出党委管理的单位；没有填管理党委的单位也列出；这一届还没有轮次的，不按管理党委分
// column: unit 单位
// column: level 管理层级
// column: kind 单位类别
// column: last_task 上次巡察（含前身）
// column: last_on 上次进驻
// column: years_since 距今（年）
// column: days_left 距换届（天）
CALL () {
  MATCH (m:Organization)-[:DISPATCHES]->(r:Round)
  WHERE r.term_no = $term AND ($committee = '' OR r.committee = $committee)
  RETURN collect(DISTINCT m.id) AS masters
}
MATCH (o:Organization)
WHERE o.is_target = true AND coalesce(o.counts_for_coverage, true)
  AND coalesce(o.status, '在册') = '在册'
  AND (size(masters) = 0 OR NOT EXISTS { MATCH (o)-[:MANAGED_BY]->(:Organization) }
    OR EXISTS { MATCH (o)-[:MANAGED_BY]->(m:Organization) WHERE m.id IN masters })
OPTIONAL MATCH (o)<-[c:COUNTS_FOR]-(old:Organization)
WHERE c.reach IN ['itself', 'predecessor'] AND c.certainty <> 'section'
WITH o, [o] + collect(DISTINCT old) AS bodies
UNWIND bodies AS body
OPTIONAL MATCH (body)<-[:INSPECTS]-(t:InspectionTask)<-[:EXECUTES]-(g:Team)
WHERE coalesce(t.status, '完成') IN ['在巡', '完成'] AND coalesce(t.begins_min, $on) <= $on
WITH o, t, g ORDER BY coalesce(t.begins_min, '') DESC, t.id
WITH o, count(CASE WHEN g.term_no = $term AND t.type IN $types
  AND ($committee = '' OR g.committee = $committee) THEN 1 END) AS covered, collect(t) AS tasks
WHERE covered = 0
OPTIONAL MATCH (n:Term {number: $term})
WHERE $committee = '' OR n.committee = $committee
WITH o, head(tasks) AS latest, coalesce($ends, min(n.ends_min)) AS ends
RETURN o.name AS unit, o.managing_level AS level, o.kind AS kind, latest.name AS last_task,
  latest.begins AS last_on,
  round(duration.inDays(date(latest.begins_min), date($on)).days / 365.25, 1) AS years_since,
  duration.inDays(date($on), date(ends)).days AS days_left
ORDER BY level, unit, o.id
