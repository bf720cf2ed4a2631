-- title: 一个人登记的内容
-- group: 页面
-- param: id text 节点编号
-- column: property 内容
-- column: value 值
WITH one AS (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM nodes_Person WHERE id = $id)
SELECT property, value FROM (UNPIVOT one ON COLUMNS(*) INTO NAME property VALUE value) ORDER BY property
