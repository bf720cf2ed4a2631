// title: 至今没有市县同步巡察的系统
// number: Q5
// group: 覆盖
// param: systems list 条线系统（空为全部） default
// column: system 系统
// column: units 单位数
// column: by_level 各管理层级单位数
MATCH (o:Organization)
WHERE o.is_target = true AND o.system IS NOT NULL
  AND (size($systems) = 0 OR o.system IN $systems)
OPTIONAL MATCH (o)<-[:INSPECTS]-(t:InspectionTask)-[:SYNC_WITH]-(other:InspectionTask)
WITH o.system AS system, coalesce(o.managing_level, '未填') AS level,
  count(DISTINCT o.id) AS units, count(other) AS synchronous
ORDER BY system, level
WITH system, sum(units) AS units, sum(synchronous) AS synchronous,
  collect(level + ' ' + toString(units)) AS by_level
WHERE synchronous = 0
RETURN system, units, by_level
ORDER BY units DESC, system
