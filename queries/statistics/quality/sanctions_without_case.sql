-- A party or administrative sanction that no case led to: 第一种形态 and organisational handling need none.
SELECT '处分处理' AS kind, s.name AS record, '有处分而没有立案' AS problem, s.sources AS place,
       '在线索办理与处分登记表补案件编号和立案时间' AS fix
FROM nodes_Sanction s
WHERE s.kind IN ('党纪处分', '政务处分')
  AND NOT EXISTS (SELECT 1 FROM edges_RESULTED_IN r WHERE r.target = s.id AND r.source LIKE 'CaseFile-%')
