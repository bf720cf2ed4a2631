// title: 巡察的制度、规划和方案：谁制发、哪些年度、出自哪个文件
// group: 制度
// param: year int 年度（0为不限） default 0
// param: issuer text 制发单位含有 default
// note: 没有填起止年度的也列出
// column: name 文件名称
// column: kind 文件类型
// column: issuer 制发单位
// column: from_year 起始年度
// column: to_year 终止年度
// column: status 状态
// column: documents 出处
MATCH (r:Regulation)
WHERE $year = 0 OR (coalesce(r.from_year, $year) <= $year AND coalesce(r.to_year, $year) >= $year)
OPTIONAL MATCH (o:Organization)-[:ISSUED]->(r)
WITH r, o WHERE $issuer = '' OR o.name CONTAINS $issuer
OPTIONAL MATCH (r)-[:STATED_IN]->(d:Document)
WITH r, o, d ORDER BY d.name
RETURN r.name AS name, r.kind AS kind, o.name AS issuer, r.from_year AS from_year, r.to_year AS to_year,
  r.status AS status, collect(DISTINCT d.name) AS documents
ORDER BY name, issuer, from_year
