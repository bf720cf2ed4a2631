// title: 村（社区）巡察全覆盖进度和所用方式
// number: Q6
// group: 覆盖
// param: county text 区县（代码前6位或名称，空为全部） default
// param: term int 届次（0为不限） default 0
// param: modes list 不计入覆盖的方式 default
// note: 一个村（社区）的每项任务一行，没有任务的一行；已覆盖按去重的村（社区）计
// note: 在巡和完成的任务才算；方式没有填的是不明，不因此不算
// column: village 村（社区）
// column: mode 方式
// column: round 轮次
// column: covered 是否覆盖
// column: town 上级单位
MATCH (v:Organization {kind: '村社区'})
WHERE coalesce(v.status, '在册') = '在册'
  AND ($county = '' OR v.region_code STARTS WITH $county
    OR EXISTS { MATCH (v)-[:LOCATED_IN]->(:Region)-[:WITHIN*0..3]->(a:Region) WHERE a.name = $county })
OPTIONAL MATCH (v)-[:PART_OF]->(u:Organization)
WITH v, min(u.name) AS town
OPTIONAL MATCH (v)<-[:INSPECTS]-(t:InspectionTask)<-[:EXECUTES]-(g:Team)-[:OF_ROUND]->(r:Round)
WHERE ($term = 0 OR g.term_no = $term) AND coalesce(t.status, '完成') IN ['在巡', '完成']
RETURN v.name AS village, CASE WHEN t IS NOT NULL THEN coalesce(t.modes, '不明') END AS mode, r.name AS round,
  CASE WHEN t IS NULL THEN '否' WHEN size([one IN $modes WHERE t.modes CONTAINS one]) > 0 THEN '否' ELSE '是' END AS covered, town
ORDER BY covered, town, village, round, t.id
