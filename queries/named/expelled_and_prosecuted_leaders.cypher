// title: 双开并移送司法的一把手及其任职单位（含原单位）
// number: Q34
// group: 处分
// param: since date 起
// param: until date 止
// note: 双开指同一人既开除党籍又开除公职；一把手按任职记录的主要负责人；没有决定日期的也列出
// note: 现单位是任职单位经更名、合并后的单位
// column: person 人员
// column: post 职务
// column: unit_then 当时单位
// column: unit_now 现单位
// column: referred_on 移送检察机关
// column: indicted_on 提起公诉
// column: judged_on 判决
// column: judgement 判决结果
// sensitive
MATCH (j:Prosecution)-[:CHARGES]->(p:Person)
MATCH (x:Sanction {level: '开除党籍'})-[:IMPOSED_ON]->(p)
WHERE x.decided IS NULL OR (x.decided_max >= $since AND x.decided_min <= $until)
MATCH (y:Sanction)-[:IMPOSED_ON]->(p)
WHERE y.level IN ['开除', '开除公职']
MATCH (p)-[s:SERVED_IN]->(o:Organization)
WHERE s.principal = true
OPTIONAL MATCH (o)-[:SUCCEEDED_BY*1..4]->(n:Organization)
WHERE NOT EXISTS { (n)-[:SUCCEEDED_BY]->(:Organization) }
WITH DISTINCT p, s, o, j, n
RETURN p.name AS person, s.title AS post, o.name AS unit_then,
  coalesce(n.name, o.name) AS unit_now, j.referred_on AS referred_on,
  j.indicted_on AS indicted_on, j.judged_on AS judged_on, j.judgement AS judgement
ORDER BY person, unit_then, post, unit_now
