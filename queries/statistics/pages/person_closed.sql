-- title: 一个人的线索、案件、处分和移送
-- group: 页面
-- param: person text 节点编号
-- column: item_id 依据
-- column: aspect 方面
-- column: what 事项
-- column: detail 说明
-- column: since 起
-- column: until 止
-- sensitive
SELECT c.id AS item_id, '线索' AS aspect, c.no AS what, c.disposition AS detail, c.transferred AS since, c.closed_on AS until
FROM edges_ABOUT a JOIN nodes_Clue c ON c.id = a.source WHERE a.target = $person
UNION ALL
SELECT c.id, '案件', c.no, c.filing_body, c.filed, c.trial_out
FROM edges_AGAINST a JOIN nodes_CaseFile c ON c.id = a.source WHERE a.target = $person
UNION ALL
SELECT s.id, '处分', s.name, concat_ws('，', s.kind, s.level), s.decided, s.influence_end
FROM edges_IMPOSED_ON a JOIN nodes_Sanction s ON s.id = a.source WHERE a.target = $person
UNION ALL
SELECT p.id, '移送司法', p.name, p.stage, p.referred_on, p.judged_on
FROM edges_CHARGES a JOIN nodes_Prosecution p ON p.id = a.source WHERE a.target = $person
ORDER BY since, aspect, what, item_id
