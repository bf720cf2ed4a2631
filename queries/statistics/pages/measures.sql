-- title: 问题和整改措施
-- group: 页面
-- param: term int 届次（空为全部） default
-- param: round int 轮次（空为全部） default
-- param: committee text 派出党委（空为全部） default
-- param: units list 单位编号（空为全部） default
-- column: finding_id 问题编号
-- column: no 编号
-- column: finding 问题
-- column: text 内容
-- column: category 分类
-- column: major 大类
-- column: unit_id 单位编号
-- column: unit 单位
-- column: term_no 届次
-- column: round_no 轮次
-- column: measure_id 措施编号
-- column: measure 措施
-- column: due 完成时限
-- column: due_max 时限最晚
-- column: status 整改状态
-- column: long_term 长期坚持
-- column: percent 完成比例
-- column: closed 销号日期
-- column: lookback 回头看
-- column: reopened 重开日期
-- column: dept 牵头部门
-- sensitive

-- Not who is responsible: to hide only those who are reported would tell who is.
SELECT DISTINCT f.id AS finding_id, f.no, f.name AS finding, f.text, coalesce(f.cat2, f.cat1, '未分类') AS category,
       coalesce(f.cat1, '未分类') AS major, o.id AS unit_id, o.name AS unit, g.term_no, g.round_no, m.id AS measure_id,
       coalesce(m.text, m.name) AS measure, m.due, m.due_max, CASE WHEN m.id IS NOT NULL THEN coalesce(m.status, '不明') END AS status,
       m.long_term, m.percent, m.closed, m.lookback, m.reopened, m.dept
FROM edges_FOUND e JOIN nodes_Finding f ON f.id = e.target
JOIN edges_INSPECTS i ON i.source = e.source JOIN nodes_Organization o ON o.id = i.target
LEFT JOIN edges_EXECUTES x ON x.target = e.source LEFT JOIN nodes_Team g ON g.id = x.source
LEFT JOIN edges_RECTIFIES r ON r.target = f.id LEFT JOIN nodes_Measure m ON m.id = r.source
WHERE ($term IS NULL OR g.term_no = $term) AND ($round IS NULL OR g.round_no = $round)
  AND ($committee = '' OR g.committee = $committee)
  AND (len($units) = 0 OR list_contains(CAST($units AS VARCHAR[]), o.id))
ORDER BY g.term_no, g.round_no, o.name, f.no, f.id, m.id
