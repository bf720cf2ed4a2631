// title: 按管理层级的巡察覆盖率（去重单位）
// number: Q2
// group: 覆盖
// param: term int 届次
// param: types list 计入覆盖的巡察类型 default 常规
// param: committee text 派出党委 default
// param: denominator list 应巡单位名单（空为全部巡察对象） default
// note: 单位去重：一家单位本届巡察几次只计一次，前身被巡察过的也算；应巡单位是在册、纳入全覆盖的巡察对象，或名单所列
// note: 覆盖率＝已巡÷应巡；在巡和完成的任务才算
// column: level 管理层级
// column: denominator 应巡（家）
// column: covered 已巡（家）
// column: rate 覆盖率（%）
// column: excluded 不纳入（家）
// column: why 不纳入原因
MATCH (o:Organization)
WHERE (size($denominator) = 0 AND o.is_target = true) OR o.name IN $denominator OR o.id IN $denominator
WITH o, coalesce(o.counts_for_coverage, true) AND coalesce(o.status, '在册') = '在册' AS counts
OPTIONAL MATCH (o)<-[c:COUNTS_FOR]-(old:Organization)
WHERE c.reach IN ['itself', 'predecessor'] AND c.certainty <> 'section'
WITH o, counts, [o] + collect(DISTINCT old) AS bodies
UNWIND bodies AS body
OPTIONAL MATCH (body)<-[:INSPECTS]-(t:InspectionTask)<-[:EXECUTES]-(g:Team)
WHERE g.term_no = $term AND t.type IN $types AND coalesce(t.status, '完成') IN ['在巡', '完成']
  AND ($committee = '' OR g.committee = $committee)
WITH o, counts, count(t) > 0 AS done
WITH coalesce(o.managing_level, '未填') AS level,
  sum(CASE WHEN counts THEN 1 ELSE 0 END) AS denominator,
  sum(CASE WHEN counts AND done THEN 1 ELSE 0 END) AS covered,
  sum(CASE WHEN counts THEN 0 ELSE 1 END) AS excluded,
  collect(DISTINCT CASE WHEN counts THEN null ELSE coalesce(o.excluded_because, o.status, '未填') END) AS why
RETURN level, denominator, covered,
  CASE WHEN denominator = 0 THEN null ELSE round(100.0 * covered / denominator, 1) END AS rate,
  excluded, why
ORDER BY level
