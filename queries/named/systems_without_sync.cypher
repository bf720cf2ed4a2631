// title: 至今没有市县同步巡察的系统
// number: Q5
// group: 覆盖
// param: systems list 条线系统（空为全部） default
// param: since date 这一天以后没有同步的也列出（空为只列从未同步的） default
// note: 同步指同一联动编号下这个系统有两个以上管理层级的单位，或台账把任务连在一起；没有联动编号的，看组织方式有没有“同步”
// note: 单位按在册巡察对象去重计；没有填条线系统的单位不在内
// column: system 系统
// column: last_sync 最近同步
// column: by_level 各管理层级单位数（家）
// column: units 单位（家）
CALL () {
  MATCH (t:InspectionTask)-[:INSPECTS]->(u:Organization)
  WHERE t.campaign IS NOT NULL AND u.system IS NOT NULL
  WITH u.system + '|' + t.campaign AS campaign, count(DISTINCT coalesce(u.managing_level, '未填')) AS levels
  WHERE levels > 1
  RETURN collect(campaign) AS campaigns
}
MATCH (o:Organization)
WHERE o.is_target = true AND o.system IS NOT NULL AND (size($systems) = 0 OR o.system IN $systems)
OPTIONAL MATCH (o)<-[:INSPECTS]-(t:InspectionTask)
WHERE (t.campaign IS NULL AND t.modes CONTAINS '同步') OR o.system + '|' + t.campaign IN campaigns OR EXISTS { MATCH (t)-[:SYNC_WITH]-(:InspectionTask) }
WITH o, count(t) AS synchronous, max(t.begins_min) AS latest
WITH o.system AS system, coalesce(o.managing_level, '未填') AS level, sum(synchronous) AS synchronous, max(latest) AS latest,
  sum(CASE WHEN coalesce(o.status, '在册') = '在册' THEN 1 ELSE 0 END) AS units
ORDER BY system, level
WITH system, sum(units) AS units, sum(synchronous) AS synchronous, max(latest) AS latest,
  collect(level + ' ' + toString(units)) AS by_level
WHERE synchronous = 0 OR latest < $since
RETURN system, CASE WHEN synchronous > 0 THEN coalesce(latest, '日期不明') END AS last_sync, by_level, units
ORDER BY units DESC, system
