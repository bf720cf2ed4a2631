// title: 巡察建议书的回复和建章立制
// number: Q26
// group: 整改
// param: since date 移交起
// param: until date 移交止
// param: on date 截至日期 default today
// note: 按建议书计，移交几个单位的合为一行；没有移交时间的也列出
// note: 建章立制是台账所填的制度数，没有填的为空，不是零
// column: letter 文号
// column: receiver 移交单位
// column: due 回复时限
// column: replied 回复日期
// column: rules 建章立制（项）
// column: sent 移交时间
// column: state 回复情况
MATCH (x:Recommendation)
WHERE (x.sent IS NULL OR (x.sent_max >= $since AND x.sent_min <= $until))
OPTIONAL MATCH (x)-[:SENT_TO]->(o:Organization)
WITH x, o ORDER BY o.name
WITH x, collect(DISTINCT o.name) AS receiver
RETURN x.no AS letter, receiver, x.due AS due, x.replied AS replied, x.rules AS rules, x.sent AS sent,
  CASE WHEN x.replied_min > x.due_max THEN '逾期回复' WHEN x.replied IS NOT NULL THEN '已回复' WHEN x.due IS NULL THEN '未回复（没有时限）'
    WHEN x.due_max < $on THEN '逾期未回复' ELSE '未到期' END AS state
ORDER BY sent, letter, x.id
