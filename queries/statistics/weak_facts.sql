-- title: 没有出处或来自低置信抽取的事实
-- number: Q40
-- group: 数据质量
-- param: below number 置信度低于 default 0.8
-- note: 一条事实取它最可信的一处；没有出处的置信度为空
-- column: node 事实
-- column: field 内容
-- column: source 出处
-- column: confidence 置信度
-- sensitive
WITH fact AS (
    SELECT id, kind, any_value(file || ' ' || regexp_replace(place, '^L[0-9]+!', '') ORDER BY confidence DESC, file, place)
               AS source,
           max(confidence) AS confidence
    -- Where a figure stands and whom it is about are no facts beside it: they are as sure as the figure.
    FROM evidence WHERE kind NOT IN ('STATED_IN', 'ABOUT') GROUP BY id, kind HAVING max(confidence) < $below
)
SELECT coalesce(k.label, fact.kind) AS node, coalesce(n.label, posting.label, fact.id) AS field,
       coalesce(fact.source, '没有出处') AS source, round(fact.confidence, 3) AS confidence
FROM fact LEFT JOIN kind_label k ON k.kind = fact.kind
LEFT JOIN node n ON n.id = fact.id
LEFT JOIN posting ON posting.id = fact.id
ORDER BY fact.confidence, node, field, 3
