-- A case said to come from an inspection that no clue led to.
SELECT '案件' AS kind, c.no AS record, '案件来源写明巡察移交，却没有线索编号' AS problem, c.sources AS place,
       '补线索编号，或改正案件来源' AS fix
FROM nodes_CaseFile c
WHERE c.case_source = '巡察移交'
  AND NOT EXISTS (SELECT 1 FROM edges_LED_TO l WHERE l.target = c.id AND l.source LIKE 'Clue-%')
